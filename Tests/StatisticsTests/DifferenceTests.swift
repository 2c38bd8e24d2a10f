import Foundation
import Testing

@testable import Statistics

/// Compared with published worked values.
@Suite struct DifferenceTests {
  /// Newcombe, Statistics in Medicine 17:873 (1998), table II, method 10.
  @Test(arguments: [
    (56, 70, 48, 80, 0.0524, 0.3339), (9, 10, 3, 10, 0.1705, 0.8090), (6, 7, 2, 7, 0.0582, 0.8062),
    (5, 56, 0, 29, -0.0381, 0.1926), (0, 10, 0, 20, -0.1611, 0.2775), (0, 10, 0, 10, -0.2775, 0.2775),
    (10, 10, 0, 20, 0.6791, 1), (10, 10, 0, 10, 0.6075, 1),
  ])
  func newcombe(hits: Int, n: Int, others: Int, otherN: Int, low: Double, high: Double) throws {
    let difference = try #require(ShareDifference(hits, of: n, and: others, of: otherN))
    #expect(abs(difference.value - (Double(hits) / Double(n) - Double(others) / Double(otherN))) < 1e-12)
    #expect(abs(difference.interval.low - low) < 5.1e-5)
    #expect(abs(difference.interval.high - high) < 5.1e-5)
    let mirror = try #require(ShareDifference(others, of: otherN, and: hits, of: n))
    #expect(abs(mirror.interval.low + difference.interval.high) < 1e-12)
  }

  /// Newcombe, Statistics in Medicine 17:2635 (1998), table II, method 10. If the two times are independent, pairs give the
  /// same as two groups of one size.
  @Test func pairsOfShares() throws {
    let published = try #require(ShareDifference(both: 36, onlyFirst: 12, onlySecond: 2, neither: 0))
    #expect(abs(published.interval.low - 0.0569) < 5.1e-5)
    #expect(abs(published.interval.high - 0.3404) < 5.1e-5)
    let loose = try #require(ShareDifference(both: 20, onlyFirst: 20, onlySecond: 20, neither: 20))
    let apart = try #require(ShareDifference(40, of: 80, and: 40, of: 80))
    #expect(abs(loose.interval.low - apart.interval.low) < 1e-12)
    let linked = try #require(ShareDifference(both: 40, onlyFirst: 2, onlySecond: 1, neither: 37))
    #expect(linked.interval.high - linked.interval.low < apart.interval.high - apart.interval.low)
    #expect(linked.interval.low < linked.value && linked.value < linked.interval.high)
    #expect(ShareDifference(both: 0, onlyFirst: 0, onlySecond: 0, neither: 0) == nil)
  }

  /// NIST/SEMATECH e-Handbook 1.3.5.3, AUTO83B: t −12.94627 with 136.8750 degrees of freedom.
  @Test func welch() throws {
    let first = MeanDifference.Sample(count: 249, mean: 20.14458, variance: 6.41470 * 6.41470)
    let second = MeanDifference.Sample(count: 79, mean: 30.48101, variance: 6.10771 * 6.10771)
    let difference = try #require(MeanDifference(first, second))
    #expect(abs(difference.t + 12.94627) < 5e-4)
    #expect(abs(difference.degrees - 136.8750) < 5e-3)
    #expect(difference.p < 1e-20)
    #expect(difference.interval.low < difference.value && difference.value < difference.interval.high)
    #expect(MeanDifference(first, .init(count: 1, mean: 3, variance: 0)) == nil)
    let constant = MeanDifference.Sample(count: 9, mean: 3, variance: 0)
    #expect(MeanDifference(constant, constant) == nil)
  }

  /// Student's own example, Biometrika 6 (1908): two soporifics, ten patients, mean difference 1.58, t 4.062.
  @Test func studentsSleep() throws {
    let gains = [1.2, 2.4, 1.3, 1.3, 0.0, 1.0, 1.8, 0.8, 4.6, 1.4]
    let mean = gains.reduce(0, +) / 10
    let variance = gains.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 9
    let difference = try #require(MeanDifference(pairs: .init(count: 10, mean: mean, variance: variance)))
    #expect(abs(difference.t - 4.0621) < 5e-4)
    #expect(abs(difference.p - 0.002833) < 5e-6)
    #expect(abs(difference.interval.low - 0.7001) < 5e-4)
    #expect(abs(difference.interval.high - 2.4599) < 5e-4)
    #expect(MeanDifference(pairs: .init(count: 4, mean: 0, variance: 0)) == nil)
  }

  /// The Physicians' Health Study as in Agresti, Categorical Data Analysis: heart attacks under placebo and aspirin.
  @Test func pearson() throws {
    let table = try #require(TwoByTwo(189, of: 11_034, and: 104, of: 11_037))
    #expect(abs(table.chiSquared - 25.01) < 5e-3)
    #expect(table.p == chiSquaredTail(table.chiSquared))
    #expect(abs(chiSquaredTail(3.841459) - 0.05) < 1e-7)
    #expect(abs(chiSquaredTail(6.634897) - 0.01) < 1e-7)
  }

  /// Fisher's tea taster (two-sided 0.4857), and his twins of convicts (0.0005367).
  @Test func fisher() throws {
    let tea = try #require(TwoByTwo(3, of: 4, and: 1, of: 4))
    #expect(abs(tea.p - 0.485714) < 1e-6)
    let twins = try #require(TwoByTwo(10, of: 13, and: 2, of: 17))
    #expect(abs(twins.fisher - 0.0005367) < 5e-8)
    #expect(TwoByTwo(0, of: 10, and: 0, of: 20)?.p == 1)
    #expect(TwoByTwo(10, of: 10, and: 20, of: 20)?.p == 1)
    #expect(TwoByTwo(0, of: 0, and: 1, of: 2) == nil)
  }

  @Test func signTestOfPairs() {
    // Of ten coins two heads or fewer, on either side: 2 × 56 / 1024.
    #expect(abs(pairedChance(onlyFirst: 2, onlySecond: 8) - 0.109375) < 1e-12)
    #expect(pairedChance(onlyFirst: 5, onlySecond: 5) == 1)
    #expect(pairedChance(onlyFirst: 0, onlySecond: 0) == 1)
  }

  /// Benjamini & Hochberg (1995), section 3.2: of fifteen tests the first four are findings at 0.05.
  @Test func falseDiscovery() {
    let chances = [
      0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528,
      0.7590, 1.0000,
    ]
    let rates = falseDiscoveryRates(chances)
    #expect(rates.count { $0 < 0.05 } == 4)
    #expect(abs(rates[0] - 0.0015) < 1e-12)
    #expect(abs(rates[3] - 0.035625) < 1e-12)
    // The sixth test gets the q of the seventh, whose p is hardly larger: 0.0298 × 15 / 7.
    #expect(abs(rates[5] - 0.0298 * 15 / 7) < 1e-12)
    #expect(rates[14] == 1)
    let shuffled = falseDiscoveryRates(Array(chances.reversed()))
    #expect(Array(shuffled.reversed()) == rates)
    #expect(falseDiscoveryRates([]).isEmpty)
  }

  @Test func impactOfATheme() throws {
    #expect(abs(try #require(themeImpact(all: 30, of: 100, raising: -40, by: 20)) + 17.5) < 1e-12)
    #expect(themeImpact(all: 30, of: 20, raising: 30, by: 20) == nil)
  }

  /// The paper's own form, in tokens with two terms of variance and a flat prior of 0.01 a word.
  @Test(arguments: [("cat", 4.029), ("purr", 0.715), ("leash", -0.682), ("dog", -3.717), ("the", -1.875)])
  func keynessInTokens(word: String, z: Double) {
    let first = ["cat": 30.0, "purr": 12, "dog": 5, "the": 200]
    let second = ["cat": 4.0, "dog": 28, "leash": 9, "the": 210]
    let words = Set(first.keys).union(second.keys)
    func odds(_ group: [String: Double]) -> [Double] {
      let said = (group[word] ?? 0) + 0.01
      return [said, group.values.reduce(0, +) + 0.01 * Double(words.count) - said]
    }
    let (one, other) = (odds(first), odds(second))
    let found = logOddsRatio(one + other) / (1 / one[0] + 1 / other[0]).squareRoot()
    #expect(abs(found - z) < 5e-4)
  }
}

/// Differences within strata of similar people.
@Suite struct StratifiedTests {
  /// Penicillin for rabbits, in five strata of dose (Agresti, Categorical Data Analysis, 1990, page 231, as worked out by R's
  /// `mantelhaen.test(Rabbits, exact = TRUE)`): p = 0.03994.
  @Test func rabbits() throws {
    let found = try #require(
      Stratified([
        .init(0, of: 6, and: 0, of: 5), .init(3, of: 6, and: 0, of: 6), .init(6, of: 6, and: 2, of: 6),
        .init(5, of: 6, and: 6, of: 6), .init(2, of: 2, and: 5, of: 5),
      ]))
    #expect(abs(found.p - 0.03994) < 5e-6)
  }

  /// One stratum is Fisher's test: the lady who tasted tea (Fisher, The Design of Experiments, 1935), 34 in 70.
  @Test func oneStratum() throws {
    let found = try #require(Stratified([.init(3, of: 4, and: 1, of: 4)]))
    #expect(abs(found.p - 34.0 / 70) < 1e-12)
    #expect(found.p == TwoByTwo(3, of: 4, and: 1, of: 4)?.fisher)
  }

  /// Strata of one case and one other are the sign test (McNemar's in its exact form): 2 against 10 of 12, p = 0.0386
  /// (Siegel, Nonparametric Statistics, 1956, table D: 0.019 on one side).
  @Test func pairs() throws {
    let found = try #require(
      Stratified([
        .init(1, of: 1, and: 0, of: 1, times: 10), .init(0, of: 1, and: 1, of: 1, times: 2),
        .init(1, of: 1, and: 1, of: 1, times: 30), .init(0, of: 1, and: 0, of: 1, times: 40),
      ]))
    #expect(abs(found.p - 158.0 / 4096) < 1e-12)
    #expect(abs(found.p - pairedChance(onlyFirst: 10, onlySecond: 2)) < 1e-12)
    #expect(abs(found.difference - 8.0 / 82) < 1e-12)
  }

  /// The number of hits in trials with different probabilities, 1/2, 1/3 and 1/6; by hand from all eight outcomes, three
  /// hits have 1/36, none 10/36, two 8/36, one 17/36.
  @Test func unlikeTrials() throws {
    func p(_ cases: Int...) throws -> Double {
      let strata = zip(cases, [(1, 1), (1, 2), (1, 5)]).map { hit, set in
        Stratified.Stratum(hit, of: 1, and: set.0 - hit, of: set.1)
      }
      return try #require(Stratified(strata)).p
    }
    #expect(abs(try p(1, 1, 1) - 1 / 36.0) < 1e-12)
    #expect(abs(try p(1, 1, 0) - 9 / 36.0) < 1e-12)
    #expect(abs(try p(0, 0, 0) - 19 / 36.0) < 1e-12)
    #expect(try p(0, 1, 0) == 1)
  }

  /// With many sets, the normal distribution takes over without a jump.
  @Test func manySets() throws {
    func p(_ sets: Int, _ hits: Int) throws -> Double {
      try #require(
        Stratified([
          .init(1, of: 1, and: 1, of: 5, times: hits), .init(0, of: 1, and: 2, of: 5, times: sets - hits),
        ])
      ).p
    }
    // The variance is 2/9 for each set: 99.8 and 100.4.
    let (exact, normal) = (try p(449, 170), try p(452, 171))
    #expect(abs(exact - normal) < 0.1 * exact)
  }

  /// One large stratum, with a variance of 124.6, is near Fisher's test: 0.00819, by adding up its tables.
  @Test func oneLargeStratum() throws {
    let found = try #require(Stratified([.init(500, of: 1000, and: 440, of: 1000)]))
    #expect(abs(found.p - 0.008193) < 1e-4)
    #expect(abs(found.p - (try #require(TwoByTwo(500, of: 1000, and: 440, of: 1000)).fisher)) < 1e-4)
  }

  /// A difference whose sign is reversed among more similar people is not a finding.
  @Test func turnedInFinerStrata() throws {
    let coarse = try #require(Stratified([.init(19, of: 20, and: 2, of: 20)]))
    let same = try #require(Stratified([.init(9, of: 10, and: 1, of: 10)]))
    #expect(coarse.p < 0.001 && coarse.p(within: same) == same.p)
    #expect(coarse.p(within: Stratified([.init(1, of: 10, and: 9, of: 10)])) == 1)
    #expect(coarse.p(within: nil) == 1)
  }

  /// Agresti's eight centres (Categorical Data Analysis, table 6.9): the statistic of Cochran, Mantel & Haenszel is 6.38,
  /// and p is near its p, 0.0115.
  @Test func eightCentres() throws {
    let centres = [
      (11, 36, 10, 37), (16, 20, 22, 32), (14, 19, 7, 19), (2, 16, 1, 17), (6, 17, 0, 12), (1, 11, 0, 10),
      (1, 5, 1, 9), (4, 6, 6, 7),
    ]
    let found = try #require(Stratified(centres.map { .init($0.0, of: $0.1, and: $0.2, of: $0.3) }))
    #expect(abs(found.p - 0.0115) < 0.005)
    #expect(found.variance > 0)
  }

  /// There is no difference within any stratum, though there is one overall.
  @Test func explainedByAStratum() throws {
    let found = try #require(
      Stratified([.init(80, of: 100, and: 8, of: 10), .init(1, of: 10, and: 10, of: 100)]))
    #expect(abs(found.difference) < 1e-12)
    #expect(found.p == 1)
    #expect(try #require(TwoByTwo(81, of: 110, and: 18, of: 110)).p < 1e-9)
    #expect(Stratified([.init(1, of: 2, and: 0, of: 0)]) == nil)
  }

  /// Newcombe's own example (1998, table II, a): 56 of 70 and 48 of 80, by their shares.
  @Test func intervalOfShares() throws {
    let found = try #require(ShareDifference(share: 0.8, of: 70, and: 0.6, of: 80))
    #expect(abs(found.interval.low - 0.0524) < 5e-5)
    #expect(abs(found.interval.high - 0.3339) < 5e-5)
    #expect(ShareDifference(share: 1.5, of: 10, and: 0.5, of: 10) == nil)
  }
}
