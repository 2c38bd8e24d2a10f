internal import DataModel
internal import Plan
internal import Statistics
internal import Text

/// The words that one group of speakers says more than another, ranked by keyness.
struct DistinctiveWords {
  struct Word {
    let stem: String
    let form: String
    /// Whether the first group says it more.
    let isOfFirst: Bool
    /// In the group that says it more: how many say it, of how many speakers; then the same for the other group.
    let own: (Int, Int)
    let others: (Int, Int)
    /// The absolute value of its keyness.
    let z: Double
    let p: Double
    /// Whether it is a stop word such as “the”: tested like any other, but listed only for machines.
    let isCommon: Bool
    var q = 1.0
  }

  let speakers: (first: Int, second: Int)
  /// Whether stop words are listed too.
  private var listsCommon = true
  /// Sorted by keyness; without words that both groups say equally often.
  private(set) var words: [Word]
  /// How many words were tested, including those that both groups say equally often.
  let tested: Int

  /// - Parameter said: each word with the number of people in each group who said it.
  init(
    speakers: (first: Int, second: Int),
    said: [(stem: String, form: String, first: Int, second: Int, isCommon: Bool)]
  ) {
    self.speakers = speakers
    words = []
    tested = speakers.first > 0 && speakers.second > 0 ? said.count : 0
    guard speakers.first > 0, speakers.second > 0 else { return }
    for (stem, form, first, second, isCommon) in said {
      let z = keyness(said: first, of: speakers.first, saidElsewhere: second, ofOthers: speakers.second)
      guard z != 0 else { continue }
      let (one, other) = ((first, speakers.first), (second, speakers.second))
      words.append(
        Word(
          stem: stem, form: form, isOfFirst: z > 0, own: z > 0 ? one : other, others: z > 0 ? other : one,
          z: abs(z),
          p: chiSquaredTail(z * z), isCommon: isCommon))
    }
    words.sort { $0.z == $1.z ? $0.form < $1.form : $0.z > $1.z }
    correct(with: [])
  }

  init(_ words: Words.Reply, _ context: QueryRunner.Context) {
    let stopWords = StopWords(context.language)
    self.init(
      speakers: (words.speakersInside, words.speakersOutside),
      said: words.rows.map {
        (
          stem: $0.stem, form: $0.word, first: $0.inside, second: $0.outside,
          isCommon: stopWords.contains(stem: $0.stem)
        )
      })
    listsCommon = context.rowLimit == nil
  }

  static let none = DistinctiveWords(speakers: (0, 0), said: [])

  /// Corrects the p-values of all words together with those of other tests, and returns the q of the others.
  @discardableResult
  mutating func correct(with others: [Double]) -> [Double] {
    let alike = [Double](repeating: 1, count: tested - words.count)
    let rates = falseDiscoveryRates(words.map(\.p) + alike + others)
    for index in words.indices { words[index].q = rates[index] }
    return Array(rates.dropFirst(tested))
  }

  var findings: Int { listed.count { $0.q < 0.05 } }

  /// The words that a table may show.
  private var listed: [Word] { listsCommon ? words : words.filter { !$0.isCommon } }

  /// "12 more words that differ are common ones, such as “in” and “but”, and are not listed."
  var commonNote: String? {
    let common = words.filter { $0.isCommon && $0.q < 0.05 }.map { "“\($0.form)”" }
    guard !listsCommon, let first = common.first else { return nil }
    guard common.count > 1 else { return "\(first) differs too, but is a common word and not listed." }
    return
      "\(grouped(common.count)) more words that differ are common ones, such as \(first) and \(common[1]), and are not "
      + "listed."
  }

  /// The top words of a group.
  func top(ofFirst: Bool, _ limit: Int) -> [Word] {
    Array(listed.lazy.filter { $0.isOfFirst == ofFirst }.prefix(limit))
  }

  /// Two groups of speakers, or one group in two periods.
  struct Speakers {
    let first: Condition
    let second: Condition
    /// The messages of each group that count; nil means all.
    let scopes: (first: RecordScope?, second: RecordScope?)

    /// The people of one group who say a word.
    func saying(_ word: Word, isFirst: Bool) -> CellRef {
      .said([word.stem], isFirst ? scopes.first : scopes.second, by: isFirst ? first : second)
    }
  }

  /// A table for each group with the words it says more, sorted by keyness. Each row opens into the people who say the word,
  /// and its `of others` into those of the other group.
  func tables(of speakers: Speakers, limit: Int, titles: (first: String, second: String)) -> [Draft.Table] {
    [
      table(ofFirst: true, of: speakers, limit: limit, title: titles.first),
      table(ofFirst: false, of: speakers, limit: limit, title: titles.second),
    ]
  }

  private func table(ofFirst: Bool, of speakers: Speakers, limit: Int, title: String) -> Draft.Table {
    var table = Draft.Table(
      title: title,
      columns: [
        Answer.Column("word", .text), Answer.Column("say it", .real, unit: .share),
        Answer.Column("people", .integer, unit: .people), Answer.Column("others", .real, unit: .share),
        Answer.Column("of others", .integer, unit: .people), Answer.Column("z", .real, for: .machines),
        Answer.Column("q", .real, unit: .chance), Answer.Column("common", .boolean, for: .machines),
      ])
    table.rows = top(ofFirst: ofFirst, limit).map { word in
      let (own, others) = ("said “\(word.form)”", "the others who said “\(word.form)”")
      return Draft.Row(
        [
          Answer.Cell(word.form), cell(word.own), Answer.Cell(word.own.0), cell(word.others),
          Answer.Cell(word.others.0), Answer.Cell(word.z), Answer.Cell(word.q),
          Answer.Cell(.boolean(word.isCommon)),
        ],
        opens: [
          DrillDown(own, at: speakers.saying(word, isFirst: ofFirst), people: word.own.0),
          DrillDown(
            others, at: speakers.saying(word, isFirst: !ofFirst), people: word.others.0, column: "of others"),
        ])
    }
    table.hidden = max(0, listed.count { $0.isOfFirst == ofFirst } - limit)
    return table
  }

  private func cell(_ counts: (Int, Int)) -> Answer.Cell {
    guard let share = Share(counts.0, of: counts.1) else { return Answer.Cell(.missing) }
    return Answer.Cell(.real(share.value), of: counts, isSmall: counts.1 < smallGroup)
  }
}
