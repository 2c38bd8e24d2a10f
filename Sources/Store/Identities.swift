internal import DataModel

/// Who is who: ids become customers, in order of first appearance, through the aliases that links declare.
struct Identities {
  /// The id of customer `i` is string `i`.
  private(set) var ids = StringPool()
  /// Every id that a link names, and for each the link id it stands for; a root stands for itself.
  private(set) var linked = StringPool()
  private var parents: [UInt32] = []
  /// Links that gave an id to a second person; the first holds.
  private(set) var conflicts = 0

  /// Stands for no customer.
  static let nobody = UInt32.max

  mutating func add(_ links: LinkBatch, zone: Zone) {
    let (aliases, canonicals) = (links.alias.texts(zone: zone), links.canonical.texts(zone: zone))
    for (alias, canonical) in zip(aliases.codes, canonicals.codes)
    where alias < aliases.dictionary.count && canonical < canonicals.dictionary.count {
      let alias = linkCode(of: aliases.dictionary.bytes(of: Int(alias)))
      let person = root(of: linkCode(of: canonicals.dictionary.bytes(of: Int(canonical))))
      if root(of: alias) == person { continue }
      if parents[Int(alias)] == alias { parents[Int(alias)] = person } else { conflicts += 1 }
    }
  }

  /// The customer of an id, created if new.
  mutating func customer(of id: ArraySlice<UInt8>) -> UInt32 {
    guard let alias = linked.code(of: id.span) else { return ids.intern(id.span) }
    return ids.intern(linked.bytes(of: Int(root(of: UInt32(alias)))).span)
  }

  /// Whether an id is a customer's already.
  mutating func isKnown(_ id: ArraySlice<UInt8>) -> Bool {
    guard let alias = linked.code(of: id.span) else { return ids.code(of: id.span) != nil }
    return ids.code(of: linked.bytes(of: Int(root(of: UInt32(alias)))).span) != nil
  }

  /// The customers of many ids; `unknown` where there is none yet, or a link may say whose it is.
  func customers(of ids: StringPool, unknown: UInt32) -> [UInt32] {
    linked.count == 0
      ? self.ids.codes(of: ids, absent: unknown) : [UInt32](repeating: unknown, count: ids.count)
  }

  /// For each id that a link names, the customer it is; `nobody` where no record knows one.
  mutating func linkedCustomers() -> [UInt32] {
    (0..<linked.count).map { alias in
      let person = linked.bytes(of: Int(root(of: UInt32(alias))))
      return ids.code(of: person.span).map { UInt32($0) } ?? Identities.nobody
    }
  }

  private mutating func linkCode(of id: ArraySlice<UInt8>) -> UInt32 {
    let code = linked.intern(id.span)
    if Int(code) == parents.count { parents.append(code) }
    return code
  }

  /// Ends because an id gets its parent once, when it is a root, and never one that leads back to it. Halves the path
  /// behind it, so that long chains of aliases stay cheap.
  private mutating func root(of code: UInt32) -> UInt32 {
    var code = Int(code)
    while Int(parents[code]) != code {
      parents[code] = parents[Int(parents[code])]
      code = Int(parents[code])
    }
    return UInt32(truncatingIfNeeded: code)
  }
}

/// The customers of a column of ids. Known ids are looked up all at once, a new one when a row first needs it.
struct CustomerReader {
  private let codes: [UInt32]
  private let dictionary: StringPool
  private var customers: [UInt32]

  private static let unread = UInt32.max - 1

  init(_ ids: Column, zone: Zone, in identities: Identities) {
    (codes, dictionary) = ids.texts(zone: zone)
    customers = identities.customers(of: dictionary, unknown: CustomerReader.unread) + [Identities.nobody]
  }

  /// The customer of a row, created if new; `nobody` where the id is missing.
  mutating func customer(at row: Int, in identities: inout Identities) -> UInt32 {
    let code = Int(codes[row])
    if customers[code] == CustomerReader.unread {
      customers[code] = identities.customer(of: dictionary.bytes(of: code))
    }
    return customers[code]
  }
}
