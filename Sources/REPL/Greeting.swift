internal import DataModel
internal import Plan
internal import Present
internal import Session
internal import Syntax

/// The first screen: what now is, and questions that this data can answer.
struct Greeting {
  private static let most = 3
  /// Words that people use of any product, for a first look at what is said.
  private static let commonWords = [
    "trust", "price", "slow", "support", "refund", "late", "expensive", "confusing",
  ]

  let session: Session

  var text: String {
    guard let catalog = session.vocabulary.catalog else { return "" }
    let questions = questions(catalog)
    var lines: [String] = []
    if let clock = catalog.clock { lines.append("Now is \(clock.today.iso) (\(clock.origin.words)).") }
    if !questions.isEmpty { lines += ["Try:"] + questions.map { "  \($0)" } }
    lines.append("`help` lists what can be asked, `describe` what is loaded; Tab completes.")
    return lines.joined(separator: "\n") + "\n"
  }

  /// Who, how many, in their words: the first of each kind that means something here.
  func questions(_ catalog: any Catalog) -> [String] {
    let people = population(catalog)
    let churned = catalog.slots.end.flatMap { shortName(of: $0) }.map(Spelling.name)
    let word = topic ?? word(catalog)
    let event = catalog.events.first.map { Spelling.name($0.name) }
    var who: [String] = []
    if let churned, let word { who.append("segment \(people) where \(churned) and mentioned \(word)") }
    if let churned { who.append("segment \(people) where \(churned)") }
    if let event { who.append("segment \(people) where did not \(event) in last 30 days") }
    let filter = churned.map { " where \($0)" } ?? ""
    let look = groups(catalog).map { "count \(people)\(filter) by \($0)" }
    let listen =
      (word.map { ["quotes about \($0) for \(people)\(filter)", "quotes about \($0) for \(people)"] } ?? [])
      + (catalog.feedbackCount > 0 ? ["quotes for \(people)"] : [])
    let first = [who, look, listen].compactMap { $0.first(where: session.understands) }
    return Array((first + ["describe"]).prefix(Greeting.most))
  }

  /// The group among the populations that is large but not the largest: `seller` where most are buyers.
  private func population(_ catalog: any Catalog) -> String {
    guard let attribute = catalog.slots.segments.first else { return "customers" }
    let values = catalog.values(of: attribute).filter { $0.people * 20 >= catalog.customerCount }
    let names = values.prefix(2).reversed().map { Spelling.name($0.value) }
    return names.flatMap { [$0 + "s", $0] }.first { session.understands("count \($0)") } ?? "customers"
  }

  /// The first vocabulary that was defined.
  private var topic: String? {
    let topics = session.vocabulary.definitions.filter { $0.meaning.isTopic }
    return topics.first.map { Spelling.name($0.name) }
  }

  /// Names that part people into a handful of groups: those given as populations, then others.
  private func groups(_ catalog: any Catalog) -> [String] {
    let handful = catalog.attributes.filter { info in
      info.distinct.map { (2...12).contains($0) } ?? false && info.ref != catalog.slots.segments.first
        && info.ref != catalog.slots.label
    }
    let given = handful.filter { catalog.slots.segments.contains($0.ref) }
    return (given + handful).map { Spelling.name($0.ref.name) }
  }

  /// The common word that most messages hold.
  private func word(_ catalog: any Catalog) -> String? {
    let heard = Greeting.commonWords.map { word in
      (word: word, messages: catalog.forms(of: word).reduce(0) { $0 + $1.messages })
    }
    return heard.filter { $0.messages >= 5 }.max { $0.messages < $1.messages }?.word
  }
}

/// `churned` for an attribute `churned_at`: the name that stands for its being set.
func shortName(of attribute: AttributeRef) -> String? {
  guard attribute.type.isTime else { return nil }
  let name = attribute.name
  let ending = ["_at", "_on", "_date"].first { name.lowercased().hasSuffix($0) && name.count > $0.count }
  return ending.map { String(name.dropLast($0.count)) } ?? name
}

extension Clock.Origin {
  fileprivate var words: String {
    switch self {
    case .newestRecord: "the newest record"
    case .newestCustomerDate: "the newest date of a customer"
    case .setByUser: "as set"
    }
  }
}
