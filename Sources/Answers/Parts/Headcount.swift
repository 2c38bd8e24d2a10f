internal import DataModel
internal import Plan
internal import Statistics

/// How many people of a population match, as figures and as a sentence.
struct Headcount {
  let matched: Int
  let population: Int
  let words: String
  let singular: String

  /// Requests for the number of people who match and for the population.
  struct Asked {
    fileprivate let matched: Plan.Asked<PeopleCount>
    fileprivate let population: Plan.Asked<PeopleCount>

    init(_ who: Who, in batch: inout Batch) {
      matched = batch.add(PeopleCount(who.condition))
      population = batch.add(PeopleCount(who.population.condition))
    }
  }

  init(_ asked: Asked, _ replies: Replies, who: Who) {
    matched = replies[asked.matched].people
    population = replies[asked.population].people
    words = who.population.counted(2)
    singular = who.population.counted(1)
  }

  var share: Share? { Share(matched, of: population) }

  /// `count`, `population`, `share`, `low` and `high`: keys of the public JSON.
  var figures: [Answer.Figure] {
    [
      Answer.Figure("count", matched, unit: .people),
      Answer.Figure("population", population, unit: .people),
      Answer.Figure("share", share?.value, unit: .share),
      Answer.Figure("low", share?.interval.low, unit: .share),
      Answer.Figure("high", share?.interval.high, unit: .share),
    ]
  }

  /// `31 of 240 sellers: 12.9% (95% interval 9.2–17.8%)`; for a whole population, `240 sellers`.
  func sentence(isWhole: Bool) -> String {
    let noun = population == 1 ? singular : words
    guard !isWhole else { return "\(grouped(matched)) \(matched == 1 ? singular : words)" }
    guard let share else { return "Nobody: there are no \(words)" }
    return "\(grouped(matched)) of \(grouped(population)) \(noun): \(percent(share.value)) "
      + "(95% interval \(percent(share.interval.low, sign: false))–\(percent(share.interval.high)))"
  }

  /// A warning if the population is small.
  func notes(isWhole: Bool) -> [String] {
    guard !isWhole, population > 0, population < smallGroup else { return [] }
    return [
      "Only \(population) \(population == 1 ? singular : words): a small group, so read the share with care."
    ]
  }
}

extension Population {
  /// The noun for this many people: `seller`, `sellers`.
  func counted(_ people: Int) -> String { people == 1 ? singular : words }
}

/// Figures based on fewer people than this are marked as small.
let smallGroup = 30

/// `12.9%`, from a fraction.
func percent(_ share: Double, sign: Bool = true) -> String {
  guard share.isFinite else { return "–" }
  let tenths = Int((share * 1000).rounded())
  return "\(tenths / 10).\(abs(tenths % 10))\(sign ? "%" : "")"
}
