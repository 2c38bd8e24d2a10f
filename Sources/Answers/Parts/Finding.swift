internal import DataModel
internal import Plan
internal import Statistics

/// A trait held against a condition: how many with it and without it have the trait, and how surely they differ.
struct Finding {
  enum Kind: String { case attribute, missing, band, event, topic, channel, score, word, phrase }

  let kind: Kind
  let name: String
  /// The row of the columns that it was read from.
  let row: Int
  /// "plan is pro", "did refund", "said “late payout”".
  let words: String
  let with: Share
  let without: Share
  let difference: ShareDifference
  let p: Double
  var q = 1.0

  /// The end of the interval nearer zero, as its distance from zero; negative where zero is inside.
  var evidence: Double { max(difference.interval.low, -difference.interval.high) }
  /// More of those with it than of those without.
  var leansWith: Bool { difference.value > 0 }

  /// What everybody has, or nobody, tells nothing and is no finding; nor is a row about people.
  init?(_ columns: Columns, row: Int, with people: Int, without others: Int) {
    guard let kind = columns["kind", row].text.flatMap(Kind.init), let name = columns["name", row].text,
      let own = columns["inside", row].integer, let other = columns["outside", row].integer,
      own + other > 0, own + other < people + others, let with = Share(own, of: people),
      let without = Share(other, of: others), let table = TwoByTwo(own, of: people, and: other, of: others),
      let difference = ShareDifference(own, of: people, and: other, of: others)
    else { return nil }
    self.kind = kind
    self.name = name
    self.row = row
    self.with = with
    self.without = without
    self.difference = difference
    p = table.p
    let value = columns["value", row]
    let (low, high) = (columns["low", row], columns["high", row])
    words =
      switch kind {
      case .attribute:
        "\(name) is \(value == .boolean(true) ? "true" : value == .boolean(false) ? "false" : plain(value))"
      case .missing: "\(name) is missing"
      case .band: low == high ? "\(name) \(edge(low))" : "\(name) \(edge(low)) to \(edge(high))"
      case .event: "did \(name)"
      case .topic: "spoke of \(name)"
      case .channel: "gave feedback in \(name)"
      case .score: "latest \(name) \(plain(low))–\(plain(high)) (of \(plain(value)))"
      case .word, .phrase: "said “\(plain(value))”"
      }
  }
}

/// A band's edge: whole numbers without decimals.
private func edge(_ scalar: Scalar) -> String {
  guard let number = scalar.number else { return plain(scalar) }
  return number == number.rounded() && abs(number) < 1e15 ? grouped(Int(number)) : plain(.real(number))
}
