internal import DataModel
internal import Plan
internal import Statistics
internal import Text

/// The reply of `Terms`, with one row per topic or term.
struct TermTable {
  let speakers: Int
  let others: Int
  /// How many people said something in each period.
  let periodSpeakers: [Int]
  /// Defined topics, then extracted terms.
  let rows: [Row]

  var hasTrend: Bool { periodSpeakers.count == 2 }

  struct Row {
    let label: String
    /// The stems of a term, in order; empty for a defined topic.
    let stems: [String]
    let isDefined: Bool
    let people: Int
    let others: Int
    let periods: [Int]
    /// The largest number of its people that one defined topic also has.
    let shared: Int
    /// For each scale, the number of people with a score and their mean.
    let scores: [(n: Int, mean: Double?)]

    fileprivate init(_ label: String, stems: [String], isDefined: Bool, _ said: Terms.Said) {
      self.label = label
      self.stems = stems
      self.isDefined = isDefined
      people = said.inside
      others = said.outside
      periods = said.periods
      shared = said.shared
      scores = said.scores.map { ($0.n, $0.n > 0 ? $0.sum / Double($0.n) : nil) }
    }

    func z(_ table: TermTable) -> Double {
      keyness(said: people, of: table.speakers, saidElsewhere: others, ofOthers: table.others)
    }

    /// Sorts defined topics first, then by people × max(0, z) (by people if there are no others), then by label.
    func isBefore(_ other: Row, _ table: TermTable) -> Bool {
      if isDefined != other.isDefined { return isDefined }
      let (own, second) = (weight(table), other.weight(table))
      if own != second { return own > second }
      return people == other.people ? label < other.label : people > other.people
    }

    /// Rounded to ten decimals, so that rounding errors do not decide the order.
    private func weight(_ table: TermTable) -> Double {
      table.others == 0 ? Double(people) : (Double(people) * max(0, z(table)) * 1e10).rounded() / 1e10
    }

    /// The people of `who` who said it.
    func said(in scope: RecordScope?, by who: Condition) -> CellRef { .said(stems, scope, by: who) }

    /// The pattern that finds the term in messages; nil for a defined topic, which has its own.
    var pattern: Pattern? { isDefined ? nil : Pattern(typed: label) }
  }

  init(_ terms: Terms.Reply) {
    speakers = terms.speakers.inside
    others = terms.speakers.outside
    periodSpeakers = terms.speakers.periods
    rows =
      terms.topics.map { Row($0.name, stems: [], isDefined: true, $0.said) }
      + terms.terms.map { Row($0.label, stems: $0.stems, isDefined: false, $0.said) }
  }
}

extension Catalog {
  /// The declared scales of feedback, each once.
  var scales: [Scale] {
    Set(scores.flatMap { $0.scales.values.compactMap { $0 } }).sorted {
      ($0.low, $0.high) < ($1.low, $1.high)
    }
  }
}
