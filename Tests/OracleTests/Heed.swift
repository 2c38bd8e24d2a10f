import DataModel
import Session
import SourceText

/// Heed as its users meet it: files in, text in, answers out.
struct Heed {
  private var session: Session
  /// Why the workspace did not load.
  let trouble: String?

  init(_ world: World) {
    session = Session(host: .memory(world.files()), limits: .all)
    let outcomes = session.open("workspace.heed")
    trouble = outcomes.first { $0.failed }.map { Heed.words($0.diagnostics) }
  }

  enum Reply {
    case answer(Answer)
    case refusal(String)
  }

  /// One statement.
  mutating func ask(_ text: String) -> Reply {
    if let trouble { return .refusal("the workspace does not load: " + trouble) }
    for outcome in session.run(SourceFile(name: "typed", text: text)) {
      if case .answer(let answer) = outcome.result { return .answer(answer) }
      if outcome.failed { return .refusal(Heed.words(outcome.diagnostics)) }
    }
    return .refusal("no answer")
  }

  private static func words(_ diagnostics: [Diagnostic]) -> String {
    diagnostics.map { "\($0.code.rawValue): \($0.message) \($0.fixes.map(\.message))" }.joined(separator: "; ")
  }
}

extension Answer {
  func figure(_ key: String) -> Scalar { summary.first { $0.key == key }?.value ?? .missing }

  /// The ids of a `segment`.
  var ids: [String] { tables.first?.rows.compactMap { $0.first?.value.text } ?? [] }
}
