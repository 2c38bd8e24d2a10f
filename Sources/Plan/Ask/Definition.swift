public import Text

/// A name that the user (or the prelude) gave to a condition, a population, a value or a metric.
public struct Definition: Hashable, Sendable, Codable {
  public enum Meaning: Hashable, Sendable, Codable {
    case condition(Condition)
    case population(Who)
    /// One a person: usable in conditions, `by`, `show`.
    case value(Value)
    case metric(Metric, Who?)
    case topic(Pattern)
  }

  public var name: String
  public var meaning: Meaning
  /// The statement that made it, in canonical form.
  public var source: String
  /// `typed`, `prelude`, or the file it stands in.
  public var origin: String

  public init(name: String, meaning: Meaning, source: String, origin: String) {
    self.name = name
    self.meaning = meaning
    self.source = source
    self.origin = origin
  }
}
