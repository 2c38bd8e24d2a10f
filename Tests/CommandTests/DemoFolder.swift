import Foundation

/// The example marketplace as `heed demo` writes it, once for all tests.
let demo: DemoFolder = {
  do { return try DemoFolder() } catch { preconditionFailure("the demo cannot be written: \(error)") }
}()

/// Its files, and the facts that a plain reading of them finds, without any code of Heed.
final class DemoFolder: Sendable {
  let folder: URL
  let customers: [[String: String]]
  let events: [[String: String]]
  let feedback: [[String: String]]

  init() throws {
    let parent = FileManager.default.temporaryDirectory.appendingPathComponent(
      "heed-demo-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
    folder = parent.appendingPathComponent("market")
    _ = try Command.heed("demo", folder.path, in: parent)
    customers = try DemoFolder.rows(folder.appendingPathComponent("customers.csv"))
    events = try DemoFolder.rows(folder.appendingPathComponent("events.csv"))
    feedback = try DemoFolder.rows(folder.appendingPathComponent("feedback.csv"))
  }

  /// People who ever used one of some words, in this spelling.
  func people(saying words: Set<String>) -> Set<String> {
    let messages = feedback.filter { row in
      !words.isDisjoint(
        with: (row["text"] ?? "").lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init))
    }
    return Set(messages.compactMap { $0["customer"] })
  }

  /// Parses RFC 4180; each row is a dictionary by the names of the header.
  private static func rows(_ file: URL) throws -> [[String: String]] {
    var rows: [[String]] = []
    var row: [String] = []
    var field: [UInt8] = []
    var isQuoted = false
    var previous: UInt8 = 0
    for byte in try Data(contentsOf: file) {
      switch byte {
      case UInt8(ascii: "\""):
        // A doubled quote inside quotes is one quote of the text.
        if !isQuoted, previous == byte, !field.isEmpty || row.isEmpty == false { field.append(byte) }
        isQuoted.toggle()
      case UInt8(ascii: ",") where !isQuoted, UInt8(ascii: "\n") where !isQuoted:
        row.append(String(decoding: field, as: UTF8.self))
        field = []
        if byte == UInt8(ascii: "\n") {
          rows.append(row)
          row = []
        }
      case UInt8(ascii: "\r") where !isQuoted: break
      case _: field.append(byte)
      }
      previous = byte
    }
    guard let names = rows.first else { return [] }
    return rows.dropFirst().map { Dictionary(zip(names, $0)) { first, _ in first } }
  }
}
