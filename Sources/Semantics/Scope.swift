public import Plan
public import Syntax
public import Text

/// What names can mean where a statement is read. The session owns it and passes it in.
public struct Scope: Sendable {
  public var catalog: any Catalog
  /// The user's.
  public var definitions: Definitions
  /// The last people shown, and everybody else in the population that they came from; nil before any were shown.
  public var them: People?
  public var rest: People?
  /// Values of `$name`, each as if it were typed in its place, with the file that it was typed in.
  public var parameters: [String: Literal]
  /// Whose stems words are compared by.
  public var language: Language
  /// Whether a definition may take the place of one with the same name, as when typing.
  public var mayRedefine: Bool
  /// Whether the person asked to stop: asked before each part of a list.
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

/// What a statement comes to.
public enum Planned: Sendable {
  case question(Question)
  /// The whole answer, into a file.
  case export(Question, to: Syntax.Text)
  /// To be added to the scope, in the place of one with the same name and kind.
  case definition(Plan.Definition)
  case parameter(String, Literal)
  case note(String)
}
