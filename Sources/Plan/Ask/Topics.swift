public import DataModel

/// `topics in review for sellers where churned`: what people talk about.
public struct Topics: Hashable, Sendable, Codable {
  public var who: Who
  /// Which messages count; nil for all.
  public var scope: RecordScope?
  /// The defined topics.
  public var vocabularies: [Terms.Vocabulary]
  /// The periods that a trend compares, the later first; empty if the statement has a window of its own or there is no
  /// clock.
  public var trend: [Window]
  public var limit: Int?
  public var chart: Answer.Table.Chart?

  /// The number of rows if the statement sets no limit.
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

  /// The number of days in each of the two periods of a trend.
  public static let trendDays = 90
}
