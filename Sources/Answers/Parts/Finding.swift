internal import DataModel
internal import Plan
internal import Statistics

/// A trait held against a condition: how many with it and without it have the trait, and how surely they differ.
struct Finding {
  enum Kind: String { case attribute, missing, band, event, spoke, topic, channel, score, word, phrase }

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
  let value: Scalar
  /// A band's edges; the last band is closed.
  let low: Scalar
  let high: Scalar
  let isClosed: Bool

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
    let (value, low, high) = (columns["value", row], columns["low", row], columns["high", row])
    (self.value, self.low, self.high) = (value, low, high)
    isClosed =
      kind == .band
      && !(0..<columns.rowCount).contains { other in
        columns["kind", other].text == kind.rawValue && columns["name", other].text == name
          && (columns["high", other].number ?? 0) > (high.number ?? 0)
      }
    words =
      switch kind {
      case .attribute:
        "\(name) is \(value == .boolean(true) ? "true" : value == .boolean(false) ? "false" : plain(value))"
      case .missing: "\(name) is missing"
      case .band: low == high ? "\(name) \(edge(low))" : "\(name) \(edge(low)) to \(edge(high))"
      case .event: "did \(name)"
      case .spoke: "gave any \(name)"
      case .topic: "spoke of \(name)"
      case .channel: "gave feedback in \(name)"
      case .score: "latest \(name) \(plain(low))–\(plain(high)) (of \(plain(value)))"
      case .word, .phrase: "said “\(plain(value))”"
      }
  }
}

extension Finding {
  /// Whether it is about feedback, which only those who gave any can have.
  var needsFeedback: Bool {
    switch kind {
    case .topic, .channel, .score, .word, .phrase: true
    case .attribute, .missing, .band, .event, .spoke: false
    }
  }

  /// Whether it holds, the same way round, among those alone who gave feedback.
  func holds(amongSpeakers with: Int, _ without: Int) -> Bool {
    guard let table = TwoByTwo(self.with.hits, of: with, and: self.without.hits, of: without) else {
      return true
    }
    let difference = Double(self.with.hits) / Double(with) - Double(self.without.hits) / Double(without)
    return table.p < 0.05 && (difference > 0) == leansWith
  }

  /// What people did or said; nil for what they are.
  var trait: Traits.Trait? {
    Traits.Trait.Kind(rawValue: kind.rawValue).map {
      Traits.Trait($0, name, value, low: low, high: high)
    }
  }

  /// The attribute that it is about, as a condition; nil for what people did and said.
  func condition(_ catalog: any Catalog) -> Condition? {
    guard let attribute = catalog.attributes.map(\.ref).first(where: { $0.name == name }) else { return nil }
    let own = Value.attribute(attribute)
    switch kind {
    case .attribute:
      return .test(own, value == .boolean(true) ? .isTrue : .compare(.equal, .literal(value)))
    case .missing: return .test(own, .isMissing)
    case .band:
      return .conjunction([
        .test(own, .compare(.atLeast, .literal(low))),
        .test(own, .compare(isClosed ? .atMost : .less, .literal(high))),
      ])
    case .event, .spoke, .topic, .channel, .score, .word, .phrase: return nil
    }
  }
}

/// Findings that a segment explains: within its values little is left of them.
struct Explained {
  /// By a finding's row: the segment that explains it, and the difference that is left within that segment's values.
  private(set) var rows: [Int: (segment: Int, within: Double)] = [:]

  /// - Parameter columns: for each segment the people with each candidate, by segment and by whether it holds.
  init(_ candidates: [Finding], _ columns: [Columns]) {
    for (segment, groups) in columns.enumerated() {
      for (index, finding) in candidates.enumerated() where rows[finding.row] == nil {
        let strata = Explained.strata(groups, candidate: index)
        guard strata.count > 1, let stratified = Stratified(strata), stratified.p >= 0.05,
          abs(stratified.difference) * 2 < abs(finding.difference.value)
        else { continue }
        rows[finding.row] = (segment, stratified.difference)
      }
    }
  }

  private static func strata(_ groups: Columns, candidate: Int) -> [Stratified.Stratum] {
    // In the order of the columns, so that sums are the same each time.
    var order: [Scalar] = []
    var strata: [Scalar: Stratified.Stratum] = [:]
    for row in 0..<groups.rowCount {
      let hits = groups["m\(candidate).hits", row].integer ?? 0
      let people = groups["m\(candidate).n", row].integer ?? 0
      let key = groups["key0", row]
      if strata[key] == nil { order.append(key) }
      var stratum = strata[key] ?? Stratified.Stratum(0, of: 0, and: 0, of: 0)
      if groups["key1", row] == .boolean(true) {
        (stratum.hits, stratum.of) = (hits, people)
      } else {
        (stratum.otherHits, stratum.otherOf) = (hits, people)
      }
      strata[key] = stratum
    }
    return order.compactMap { strata[$0] }.filter { $0.of > 0 && $0.otherOf > 0 }
  }
}

/// A band's edge: whole numbers without decimals.
private func edge(_ scalar: Scalar) -> String {
  guard let number = scalar.number else { return plain(scalar) }
  return number == number.rounded() && abs(number) < 1e15 ? grouped(Int(number)) : plain(.real(number))
}
