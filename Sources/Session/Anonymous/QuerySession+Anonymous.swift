internal import DataModel
internal import Plan

extension QuerySession {
  /// Makes all answers anonymous: customers are called by pseudonyms that depend on `key`, and what tells who they are is masked in
  /// what they wrote.
  public mutating func anonymize(key: [UInt8]) { anonymousKey = key }

  /// Whether answers are anonymous.
  public var isAnonymous: Bool { anonymousKey != nil }

  /// The answer as it may be shown.
  ///
  /// The names of all customers are gathered once for each load. O(customers)
  mutating func anonymous(_ answer: Answer, _ loaded: Loaded) throws(BackendError) -> Answer {
    guard let key = anonymousKey else { return answer }
    if let anonymizer { return anonymizer.anonymous(answer) }
    let made = Anonymizer(pseudonyms: try pseudonyms(loaded, key))
    anonymizer = made
    return made.anonymous(answer)
  }

  private func pseudonyms(_ loaded: Loaded, _ key: [UInt8]) throws(BackendError) -> Pseudonyms {
    var batch = Batch()
    let naming = loaded.catalog.attributes.filter { isNaming($0, of: loaded.catalog.customerCount) }
    let asked = batch.add(Rows(who: .everyone, columns: naming.map { .attribute($0.ref) }))
    let replies = try loaded.backend.run(batch)
    let people = replies[asked].rows.map { row in
      (id: row.id, names: (row.label.map { [$0] } ?? []) + row.values.compactMap(\.text))
    }
    return Pseudonyms(people, key: key, language: loaded.language)
  }

  /// Whether a text names people: most have a value of their own.
  private func isNaming(_ attribute: AttributeInfo, of customers: Int) -> Bool {
    guard attribute.ref.type == .text, let distinct = attribute.distinct else { return false }
    let known = customers - attribute.missing
    return distinct >= 10 && distinct * 2 > known
  }
}
