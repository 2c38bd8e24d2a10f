/// What the parts of a plan are called in JSON, where the plan itself gives them no names.

extension Condition {
  enum NotCodingKeys: String, CodingKey { case _0 = "condition" }
  enum AllCodingKeys: String, CodingKey { case _0 = "conditions" }
  enum AnyCodingKeys: String, CodingKey { case _0 = "conditions" }
  enum TestCodingKeys: String, CodingKey {
    case _0 = "value"
    case _1 = "test"
  }
  enum RecordsCodingKeys: String, CodingKey {
    case _0 = "scope"
    case _1 = "amount"
  }
  enum SequenceCodingKeys: String, CodingKey { case _0 = "sequence" }
  enum AmongCodingKeys: String, CodingKey { case _0 = "people" }
  enum NamedCodingKeys: String, CodingKey {
    case _0 = "name"
    case _1 = "condition"
  }
}

extension Test {
  enum CompareCodingKeys: String, CodingKey {
    case _0 = "comparison"
    case _1 = "value"
  }
  enum OneOfCodingKeys: String, CodingKey { case _0 = "values" }
  enum BetweenCodingKeys: String, CodingKey {
    case _0 = "low"
    case _1 = "high"
  }
  enum ContainsCodingKeys: String, CodingKey {
    case _0 = "text"
    case exactly
  }
  enum StartsWithCodingKeys: String, CodingKey { case _0 = "text" }
  enum EndsWithCodingKeys: String, CodingKey { case _0 = "text" }
  enum WithinCodingKeys: String, CodingKey { case _0 = "window" }
  enum SaysCodingKeys: String, CodingKey { case _0 = "saying" }
}

extension Value {
  enum LiteralCodingKeys: String, CodingKey { case _0 = "value" }
  enum AttributeCodingKeys: String, CodingKey { case _0 = "attribute" }
  enum PropertyCodingKeys: String, CodingKey { case _0 = "property" }
  enum CountCodingKeys: String, CodingKey { case _0 = "scope" }
  enum AggregateCodingKeys: String, CodingKey {
    case _0 = "aggregate"
    case _1 = "property"
    case _2 = "scope"
  }
  enum MomentCodingKeys: String, CodingKey { case _0 = "anchor" }
  enum ElapsedCodingKeys: String, CodingKey {
    case _0 = "unit"
    case from, to, calendar
  }
  enum PresenceCodingKeys: String, CodingKey { case _0 = "window" }
  enum CycleCodingKeys: String, CodingKey {
    case _0 = "cycle"
    case of
  }
  enum NamedCodingKeys: String, CodingKey {
    case _0 = "name"
    case _1 = "value"
  }
}

extension Anchor {
  enum LiteralCodingKeys: String, CodingKey { case _0 = "moment" }
  enum AttributeCodingKeys: String, CodingKey { case _0 = "attribute" }
  enum RecordCodingKeys: String, CodingKey {
    case _0 = "which"
    case _1 = "scope"
  }
  enum PropertyCodingKeys: String, CodingKey { case _0 = "property" }
}

extension FirstTrueTime {
  enum MomentCodingKeys: String, CodingKey { case _0 = "anchor" }
  enum RecordCodingKeys: String, CodingKey {
    case _0 = "scope"
    case number
  }
  enum DayCodingKeys: String, CodingKey {
    case _0 = "scope"
    case number
  }
  enum SequenceCodingKeys: String, CodingKey {
    case _0 = "sequence"
    case number
  }
  enum EndCodingKeys: String, CodingKey { case _0 = "edge" }
  enum LatestCodingKeys: String, CodingKey { case _0 = "onsets" }
  enum EarliestCodingKeys: String, CodingKey { case _0 = "parts" }
}

extension CellRef {
  enum LargestDropCodingKeys: String, CodingKey { case _0 = "funnel" }
  enum StepCodingKeys: String, CodingKey {
    case _0 = "funnel"
    case _1 = "step"
    case _2 = "standing"
  }
  enum CohortCodingKeys: String, CodingKey {
    case _0 = "cohorts"
    case startedIn, back
  }
  enum LifetimeCodingKeys: String, CodingKey {
    case _0 = "lifetimes"
    case happened
  }
  enum PathCodingKeys: String, CodingKey {
    case _0 = "paths"
    case path
  }
  enum SaidCodingKeys: String, CodingKey {
    case _0 = "stems"
    case _1 = "scope"
    case by
  }
  enum FeatureCodingKeys: String, CodingKey {
    case _0 = "features"
    case _1 = "feature"
    case inside
  }
}

extension RecordScope.Source {
  enum EventsCodingKeys: String, CodingKey { case _0 = "kinds" }
}

extension RecordScope.EventRef {
  enum KindCodingKeys: String, CodingKey { case _0 = "name" }
  enum AttributeCodingKeys: String, CodingKey { case _0 = "attribute" }
}

extension RecordScope.Saying {
  enum PatternCodingKeys: String, CodingKey { case _0 = "pattern" }
}

extension Window.Edge {
  enum MomentCodingKeys: String, CodingKey {
    case _0 = "anchor"
    case inclusive
  }
  enum DayCodingKeys: String, CodingKey {
    case _0 = "anchor"
    case moved
  }
  enum MovedCodingKeys: String, CodingKey {
    case _0 = "anchor"
    case by, inclusive
  }
}

extension People.Members {
  enum IdsCodingKeys: String, CodingKey { case _0 = "ids" }
  enum HoldingCodingKeys: String, CodingKey { case _0 = "condition" }
  enum PlaceCodingKeys: String, CodingKey { case _0 = "place" }
}
