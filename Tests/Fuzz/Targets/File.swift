internal import DataModel
internal import Session
internal import SourceText
internal import Synchronization

/// Every row of a file is counted once, however the file is loaded, and reading it in small chunks gives the same.
func tryFile(_ bytes: [UInt8]) throws(Finding) {
  let head = bytes.prefix { $0 != UInt8(ascii: "\n") }
  let workspace = Array("set today 2025-03-31\nload ".utf8) + head + [UInt8(ascii: "\n")]
  let data = Array(bytes.dropFirst(head.count + 1))
  var files = ["fuzz.heed": workspace, "base.csv": Array("id,plan\n1,pro\n2,free\n".utf8)]
  for name in ["data.csv", "data.csv.gz", "data.zip", "data.vtt", "data.md"] { files[name] = data }
  let whole = try load(files, piece: 1 << 20)
  let pieces = try load(files, piece: 1 + head.count % 7)
  try require(whole == pieces, "in pieces it is read as\n\(pieces)\nand whole as\n\(whole)")
}

/// The result of a load whose files are read in chunks.
private func load(_ files: [String: [UInt8]], piece: Int) throws(Finding) -> String {
  var host = Host.memory(files)
  host.opening = { path, _ throws(HostError) in
    guard let bytes = files[path] else { throw .notFound(path: path) }
    return stream(bytes, piece)
  }
  var session = QuerySession(host: host, limits: .all)
  var outcomes = session.open("fuzz.heed")
  for case .loaded(let report) in outcomes.map(\.result) {
    for file in report.files { try requireEveryRow(of: file) }
  }
  if !outcomes.contains(where: \.failed) {
    outcomes += session.run(SourceFile(name: "after", text: "describe\ncount customers\nquotes"))
  }
  return told(outcomes)
}

private func requireEveryRow(of file: LoadReport.File) throws(Finding) {
  let told =
    file.rowsTaken + file.rowsRejected + file.rowsRepeated + file.rowsLeftOut + file.rowsWithoutEvent
    + file.rowsAfterNow
  try require(
    file.rowsRead + file.rowsAdded == told || file.kind == .customers && told < file.rowsRead,
    "\(file.rowsRead) rows read, \(told) told")
}

private func stream(_ bytes: [UInt8], _ piece: Int) -> ByteStream {
  let rest = Rest(bytes)
  return ByteStream(size: bytes.count) { () throws(HostError) in rest.take(piece) }
}

/// The bytes that have not been read yet.
private final class Rest: Sendable {
  private let bytes: Mutex<ArraySlice<UInt8>>
  init(_ bytes: [UInt8]) { self.bytes = Mutex(bytes[...]) }

  func take(_ count: Int) -> [UInt8]? {
    bytes.withLock { rest in
      let taken = rest.prefix(count)
      rest.removeFirst(taken.count)
      return taken.isEmpty ? nil : Array(taken)
    }
  }
}
