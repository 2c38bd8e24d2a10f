internal import DataModel
internal import Plan
internal import Statistics
internal import Text

/// What `Terms` gave, row by row.
struct TermTable {
  let speakers: Int
  let others: Int
  /// Those who spoke in each period.
  let periodSpeakers: [Int]
  /// Vocabularies, then terms.
  let rows: [Row]

  var hasTrend: Bool { periodSpeakers.count == 2 }

  struct Row {
    let label: String
    /// Of a term, in a row.
    let stems: [String]
    let isDefined: Bool
    let people: Int
    let others: Int
    let periods: [Int]
    /// The most people shared with one defined topic.
    let shared: Int
    /// For each scale the people with a score, and their mean.
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

    /// Defined topics first; then by people × max(0, z), or by people where there are no others; then by label.
    func isBefore(_ other: Row, _ table: TermTable) -> Bool {
      if isDefined != other.isDefined { return isDefined }
      let (own, second) = (weight(table), other.weight(table))
      if own != second { return own > second }
      return people == other.people ? label < other.label : people > other.people
    }

    /// To ten places, so that an error of rounding makes no order.
    private func weight(_ table: TermTable) -> Double {
      table.others == 0 ? Double(people) : (Double(people) * max(0, z(table)) * 1e10).rounded() / 1e10
    }

    /// Those of some people who said it, as they were counted.
    func said(in scope: RecordScope?, by who: Condition) -> CellRef { .said(stems, scope, by: who) }

    /// What finds it in messages; nil for a defined topic, which has its own.
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
