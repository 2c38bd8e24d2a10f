extension Census {
  /// Texts of one lower-case word that occur in every attribute and every kind of record that can have them.
  var textsWithoutQuotes: Set<String> {
    func isKnown(_ text: String) -> Bool {
      let attributes = Schema.texts.filter { $0.value.contains(text) }.keys
      let properties = Schema.textProperties.filter { $0.value.contains(text) }.keys
      return attributes.allSatisfy { name in people.contains { $0.attributes[name] == .text(text) } }
        && properties.allSatisfy { name in
          let kinds = Schema.kinds.filter { Schema.properties(of: $0).contains(name) }
          return kinds.allSatisfy { kind in
            events.contains { $0.kind == kind && $0.properties[name] == .text(text) }
          } && (!kinds.isEmpty || messages.contains { $0.properties[name] == .text(text) })
        }
    }
    let all = ([Schema.plans, Schema.roles, Schema.tiers, Schema.tags] + Schema.textProperties.values)
      .joined()
    return Set(all).filter { text in
      text.unicodeScalars.allSatisfy { $0.isASCII && $0.properties.isLowercase }
        && (Schema.tags.contains(text)
          ? people.contains { $0.attributes["tags"]?.texts.contains(text) ?? false } : isKnown(text))
    }
  }
}
