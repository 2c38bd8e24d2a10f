import DataModel
import Plan
import SourceText
import Syntax

/// The built-in definitions, written in Heed. Each is parsed where it is used, and only if nothing else has its name.
enum Prelude {
  static let origin = "prelude"

  static let text = """
    define promoter as latest score >= 9
    define passive as latest score > 6 and latest score < 9
    define detractor as latest score <= 6
    define active as did anything in last 30 days
    define dormant as did anything and not active
    define new as start in last 30 days
    define unknown as not known
    """

  /// The bands above are those of 0–10, so scores on other scales do not count.
  static let scale = Scale(low: 0, high: 10)

  static let file = SourceFile(name: origin, text: text)

  /// Definitions of people whose behaviour and words disagree; they depend on the workspace (`gaps`).
  static let gaps = Blindspots.gapNames

  struct Entry: Sendable {
    var name: String
    var condition: Syntax.Condition
    var span: SourceSpan
    var file: SourceFile
    /// The one scale whose scores count.
    var scale: Scale
  }

  static let entries = entries(of: file, scale: scale)

  /// The bands of a single message.
  static let bands = entries(
    of: SourceFile(
      name: origin,
      text: """
        define promoter as score >= 9
        define passive as score > 6 and score < 9
        define detractor as score <= 6
        """), scale: scale)

  static var names: [String] { entries.map(\.name) + gaps }

  static func entries(of file: SourceFile, scale: Scale) -> [Entry] {
    parse(file).script.statements.compactMap { statement in
      guard case .define(let name, .condition(let condition)) = statement.kind else { return nil }
      return Entry(name: name.text, condition: condition, span: statement.span, file: file, scale: scale)
    }
  }
}

extension Resolver {
  /// The prelude's definition of a name, also in the plural (`promoters`); nil if there is none that can apply here, or if
  /// a column has the name.
  func preludeEntry(_ name: Syntax.Name) -> Prelude.Entry? {
    if Prelude.gaps.contains(name.text) { return gaps.first { $0.name == name.text } }
    guard let entry = Prelude.entries.first(where: { Nouns.agree(name.text, $0.name) }),
      attribute(name) == nil
    else { return nil }
    let asksKnown = entry.name == "unknown"
    return asksKnown && !catalog.attributes.contains { $0.ref.name.lowercased() == "known" } ? nil : entry
  }

  /// The definition, resolved in this scope. If something it needs is lacking (a clock, a score), the error is at the name.
  func prelude(_ entry: Prelude.Entry, at name: Syntax.Name) -> Plan.Definition? {
    let inner = Resolver(scope, file: entry.file, onlyScale: entry.scale)
    let words = entry.file.text(of: entry.condition.span)
    // Looked for only if it can be reported.
    let meant = isQuiet ? [] : attributesHaving(name.text)
    let others: [Diagnostic.Fix] = meant.prefix(3).map { attribute, value in
      .init(
        "ask for the value", replacing: name.span, with: "\(bare(attribute.name)) is \(self.value(value))")
    }
    guard let condition = inner.condition(entry.condition, in: nil) else {
      for diagnostic in inner.diagnostics {
        report(
          diagnostic.code, "`\(name.spelling)` means `\(words)`: \(diagnostic.message)", at: name.span,
          label: diagnostic.label, notes: diagnostic.notes, fixes: others)
      }
      return nil
    }
    if let (attribute, value) = meant.first {
      report(
        .ambiguousName, severity: .warning,
        "`\(name.spelling)` means `\(words)` here, not the value \(value) of `\(attribute.name)`",
        at: name.span,
        label: "built into Heed", fixes: others)
    }
    return Plan.Definition(
      name: entry.name, meaning: .condition(condition), source: entry.file.text(of: entry.span),
      origin: Prelude.origin)
  }

  /// The meanings of `Prelude.gaps` in this workspace, from the bands of its scale (of several, the one that begins
  /// lowest), its defined topics, its column of money, and whatever says who left (see `churn()`).
  var gapEntries: [Prelude.Entry] {
    let scale =
      catalog.scores.flatMap { $0.scales.values.compactMap { $0 } }.filter { $0.bands != nil }
      .min { ($0.low, $0.high) < ($1.low, $1.high) } ?? Prelude.scale
    let bands = scale.bands ?? (9, 6)
    let churn = churn()
    let left = bare(churn?.name ?? "churned")
    let isForGood = churn?.isForGood ?? true
    let here = isForGood ? " and not \(left)" : ""
    let charges = catalog.charges.names
    let use =
      switch charges.count {
      case 0: "did nothing"
      case 1: "did nothing except \(spelt(charges[0]))"
      case _: "did nothing except any of (\(charges.map(spelt).joined(separator: ", ")))"
      }
    let loud = vocabularies.map { "mentioned \(spelt($0.name)) at least 2 times in last 90 days" }
    var lines = [
      "left in silence": "\(left) and said nothing in 90 days before end",
      "content but leaving":
        "latest score >= \(bands.top) and \(!isForGood || catalog.eventCount == 0 ? left : "(\(left) or dormant)")",
      "loud but fine":
        "(\((["latest score <= \(bands.bottom)"] + loud).joined(separator: " or "))) and active\(here)",
      "unheard": "not \(left) and said nothing in last 90 days",
      "paying unused": "\(spelt(catalog.slots.value?.name ?? "value")) > 0\(here) and \(use) in last 90 days",
    ]
    // If only charges are loaded, nobody can be seen to use anything.
    if catalog.events.allSatisfy({ catalog.charges.names.contains($0.name) }) { lines["paying unused"] = nil }
    let text = Prelude.gaps.compactMap { name in lines[name].map { "define \(spelt(name)) as \($0)\n" } }
    return Prelude.entries(of: SourceFile(name: Prelude.origin, text: text.joined()), scale: scale)
  }

  /// A condition given as Heed text; nil, without a diagnostic, if it cannot be resolved here.
  func heed(_ condition: String) -> Plan.Condition? {
    let file = SourceFile(name: Prelude.origin, text: "define it as \(condition)")
    guard let entry = Prelude.entries(of: file, scale: Prelude.scale).first else { return nil }
    return Resolver(scope, file: file, isQuiet: true).condition(entry.condition, in: nil)
  }

  /// A name in backticks, so that keywords and blanks in it do no harm.
  func spelt(_ name: String) -> String { name.inBackticks }
}

/// The names that Heed defines by itself, for completion: `promoter`, `active` …
public var preludeNames: [String] { Prelude.names }
