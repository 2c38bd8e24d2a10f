import DataModel
import Plan
import SourceText
import Syntax

extension Resolver {
  /// `describe`, `describe plan`: a definition, an attribute, an event, a population's attribute, the prelude.
  func describe(_ name: Syntax.Name?) -> Question? {
    guard let name else { return .describe(.workspace(builtIn: builtIn)) }
    if let definition = definition(name) ?? topic(name) { return .describe(.definition(definition)) }
    if let attribute = attribute(name) { return .describe(.attribute(attribute)) }
    if let event = event(name) { return .describe(.event(event.name)) }
    if let date = dates(name).first { return .describe(.attribute(date)) }
    if let value = populations(name).first { return .describe(.attribute(value.attribute)) }
    if let entry = preludeEntry(name) {
      return prelude(entry, at: name).map { .describe(.definition($0)) }
    }
    let names =
      scope.definitions.map(\.name) + catalog.attributes.map(\.ref.name) + catalog.events.map(\.name)
      + populationNames
    return unknown(
      "Nothing is called `\(name.spelling)`", name, near: nearest(to: name.text, among: names),
      notes: ["`describe` alone lists everything."]
    ) { self.bare($0) }
  }

  /// The names of the prelude that have their built-in meaning: nothing else has the name, and the data they need is
  /// loaded.
  private var builtIn: [String] {
    (Prelude.entries + gaps).filter { entry in
      let name = Syntax.Name(entry.name, .word, entry.span)
      let isTaken =
        definition(name) != nil || flag(name) != nil || event(name) != nil || !dates(name).isEmpty
        || !populations(name).isEmpty
      return !isTaken && preludeEntry(name) != nil
        && Resolver(scope, file: entry.file, onlyScale: entry.scale, isQuiet: true)
          .condition(entry.condition, in: nil) != nil
    }.map(\.name)
  }
}
