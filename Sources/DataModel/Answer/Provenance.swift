/// The data that answers are based on, so that two people can tell whether they have the same.
public struct Provenance: Sendable {
  public var report: LoadReport
  /// Nil if nothing loaded has a time.
  public var clock: Clock?
  public var zone: Zone

  public init(report: LoadReport, clock: Clock?, zone: Zone) {
    self.report = report
    self.clock = clock
    self.zone = zone
  }

  /// A checksum of 16 hexadecimal digits: the first of the SHA-256 over each file's name (without folder), size in bytes,
  /// rows and columns, and over the numbers of records made from them. The same export gives the same fingerprint on every
  /// machine. Individual values are not part of it.
  public var fingerprint: String {
    var parts = ["\(report.customers)", "\(report.events)", "\(report.feedback)"]
    for file in report.files {
      parts += [file.name, file.kind.rawValue, "\(file.bytes)", "\(file.rowsRead)", "\(file.rowsRejected)"]
      parts += file.columns.flatMap { [$0.name, "\($0.type)", "\($0.missing)"] }
    }
    return String(sha256(Array(parts.joined(separator: "\u{1F}").utf8)).prefix(16))
  }
}

extension LoadReport.File {
  /// The file's name without its folder.
  public var name: String { path.split(separator: "/").last.map(String.init) ?? path }
}
