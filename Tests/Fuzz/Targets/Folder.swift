internal import DataModel
internal import Session
internal import SourceText

/// A workspace proposed for any files opens without an error, and is the same each time. The first line of an input names a
/// file whose bytes follow; a line `=== NAME` begins another one.
func tryFolder(_ bytes: [UInt8]) throws(Finding) {
  let files = parts(of: bytes)
  let session = QuerySession(host: .memory(files), limits: .all)
  guard let proposed = try? session.proposed(folder: "") else { return }
  let again = try? session.proposed(folder: "")
  try require(proposed.file.text == again?.file.text, "proposed differently the second time")
  var opened = QuerySession(
    host: .memory(files.merging(["workspace.heed": proposed.file.bytes]) { _, proposed in proposed }),
    limits: .all)
  let errors = opened.open("workspace.heed").flatMap(\.diagnostics).filter { $0.severity == .error }
  try require(
    errors.isEmpty,
    "\(errors.map { $0.drawn() }.joined(separator: "\n"))\n\nis wrong with\n\n\(proposed.file.text)")
}

private func parts(of bytes: [UInt8]) -> [String: [UInt8]] {
  var files: [String: [UInt8]] = [:]
  let mark = Array("=== ".utf8)
  var name: String?
  for line in (mark + bytes).split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
    if line.starts(with: mark) {
      let typed = String(decoding: line.dropFirst(mark.count), as: UTF8.self)
      name = typed.isEmpty || typed.contains("/") ? "a.csv" : typed
      if let name { files[name] = [] }
    } else if let name {
      files[name]? += line + [UInt8(ascii: "\n")]
    }
  }
  files["workspace.heed"] = nil
  return files
}
