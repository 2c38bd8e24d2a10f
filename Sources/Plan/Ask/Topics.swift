public import DataModel

/// `topics in review for sellers where churned`: what people talk about.
public struct Topics: Hashable, Sendable, Codable {
  public var who: Who
  /// Which messages count; nil for all.
  public var scope: RecordScope?
  /// The defined topics.
  public var vocabularies: [Terms.Vocabulary]
  /// The stretches that a trend holds against each other, the later first; none where the statement has a window of its
  /// own, or where there is no clock.
  public var trend: [Window]
  public var limit: Int?
  public var chart: Answer.Table.Chart?

  /// Rows, where the statement does not say.
  public static let usualLimit = 20

  public init(
    who: Who, scope: RecordScope? = nil, vocabularies: [Terms.Vocabulary] = [], trend: [Window] = [],
    limit: Int? = nil,
    chart: Answer.Table.Chart? = nil
  ) {
    self.who = who
    self.scope = scope
    self.vocabularies = vocabularies
    self.trend = trend
    self.limit = limit
    self.chart = chart
  }

  /// How many days a trend looks at, and how many before those it holds them against.
  public static let trendDays = 90
}
