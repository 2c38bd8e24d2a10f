import Plan

extension Toy {
  func reply(_ words: Plan.Words) throws(BackendError) -> Plan.Words.Reply {
    let (inside, outside) = (try people(words.inside), try people(words.outside))
    func said(_ souls: [Soul]) -> [String: Int] {
      var result: [String: Int] = [:]
      for soul in souls {
        for stem in Set(soul.said.flatMap { $0.utterance?.words ?? [] }.map { $0.stems[0] }) {
          result[stem, default: 0] += 1
        }
      }
      return result
    }
    func speakers(_ souls: [Soul]) -> Int { souls.count { $0.said.contains(where: \.hasWords) } }
    let (first, second) = (said(inside), said(outside))
    let stems = Set(first.keys).union(second.keys).filter {
      first[$0, default: 0] + second[$0, default: 0] > 1
    }.sorted()
    return Plan.Words.Reply(
      speakersInside: speakers(inside), speakersOutside: speakers(outside),
      rows: stems.map {
        Plan.Words.Row(
          stem: $0, word: commonestForm(of: $0), inside: first[$0, default: 0],
          outside: second[$0, default: 0])
      })
  }

  func commonestForm(of stem: String) -> String { census.commonestForms[stem] ?? "" }
}
