internal import DataModel
internal import Plan
internal import Statistics

/// Who left after raising a topic, held against like people who spoke and had not raised it.
struct Departures {
  /// Those who raised it, and the different people whom they were held against.
  let people: Int
  let others: Int
  let difference: ShareDifference
  let p: Double
  private(set) var q = 1.0

  /// - Parameter within: the sets of people of the same segments; nil where there are no segments.
  private init?(people: Int, others: Int, _ strata: [Stratified.Stratum], within: [Stratified.Stratum]?) {
    guard let held = Stratified(strata),
      let difference = ShareDifference(share: held.share, of: people, and: held.otherShare, of: others)
    else { return nil }
    self.people = people
    self.others = others
    self.difference = difference
    p = within.map { held.p(within: Stratified($0)) } ?? held.p
  }

  /// Of each of some topics, corrected together; nil where nobody can be held against anybody.
  static func each(of topics: Int, _ aftermath: Columns, withSegments: Bool) -> [Departures?] {
    var strata = [[Stratified.Stratum]](repeating: [], count: topics)
    var within = strata
    var sides = [(people: Int, others: Int)](repeating: (0, 0), count: topics)
    for row in 0..<aftermath.rowCount {
      func number(_ name: String) -> Int { aftermath[name, row].integer ?? 0 }
      let topic = number("kind")
      guard strata.indices.contains(topic) else { continue }
      if let times = aftermath["times", row].integer {
        let stratum = Stratified.Stratum(
          number("inside"), of: number("of"), and: number("outside"), of: number("others"), times: times)
        if number("layer") == 0 { strata[topic].append(stratum) } else { within[topic].append(stratum) }
      } else {
        sides[topic] = (number("of"), number("others"))
      }
    }
    var all = (0..<topics).map { topic in
      Departures(
        people: sides[topic].people, others: sides[topic].others, strata[topic],
        within: withSegments ? within[topic] : nil)
    }
    let known = all.indices.filter { all[$0] != nil }
    for (index, q) in zip(known, falseDiscoveryRates(known.compactMap { all[$0]?.p })) { all[index]?.q = q }
    return all
  }
}
