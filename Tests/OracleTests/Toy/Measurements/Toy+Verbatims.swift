import DataModel
import Plan

extension Toy {
  func reply(_ verbatims: Verbatims) throws(BackendError) -> Verbatims.Reply {
    var wanted: [(message: Record, voice: Int?)] = []
    for soul in try people(verbatims.who) {
      if verbatims.lastWords {
        if let last = soul.said.last(where: \.hasWords) { wanted.append((last, nil)) }
        continue
      }
      var seen: Set<[Int]> = []
      for (index, voice) in verbatims.voices.enumerated() where try holds(voice.when, soul) {
        for message in try records(voice.scope, of: soul)
        where message.text != nil && seen.insert(message.order).inserted {
          wanted.append((message, index))
        }
      }
    }
    if verbatims.who == .everyone, !verbatims.lastWords {
      for (index, voice) in verbatims.voices.enumerated() where voice.scope.source == .feedback {
        let stranger = Soul(id: "")
        stranger.said = census.messages.filter { $0.customer == nil }
        for message in try records(voice.scope, of: stranger) where message.text != nil {
          wanted.append((message, index))
        }
      }
    }
    // Each once, whoever's condition chose it.
    var once: Set<[Int]> = []
    wanted = wanted.filter { once.insert($0.message.order).inserted }
    let copies = Dictionary(grouping: wanted) { Utterance.fold($0.message.text ?? "") }
    let firsts = copies.values.compactMap(\.first)
    let rows = firsts.map { first in
      let message = first.message
      return Verbatims.Row(
        self.message(message),
        voice: first.voice, copies: copies[Utterance.fold(message.text ?? ""), default: []].count)
    }
    return Verbatims.Reply(
      messages: wanted.count, people: Set(wanted.compactMap(\.message.customer)).count, rows: rows)
  }

  func message(_ record: Record) -> Message {
    let name = record.customer.flatMap { census.person($0)?.attributes["name"] }
    return Message(
      customer: record.customer, label: scalar(name).text, at: moment(record.at), channel: record.kind,
      score: scalar(record.properties["score"]), scale: census.scale(of: record).map(scale),
      text: record.text ?? "")
  }

  func scale(_ scale: Census.Scale) -> Scale { Scale(low: scale.low, high: scale.high) }
}
