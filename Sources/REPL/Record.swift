internal import DataModel
internal import Plan
internal import Session
internal import SourceText
internal import Syntax

/// What this session asked and was answered.
struct Record {
  /// The statements that succeeded, in canonical form, in order.
  private(set) var statements: [Statement] = []
  /// The last text of statements, as typed.
  private(set) var lastTyped: String?
  private(set) var last: Answer?
  /// Within which limits `last` was answered.
  private(set) var limits = Session.Limits.screen
  /// Names that a file of the workspace had defined, and that were given another meaning here.
  private(set) var shadowed: [String] = []

  /// - Parameter before: what was defined before.
  mutating func add(
    _ text: String, isTyped: Bool, _ outcomes: [Outcome], in session: Session, before: [Plan.Definition]
  ) {
    if isTyped { lastTyped = text.trimmedLines }
    let answers = outcomes.compactMap { outcome -> Answer? in
      if case .answer(let answer) = outcome.result { answer } else { nil }
    }
    if let answer = answers.last { (last, limits) = (answer, session.limits) }
    let all = parse(SourceFile(name: "typed", text: text)).script.statements
    // Of several, some of which failed, those that are known to have succeeded.
    let known = Set(answers.map(\.statement) + session.vocabulary.definitions.map(\.source))
    let succeeded = outcomes.contains(where: \.failed) ? all.filter { known.contains($0.canonical) } : all
    let old = Set(before.filter { $0.origin != SourceFile.typedName }.map { $0.name.lowercased() })
    for statement in succeeded {
      guard let name = statement.definedName else {
        statements.append(statement)
        continue
      }
      if old.contains(name), !shadowed.contains(name) { shadowed.append(name) }
      // A script defines a name once: the last meaning, where the first stood.
      if let index = statements.firstIndex(where: {
        $0.definedName == name && $0.isTopic == statement.isTopic
      }) {
        statements[index] = statement
      } else {
        statements.append(statement)
      }
    }
  }
}

extension Statement {
  /// The name that a `define` or `topic` gives a meaning to, in lower case.
  fileprivate var definedName: String? {
    switch kind {
    case .define(let name, _), .topic(let name, _): name.text
    case _: nil
    }
  }

  fileprivate var isTopic: Bool {
    if case .topic = kind { return true }
    return false
  }
}

extension SourceFile {
  /// What was typed at the prompt.
  static func typed(_ text: String) -> SourceFile { SourceFile(name: typedName, text: text) }

  static let typedName = "typed"
}
