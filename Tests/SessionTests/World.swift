import DataModel
import Demo
import Session
import SourceText

/// The example marketplace, loaded once.
enum Market {
  static let session: QuerySession = {
    let files = Marketplace().files().map { ($0.path, $0.bytes) }
    var session = QuerySession(host: .memory(Dictionary(uniqueKeysWithValues: files)))
    _ = session.open("workspace.heed")
    session.mayRedefine = true
    return session
  }()
}

extension QuerySession {
  /// Types a statement, and returns its answers.
  mutating func ask(_ text: String) -> [Answer] {
    run(SourceFile(name: "typed", text: text)).compactMap { outcome in
      if case .answer(let answer) = outcome.result { answer } else { nil }
    }
  }

  /// The count that a statement gives; nil if it fails.
  mutating func count(_ text: String) -> Int? {
    ask(text).first?.summary.first { $0.key == "count" }?.value.integer
  }
}
