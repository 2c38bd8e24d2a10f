/// Cases that hold one thing each.

extension Question {
  enum QuestionKey: String, CodingKey { case _0 = "question" }
  typealias SegmentCodingKeys = QuestionKey
  typealias CountCodingKeys = QuestionKey
  typealias MeasureCodingKeys = QuestionKey
  typealias QuotesCodingKeys = QuestionKey
  typealias TrendCodingKeys = QuestionKey
  typealias LifecycleCodingKeys = QuestionKey
  typealias RetentionCodingKeys = QuestionKey
  typealias SurvivalCodingKeys = QuestionKey
  typealias FunnelCodingKeys = QuestionKey
  typealias PathsCodingKeys = QuestionKey
  typealias DescribeCodingKeys = QuestionKey
  typealias WordsCodingKeys = QuestionKey
  typealias CompareCodingKeys = QuestionKey
  typealias CompareWindowsCodingKeys = QuestionKey
  typealias WhyCodingKeys = QuestionKey
  typealias ProofCodingKeys = QuestionKey
  typealias SampleCodingKeys = QuestionKey
  typealias TopicsCodingKeys = QuestionKey
  typealias SuggestCodingKeys = QuestionKey
  typealias PrioritiesCodingKeys = QuestionKey
  typealias BlindspotsCodingKeys = QuestionKey
  typealias ExpectCodingKeys = QuestionKey
  enum ExplainCodingKeys: String, CodingKey {
    case _0 = "question"
    case asPlan
  }
}

extension Request {
  enum MeasurementKey: String, CodingKey { case _0 = "measurement" }
  typealias PeopleCodingKeys = MeasurementKey
  typealias RowsCodingKeys = MeasurementKey
  typealias GroupsCodingKeys = MeasurementKey
  typealias VerbatimsCodingKeys = MeasurementKey
  typealias WordsCodingKeys = MeasurementKey
  typealias FeaturesCodingKeys = MeasurementKey
  typealias AftermathCodingKeys = MeasurementKey
  typealias PairsCodingKeys = MeasurementKey
  typealias TermsCodingKeys = MeasurementKey
  typealias StoryCodingKeys = MeasurementKey
  typealias SeriesCodingKeys = MeasurementKey
  typealias ActivityCodingKeys = MeasurementKey
  typealias CohortsCodingKeys = MeasurementKey
  typealias LifetimesCodingKeys = MeasurementKey
  typealias FunnelCodingKeys = MeasurementKey
  typealias PathsCodingKeys = MeasurementKey
}

extension Response {
  enum ReplyKey: String, CodingKey { case _0 = "reply" }
  typealias PeopleCodingKeys = ReplyKey
  typealias RowsCodingKeys = ReplyKey
  typealias GroupsCodingKeys = ReplyKey
  typealias VerbatimsCodingKeys = ReplyKey
  typealias WordsCodingKeys = ReplyKey
  typealias FeaturesCodingKeys = ReplyKey
  typealias AftermathCodingKeys = ReplyKey
  typealias PairsCodingKeys = ReplyKey
  typealias TermsCodingKeys = ReplyKey
  typealias StoryCodingKeys = ReplyKey
  typealias SeriesCodingKeys = ReplyKey
  typealias ActivityCodingKeys = ReplyKey
  typealias CohortsCodingKeys = ReplyKey
  typealias LifetimesCodingKeys = ReplyKey
  typealias FunnelCodingKeys = ReplyKey
  typealias PathsCodingKeys = ReplyKey
}
