internal import DataModel
internal import Plan
internal import Store
internal import Text

extension Evaluator {
  /// Messages that voices choose, most telling first, equal ones as one, then one of each person a round.
  func columns(of verbatims: Verbatims) throws(BackendError) -> Columns {
    var messages = try chosen(by: verbatims)
    var speakers = Bitmap(count: store.customers.count)
    for message in messages where message.author < speakers.count { speakers[message.author] = true }
    let totals = (messages: messages.count, people: speakers.population)
    try rank(&messages, verbatims)
    messages = inRounds(merged(messages))
    return columns(Array(messages.prefix(max(0, verbatims.limit ?? messages.count))), totals)
  }

  private struct Message {
    let document: Int
    /// The number of people where unknown.
    let author: Int
    let voice: Int?
    var weight = 0.0
    var copies = 1
  }

  /// Messages with words in them: those in a scope whose guard holds of the person, each under its first voice; without
  /// voices each person's last words.
  private func chosen(by verbatims: Verbatims) throws(BackendError) -> [Message] {
    let feedback = store.feedback
    let who = try people(where: verbatims.who)
    if verbatims.voices.isEmpty {
      guard verbatims.lastWords else { return [] }
      return who.ones.compactMap { person in
        feedback.range(of: person).last { !feedback.index.tokens(of: UInt32(truncatingIfNeeded: $0)).isEmpty }
          .map { Message(document: $0, author: person, voice: nil) }
      }
    }
    var voiceOf: [Int: Int] = [:]
    for (number, voice) in verbatims.voices.enumerated() {
      let people = try rows(of: everybody, where: voice.when, among: who)
      let takesUnknown = verbatims.who.isEveryone && voice.when.isEveryone
      for batch in try records(in: voice.scope, of: people, includingUnknown: takesUnknown)
      where batch.isFeedback {
        for row in batch.rows where voiceOf[Int(row)] == nil && !feedback.texts.isEmpty(at: Int(row)) {
          voiceOf[Int(row)] = number
        }
      }
    }
    return voiceOf.keys.sorted().map {
      Message(document: $0, author: Int(feedback.customers[$0]), voice: voiceOf[$0])
    }
  }

  /// Puts messages in order: as asked, else by weight; then newer first, then in the stable order.
  private func rank(_ messages: inout [Message], _ verbatims: Verbatims) throws(BackendError) {
    let feedback = store.feedback
    var keys: [SortKey] = []
    if verbatims.order.isEmpty {
      let tells = telling(verbatims)
      for index in messages.indices { messages[index].weight = weight(of: messages[index].document, tells) }
    } else {
      let documents = messages.map { UInt32(truncatingIfNeeded: $0.document) }
      let frame = Frame(
        Records(
          source: .feedback, rows: documents, people: documents.map { feedback.customers[Int($0)] },
          at: documents.map { feedback.timeline.at[Int($0)] },
          isDay: feedback.timeline.isDay.map { days in
            var isDay = Bitmap(count: documents.count)
            for (index, document) in documents.enumerated() where days[Int(document)] { isDay[index] = true }
            return isDay
          }))
      for order in verbatims.order {
        let column = try column(of: order.value, frame: frame, among: frame.all)
        keys.append(SortKey(column, descending: order.descending))
      }
    }
    let order = messages.indices.sorted { left, right in
      for key in keys {
        if let isFirst = key.precedes(left, right) { return isFirst }
      }
      let (a, b) = (messages[left], messages[right])
      if a.weight != b.weight { return a.weight > b.weight }
      let at = feedback.timeline.at
      if at[a.document] != at[b.document] { return at[a.document] > at[b.document] }
      let (loadA, loadB) = (feedback.loads[a.document], feedback.loads[b.document])
      return loadA == loadB ? a.document < b.document : loadA < loadB
    }
    messages = order.map { messages[$0] }
  }

  /// Whether each stem tells: named so, or of a voice's pattern.
  private func telling(_ verbatims: Verbatims) -> [Bool] {
    let index = store.feedback.index
    var tells = [Bool](repeating: false, count: index.stemCount)
    for name in verbatims.telling {
      if let stem = index.stem(named: name) { tells[Int(stem)] = true }
    }
    for voice in verbatims.voices {
      guard case .pattern(let pattern) = voice.scope.saying else { continue }
      for stem in index.stems(matching: pattern) { tells[Int(stem)] = true }
    }
    return tells
  }

  /// The inverse document frequencies of the telling stems of a message, over the root of its length.
  private func weight(of document: Int, _ tells: [Bool]) -> Double {
    let index = store.feedback.index
    let tokens = index.tokens(of: UInt32(truncatingIfNeeded: document))
    var stems: [UInt32] = []
    for form in tokens {
      let stem = index.stem(of: form)
      if tells[Int(stem)], !stems.contains(stem) { stems.append(stem) }
    }
    // Added up in one order, so that equal messages weigh the same to the last bit.
    let sum = stems.sorted().reduce(0.0) { $0 + index.inverseDocumentFrequency(ofStem: $1) }
    return sum / Double(max(8, tokens.count)).squareRoot()
  }

  /// Messages of equal folded text as the first of them, which counts the others. Equal texts have equal words, so that
  /// only texts whose words are another's too are folded.
  private func merged(_ messages: [Message]) -> [Message] {
    let index = store.feedback.index
    let words = messages.map { message in
      index.tokens(of: UInt32(truncatingIfNeeded: message.document)).map { index.folding(of: $0) }
    }
    var uses: [[UInt32]: Int] = [:]
    for words in words { uses[words, default: 0] += 1 }
    var first: [String: Int] = [:]
    var merged: [Message] = []
    for (message, words) in zip(messages, words) {
      if let uses = uses[words], uses > 1 {
        let text = Folding.fold(Folding.caseFolded(store.feedback.texts[message.document]))
        if let index = first[text] {
          merged[index].copies += 1
          continue
        }
        first[text] = merged.count
      }
      merged.append(message)
    }
    return merged
  }

  /// First the first message of each person, then the second of each … Unknown authors are taken as different people.
  private func inRounds(_ messages: [Message]) -> [Message] {
    var rounds: [[Message]] = []
    var spoken: [Int: Int] = [:]
    for message in messages {
      let round = message.author < store.customers.count ? spoken[message.author, default: 0] : 0
      spoken[message.author] = round + 1
      if round == rounds.count { rounds.append([]) }
      rounds[round].append(message)
    }
    return rounds.flatMap { $0 }
  }

  private func columns(_ messages: [Message], _ totals: (messages: Int, people: Int)) -> Columns {
    let feedback = store.feedback
    let names = [
      "customer", "label", "at", "channel", "score", "scale.low", "scale.high", "text", "voice", "copies",
      "messages",
      "people",
    ]
    let count: [Scalar] = [.integer(Int64(totals.messages)), .integer(Int64(totals.people))]
    guard !messages.isEmpty else {
      let nothing = [Scalar](repeating: .missing, count: names.count - 2)
      return Columns(names: names, values: (nothing + count).map { [$0] })
    }
    var columns = Columns(names: names, values: names.map { _ in [] })
    for message in messages {
      let isKnown = message.author < store.customers.count
      let row: [Scalar] =
        [
          isKnown ? .text(store.customers.ids[message.author]) : .missing,
          isKnown ? label(of: message.author) : .missing,
          feedback.timeline.moment(at: message.document, zone: zone).map { .moment($0) } ?? .missing,
          feedback.channel.scalar(at: message.document, zone: zone),
        ] + score(of: message.document) + [
          .text(feedback.texts[message.document]),
          message.voice.map { .integer(Int64($0)) } ?? .missing, .integer(Int64(message.copies)),
        ] + count
      for (index, value) in row.enumerated() { columns.values[index].append(value) }
    }
    return columns
  }

  /// A message's score and the ends of its scale.
  func score(of document: Int) -> [Scalar] {
    guard let score = store.feedback.score, score.values.isPresent(at: document) else {
      return [.missing, .missing, .missing]
    }
    let code = Int(score.scaleCodes[document])
    let scale = score.scales.indices.contains(code) ? score.scales[code] : nil
    let ends: [Scalar] =
      scale.map { [.integer(Int64($0.low)), .integer(Int64($0.high))] } ?? [.missing, .missing]
    return [score.values.scalar(at: document, zone: zone)] + ends
  }
}

extension Condition {
  /// Whether it is true of everybody by its form.
  var isEveryone: Bool {
    var condition = self
    while case .named(_, let inner) = condition { condition = inner }
    return condition == .everyone
  }
}
