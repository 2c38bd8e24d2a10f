import DataModel

extension Question {
  /// The question in plain English, made from the plan alone: each name with its meaning, each window with its dates, each word
  /// with its forms.
  ///
  ///     sellers (role is seller) whose churned_at is set, who ever said “trust” (also trusted, trusting)
  ///
  /// Questions with different answers read differently; all spellings of one question read the same.
  public func reading(in catalog: any Catalog) -> String {
    let reader = Reader(catalog)
    return reader.question(self) + reader.caveat
  }
}

extension Condition {
  /// The condition as a relative clause: `whose churned_at is set`, `who never did login`.
  public func reading(in catalog: any Catalog) -> String { Reader(catalog).clause(self, .relative) }
}

/// Puts a plan into words. It remembers which definitions it has spelt out, so that each is spelt out once.
final class Reader {
  let catalog: any Catalog
  private var told: Set<Told> = []
  /// The attributes that were tested, and whether there was a window: a question about the past uses attributes as they are
  /// now, and the reading says so.
  private var tested: [String] = []
  private var readWindow = false

  init(_ catalog: any Catalog) { self.catalog = catalog }

  /// `; plan is as it is now`, if the question is about a period.
  var caveat: String {
    guard readWindow, let last = tested.last else { return "" }
    if tested.count == 1 { return "; \(last) is as it is now" }
    return "; \(tested.dropLast().joined(separator: ", ")) and \(last) are as they are now"
  }

  /// A name with its meaning. A name may have been redefined while another definition still uses the old meaning.
  private struct Told: Hashable {
    var name: String
    var meaning: AnyHashable
  }

  /// Whether a definition is used for the first time, and so must be spelt out.
  func isNew(_ name: String, _ meaning: AnyHashable) -> Bool {
    told.insert(Told(name: name, meaning: meaning)).inserted
  }

  func note(tested value: Value) {
    guard case .attribute(let attribute) = value, !attribute.type.isTime, !tested.contains(attribute.name),
      attribute.name != catalog.slots.key, attribute != catalog.slots.label
    else { return }
    tested.append(attribute.name)
  }

  func noteWindow() { readWindow = true }

  /// `; the first 10`
  func first(_ limit: Int?) -> String {
    limit.map { $0 == 1 ? "; the first one" : "; the first \($0)" } ?? ""
  }
}

/// The grammatical form of a clause.
enum Style {
  /// A relative clause about people named before it: `whose role is seller`, `who ever did order`.
  case relative
  /// A plain clause: `role is seller`, `ever did order`.
  case plain
  /// A clause about a record: `amount is more than 50`, `their plan is pro`.
  case record(RecordScope.Source)
}

/// Joins words into a list: `a`, `a or b`, `a, b or c`.
func list(_ parts: [String], _ word: String) -> String {
  guard let last = parts.last, parts.count > 1 else { return parts.first ?? "" }
  return "\(parts.dropLast().joined(separator: ", ")) \(word) \(last)"
}
