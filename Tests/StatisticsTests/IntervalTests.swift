import Foundation
import Testing

@testable import Statistics

/// Compared with published worked values.
@Suite struct IntervalTests {
  /// Newcombe, Statistics in Medicine 17 (1998), table I: the score method without continuity correction.
  @Test(arguments: [
    (81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718),
    (29, 29, 0.8830, 1.0),
  ])
  func wilson(hits: Int, n: Int, low: Double, high: Double) throws {
    let share = try #require(Share(hits, of: n))
    #expect(abs(share.interval.low - low) < 5e-5)
    #expect(abs(share.interval.high - high) < 5e-5)
  }

  @Test func thereIsNoShareWithoutPeople() {
    #expect(Share(0, of: 0) == nil)
    #expect(Share(3, of: 2) == nil)
    #expect(NetPromoterScore(promoters: 0, detractors: 0, of: 0) == nil)
    #expect(Mean(1, count: 0, variance: nil) == nil)
  }

  /// The usual table of Student's t, two-sided 95%.
  @Test(arguments: [(1.0, 12.7062), (2, 4.3027), (10, 2.2281), (29, 2.0452), (120, 1.9799), (1e6, 1.95997)])
  func student(degrees: Double, quantile: Double) {
    #expect(abs(studentQuantile(0.975, degrees: degrees) - quantile) < 5e-5)
    #expect(abs(studentQuantile(0.025, degrees: degrees) + quantile) < 5e-5)
    #expect(abs(studentDistribution(quantile, degrees: degrees) - 0.975) < 1e-5)
  }

  /// NIST/SEMATECH e-Handbook 1.3.5.2: heat flow data, 195 values, mean 9.261460, s 0.022789: 9.258242 to 9.264679.
  @Test func meanByStudent() throws {
    let mean = try #require(Mean(9.261460, count: 195, variance: 0.022789 * 0.022789))
    let interval = try #require(mean.interval)
    #expect(abs(interval.low - 9.258242) < 2e-6)
    #expect(abs(interval.high - 9.264679) < 2e-6)
    #expect(Mean(4, count: 1, variance: nil)?.interval == nil)
  }

  /// Without passives it is the interval of a share (Wilson 1927), scaled to −100 to 100.
  @Test func netPromoterScoreWithoutPassives() throws {
    for (hits, n) in [(0, 1), (1, 1), (3, 4), (5, 10), (81, 263)] {
      let share = try #require(Share(hits, of: n))
      let score = try #require(NetPromoterScore(promoters: hits, detractors: n - hits, of: n))
      #expect(abs(score.value - 200 * share.value + 100) < 1e-9)
      #expect(abs(score.interval.low - 200 * share.interval.low + 100) < 1e-6)
      #expect(abs(score.interval.high - 200 * share.interval.high + 100) < 1e-6)
    }
  }

  /// At its ends, the figure is z standard errors away, with the best-fitting shares for that end, found by search.
  @Test(arguments: [(5, 1, 10), (50, 17, 100), (3, 2, 30)])
  func netPromoterScoreByTrial(promoters: Int, detractors: Int, n: Int) throws {
    let score = try #require(NetPromoterScore(promoters: promoters, detractors: detractors, of: n))
    let (up, down, all) = (Double(promoters), Double(detractors), Double(n))
    for end in [score.interval.low / 100, score.interval.high / 100] {
      func likelihood(_ share: Double) -> Double {
        up * log(share + end) + down * log(share) + (all - up - down) * log(1 - 2 * share - end)
      }
      let tried = (1..<100_000).map { Double($0) / 100_000 }.filter { $0 + end > 0 && 2 * $0 + end < 1 }
      let fitting = try #require(tried.max { likelihood($0) < likelihood($1) })
      let error = ((2 * fitting + end - end * end) / all).squareRoot()
      #expect(abs(abs((up - down) / all - end) / error - Interval.z) < 1e-3)
    }
  }

  /// The interval contains its figure and stays within the scale, however few people there are.
  @Test func netPromoterScoreOfFew() throws {
    for n in 1...12 {
      for promoters in 0...n {
        for detractors in 0...n - promoters {
          let score = try #require(NetPromoterScore(promoters: promoters, detractors: detractors, of: n))
          #expect(-100 <= score.interval.low && score.interval.low <= score.value)
          #expect(score.value <= score.interval.high && score.interval.high <= 100)
          #expect(score.interval.low < score.interval.high)
        }
      }
    }
  }

  /// By hand: whole 3, 1, 4 and part 2, 1, 3 make 8 / 6; the residuals are ⅓, −⅓ and 0, so that the variance is
  /// 3/2 · 2/9 / 36 = 1/108, and half the interval 4.3027 · 0.09623 = 0.41403.
  @Test func ratioByPerson() throws {
    let ratio = try #require(Ratio(8, per: 6, people: 3, variance: 1.0 / 108))
    let interval = try #require(ratio.interval)
    #expect(abs(ratio.value - 4.0 / 3) < 1e-12)
    #expect(abs(interval.high - interval.low - 2 * 0.41403) < 1e-4)
    #expect(Ratio(1, per: 0, people: 3, variance: nil) == nil)
    #expect(Ratio(8, per: 6, people: 1, variance: nil)?.interval == nil)
  }

  /// By hand: 1, 2 and 3 of one person, 5 of another, 2 and 8 of a third have the mean 3.5; the people's residuals are
  /// −4.5, 1.5 and 3, so that the variance is 3/2 · 31.5 / 36 = 1.3125, and half the interval 4.30265 · 1.14564.
  ///
  /// statsmodels 0.15 gives −1.42931 to 8.42931 too: `OLS(x, ones).fit(cov_type="cluster", cov_kwds={"groups": person},
  /// use_t=True).conf_int()`.
  @Test func meanByPerson() throws {
    let mean = try #require(Ratio(21, per: 6, people: 3, variance: 1.3125))
    let interval = try #require(mean.interval)
    #expect(abs(interval.low - (3.5 - 4.92930)) < 1e-4 && abs(interval.high - (3.5 + 4.92930)) < 1e-4)
  }

  /// By hand: yes, yes, yes of one person, no of another, no and yes of a third: the share is 4/6, Σe² 14/9, the variance
  /// 3/2 · 14/9 / 36 = 7/108. The design effect is 7/108 · 5 / (2/9) = 1.4583, and t is 2.57058 of six values, 4.30265 of
  /// three people: 6 / 1.4583 · 0.35694 = 1.4685.
  @Test func valuesOfFewPeople() throws {
    let effective = try #require(
      effectiveNumber(of: 6, people: 3, spread: 2.0 / 9, variance: 7.0 / 108))
    #expect(abs(effective - 1.4685) < 1e-3)
    #expect(effectiveNumber(of: 6, people: 6, spread: 2.0 / 9, variance: nil) == 6)
    #expect(effectiveNumber(of: 6, people: 1, spread: 0.2, variance: nil) == nil)
    // People who differ less than by chance do not make the values count more: 6 · 0.35694.
    let even = try #require(effectiveNumber(of: 6, people: 3, spread: 2.0 / 9, variance: 0.001))
    #expect(abs(even - 2.1416) < 1e-3)
    // If all say yes, the values count no more than the people.
    let alike = try #require(effectiveNumber(of: 60, people: 30, spread: 0, variance: 0))
    #expect(alike < 30 && alike > 28)
  }

  /// Weights 1, 1, 2 count as 4² / 6 = 2⅔ values (Kish, Survey Sampling, 1965); equal weights count as their number.
  @Test func effectiveNumbers() throws {
    let plain = try #require(Mean(5, count: 3, variance: 4))
    #expect(Mean(5, effective: 3, variance: 4).interval == plain.interval)
    let half = studentQuantile(0.975, degrees: 5.0 / 3) * (4.0 / (8.0 / 3)).squareRoot()
    #expect(abs(try #require(Mean(5, effective: 8.0 / 3, variance: 4).interval).high - 5 - half) < 1e-12)
    #expect(Mean(5, effective: 1, variance: 0).interval == nil)
    let score = try #require(NetPromoterScore(promoters: 2.5, detractors: 0.5, of: 5.0))
    #expect(score.value == 40)
  }

  @Test func keynessInPeople() {
    #expect(
      abs(keyness(said: 990, of: 1000, saidElsewhere: 980, ofOthers: 1000, prior: 0.985) - 1.796) < 5e-4)
    #expect(abs(keyness(said: 60, of: 400, saidElsewhere: 45, ofOthers: 900, prior: 0.08) - 5.783) < 5e-4)
    #expect(keyness(said: 0, of: 0, saidElsewhere: 3, ofOthers: 9) == 0)
    let one = keyness(said: 7, of: 40, saidElsewhere: 3, ofOthers: 70)
    #expect(abs(one + keyness(said: 3, of: 70, saidElsewhere: 7, ofOthers: 40)) < 1e-12)
  }
}
