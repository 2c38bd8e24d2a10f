/// What the parts of a plan are called in JSON, where the plan itself gives them no names.

extension Metric {
  enum NumberCodingKeys: String, CodingKey { case _0 = "condition" }
  enum RateCodingKeys: String, CodingKey { case _0 = "condition" }
  enum RecordsCodingKeys: String, CodingKey { case _0 = "scope" }
  enum DoingCodingKeys: String, CodingKey { case _0 = "scope" }
  enum AggregateCodingKeys: String, CodingKey {
    case _0 = "aggregate"
    case _1 = "value"
  }
  enum RecordAggregateCodingKeys: String, CodingKey {
    case _0 = "aggregate"
    case _1 = "property"
    case _2 = "scope"
  }
  enum SatisfactionCodingKeys: String, CodingKey {
    case _0 = "kind"
    case _1 = "score"
    case _2 = "scope"
    case _3 = "scale"
    case over
  }
  enum WeightedCodingKeys: String, CodingKey {
    case _0 = "metric"
    case by
  }
  enum RatioCodingKeys: String, CodingKey {
    case _0 = "metric"
    case per
  }
  enum NamedCodingKeys: String, CodingKey {
    case _0 = "name"
    case _1 = "metric"
    case filter
  }
}

extension Subject {
  enum RecordsCodingKeys: String, CodingKey { case _0 = "scope" }
}

extension GroupKey.Cut {
  enum BinsCodingKeys: String, CodingKey { case _0 = "count" }
  enum QuantilesCodingKeys: String, CodingKey { case _0 = "count" }
  enum SplitCodingKeys: String, CodingKey { case _0 = "edges" }
  enum PeriodCodingKeys: String, CodingKey { case _0 = "unit" }
}

extension GroupKey.GroupValue {
  enum ValueCodingKeys: String, CodingKey { case _0 = "value" }
  enum ConditionCodingKeys: String, CodingKey { case _0 = "condition" }
}

extension Grouping.GroupOrder.Key {
  enum GroupCodingKeys: String, CodingKey { case _0 = "key" }
  enum MetricCodingKeys: String, CodingKey { case _0 = "metric" }
}

extension Question.Subject {
  enum AttributeCodingKeys: String, CodingKey { case _0 = "attribute" }
  enum EventCodingKeys: String, CodingKey { case _0 = "name" }
  enum DefinitionCodingKeys: String, CodingKey { case _0 = "definition" }
}

extension Definition.Meaning {
  enum ConditionCodingKeys: String, CodingKey { case _0 = "condition" }
  enum PopulationCodingKeys: String, CodingKey { case _0 = "who" }
  enum ValueCodingKeys: String, CodingKey { case _0 = "value" }
  enum MetricCodingKeys: String, CodingKey {
    case _0 = "metric"
    case _1 = "who"
  }
  enum TopicCodingKeys: String, CodingKey { case _0 = "pattern" }
}

extension KeyValue {
  enum ValueCodingKeys: String, CodingKey { case _0 = "value" }
  enum PeriodCodingKeys: String, CodingKey { case _0 = "start" }
  enum BandCodingKeys: String, CodingKey {
    case _0 = "number"
    case low, high
  }
}

extension MetricResult {
  enum CountCodingKeys: String, CodingKey { case _0 = "n" }
  enum ShareCodingKeys: String, CodingKey {
    case hits, n
    case _2 = "spread"
  }
  enum MeanCodingKeys: String, CodingKey {
    case n, of, sum
    case _3 = "spread"
  }
  enum ValueCodingKeys: String, CodingKey {
    case _0 = "value"
    case n, of
  }
  enum DistinctCodingKeys: String, CodingKey { case _0 = "values" }
  enum BandsCodingKeys: String, CodingKey {
    case n, top, bottom
    case _3 = "spread"
  }
  enum WeightedCodingKeys: String, CodingKey {
    case n, of
    case _2 = "mean"
  }
}
