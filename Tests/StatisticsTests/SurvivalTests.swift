import Testing

@testable import Statistics

/// Compared with published worked values.
@Suite struct SurvivalTests {
  /// Weeks in remission of 42 children with acute leukaemia, half of them on 6-mercaptopurine (Freireich and others, Blood
  /// 21, 1963), as in Cox (1972) and most textbooks.
  private static let treated = KaplanMeier(
    [6, 6, 6, 7, 10, 13, 16, 22, 23].map { .init(at: $0, happened: 1) }
      + [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35].map { .init(at: $0, lost: 1) })
  private static let control = KaplanMeier(
    [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23].map { .init(at: $0, happened: 1) }
  )

  /// Kalbfleisch & Prentice (1980), and the log-log limits that Stata's manual prints for these data.
  @Test(arguments: [
    (6, 21, 3, 0.8571, 0.6197, 0.9516), (7, 17, 1, 0.8067, 0.5631, 0.9228),
    (10, 15, 1, 0.7529, 0.5032, 0.8894),
    (13, 12, 1, 0.6902, 0.4316, 0.8491), (16, 11, 1, 0.6275, 0.3675, 0.8049),
    (22, 7, 1, 0.5378, 0.2678, 0.7468),
    (23, 6, 1, 0.4482, 0.1881, 0.6801),
  ])
  func productLimit(time: Int, atRisk: Int, happened: Int, share: Double, low: Double, high: Double) throws {
    let step = try #require(Self.treated.step(at: time))
    #expect(step.time == time && step.atRisk == atRisk && step.happened == happened)
    #expect(abs(step.share - share) < 5e-5)
    let interval = try #require(step.interval)
    #expect(abs(interval.low - low) < 5e-5 && abs(interval.high - high) < 5e-5)
  }

  /// Medians of 23 and 8 weeks; the first is at least 13 weeks, without an upper limit.
  @Test func medians() {
    let treated = Self.treated.median
    #expect(treated.time == 23 && treated.low == 13 && treated.high == nil)
    let control = Self.control.median
    #expect(control.time == 8 && control.low == 4 && control.high == 11)
    // By then, it has happened to exactly half.
    #expect(KaplanMeier([.init(at: 1, happened: 1), .init(at: 2, happened: 1)]).median.time == 1)
    // It happened to a third at once; the limits of the other 0.67 are 0.05–0.95, so half may have been reached then.
    let none = KaplanMeier([.init(at: 0, happened: 1), .init(at: 4, lost: 2)])
    #expect(none.median.time == nil && none.median.low == 0 && none.median.high == nil)
    let few = KaplanMeier([.init(at: 3, happened: 1), .init(at: 4, lost: 30)]).median
    #expect(few.time == nil && few.low == nil && few.high == nil)
  }

  /// χ² = 16.79 with 19.25 and 10.75 expected (Kleinbaum & Klein, Survival Analysis, 2012).
  @Test func logRank() throws {
    let test = try #require(LogRank([Self.treated, Self.control]))
    #expect(abs(test.chiSquared - 16.793) < 5e-4)
    #expect(test.degrees == 1)
    #expect(abs(test.expected[0] - 19.25) < 5e-3 && abs(test.expected[1] - 10.75) < 5e-3)
    #expect(test.p < 5e-5 && test.p > 4e-5)
  }

  /// Two groups that are the same: the same people counted twice.
  @Test func alikeGroupsDoNotDiffer() throws {
    let test = try #require(LogRank([Self.treated, Self.treated, Self.treated]))
    #expect(test.chiSquared < 1e-9 && test.degrees == 2 && test.p > 0.999)
  }

  @Test func nothingToCompare() {
    #expect(LogRank([Self.treated]) == nil)
    #expect(LogRank([Self.treated, KaplanMeier([])]) == nil)
    #expect(LogRank([KaplanMeier([.init(at: 3, lost: 4)]), KaplanMeier([.init(at: 5, lost: 1)])]) == nil)
    #expect(KaplanMeier([]).people == 0 && KaplanMeier([]).share(at: 9) == 1)
  }

  @Test func watchedAndLost() {
    #expect(Self.treated.people == 21 && Self.treated.happened == 9 && Self.treated.longest == 35)
    #expect([0, 6, 7, 23, 35, 36].map { Self.treated.atRisk(at: $0) } == [21, 21, 17, 6, 1, 0])
    #expect(Self.treated.share(at: 5) == 1 && Self.treated.step(at: 5) == nil)
    // It happened to everybody: no interval can be given.
    #expect(Self.control.step(at: 23)?.share == 0 && Self.control.step(at: 23)?.interval == nil)
  }

  /// The usual table of χ².
  @Test(arguments: [
    (3.841, 1, 0.05), (5.991, 2, 0.05), (7.815, 3, 0.05), (18.307, 10, 0.05), (6.635, 1, 0.01),
    (23.209, 10, 0.01),
    (4.605, 2, 0.10), (0.103, 2, 0.95), (43.773, 30, 0.05), (0, 3, 1),
  ])
  func chiSquared(statistic: Double, degrees: Int, tail: Double) {
    #expect(abs(chiSquaredTail(statistic, degrees: degrees) - tail) < 5e-4)
  }
}
