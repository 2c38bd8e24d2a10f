import Testing

@testable import Statistics

/// Counts by time, against the binomial distribution.
@Suite struct CountShareTests {
  /// Breast cancer after fluoroscopy: 41 of 56 cases in 28,010 of 47,027 woman-years (Rothman & Greenland, Modern
  /// Epidemiology, 2nd ed., 1998, p. 238); the tails are those of scipy's binomial.
  @Test func breastCancer() throws {
    let share = try #require(CountShare(41, of: 56, time: 28_010, ofTime: 47_027))
    #expect(abs(share.expected - 33.35445595083675) < 1e-9)
    #expect(abs(share.ratio - 41 / 33.35445595083675) < 1e-9)
    #expect(abs(share.more - 0.023830123377282932) < 1e-9)
    #expect(abs(share.fewer - 0.9883727016050208) < 1e-9)
  }

  @Test func edges() throws {
    #expect(
      CountShare(0, of: 0, time: 1, ofTime: 2) == nil && CountShare(1, of: 2, time: 0, ofTime: 2) == nil)
    let none = try #require(CountShare(0, of: 10, time: 1, ofTime: 2))
    #expect(abs(none.fewer - 1.0 / 1024) < 1e-12 && none.more == 1)
    let all = try #require(CountShare(10, of: 10, time: 1, ofTime: 2))
    #expect(all.fewer == 1 && abs(all.more - 1.0 / 1024) < 1e-12)
    // Everybody is in the group, so there is nothing to compare it with.
    let whole = try #require(CountShare(10, of: 10, time: 2, ofTime: 2))
    #expect(whole.fewer == 1 && whole.more == 1)
  }

  /// 0, 1, 2, 3, 4 in the same time: the sum of squares around 2 is 10, of 10 expected, with one rate used up.
  @Test func dispersionByHand() {
    var group = CountsOverTime()
    for count in 0...4 { group.add(people: 1, time: 7, count: count, countSquares: Double(count * count)) }
    #expect(abs(CountsOverTime.dispersion(of: [group]) - 1.25) < 1e-12)
    // Counts that are all alike differ less than chance: 1.
    var alike = CountsOverTime()
    alike.add(people: 5, time: 7, count: 10, countSquares: 20)
    #expect(CountsOverTime.dispersion(of: [alike]) == 1)
  }
}
