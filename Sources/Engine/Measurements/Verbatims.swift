internal import DataModel
internal import Plan
internal import Store
internal import Text

extension Evaluator {
  /// The messages that the voices select, the most distinctive first, equal texts merged; then in rounds of one for each
  /// person.
  func reply(to verbatims: Verbatims) throws(BackendError) -> Verbatims.Reply {
    var messages = try chosen(by: verbatims)
    var speakers = Bitmap(count: store.customers.count)
    for message in messages where message.author < speakers.count { speakers[message.author] = true }
    let totals = (messages: messages.count, people: speakers.population)
    let precedes = try ranking(&messages, verbatims)
    if let limit = verbatims.limit, let first = first(limit, of: messages, by: precedes) {
      return reply(first, totals)
    }
    messages = messages.indices.sorted(by: precedes).map { messages[$0] }
    messages = inRounds(merged(messages))
    return reply(Array(messages.prefix(max(0, verbatims.limit ?? messages.count))), totals)
  }

  /// Up to this limit, the messages with the highest weights are tried first.
  private static let few = 8
  private static let candidates = 64

  private struct Chosen {
    let document: Int
    /// The number of people if the author is unknown.
    let author: Int
    let voice: Int?
    var weight = 0.0
    var copies = 1
  }

  /// Messages with words: those in the scope of a voice whose condition holds for the person, each under its first voice;
  /// without voices, each person's last message.
  private func chosen(by verbatims: Verbatims) throws(BackendError) -> [Chosen] {
    let feedback = store.feedback
    let who = try people(where: verbatims.who)
    if verbatims.voices.isEmpty {
      guard verbatims.lastWords else { return [] }
      return who.ones.compactMap { person in
        feedback.range(of: person).last { !feedback.index.tokens(of: UInt32(truncatingIfNeeded: $0)).isEmpty }
          .map { Chosen(document: $0, author: person, voice: nil) }
      }
    }
    let none = UInt16.max
    var voiceOf = [UInt16](repeating: none, count: feedback.count)
    for (number, voice) in verbatims.voices.enumerated() {
      let people = try rows(of: everybody, where: voice.when, among: who)
      let takesUnknown = verbatims.who.isEveryone && voice.when.isEveryone
      for batch in try records(in: voice.scope, of: people, includingUnknown: takesUnknown)
      where batch.isFeedback {
        for row in batch.rows where voiceOf[Int(row)] == none && !feedback.texts.isEmpty(at: Int(row)) {
          voiceOf[Int(row)] = UInt16(clamping: number)
        }
      }
    }
    return voiceOf.indices.filter { voiceOf[$0] != none }.map {
      Chosen(document: $0, author: Int(feedback.customers[$0]), voice: Int(voiceOf[$0]))
    }
  }

  /// Whether one message comes before another: by the order asked for, else by weight; then as `MessageOrder` says.
  private func ranking(
    _ messages: inout [Chosen], _ verbatims: Verbatims
  ) throws(BackendError) -> (Int, Int) -> Bool {
    let feedback = store.feedback
    var keys: [SortKey] = []
    if verbatims.order.isEmpty {
      let tells = telling(verbatims)
      if tells.contains(where: { $0 > 0 }) {
        let stems = feedback.index.stemsOfForms
        for index in messages.indices {
          try checkCancellation(every: index)
          messages[index].weight = weight(of: messages[index].document, stems, tells)
        }
      }
    } else {
      let documents = messages.map { UInt32(truncatingIfNeeded: $0.document) }
      let frame = RowSet(
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
    let order = MessageOrder(store: store)
    return { [messages] left, right in
      for key in keys {
        if let isFirst = key.precedes(left, right) { return isFirst }
      }
      let (a, b) = (messages[left], messages[right])
      if a.weight != b.weight { return a.weight > b.weight }
      return order.precedes(a.document, b.document)
    }
  }

  /// The inverse document frequency of each distinctive stem, in millionths: of stems named in the request, or in a voice's
  /// pattern; zero for all others. Whole numbers, so that sums do not depend on the order of addition.
  private func telling(_ verbatims: Verbatims) -> [Int] {
    let index = store.feedback.index
    var tells = [Int](repeating: 0, count: index.stemCount)
    func note(_ stem: UInt32) {
      tells[Int(stem)] = Int((index.inverseDocumentFrequency(ofStem: stem) * 1_000_000).rounded())
    }
    for name in verbatims.telling { if let stem = index.stem(named: name) { note(stem) } }
    for voice in verbatims.voices {
      for pattern in voice.scope.patterns {
        for stem in index.stems(matching: pattern) { note(stem) }
      }
    }
    return tells
  }

  /// The sum of the inverse document frequencies of a message's distinctive stems, over the square root of its length.
  private func weight(of document: Int, _ stems: [UInt32], _ tells: [Int]) -> Double {
    let tokens = store.feedback.index.tokens(of: UInt32(truncatingIfNeeded: document))
    var telling: [UInt32] = []
    var sum = 0
    for form in tokens {
      let stem = stems[Int(form)]
      if tells[Int(stem)] > 0, !telling.contains(stem) {
        telling.append(stem)
        sum += tells[Int(stem)]
      }
    }
    return sum == 0 ? 0 : Double(sum) / Double(max(8, tokens.count)).squareRoot()
  }

  /// The first messages, if enough different people among the highest-ranked say something different: then no one needs a
  /// second round, and the others need neither be sorted nor compared. O(messages)
  private func first(_ limit: Int, of messages: [Chosen], by precedes: (Int, Int) -> Bool) -> [Chosen]? {
    guard limit > 0, limit <= Evaluator.few, messages.count > Evaluator.candidates else { return nil }
    var highest: [Int] = []
    for index in messages.indices {
      if highest.count == Evaluator.candidates {
        guard let last = highest.last, precedes(index, last) else { continue }
        highest.removeLast()
      }
      highest.insert(index, at: highest.firstIndex { precedes(index, $0) } ?? highest.endIndex)
    }
    var texts: Set<String> = []
    var authors: Set<Int> = []
    var first: [Chosen] = []
    for index in highest where first.count < limit {
      let (text, author) = (foldedText(messages[index]), messages[index].author)
      guard texts.insert(text).inserted else { continue }
      if author == store.customers.count || authors.insert(author).inserted { first.append(messages[index]) }
    }
    guard first.count == limit else { return nil }
    for place in first.indices { first[place].copies = copies(of: first[place], among: messages) }
    return first
  }

  /// How many messages have the same folded text. Equal texts have equal words, so only those are folded.
  private func copies(of message: Chosen, among messages: [Chosen]) -> Int {
    let (words, text) = (self.words(of: message), foldedText(message))
    let index = store.feedback.index
    return messages.count { other in
      index.tokens(of: UInt32(truncatingIfNeeded: other.document)).count == words.count
        && self.words(of: other) == words && foldedText(other) == text
    }
  }

  private func words(of message: Chosen) -> [UInt32] {
    let index = store.feedback.index
    return index.tokens(of: UInt32(truncatingIfNeeded: message.document)).map { index.folding(of: $0) }
  }

  private func foldedText(_ message: Chosen) -> String {
    Folding.fold(Folding.caseFolded(store.feedback.texts[message.document]))
  }

  /// Merges messages of equal folded text into the first of them, which counts the others. Equal texts have equal words, so
  /// only texts with the words of another one are folded.
  private func merged(_ messages: [Chosen]) -> [Chosen] {
    let words = messages.map { self.words(of: $0) }
    var uses: [[UInt32]: Int] = [:]
    for words in words { uses[words, default: 0] += 1 }
    var first: [String: Int] = [:]
    var merged: [Chosen] = []
    for (message, words) in zip(messages, words) {
      if let uses = uses[words], uses > 1 {
        let text = foldedText(message)
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

  /// First the first message of each person, then the second of each … Every unknown author counts as a different person.
  private func inRounds(_ messages: [Chosen]) -> [Chosen] {
    var rounds: [[Chosen]] = []
    var spoken: [Int: Int] = [:]
    for message in messages {
      let round = message.author < store.customers.count ? spoken[message.author, default: 0] : 0
      spoken[message.author] = round + 1
      if round == rounds.count { rounds.append([]) }
      rounds[round].append(message)
    }
    return rounds.flatMap { $0 }
  }

  private func reply(_ messages: [Chosen], _ totals: (messages: Int, people: Int)) -> Verbatims.Reply {
    Verbatims.Reply(
      messages: totals.messages, people: totals.people,
      rows: messages.map { Verbatims.Row(message($0.document), voice: $0.voice, copies: $0.copies) })
  }

  func message(_ document: Int) -> Message {
    let feedback = store.feedback
    let author = Int(feedback.customers[document])
    let isKnown = author < store.customers.count
    let (score, scale) = score(of: document)
    return Message(
      customer: isKnown ? store.customers.ids[author] : nil, label: isKnown ? label(of: author) : nil,
      at: feedback.timeline.moment(at: document, zone: zone),
      channel: feedback.channel.scalar(at: document, zone: zone).text, score: score, scale: scale,
      text: feedback.texts[document])
  }

  /// A message's score and its scale.
  func score(of document: Int) -> (score: Scalar, scale: Scale?) {
    guard let score = store.feedback.score, score.values.isPresent(at: document) else {
      return (.missing, nil)
    }
    let code = Int(score.scaleCodes[document])
    return (
      score.values.scalar(at: document, zone: zone),
      score.scales.indices.contains(code) ? score.scales[code] : nil
    )
  }
}

extension Condition {
  /// Whether it is `everyone`, under whatever name.
  var isEveryone: Bool { unnamed == .everyone }
}
