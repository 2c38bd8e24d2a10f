/// The example data: customers, events and feedback of a marketplace, with the workspace that loads them.
///
///     for file in Marketplace().files() { print(file.path, file.bytes.count) }
///
/// The same seed and vocabulary give the same bytes on every machine.
public struct Marketplace: Sendable {
  private let seed: UInt64
  private let vocabulary: Vocabulary

  public init(seed: UInt64 = 2025, vocabulary: Vocabulary = .marketplace) {
    self.seed = seed
    self.vocabulary = vocabulary
  }

  /// All files; paths are relative to the folder of `workspace.heed`.
  public func files() -> [(path: String, bytes: [UInt8])] {
    let records = records()
    return [
      ("customers.csv", records.people.sheet(names: records.names)),
      ("events.csv", records.activity.sheet(people: records.people.all, vocabulary: vocabulary)),
      ("feedback.csv", records.verbatims.sheet(vocabulary: vocabulary)),
    ] + scripts(vocabulary)
  }

  struct Records {
    var people: People
    var names: [[UInt8]]
    var activity: Activity
    var verbatims: Verbatims
  }

  func records() -> Records {
    let book = PhraseBook(vocabulary.phrases)
    let people = People(vocabulary: vocabulary, languages: Composer.languages, seed: seed)
    let names = names(people.all, book)
    let activity = Activity(people: people.all, seed: seed)
    var composer = Composer(book: book, seed: seed)
    let verbatims = Verbatims(
      people: people.all, names: names, orders: activity.orderOf, composer: &composer, seed: seed)
    return Records(people: people, names: names, activity: activity, verbatims: verbatims)
  }

  /// The names: shop names for sellers, personal names for buyers, in the language of their region.
  private func names(_ people: [Person], _ book: PhraseBook) -> [[UInt8]] {
    var writer = PhraseWriter(book: book, random: Random(seed: seed, stream: 6))
    let shops = vocabulary.regions.map { book.rule("shop.\($0.language)") }
    let persons = vocabulary.regions.map { book.rule("name.\($0.language)") }
    return people.map { person in
      writer.begin()
      writer.write(person.role == .seller ? shops[person.region] : persons[person.region])
      return writer.message
    }
  }
}
