import DataModel
import Foundation
import Plan

extension Toy {
  func reply(_ verbatims: Verbatims) throws(BackendError) -> Verbatims.Reply {
    let wanted = try wanted(verbatims)
    let sorted = try sorted(wanted, verbatims)
    let copies = Dictionary(grouping: sorted) { $0.message.foldedText }
    var shown: Set<String> = []
    let firsts = sorted.filter { shown.insert($0.message.foldedText).inserted }
    let rows = inRounds(firsts).prefix(verbatims.limit ?? .max).map { first in
      Verbatims.Row(
        message(first.message), voice: first.voice,
        copies: copies[first.message.foldedText, default: []].count)
    }
    return Verbatims.Reply(
      messages: wanted.count, people: Set(wanted.compactMap(\.message.customer)).count, rows: rows)
  }

  /// A message and the first voice that selected it.
  private typealias Wanted = (message: Record, voice: Int?)

  /// Each message once, in no order.
  private func wanted(_ verbatims: Verbatims) throws(BackendError) -> [Wanted] {
    let souls = try people(verbatims.who)
    if verbatims.voices.isEmpty {
      return verbatims.lastWords
        ? souls.compactMap { soul in soul.said.last(where: \.hasWords).map { ($0, nil) } } : []
    }
    var stranger: [Soul] = []
    if verbatims.who.unnamed == .everyone {
      stranger = [Soul(id: "")]
      stranger[0].said = census.messages.filter { $0.customer == nil }
    }
    var (wanted, seen) = ([Wanted](), Set<[Int]>())
    for (index, voice) in verbatims.voices.enumerated() {
      let isOfAnybody = voice.when.unnamed == .everyone
      for soul in souls + stranger {
        guard isOfAnybody ? true : try holds(voice.when, soul) else { continue }
        for message in try records(voice.scope, of: soul)
        where message.text != nil && seen.insert(message.order).inserted {
          wanted.append((message, index))
        }
      }
    }
    return wanted
  }

  // MARK: The order

  private func sorted(_ wanted: [Wanted], _ verbatims: Verbatims) throws(BackendError) -> [Wanted] {
    let telling = try telling(verbatims)
    var ranked: [(wanted: Wanted, keys: [Datum?], weight: Double)] = []
    for one in wanted {
      let author = one.message.customer.flatMap { census.person($0) } ?? Soul(id: "")
      var keys: [Datum?] = []
      for order in verbatims.order { keys.append(try value(order.value, author, one.message)) }
      ranked.append((one, keys, keys.isEmpty ? weight(one.message, telling) : 0))
    }
    return ranked.sorted { left, right in
      if let isFirst = precedes(left.keys, right.keys, verbatims.order) { return isFirst }
      if left.weight != right.weight { return left.weight > right.weight }
      return isNewer(left.wanted.message, right.wanted.message)
    }.map(\.wanted)
  }

  /// Whether some keys come before others, with missing values last; nil if they are equal.
  func precedes(_ left: [Datum?], _ right: [Datum?], _ orders: [Order]) -> Bool? {
    for (order, (l, r)) in zip(orders, zip(left, right)) {
      guard let l, let r else {
        if (l == nil) != (r == nil) { return r == nil }
        continue
      }
      if let sign = compared(l, r), sign != 0 { return order.descending ? sign > 0 : sign < 0 }
    }
    return nil
  }

  /// At equal times by the author's id, with unknown authors last; then in the stable order.
  func isNewer(_ one: Record, _ other: Record) -> Bool {
    let (l, r) = (census.place.start(one.at), census.place.start(other.at))
    if l != r { return l > r }
    if let author = one.customer, let second = other.customer, author != second { return author < second }
    if (one.customer == nil) != (other.customer == nil) { return other.customer == nil }
    return one.order.lexicographicallyPrecedes(other.order)
  }

  /// The distinctive stems, with ln(N / n) of each in millionths.
  private func telling(_ verbatims: Verbatims) throws(BackendError) -> [String: Double] {
    var sayings: [Saying] = []
    for voice in verbatims.voices {
      for pattern in voice.scope.patterns { sayings.append(try saying(pattern)) }
    }
    var telling: [String: Double] = [:]
    for stem in census.stems(foundBy: sayings).union(verbatims.telling) {
      guard let n = census.messagesByStem[stem] else { continue }
      telling[stem] = (log(Double(census.spoken) / Double(n)) * 1e6).rounded()
    }
    return telling
  }

  private func weight(_ message: Record, _ telling: [String: Double]) -> Double {
    let sum = message.stems.reduce(0) { $0 + (telling[$1] ?? 0) }
    return sum / Double(max(8, message.utterance?.words.count ?? 0)).squareRoot()
  }

  /// The first message of each person, then the second of each. Every unknown author counts as another person.
  private func inRounds(_ messages: [Wanted]) -> [Wanted] {
    var shown: [String: Int] = [:]
    let rounds = messages.map { message, _ in
      guard let author = message.customer else { return 0 }
      shown[author, default: -1] += 1
      return shown[author] ?? 0
    }
    return messages.indices.sorted { (rounds[$0], $0) < (rounds[$1], $1) }.map { messages[$0] }
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
