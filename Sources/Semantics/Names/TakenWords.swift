import DataModel
public import Plan
public import SourceText
import Syntax

/// Warnings, one for each `segments by` attribute, about values that mean something else as a bare word: words of the
/// language, and names of something else in the data. Each says how to write the value.
public func valuesUnderTakenWords(in catalog: any Catalog) -> [Diagnostic] {
  let resolver = Resolver(Scope(catalog: catalog), file: SourceFile(name: "", text: ""))
  return catalog.slots.populations.compactMap { attribute -> Diagnostic? in
    let values = catalog.values(of: attribute).lazy.map(\.value)
      .filter { $0.isWordOfTheLanguage || resolver.isNamedOtherwise($0) }.prefix(Resolver.mostTaken + 1)
    guard let first = values.first else { return nil }
    let shown = values.prefix(Resolver.mostTaken).map { Spelling.text($0) }.joined(separator: ", ")
    let more = values.count > Resolver.mostTaken ? " and others" : ""
    let quoted = Spelling.text(first)
    return Diagnostic(
      .reservedWord, severity: .warning,
      "Values of \(attribute.name) are words that mean something else when used alone: \(shown)\(more)",
      notes: [
        "In quotes they are values: `count \(quoted)`, `count everybody where \(Spelling.name(attribute.name)) is \(quoted)`."
      ])
  }
}

extension Resolver {
  fileprivate static let mostTaken = 5

  /// Whether a bare condition of that name means something else.
  fileprivate func isNamedOtherwise(_ value: String) -> Bool {
    let name = Syntax.Name(value, .word, .none)
    if let attribute = attribute(name), attribute.type == .boolean { return true }
    return !dates(name).isEmpty || event(name) != nil
  }
}

extension String {
  /// Whether it or its plural, as a bare word in a statement, is read as something other than a name.
  fileprivate var isWordOfTheLanguage: Bool {
    guard allSatisfy({ $0.isLetter }) else { return false }
    return [self, Nouns.plural(of: self)].contains { word in
      if Resolver.everybody.contains(word.lowercased()) { return true }
      guard Keyword(rawValue: word.lowercased()) != nil else { return false }
      let (script, diagnostics) = parse(SourceFile(name: "", text: "count \(word)\ncount where \(word)"))
      guard diagnostics.isEmpty, script.statements.count == 2,
        case .count(let population) = script.statements[0].kind, case .named = population.subject
      else { return true }
      return false
    }
  }
}
