internal import DataModel
internal import Plan
internal import Statistics
internal import Text

/// Words by how much more they belong to one group of speakers than to another.
struct KeyedWords {
  struct Word {
    let stem: String
    let form: String
    /// Whether the first group says it more.
    let isOfFirst: Bool
    /// Of the group that says it more, those who do and all who spoke; then of the other.
    let own: (Int, Int)
    let others: (Int, Int)
    /// Its keyness, positive.
    let z: Double
    let p: Double
    /// A word such as “the”, which says nothing by itself: tested like any other, and listed for machines alone.
    let isCommon: Bool
    var q = 1.0
  }

  let speakers: (first: Int, second: Int)
  /// Whether common words are listed too.
  private var listsCommon = true
  /// The most telling first; without those that both groups say alike.
  private(set) var words: [Word]
  /// How many were tested, with those that both groups say alike.
  let tested: Int

  /// - Parameter said: each word with the people of either group who said it.
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

  /// From the columns of `Words`.
  init(_ columns: Columns, _ context: Asking.Context) {
    let (stems, forms) = (columns["stem"], columns["word"])
    let (inside, outside) = (columns["inside"], columns["outside"])
    let stopWords = StopWords(context.language)
    let said = forms.indices.compactMap { row in
      forms[row].text.map { form in
        (
          stem: stems[row].text ?? "", form: form, first: inside[row].integer ?? 0,
          second: outside[row].integer ?? 0,
          isCommon: stems[row].text.map(stopWords.contains(stem:)) ?? false
        )
      }
    }
    self.init(speakers: (inside.first?.integer ?? 0, outside.first?.integer ?? 0), said: said)
    listsCommon = context.rowLimit == nil
  }

  static let none = KeyedWords(speakers: (0, 0), said: [])

  /// Corrects all words together with other tests, and gives those their q.
  @discardableResult
  mutating func correct(with others: [Double]) -> [Double] {
    let alike = [Double](repeating: 1, count: tested - words.count)
    let rates = falseDiscoveryRates(words.map(\.p) + alike + others)
    for index in words.indices { words[index].q = rates[index] }
    return Array(rates.dropFirst(tested))
  }

  var findings: Int { listed.count { $0.q < 0.05 } }

  /// Those that a table may show.
  private var listed: [Word] { listsCommon ? words : words.filter { !$0.isCommon } }

  /// "12 common words, such as “in” and “but”, are tested with them and not listed."
  var commonNote: String? {
    let common = words.filter { $0.isCommon && $0.q < 0.05 }.map { "“\($0.form)”" }
    guard !listsCommon, let first = common.first else { return nil }
    guard common.count > 1 else { return "It differs for \(first) too, a common word that is not listed." }
    return
      "\(grouped(common.count)) more differ that are common words, such as \(first) and \(common[1]): they are not "
      + "listed."
  }

  /// The first words of a group that a table shows.
  func top(ofFirst: Bool, _ limit: Int) -> [Word] {
    Array(listed.lazy.filter { $0.isOfFirst == ofFirst }.prefix(limit))
  }

  /// The words that one of the groups says more, most telling first.
  func table(ofFirst: Bool, limit: Int, title: String) -> Answer.Table {
    let own = listed.filter { $0.isOfFirst == ofFirst }
    var table = Answer.Table(
      title: title,
      columns: [
        Answer.Column("word", .text), Answer.Column("say it", .real, unit: .share),
        Answer.Column("people", .integer, unit: .people), Answer.Column("others", .real, unit: .share),
        Answer.Column("of others", .integer, unit: .people), Answer.Column("z", .real, for: .machines),
        Answer.Column("q", .real, unit: .chance), Answer.Column("common", .boolean, for: .machines),
      ])
    table.rows = own.prefix(limit).map { word in
      [
        Answer.Cell(.text(word.form)), cell(word.own), Answer.Cell(.integer(Int64(word.own.0))),
        cell(word.others), Answer.Cell(.integer(Int64(word.others.0))), Answer.Cell(.real(word.z)),
        Answer.Cell(.real(word.q)), Answer.Cell(.boolean(word.isCommon)),
      ]
    }
    table.hidden = max(0, own.count - limit)
    return table
  }

  /// Who says each word of the two tables; beside them those of the other group.
  func openings(
    _ groups: (Condition, Condition), _ scopes: (RecordScope?, RecordScope?), limit: Int
  ) -> [[[Opening]]] {
    [true, false].map { ofFirst in
      top(ofFirst: ofFirst, limit).map { word in
        func saying(_ words: String, _ isFirst: Bool) -> Condition {
          let (who, scope) = isFirst ? (groups.0, scopes.0) : (groups.1, scopes.1)
          return .among(People(words: words, at: .said([word.stem], scope, by: who)))
        }
        let (own, others) = ("said “\(word.form)”", "the others who said “\(word.form)”")
        return [
          Opening(own, saying(own, ofFirst), people: word.own.0),
          Opening(others, saying(others, !ofFirst), people: word.others.0, column: "of others"),
        ]
      }
    }
  }

  private func cell(_ counts: (Int, Int)) -> Answer.Cell {
    guard let share = Share(counts.0, of: counts.1) else { return Answer.Cell(.missing) }
    return Answer.Cell(.real(share.value), of: counts, isSmall: counts.1 < smallGroup)
  }
}
