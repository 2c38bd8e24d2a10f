import DataModel

extension Question {
  /// The question in plain English, made from the plan alone: what a bare name was taken for, every window with its
  /// dates, every word with its forms.
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
  /// Attributes that were tested, and whether any window was read: what is asked of the past is asked of people as they
  /// are now.
  private var tested: [String] = []
  private var readWindow = false

  init(_ catalog: any Catalog) { self.catalog = catalog }

  /// `; plan is as it is now`, where a stretch of time is asked about.
  var caveat: String {
    guard readWindow, let last = tested.last else { return "" }
    if tested.count == 1 { return "; \(last) is as it is now" }
    return "; \(tested.dropLast().joined(separator: ", ")) and \(last) are as they are now"
  }

  /// A name with what it stands for: one may have been given anew while another definition still holds the old one.
  private struct Told: Hashable {
    var name: String
    var meaning: AnyHashable
  }

  /// Whether a definition is to be spelt out: the first time that it is met.
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

/// How a clause is put: about people that were named before it, or by itself.
enum Style {
  /// `whose role is seller`, `who ever did order`
  case relative
  /// `role is seller`, `ever did order`
  case plain
  /// In a record: `amount is more than 50`, `their plan is pro`
  case record(RecordScope.Source)
}

/// `a`, `a or b`, `a, b or c`.
func list(_ parts: [String], _ word: String) -> String {
  guard let last = parts.last, parts.count > 1 else { return parts.first ?? "" }
  return "\(parts.dropLast().joined(separator: ", ")) \(word) \(last)"
}
