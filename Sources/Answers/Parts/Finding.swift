internal import DataModel
internal import Plan
internal import Statistics

/// A feature held against a condition: how many with it and without it have the feature, and how surely they differ.
struct Finding {
  let kind: FeatureCounts.Kind
  let name: String
  /// Its place among the features.
  let row: Int
  /// "plan is pro", "did refund", "said “late payout”".
  let words: String
  /// How many different people have it.
  let people: (with: Int, without: Int)
  /// Those who have it by the end of the day itself: cases, and the times that somebody else was compared.
  let byThen: (with: Int, without: Int)
  /// Of those with it, and of those whom they were held against, set by set.
  let with: Share
  let without: Share
  let difference: ShareDifference
  let held: Stratified
  /// The same among people of the same segments; nil where nobody is, and where that is not asked.
  private(set) var within: Stratified?
  private(set) var standing = Standing.alike
  /// The greater of both.
  private(set) var p: Double
  var q = 1.0
  let value: Scalar
  /// A band's edges; the last band is closed.
  let low: Scalar
  let high: Scalar
  let isClosed: Bool
  /// In which somebody says it.
  let message: Message?

  /// What people of the same segments say of it.
  enum Standing {
    /// Not asked, or it leans the same way.
    case alike
    /// It leans the other way.
    case turned
    /// Among people of the same segments it tells nobody apart.
    case untold
  }

  /// The end of the interval nearer zero, as its distance from zero; negative where zero is inside.
  var evidence: Double { max(difference.interval.low, -difference.interval.high) }
  /// More of those with it than of those without.
  var leansWith: Bool { difference.value > 0 }

  /// What everybody has, or nobody, tells nothing and is no finding.
  ///
  /// - Parameter people: who is compared.
  init?(_ features: [FeatureCounts.Row], _ row: Int, of people: (with: Int, without: Int)) {
    let feature = features[row]
    let (own, other) = (feature.counts.people.inside, feature.counts.people.outside)
    guard own + other > 0, own + other < people.with + people.without,
      let held = Stratified(feature.strata.map(Stratified.Stratum.init)),
      var with = Share(own, of: people.with), var without = Share(other, of: people.without),
      let difference = ShareDifference(
        share: held.share, of: people.with, and: held.otherShare, of: people.without)
    else { return nil }
    (with.value, without.value) = (held.share, held.otherShare)
    self.people = (own, other)
    byThen = (feature.counts.byThen.inside, feature.counts.byThen.outside)
    self.held = held
    p = held.p
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
  /// Whether it is about feedback, which only those who gave any can have.
  var needsFeedback: Bool {
    switch kind {
    case .topic, .channel, .score, .word, .phrase: true
    case .attribute, .missing, .band, .event, .spoke: false
    }
  }

  /// Whether it holds, the same way round, among those alone who gave feedback.
  func holds(amongSpeakers with: Int, _ without: Int) -> Bool {
    guard let table = TwoByTwo(people.with, of: with, and: people.without, of: without) else { return true }
    let difference = Double(people.with) / Double(with) - Double(people.without) / Double(without)
    return table.p < 0.05 && (difference > 0) == leansWith
  }

  /// Whether little is left of it among people of the same segments.
  var isExplained: Bool {
    guard let within else { return standing != .alike }
    return standing != .alike || abs(within.difference) * 2 < abs(held.difference)
  }

  /// Holds it against people of the same segments too.
  mutating func hold(within strata: [Stratum]) {
    within = Stratified(strata.map(Stratified.Stratum.init))
    p = held.p(within: within)
    if held.variance > 0, (within?.variance ?? 0) == 0 {
      standing = .untold
    } else if let within, within.difference * held.difference < 0 {
      standing = .turned
    }
  }

  /// What people did or said; nil for what they are.
  var feature: FeatureCounts.Feature? {
    FeatureCounts.Feature.Kind(rawValue: kind.rawValue).map {
      FeatureCounts.Feature($0, name, value, low: low, high: high)
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

/// A band's edge: whole numbers without decimals.
private func edge(_ scalar: Scalar) -> String {
  guard let number = scalar.number else { return plain(scalar) }
  return number == number.rounded() && abs(number) < 1e15 ? grouped(Int(number)) : plain(.real(number))
}
