import DataModel
import Plan
import SourceText
import Syntax

/// What Heed defines by itself, in Heed. Each is read where it is used, and only where nothing else has its name.
enum Prelude {
  static let origin = "prelude"

  static let text = """
    define promoter as latest score >= 9
    define passive as latest score in (7, 8)
    define detractor as latest score <= 6
    define active as did anything in last 30 days
    define dormant as did anything and not active
    define new as start in last 30 days
    define unknown as not known
    """

  /// The bands of these are those of 0–10, so that other scales do not count.
  static let scale = Scale(low: 0, high: 10)

  static let file = SourceFile(name: origin, text: text)

  struct Entry: Sendable {
    var name: String
    var condition: Syntax.Condition
    var span: SourceSpan
  }

  static let entries: [Entry] = parse(file).script.statements.compactMap { statement in
    guard case .define(let name, .condition(let condition)) = statement.kind else { return nil }
    return Entry(name: name.text, condition: condition, span: statement.span)
  }

  static var names: [String] { entries.map(\.name) }
}

extension Resolver {
  /// The prelude's statement for a name, also in the plural (`promoters`); nil where it has none that can hold here.
  func preludeEntry(_ name: Syntax.Name) -> Prelude.Entry? {
    guard let entry = Prelude.entries.first(where: { Nouns.agree(name.text, $0.name) }) else { return nil }
    let asksKnown = entry.name == "unknown"
    return asksKnown && !catalog.attributes.contains { $0.ref.name.lowercased() == "known" } ? nil : entry
  }

  /// The definition read in this scope. What it lacks (a clock, a score) is said where the name was used.
  func prelude(_ entry: Prelude.Entry, at name: Syntax.Name) -> Plan.Definition? {
    let inner = Resolver(scope, file: Prelude.file, onlyScale: Prelude.scale)
    guard let condition = inner.condition(entry.condition, in: nil) else {
      let words = Prelude.file.text(of: entry.condition.span)
      for diagnostic in inner.diagnostics {
        report(
          diagnostic.code, "`\(name.spelling)` means `\(words)`: \(diagnostic.message)", at: name.span,
          label: diagnostic.label, notes: diagnostic.notes)
      }
      return nil
    }
    return Plan.Definition(
      name: entry.name, meaning: .condition(condition), source: Prelude.file.text(of: entry.span),
      origin: Prelude.origin)
  }
}

/// The names that Heed defines by itself, for completion: `promoter`, `active` …
public var preludeNames: [String] { Prelude.names }
