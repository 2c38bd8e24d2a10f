internal import DataModel
internal import Plan
internal import Statistics

/// How a feature (a trait, event or word) goes with a condition: the share of people who have the feature among those with
/// the condition and those without it, and the test of the difference.
struct Finding {
  let kind: FeatureCounts.Kind
  let name: String
  /// The index of the feature in the reply.
  let row: Int
  /// The feature in words: `plan is pro`, `did refund`, `said “late payout”`.
  let words: String
  /// How many different people have the feature, with and without the condition.
  let people: (with: Int, without: Int)
  /// How many have the feature by the end of the day itself: cases, and comparisons with others.
  let byThen: (with: Int, without: Int)
  /// The share of cases and of the people they were compared with who have the feature, weighted over matched sets.
  let with: Share
  let without: Share
  let difference: ShareDifference
  let matched: Stratified
  /// The same comparison among people of the same segments; nil if it was not made.
  private(set) var within: Stratified?
  private(set) var withinSegments = WithinSegments.consistent
  /// The p-value; with segments, the larger of the two comparisons.
  private(set) var p: Double
  var q = 1.0
  let value: Scalar
  /// The edges of a band of numbers; only the last band includes its upper edge.
  let low: Scalar
  let high: Scalar
  let isClosed: Bool
  /// A message in which somebody says it.
  let message: Message?

  /// Whether the comparison among people of the same segments agrees.
  enum WithinSegments {
    /// It was not made, or the difference has the same sign.
    case consistent
    /// The difference has the opposite sign.
    case reversed
    /// The feature does not vary among people of the same segments.
    case uninformative
  }

  /// The distance from zero to the nearer end of the interval; negative if zero is inside it. Rounded to ten decimals, so
  /// that rounding errors do not decide the order.
  var evidence: Double {
    (max(difference.interval.low, -difference.interval.high) * 1e10).rounded() / 1e10
  }
  /// Whether the feature is more common with the condition than without it.
  var isMoreCommonWith: Bool { difference.value > 0 }

  /// Nil if everybody or nobody has the feature, since there is nothing to test then.
  ///
  /// - Parameter people: how many different people were compared, with and without the condition.
  init?(_ features: [FeatureCounts.Row], _ row: Int, of people: (with: Int, without: Int)) {
    let feature = features[row]
    let (own, other) = (feature.counts.people.inside, feature.counts.people.outside)
    guard own + other > 0, own + other < people.with + people.without,
      let matched = Stratified(feature.strata.map(Stratified.Stratum.init)),
      var with = Share(own, of: people.with), var without = Share(other, of: people.without),
      let difference = ShareDifference(
        share: matched.share, of: people.with, and: matched.otherShare, of: people.without)
    else { return nil }
    (with.value, without.value) = (matched.share, matched.otherShare)
    self.people = (own, other)
    byThen = (feature.counts.byThen.inside, feature.counts.byThen.outside)
    self.matched = matched
    p = matched.p
    (kind, name) = (feature.kind, feature.name)
    self.row = row
    message = feature.message
    self.with = with
    self.without = without
    self.difference = difference
    (value, low, high) = (feature.value, feature.low, feature.high)
    isClosed =
      feature.kind == .band
      && !features.contains {
        $0.kind == .band && $0.name == feature.name && ($0.high.number ?? 0) > (feature.high.number ?? 0)
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
  /// Whether only people who gave feedback can have the feature.
  var needsFeedback: Bool {
    switch kind {
    case .topic, .channel, .score, .word, .phrase: true
    case .attribute, .missing, .band, .event, .spoke: false
    }
  }

  /// Whether the difference also holds, with the same sign, among only the people who gave feedback.
  func holds(amongSpeakers with: Int, _ without: Int) -> Bool {
    guard let table = TwoByTwo(people.with, of: with, and: people.without, of: without) else { return true }
    let difference = Double(people.with) / Double(with) - Double(people.without) / Double(without)
    return table.p < 0.05 && (difference > 0) == isMoreCommonWith
  }

  /// Whether segments explain the difference: among people of the same segments less than half of it is left.
  var isExplained: Bool {
    guard let within else { return withinSegments != .consistent }
    return withinSegments != .consistent || abs(within.difference) * 2 < abs(matched.difference)
  }

  /// Repeats the comparison among people of the same segments.
  mutating func compare(within strata: [Stratum]) {
    within = Stratified(strata.map(Stratified.Stratum.init))
    p = matched.p(within: within)
    if matched.variance > 0, (within?.variance ?? 0) == 0 {
      withinSegments = .uninformative
    } else if let within, within.difference * matched.difference < 0 {
      withinSegments = .reversed
    }
  }

  /// The feature as part of a request, for what people did or said; nil for attributes.
  var feature: FeatureCounts.Feature? {
    FeatureCounts.Feature.Kind(rawValue: kind.rawValue).map {
      FeatureCounts.Feature($0, name, value, low: low, high: high)
    }
  }

  /// The feature as a condition, for attributes; nil for what people did or said.
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

/// The edge of a band in words: whole numbers without decimals.
private func edge(_ scalar: Scalar) -> String {
  guard let number = scalar.number else { return plain(scalar) }
  return number == number.rounded() && abs(number) < 1e15 ? grouped(Int(number)) : plain(.real(number))
}
