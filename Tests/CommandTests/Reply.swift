import Foundation
import Testing

/// One line of `--format json`.
struct Reply {
  let object: [String: Any]

  init(_ line: some StringProtocol) throws {
    object = try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
  }

  /// The answers of a run, one for each line.
  static func all(_ text: String) throws -> [Reply] { try text.split(separator: "\n").map(Reply.init) }

  var rows: [[Any]] { object["rows"] as? [[Any]] ?? [] }
  var columns: [String] { (object["columns"] as? [[String: Any]] ?? []).compactMap { $0["name"] as? String } }
  var quotes: [[String: Any]] { object["quotes"] as? [[String: Any]] ?? [] }
  var summary: [String: Any] { object["summary"] as? [String: Any] ?? [:] }
  var error: [String: Any] { object["error"] as? [String: Any] ?? [:] }

  func figure(_ key: String) -> Double? { (summary[key] as? NSNumber)?.doubleValue }
  func count(_ key: String) -> Int? { (summary[key] as? NSNumber)?.intValue }
}
