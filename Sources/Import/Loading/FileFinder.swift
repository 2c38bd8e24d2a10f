internal import DataModel
internal import SourceText

/// Resolves the path or pattern of a statement to files, and reads their headers.
struct FileFinder {
  let host: Host
  let origin: Origin

  /// The files that a path or pattern matches, at least one; the address of a server. If there are none, adds an error and returns nil.
  func paths(
    _ path: String, isServer: Bool, at span: SourceSpan, _ problems: inout Problems
  ) -> [String]? {
    if isServer { return [path] }
    if isAddress(path) {
      problems.add(Diagnostic(HostError.notFound(path: path), file: origin.file, at: span))
      return nil
    }
    let resolved = host.path(path, from: origin.folder)
    do throws(HostError) {
      let packed = PackedPath(resolved)
      guard path.contains("*") || packed.isArchive else { return [resolved] }
      var found = try packed.files(host)
      if found == nil { found = path.contains("*") ? try host.files(resolved) : [resolved] }
      if let found, !found.isEmpty { return found }
      problems.add(
        origin.diagnostic(.missingFile, "No file matches “\(resolved)”", at: span, label: "not found"))
    } catch {
      problems.add(cannotRead(resolved, .host(error), at: span))
    }
    return nil
  }

  /// The reading plan of a file, from its header. Times without an offset are in `times`, else in the zone that the
  /// file declares, else in the workspace's. If the file cannot be read, adds an error and returns nil.
  func plan(
    _ path: String, _ reading: CSVOptions, at span: SourceSpan, times: Zone? = nil, zone: Zone,
    _ problems: inout Problems
  ) -> TablePlan? {
    do throws(ReadFailure) {
      var reader = try openRecords(path, host, reading)
      try reader.findColumns(reading.wanted)
      var plan = TablePlan(reader.header, times: times ?? reader.zone ?? zone, zone: zone)
      plan.reading = reading
      plan.headerGuess = reader.headerGuess
      return plan
    } catch {
      problems.add(cannotRead(path, error, at: span))
      return nil
    }
  }

  func cannotRead(_ path: String, _ failure: ReadFailure, at span: SourceSpan) -> Diagnostic {
    guard case .host(.notFound) = failure else {
      return origin.cannotRead(path, failure, at: span, near: [])
    }
    let others = (try? host.files(path.folder + "*")) ?? []
    let near = nearest(to: path.fileName, among: others.map(\.fileName))
    return origin.cannotRead(path, failure, at: span, near: near)
  }
}
