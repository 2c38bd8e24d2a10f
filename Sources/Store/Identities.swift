internal import DataModel

/// Assigns customers to ids, in order of first appearance, and resolves the aliases that links declare (a union-find).
struct Identities {
  /// The id of customer `i` is string `i`.
  private(set) var ids = StringPool()
  /// Every id in a link, and for each the link id that it stands for; a root stands for itself.
  private(set) var linked = StringPool()
  private var parents: [UInt32] = []
  /// The number of links that gave an id to a second person; the first link counts.
  private(set) var conflicts = 0
  /// Examples of these.
  private(set) var conflictExamples: [LoadReport.LinkConflict] = []
  /// For each linked id the row of the link that says whose it is, counted over all links.
  private var linkRows: [UInt32] = []
  private var linkRowCount = 0

  /// Ids of people whom the customers files exclude; none of them is a customer.
  private(set) var leftOut = StringPool()
  private var indices: [IDNormalizer: NormalizedIDIndex] = [:]
  private var leftOutIndices: [IDNormalizer: NormalizedIDIndex] = [:]

  /// No customer.
  static let nobody = UInt32.max

  mutating func add(_ links: LinkBatch, zone: Zone) {
    let (aliases, canonicals) = (links.alias.texts(zone: zone), links.canonical.texts(zone: zone))
    defer { linkRowCount += aliases.codes.count }
    for (row, (alias, canonical)) in zip(aliases.codes, canonicals.codes).enumerated()
    where alias < aliases.dictionary.count && canonical < canonicals.dictionary.count {
      let alias = linkCode(of: aliases.dictionary.bytes(of: Int(alias)))
      let named = linkCode(of: canonicals.dictionary.bytes(of: Int(canonical)))
      let person = root(of: named)
      if root(of: alias) == person { continue }
      if parents[Int(alias)] == alias {
        parents[Int(alias)] = person
        linkRows[Int(alias)] = UInt32(truncatingIfNeeded: linkRowCount + row)
      } else {
        conflicts += 1
        if conflictExamples.count < 3 { noteConflict(alias, named, row: linkRowCount + row) }
      }
    }
  }

  private mutating func noteConflict(_ alias: UInt32, _ other: UInt32, row: Int) {
    conflictExamples.append(
      LoadReport.LinkConflict(
        id: linked[Int(alias)], kept: linked[Int(root(of: alias))], other: linked[Int(other)],
        keptRow: Int(linkRows[Int(alias)]), otherRow: row))
  }

  /// The customer of an id, created if new; `nobody` if people with that id are excluded.
  mutating func customer(of id: ArraySlice<UInt8>, _ forms: IDNormalizer = IDNormalizer()) -> UInt32 {
    let person = person(of: id)
    if let customer = known(person, forms) { return customer }
    return isLeftOut(person, forms) ? Identities.nobody : ids.intern(person.span)
  }

  /// The customer with this id, or the only one whose id has the same normalized form.
  mutating func known(_ id: ArraySlice<UInt8>, _ forms: IDNormalizer = IDNormalizer()) -> UInt32? {
    let person = person(of: id)
    if let customer = ids.code(of: person.span) { return UInt32(truncatingIfNeeded: customer) }
    guard !forms.rules.isEmpty else { return nil }
    indices[forms, default: NormalizedIDIndex(forms)].cover(ids)
    if case .one(let customer)? = indices[forms]?.owner(of: person) { return customer }
    return nil
  }

  /// The customer with exactly this id, created if new.
  mutating func own(_ id: ArraySlice<UInt8>) -> UInt32 { ids.intern(person(of: id).span) }

  /// The id that an alias stands for.
  private mutating func person(of id: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard let alias = linked.code(of: id.span) else { return id }
    return linked.bytes(of: Int(root(of: UInt32(alias))))
  }

  /// Whether an unknown id may still belong to somebody, through a link or an exclusion.
  var needsCare: Bool { linked.count > 0 || leftOut.count > 0 }

  /// Excludes people who are not customers.
  mutating func leaveOut(_ column: Column, zone: Zone, _ forms: IDNormalizer) {
    let (codes, dictionary) = column.texts(zone: zone)
    for code in Set(codes) where code < dictionary.count {
      let person = person(of: dictionary.bytes(of: Int(code)))
      if known(person, forms) == nil { leftOut.intern(person.span) }
    }
  }

  mutating func isLeftOut(_ id: ArraySlice<UInt8>, _ forms: IDNormalizer) -> Bool {
    guard leftOut.count > 0 else { return false }
    leftOutIndices[forms, default: NormalizedIDIndex(forms)].cover(leftOut)
    let person = person(of: id)
    if case .none? = leftOutIndices[forms]?.owner(of: person) { return false }
    return true
  }

  /// The customers of many ids; `unknown` if there is none yet, or if a link may decide.
  func customers(of ids: StringPool, unknown: UInt32) -> [UInt32] {
    linked.count == 0
      ? self.ids.codes(of: ids, absent: unknown) : [UInt32](repeating: unknown, count: ids.count)
  }

  /// For each id in a link, its customer; `nobody` if no record has one.
  mutating func linkedCustomers() -> [UInt32] {
    (0..<linked.count).map { alias in
      let person = linked.bytes(of: Int(root(of: UInt32(alias))))
      return ids.code(of: person.span).map { UInt32($0) } ?? Identities.nobody
    }
  }

  private mutating func linkCode(of id: ArraySlice<UInt8>) -> UInt32 {
    let code = linked.intern(id.span)
    if Int(code) == parents.count {
      parents.append(code)
      linkRows.append(0)
    }
    return code
  }

  /// Finds the root with path halving, so that long chains of aliases stay cheap. Ends, since an id gets a parent once,
  /// while it is a root, and never one that leads back to it.
  private mutating func root(of code: UInt32) -> UInt32 {
    var code = Int(code)
    while Int(parents[code]) != code {
      parents[code] = parents[Int(parents[code])]
      code = Int(parents[code])
    }
    return UInt32(truncatingIfNeeded: code)
  }
}
