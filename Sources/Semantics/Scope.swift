public import Plan
public import Syntax
public import Text

/// The meanings of names for a statement. The session makes it and passes it in.
public struct Scope: Sendable {
  public var catalog: any Catalog
  /// The user's definitions.
  public var definitions: Definitions
  /// The last people shown, and everybody else in the population that they came from; nil before any were shown.
  public var them: People?
  public var rest: People?
  /// Values of `$name`, each as if it were typed in its place, with the file that it was typed in.
  public var parameters: [String: Literal]
  /// The language whose stems are used to compare words.
  public var language: Language
  /// Whether a definition may replace one with the same name, as typed statements may.
  public var mayRedefine: Bool
  /// Whether the user asked to stop; called before each part of a list.
  public var isCancelled: @Sendable () -> Bool = { false }

  public init(
    catalog: any Catalog, definitions: Definitions = Definitions(), them: People? = nil, rest: People? = nil,
    parameters: [String: Literal] = [:], language: Language = .english, mayRedefine: Bool = false
  ) {
    self.catalog = catalog
    self.definitions = definitions
    self.them = them
    self.rest = rest
    self.parameters = parameters
    self.language = language
    self.mayRedefine = mayRedefine
  }
}

/// The result of resolving a statement.
public enum Planned: Sendable {
  case question(Question)
  /// An export of the whole answer to a file.
  case export(Question, to: Syntax.Text)
  /// A definition to add to the scope; it replaces one with the same name and kind.
  case definition(Plan.Definition)
  case parameter(String, Literal)
  case note(String)
  /// Another word for a name, in plain English.
  case synonym(String, of: String)
}
