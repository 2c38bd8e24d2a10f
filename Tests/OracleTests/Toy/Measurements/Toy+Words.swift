import Plan

extension Toy {
  func reply(_ words: Plan.Words) throws(BackendError) -> Plan.Words.Reply {
    let inside = try said(by: words.inside, in: words.insideScope)
    let outside = try said(by: words.outside, in: words.outsideScope)
    func people(_ said: [[Record]]) -> [String: Int] {
      var people: [String: Int] = [:]
      for messages in said {
        for stem in messages.reduce(into: Set<String>(), { $0.formUnion($1.stems) }) {
          people[stem, default: 0] += 1
        }
      }
      return people
    }
    let (first, second) = (people(inside), people(outside))
    let stems = Set(first.keys).union(second.keys).filter {
      first[$0, default: 0] + second[$0, default: 0] > 1
    }.sorted()
    return Plan.Words.Reply(
      speakersInside: inside.count { $0.contains(where: \.hasWords) },
      speakersOutside: outside.count { $0.contains(where: \.hasWords) },
      rows: stems.map {
        Plan.Words.Row(
          stem: $0, word: commonestForm(of: $0), inside: first[$0, default: 0],
          outside: second[$0, default: 0])
      })
  }

  /// The messages of each person that count.
  private func said(by who: Plan.Condition, in scope: RecordScope?) throws(BackendError) -> [[Record]] {
    var said: [[Record]] = []
    for soul in try people(who) { said.append(try records(scope ?? RecordScope(.feedback), of: soul)) }
    return said
  }

  func commonestForm(of stem: String) -> String { census.commonestForms[stem] ?? "" }
}
