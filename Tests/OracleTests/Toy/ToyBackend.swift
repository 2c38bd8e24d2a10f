import DataModel
import Plan

/// A second backend: plain arrays and loops. That answers come out the same shows that the waist knows no engine.
struct ToyBackend: Backend {
  let world: World

  func run(_ measurements: [Measurement]) throws(BackendError) -> [Columns] {
    try Toy(census: Census(world)).run(measurements)
  }
}

/// The arrays and the loops.
struct Toy {
  let census: Census

  func run(_ measurements: [Measurement]) throws(BackendError) -> [Columns] {
    var result: [Columns] = []
    for measurement in measurements { result.append(try columns(measurement)) }
    return result
  }

  private func columns(_ measurement: Measurement) throws(BackendError) -> Columns {
    switch measurement {
    case .people(let condition):
      return Columns(names: ["n"], values: [[.integer(Int64(try people(condition).count))]])
    case .rows(let rows): return try columns(rows)
    case .groups(let groups): return try columns(groups)
    case .verbatims(let verbatims): return try columns(verbatims)
    case .words(let words): return try columns(words)
    case .story(let id, let latest): return story(id, latest)
    case .traits, .aftermath, .pairs, .terms, .series, .presence, .cohorts, .lifetimes, .depths, .trails:
      throw .failed("the toy knows who people are and what they say, not how they differ or change")
    }
  }

  func people(_ condition: Plan.Condition) throws(BackendError) -> [Soul] {
    var result: [Soul] = []
    for soul in census.people where try holds(condition, soul) { result.append(soul) }
    return result
  }

  // MARK: Rows

  private func columns(_ rows: Rows) throws(BackendError) -> Columns {
    var found: [(id: String, soul: Soul, keys: [Datum?])] = []
    for soul in try people(rows.who) {
      var keys: [Datum?] = []
      for order in rows.order { keys.append(try value(order.value, soul)) }
      found.append((soul.id, soul, keys))
    }
    found.sort { left, right in
      for (index, order) in rows.order.enumerated() {
        let (l, r) = (left.keys[index], right.keys[index])
        if l == nil || r == nil {
          if (l == nil) != (r == nil) { return r == nil }
          continue
        }
        guard let l, let r, let sign = compared(l, r), sign != 0 else { continue }
        return order.descending ? sign > 0 : sign < 0
      }
      return left.id < right.id
    }
    if let limit = rows.limit { found = Array(found.prefix(limit)) }
    var values: [[Scalar]] = [found.map { .text($0.id) }, found.map { scalar($0.soul.attributes["name"]) }]
    for column in rows.columns {
      var cells: [Scalar] = []
      for row in found { cells.append(scalar(try value(column, row.soul))) }
      values.append(cells)
    }
    return Columns(names: ["id", "label"] + rows.columns.indices.map(String.init), values: values)
  }

  // MARK: Messages

  private func columns(_ verbatims: Verbatims) throws(BackendError) -> Columns {
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
    let total: [Scalar] = [
      .integer(Int64(wanted.count)), .integer(Int64(Set(wanted.compactMap(\.message.customer)).count)),
    ]
    let names = [
      "customer", "label", "at", "channel", "score", "scale.low", "scale.high", "text", "voice", "copies",
      "messages",
      "people",
    ]
    let rows: [[Scalar]] = firsts.map { first in
      let message = first.message
      let name = message.customer.flatMap { census.person($0)?.attributes["name"] }
      let head: [Scalar] = [
        message.customer.map { .text($0) } ?? .missing, scalar(name), .moment(moment(message.at)),
        .text(message.kind),
        scalar(message.properties["score"]), .missing, .missing, .text(message.text ?? ""),
        first.voice.map { .integer(Int64($0)) } ?? .missing,
        .integer(Int64(copies[Utterance.fold(message.text ?? ""), default: []].count)),
      ]
      return head + total
    }
    let lone = [names.dropLast(2).map { _ in Scalar.missing } + total]
    return Columns(names: names, values: columns(of: rows.isEmpty ? lone : rows, count: names.count))
  }

  private func columns(_ words: Plan.Words) throws(BackendError) -> Columns {
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
    func speakers(_ souls: [Soul]) -> Scalar {
      .integer(Int64(souls.count { $0.said.contains(where: \.hasWords) }))
    }
    let (first, second) = (said(inside), said(outside))
    let stems = Set(first.keys).union(second.keys).filter {
      first[$0, default: 0] + second[$0, default: 0] > 1
    }.sorted()
    var rows: [[Scalar]] = [[.missing, .missing, speakers(inside), speakers(outside)]]
    rows += stems.map { stem in
      [.text(stem), .text(stem)] + [first, second].map { .integer(Int64($0[stem, default: 0])) }
    }
    return Columns(names: ["stem", "word", "inside", "outside"], values: columns(of: rows, count: 4))
  }

  private func story(_ id: String, _ latest: Int?) -> Columns {
    let names = [
      "at", "kind", "name", "score", "scale.low", "scale.high", "text", "author", "details", "events", "said",
      "heard",
    ]
    guard let soul = census.person(id) else { return Columns(names: names, values: names.map { _ in [] }) }
    let records =
      soul.events.map { ($0, "event") } + soul.said.map { ($0, "said") } + soul.heard.map { ($0, "heard") }
    let sorted = records.sorted { left, right in
      let (l, r) = (census.place.start(left.0.at), census.place.start(right.0.at))
      return l != r ? l < r : left.0.order.lexicographicallyPrecedes(right.0.order)
    }
    let rows: [[Scalar]] = sorted.suffix(latest ?? sorted.count).map { record, kind in
      let isHeard = kind == "heard"
      return [
        .moment(moment(record.at)), .text(kind), .text(record.kind), scalar(record.properties["score"]),
        .missing,
        .missing, record.text.map { .text($0) } ?? .missing,
        isHeard ? record.customer.map { .text($0) } ?? .missing : .missing,
        .list([]),
      ] + ["event", "said", "heard"].map { kind in .integer(Int64(sorted.count { $0.1 == kind })) }
    }
    return Columns(names: names, values: columns(of: rows, count: names.count))
  }

  func columns(of rows: [[Scalar]], count: Int) -> [[Scalar]] {
    (0..<count).map { column in rows.map { $0[column] } }
  }
}
