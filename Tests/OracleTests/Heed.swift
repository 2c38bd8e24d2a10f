import Answers
import DataModel
import Plan
import Semantics
import SourceText
import Syntax
import Text

@testable import Session

/// Heed as users see it: files in, text in, answers out.
struct Heed {
  private var session: QuerySession
  /// Why the workspace did not load.
  let trouble: String?

  init(_ world: World) {
    session = QuerySession(host: .memory(world.files()), limits: .all)
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

  /// The resolved question of a statement; nil if it is refused.
  func plan(of text: String) -> Question? {
    guard let catalog = session.vocabulary.catalog else { return nil }
    let file = SourceFile(name: "typed", text: text)
    let scope = Scope(catalog: catalog, definitions: session.vocabulary.definitions)
    guard let statement = parse(file).script.statements.first,
      case .question(let question)? = resolve(statement, of: file, in: scope).0
    else { return nil }
    return question
  }

  /// Heed's own backend; nil before the first question.
  var engine: (any Backend)? { session.loaded?.backend }

  /// The answer to a statement from any backend.
  func answer(to text: String, from backend: any Backend) throws -> Answer? {
    guard let catalog = session.vocabulary.catalog, let question = plan(of: text) else { return nil }
    let context = QueryRunner.Context(
      catalog: catalog, statement: text, reading: question.reading(in: catalog))
    return try QueryRunner(question, context: context).draft(from: backend).answer
  }

  private static func words(_ diagnostics: [Diagnostic]) -> String {
    diagnostics.map { "\($0.code.rawValue): \($0.message) \($0.fixes.map(\.message))" }.joined(
      separator: "; ")
  }
}

extension Answer {
  func figure(_ key: String) -> Scalar { summary.first { $0.key == key }?.value ?? .missing }

  /// The ids of a `segment`.
  var ids: [String] { tables.first?.rows.compactMap { $0.first?.value.text } ?? [] }
}
