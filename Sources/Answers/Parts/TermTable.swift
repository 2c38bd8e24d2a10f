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
    func said(in scope: RecordScope?, by who: Condition) -> Condition {
      .among(People(words: "said “\(label)”", at: .said(stems, scope, by: who)))
    }

    /// What finds it in messages; nil for a defined topic, which has its own.
    var pattern: Pattern? { isDefined ? nil : Pattern(typed: label) }
  }

  init(_ columns: Columns) {
    func counts(_ name: String) -> [Int] { columns[name].map { $0.integer ?? 0 } }
    let (inside, outside, shared) = (counts("inside"), counts("outside"), counts("shared"))
    let periods = (0...).prefix { columns.names.contains("period\($0)") }.map { counts("period\($0)") }
    let scores = (0...).prefix { columns.names.contains("scale\($0).n") }.map { index in
      (n: counts("scale\(index).n"), sums: columns["scale\(index).sum"])
    }
    let (topics, labels, stems) = (columns["topic"], columns["label"], columns["stems"])
    speakers = inside.first ?? 0
    others = outside.first ?? 0
    periodSpeakers = periods.map { $0.first ?? 0 }
    rows = inside.indices.dropFirst().map { row in
      Row(
        label: labels[row].text ?? "",
        stems: (stems[row].text ?? "").split(separator: " ").map(String.init),
        isDefined: topics[row] != .missing, people: inside[row],
        others: outside[row], periods: periods.map { $0[row] }, shared: shared[row],
        scores: scores.map { n, sums in
          (n[row], n[row] > 0 ? sums[row].number.map { $0 / Double(n[row]) } : nil)
        })
    }
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
