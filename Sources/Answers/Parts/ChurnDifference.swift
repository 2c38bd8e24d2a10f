internal import DataModel
internal import Plan
internal import Statistics

/// How many people left after raising a topic, compared with similar people who gave feedback but had not raised it.
struct ChurnDifference {
  /// How many people raised the topic, and how many different people they were compared with.
  let people: Int
  let others: Int
  let difference: ShareDifference
  let p: Double
  private(set) var q = 1.0

  /// - Parameter within: the matched sets among people of the same segments; nil if there are no segments.
  private init?(people: Int, others: Int, _ strata: [Stratified.Stratum], within: [Stratified.Stratum]?) {
    guard let comparison = Stratified(strata),
      let difference = ShareDifference(
        share: comparison.share, of: people, and: comparison.otherShare, of: others)
    else { return nil }
    self.people = people
    self.others = others
    self.difference = difference
    p = within.map { comparison.p(within: Stratified($0)) } ?? comparison.p
  }

  /// One result per topic, corrected together; nil for a topic with nobody to compare.
  static func each(_ aftermath: Aftermath.Reply, withSegments: Bool) -> [ChurnDifference?] {
    var all = aftermath.kinds.map { kind in
      ChurnDifference(
        people: kind.cases, others: kind.others, kind.strata.map(Stratified.Stratum.init),
        within: withSegments ? kind.within.map(Stratified.Stratum.init) : nil)
    }
    let known = all.indices.filter { all[$0] != nil }
    for (index, q) in zip(known, falseDiscoveryRates(known.compactMap { all[$0]?.p })) { all[index]?.q = q }
    return all
  }
}

extension Stratified.Stratum {
  init(_ stratum: Stratum) {
    self.init(
      stratum.inside, of: stratum.of, and: stratum.outside, of: stratum.others, times: stratum.times)
  }
}
