public import DataModel

/// A figure over the people or records of a group.
public indirect enum Metric: Hashable, Sendable {
  /// People (or records, in a question about records) in the group.
  case count
  /// `number of churned`: people of whom it is true.
  case number(Condition)
  /// `rate of churned`: n of N, with a Wilson interval.
  case rate(Condition)
  /// `count of order`: all records of the group's people in the scope; `mentions of trust` too.
  case records(RecordScope)
  /// `customers doing login`: people with such a record.
  case doing(RecordScope)
  /// `average mrr`, `max (count of churn)`: over one value a person (or, in a question about records, a record).
  case aggregate(Aggregate, Value)
  /// `total amount of order`: over the property of all the group's records in the scope, not one a person.
  case recordAggregate(Aggregate, PropertyRef, RecordScope)
  /// Over each customer's latest score in the scope, by the bands of the scale.
  case satisfaction(Satisfaction, PropertyRef, RecordScope, Scale)
  /// A defined metric, under its name; `filter` narrows the group's people (`total mrr for customers where …`).
  case named(String, Metric, filter: Condition?)

  public enum Satisfaction: String, Hashable, Sendable {
    /// Promoters less detractors, in points of 100 people.
    case nps
    /// Share in the top band.
    case csat
    /// Mean on the scale.
    case ces
  }
}
