import DataModel
import Store
import Testing

@Suite struct FeedbackScoreTests {
  /// Surveys have an nps score and, in one channel, effort; reviews have stars.
  private func store() throws -> (store: DataStore, report: LoadReport) {
    let nps = Column.integers("nps", [9, 11, nil, 5, 5])
    let effort = Column.integers("effort", [nil, 3, 7, 8, 6])
    let source = Column.texts("source", ["app", "app", "mail", "mail", nil])
    let at = Column.days("on", [5, 4, 3, 2, 1])
    var surveys = FeedbackBatch(
      Table(nps, effort, source, at), customer: nil, at: at, load: 0, report: .sample(.feedback))
    surveys.channel = .column(source)
    surveys.scores = [
      .init(nps, rules: [.init(Scale(low: 0, high: 10)), .init(Scale(low: 1, high: 4), channels: ["mail"])]),
      .init(effort, rules: [.init(Scale(low: 1, high: 7), channels: ["app", "mail"])]),
    ]
    let stars = Column("Stars", units: [45, 10], places: 1)
    var reviews = FeedbackBatch(
      Table(stars), customer: nil, at: nil, load: 1, report: .sample(.feedback))
    reviews.channel = .constant("review")
    reviews.scores = [.init(stars)]
    var texts = TextHeap()
    texts.append("Late again, cafe\u{301}")
    texts.appendMissing()
    reviews.texts = texts
    reviews.textNames = ["body"]
    var builder = StoreBuilder()
    builder.add(reviews)
    builder.add(surveys)
    return try builder.finish()
  }

  @Test func recordsStandInOrderOfTimeThoseWithoutFirst() throws {
    let feedback = try store().store.feedback
    #expect(feedback.timeline.at.map { $0 / Instant.microsecondsPerDay }.suffix(5) == [1, 2, 3, 4, 5])
    #expect(feedback.timeline.moment(at: 0, zone: .utc) == nil)
    #expect(feedback.timeline.moment(at: 2, zone: .utc) == .at(1))
    #expect(feedback.offsets == [0])
    #expect(feedback.channel.scalars.map(\.text) == ["review", "review", nil, "mail", "mail", "app", "app"])
    #expect(
      feedback.property(named: "SOURCE")?.scalars.map(\.text) == [
        nil, nil, nil, "mail", "mail", "app", "app",
      ])
    #expect(feedback.texts[0] == "Late again, cafe\u{301}")
    #expect((1..<7).allSatisfy { feedback.texts.isEmpty(at: $0) })
    #expect(feedback.textNames == ["body"])
    #expect(feedback.about == nil)
    #expect(feedback.ids == nil)
  }

  @Test func scoresOffTheirScaleAreMissing() throws {
    let (store, report) = try store()
    let feedback = store.feedback
    // nps: 5 in mail is outside 1–4, 11 outside 0–10, 5 without a channel is in 0–10; effort: 8 is outside 1–7, 6 has no
    // scale.
    #expect(report.files.map(\.scoresOffScale) == [3, 0])
    let nps = try #require(feedback.property(named: "nps"))
    #expect(nps.scalars.map(\.integer) == [nil, nil, 5, nil, nil, nil, 9])
    #expect(feedback.scores.map(\.values.name) == ["nps", "effort", "Stars"])
    #expect(feedback.scores[0].values.scalars == nps.scalars)
    #expect(feedback.scores[1].values.scalars.map(\.integer) == [nil, nil, 6, nil, 7, 3, nil])
    #expect(
      scales(feedback.scores[1]) == [nil, nil, nil, nil, Scale(low: 1, high: 7), Scale(low: 1, high: 7), nil])
  }

  @Test func theScoreIsTheFirstThatARecordHas() throws {
    let score = try #require(try store().store.feedback.score)
    #expect(score.values.scalars.map(\.number) == [4.5, 1, 5, nil, 7, 3, 9])
    let (nps, effort) = (Scale(low: 0, high: 10), Scale(low: 1, high: 7))
    #expect(scales(score) == [nil, nil, nps, nil, effort, effort, nps])
  }

  private func scales(_ score: Feedback.Score) -> [Scale?] {
    (0..<score.values.count).map {
      score.values.isPresent(at: $0) ? score.scales[Int(score.scaleCodes[$0])] : nil
    }
  }
}
