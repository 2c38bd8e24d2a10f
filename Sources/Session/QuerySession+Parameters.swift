internal import DataModel
internal import Semantics
internal import SourceText
internal import Syntax

extension QuerySession {
  /// Sets the value of a parameter, which replaces its default: `set("since", to: "30 days")`.
  public mutating func set(_ name: String, to text: String) {
    settings[String(name.lowercased().drop { $0 == "$" })] = text
  }

  /// For statements that are not in a script: declares a parameter for each value that was set, as `param` would.
  public mutating func declareSettings() {
    for (name, text) in settings {
      parameters[name] = QuerySession.literal(text) ?? QuerySession.quoted(text)
    }
  }

  /// `param`: a value that was set takes precedence over the default, and must be of the same kind.
  mutating func declare(
    _ name: String, _ standard: Literal, _ step: StatementQueue.Step, _ diagnostics: [Diagnostic]
  ) -> Outcome {
    let done = Outcome(.done(""), diagnostics: diagnostics)
    guard let text = settings[name] else {
      if mayRedefine || parameters[name] == nil { parameters[name] = standard }
      return done
    }
    parameters[name] = QuerySession.literal(text, like: standard) ?? standard
    return done
  }

  /// Errors about values that were set: no parameter has that name, or the default is of another kind.
  func problemsOfSettings(_ gathered: StatementQueue, in script: String) -> [Diagnostic] {
    var known = parameters.keys.sorted()
    var problems: [Diagnostic] = []
    for step in gathered.steps {
      guard case .param(let name, let standard) = step.statement.kind else { continue }
      known.append(name.bare)
      guard let text = settings[name.bare], QuerySession.literal(text, like: standard) == nil else {
        continue
      }
      problems.append(misfit(name.bare, text, standard, step))
    }
    return settings.keys.sorted().filter { !known.contains($0) }.map { unknown($0, known, in: script) }
      + problems
  }

  private func misfit(
    _ name: String, _ text: String, _ standard: Literal, _ step: StatementQueue.Step
  ) -> Diagnostic {
    let start = name.utf8.count + 1
    return Diagnostic(
      .badSetting, "`\(name)` is \(standard.words), and “\(text)” is not",
      file: SourceFile(name: "--set", text: "\(name)=\(text)"),
      at: SourceSpan(start, start + text.utf8.count), label: "\(standard.words) expected",
      notes: ["Its default in \(step.file.name) is \(step.file.text(of: standard.span))."])
  }

  private func unknown(_ name: String, _ known: [String], in script: String) -> Diagnostic {
    let near = nearest(to: name, among: known)
    return Diagnostic(
      .unknownName, "“\(script)” has no parameter `\(name)`",
      file: SourceFile(name: "--set", text: "\(name)=\(settings[name] ?? "")"),
      at: SourceSpan(0, name.utf8.count), label: near.first.map { "did you mean \($0)?" } ?? "not known",
      notes: [
        known.isEmpty
          ? "It has none; the line `param \(name) = 30 days` would add one."
          : "It has: \(known.joined(separator: ", "))."
      ])
  }

  /// A value that was set, parsed as after `param x =`; nil if it is not a literal.
  private static func literal(_ text: String) -> Literal? {
    let (script, diagnostics) = parse(SourceFile(name: "--set", text: "param x = \(text)"))
    guard diagnostics.isEmpty, script.statements.count == 1,
      case .param(_, let literal) = script.statements[0].kind
    else { return nil }
    if case .parameter = literal.kind { return nil }
    return literal
  }

  /// A value that was set, if it is of the same kind as the default; any text can replace a text.
  private static func literal(_ text: String, like standard: Literal) -> Literal? {
    let given = literal(text)
    switch (standard.kind, given?.kind) {
    case (.number, .number), (.duration, .duration), (.date, .date), (.boolean, .boolean), (.word, .word):
      return given
    case (.number, _), (.duration, _), (.date, _), (.boolean, _): return nil
    case (.text, _), (.word, _), (.name, _), (.parameter, _): return quoted(text)
    }
  }

  private static func quoted(_ text: String) -> Literal? { literal("'\(text.replacing("'", with: "''"))'") }
}

extension Syntax.Name {
  /// The name in lower case, without its dollar sign.
  fileprivate var bare: String { String(text.drop { $0 == "$" }) }
}
