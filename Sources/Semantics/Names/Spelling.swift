import Syntax

/// How a rewrite spells a name or a value, so that it reads back as the same.
extension Resolver {
  /// A name: bare where it can be, in backticks where it is no plain word or the word is taken.
  func bare(_ name: String) -> String { Spelling.name(name) }

  /// A value on the right of `is`.
  func value(_ text: String) -> String { Spelling.value(text) }
}
