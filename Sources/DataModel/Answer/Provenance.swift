/// What answers rest on, so that somebody else can tell whether they hold the same data.
public struct Provenance: Sendable {
  public var report: LoadReport
  /// Nil where nothing loaded has a time.
  public var clock: Clock?
  public var zone: Zone

  public init(report: LoadReport, clock: Clock?, zone: Zone) {
    self.report = report
    self.clock = clock
    self.zone = zone
  }

  /// Sixteen hexadecimal digits: SipHash-2-4 over each file's name without its folder, its bytes, rows and columns, and
  /// over what they made. The same export has the same one on every machine; values are not looked at one by one.
  public var fingerprint: String {
    var parts = ["\(report.customers)", "\(report.events)", "\(report.feedback)"]
    for file in report.files {
      parts += [file.name, file.kind.rawValue, "\(file.bytes)", "\(file.rowsRead)", "\(file.rowsRejected)"]
      parts += file.columns.flatMap { [$0.name, "\($0.type)", "\($0.missing)"] }
    }
    let digits = String(sipHash(parts.joined(separator: "\u{1F}").utf8, seed: 0), radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}

extension LoadReport.File {
  /// The file's name without its folder.
  public var name: String { path.split(separator: "/").last.map(String.init) ?? path }
}
