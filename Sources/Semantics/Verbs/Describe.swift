import DataModel
import Plan
import Syntax

extension Resolver {
  /// `describe`, `describe plan`: a definition, an attribute, an event, a population's attribute, the prelude.
  func describe(_ name: Syntax.Name?) -> Question? {
    guard let name else { return .describe(.workspace) }
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
}
