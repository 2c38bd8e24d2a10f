internal import DataModel
internal import Plan
internal import Session
internal import SourceText
internal import Syntax

/// The statements of this session, and the last answer.
struct SessionLog {
  /// The statements that succeeded, in canonical form, in order.
  private(set) var statements: [Statement] = []
  /// The statements that were typed last, as typed.
  private(set) var lastTyped: String?
  private(set) var last: Answer?
  /// The limits of rows and quotes in `last`.
  private(set) var limits = QuerySession.Limits.screen
  /// Names of the workspace that were redefined in this session, each with its name in a saved script, which may not
  /// redefine it.
  private(set) var renamed: [(name: String, other: String)] = []
  /// The row that `.drill` opened last, and the statements about its people, which a script cannot contain.
  private var openedRow: String?
  private(set) var unrepeatable: [String] = []

  /// Records that `them` are the people of a row.
  mutating func open(rowOf source: String?) { openedRow = source }

  /// - Parameter before: the definitions before these statements.
  mutating func add(
    _ text: String, isTyped: Bool, _ outcomes: [Outcome], in session: QuerySession, before: Definitions
  ) {
    if isTyped { lastTyped = text.trimmedLines }
    let answers = outcomes.compactMap { outcome -> Answer? in
      if case .answer(let answer) = outcome.result { answer } else { nil }
    }
    if let answer = answers.last { (last, limits) = (answer, session.limits) }
    let all = parse(SourceFile(name: "typed", text: text)).script.statements
    // If some of them failed, only those known to have succeeded are kept.
    let known = Set(answers.map(\.statement) + session.vocabulary.definitions.map(\.source))
    let succeeded = outcomes.contains(where: \.failed) ? all.filter { known.contains($0.canonical) } : all
    let old = Set(before.filter { $0.origin != SourceFile.typedName }.map { $0.name.lowercased() })
    for typed in succeeded {
      if let name = typed.definedName, old.contains(name) { rename(name) }
      let statement = renamed.reduce(typed) { $0.renaming($1.name, to: $1.other) }
      if openedRow != nil, openedRow == session.sourceOfThem, statement.isAboutThem {
        unrepeatable.append(statement.canonical)
        continue
      }
      guard let name = statement.definedName else {
        statements.append(statement)
        continue
      }
      // A script defines a name once: with its last meaning, in place of the first.
      if let index = statements.firstIndex(where: {
        $0.definedName == name && $0.isTopic == statement.isTopic
      }) {
        statements[index] = statement
      } else {
        statements.append(statement)
      }
    }
  }

  private mutating func rename(_ name: String) {
    guard !renamed.contains(where: { $0.name == name }) else { return }
    renamed.append((name, name.contains(" ") ? name + " 2" : name + "_2"))
  }
}

extension Statement {
  /// The statement with a name replaced. A word after `is` is a value, and is not changed.
  fileprivate func renaming(_ name: String, to other: String) -> Statement {
    let bytes = Array(canonical.utf8)
    let roles = tokenRoles(in: canonical)
    let words = roles.map { String(decoding: bytes[$0.span.start..<$0.span.end], as: UTF8.self).lowercased() }
    var edits: [Diagnostic.Edit] = []
    for (index, (span, role)) in roles.enumerated() where role == .name {
      let isValue =
        index > 0 && words[index - 1] == "is" || index > 1 && words[index - 2...index - 1] == ["is", "not"]
      guard words[index].filter({ $0 != "`" }) == name, !isValue else { continue }
      edits.append(Diagnostic.Edit(span, Spelling.name(other)))
      // A definition may depend on the one that it replaces.
      if definedName == name { break }
    }
    let text = Diagnostic.Fix("", edits).applied(to: bytes)
    return parse(SourceFile(name: SourceFile.typedName, bytes: text)).script.statements.first ?? self
  }

  /// Whether it contains `them` or `rest`.
  fileprivate var isAboutThem: Bool {
    let text = canonical
    return tokenRoles(in: text).contains { span, _ in
      ["them", "rest"].contains(String(decoding: Array(text.utf8)[span.start..<span.end], as: UTF8.self))
    }
  }

  /// The name that a `define` or `topic` defines, in lower case.
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
  /// A text typed at the prompt.
  static func typed(_ text: String) -> SourceFile { SourceFile(name: typedName, text: text) }

  static let typedName = "typed"
}
