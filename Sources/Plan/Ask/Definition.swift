public import Text

/// A name defined by the user or the built-in prelude for a condition, a population, a value or a metric.
public struct Definition: Hashable, Sendable, Codable {
  public enum Meaning: Hashable, Sendable, Codable {
    case condition(Condition)
    case population(Who)
    /// A figure for each person; usable in conditions, `by` and `show`.
    case value(Value)
    case metric(Metric, Who?)
    case topic(Pattern)
  }

  public var name: String
  public var meaning: Meaning
  /// The statement that defined it, in canonical form.
  public var source: String
  /// Where it was defined: `typed`, `prelude`, or the name of a file.
  public var origin: String

  public init(name: String, meaning: Meaning, source: String, origin: String) {
    self.name = name
    self.meaning = meaning
    self.source = source
    self.origin = origin
  }
}
