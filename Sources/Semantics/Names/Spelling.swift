import Syntax

/// How a rewrite spells a name or a value, so that it reads back as the same.
extension Resolver {
  /// A name: bare if possible, in backticks if it is not a plain word or is a word of the language.
  func bare(_ name: String) -> String { Spelling.name(name) }

  /// A value on the right of `is`.
  func value(_ text: String) -> String { Spelling.value(text) }
}
