internal import DataModel
internal import Plan
internal import Store
internal import Text

extension Evaluator {
  /// How many people in each of two groups said each stem, in one pass over the tokens of their messages. A single
  /// character of a script without spaces is left out, since it is seldom a word by itself.
  func reply(to words: Words) throws(BackendError) -> Words.Reply {
    let text = words.cuts ? try self.words() : SegmentedText(uncut: store.feedback.index)
    let inside = try speakers(where: words.inside, in: words.insideScope, text)
    let outside = try speakers(where: words.outside, in: words.outsideScope, text)
    var rows: [Words.Row] = []
    for stem in 0..<text.stemCount where inside.people[stem] + outside.people[stem] >= 2 {
      let number = UInt32(truncatingIfNeeded: stem)
      rows.append(
        Words.Row(
          stem: text.name(ofStem: number), word: commonestForm(of: number, text),
          inside: Int(inside.people[stem]), outside: Int(outside.people[stem])))
    }
    return Words.Reply(speakersInside: inside.speakers, speakersOutside: outside.speakers, rows: rows)
  }

  /// How many people of a condition spoke, and how many of them said each stem, in messages of a scope.
  private func speakers(
    where condition: Condition, in scope: RecordScope?, _ text: SegmentedText
  ) throws(BackendError) -> (speakers: Int, people: [UInt32]) {
    let (stems, isWord) = (text.stems, text.isWord)
    var people = [UInt32](repeating: 0, count: text.stemCount)
    var lastSpeaker = [UInt32](repeating: .max, count: text.stemCount)
    var speakers = 0
    let who = try self.people(where: condition)
    let counted = try scope.map { scope throws(BackendError) in try messages(in: scope, of: who) }
    for person in who.ones {
      try checkCancellation(every: person)
      let number = UInt32(truncatingIfNeeded: person)
      var spoke = false
      for document in store.feedback.range(of: person) where counted?[document] ?? true {
        for form in text.tokens(of: UInt32(truncatingIfNeeded: document)) {
          spoke = true
          let stem = Int(stems[Int(form)])
          if lastSpeaker[stem] == number || !isWord[Int(form)] { continue }
          lastSpeaker[stem] = number
          people[stem] += 1
        }
      }
      if spoke { speakers += 1 }
    }
    return (speakers, people)
  }

  /// The messages of people that are in a scope.
  func messages(in scope: RecordScope, of people: Bitmap) throws(BackendError) -> Bitmap {
    var messages = Bitmap(count: store.feedback.count)
    for batch in try records(in: scope, of: people) where batch.isFeedback {
      for row in batch.rows { messages[Int(row)] = true }
    }
    return messages
  }

  func commonestForm(of stem: UInt32, _ text: SegmentedText) -> String {
    if text.isCut(stem: stem) { return text.name(ofStem: stem) }
    let index = store.feedback.index
    var best: (form: String, documents: Int)?
    for form in index.forms(ofStem: stem) {
      let documents = index.documentCount(ofForm: form)
      if let best, best.documents > documents { continue }
      let spelling = index.form(form)
      if let best, best.documents == documents, best.form < spelling { continue }
      best = (spelling, documents)
    }
    return best?.form ?? ""
  }
}
