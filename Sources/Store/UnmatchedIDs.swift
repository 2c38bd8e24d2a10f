internal import DataModel

/// Compares the ids of a file's records with those of the customers files, before records create customers.
extension Identities {
  /// At most this many distinct values of another column are compared to tell whether it matches better.
  private static let sample = 2_000

  /// Nil if the customers files have nobody. `column` is the column by which people are found, if it is not their key.
  mutating func fit(
    of reader: CustomerReader, in column: Column, of table: Table, _ forms: IDNormalizer,
    among people: CustomerAssembly,
    by other: PeopleByColumn?, zone: Zone
  ) -> LoadReport.Fit? {
    guard ids.count > 0 || leftOut.count > 0 else { return nil }
    let (used, unknown) = reader.ids()
    var fit = LoadReport.Fit(
      column: column.name, ids: used, known: used - unknown.count - reader.ambiguous.count)
    (fit.rows, fit.knownRows) = reader.rowCounts()
    fit.ambiguous = reader.ambiguous.prefix(20).map { reader.text(of: $0) }
    guard !unknown.isEmpty else { return fit }
    let known = other.map { KnownIds($0.exact, leftOut: $0.leftOut.pool) } ?? KnownIds(ids, leftOut: leftOut)
    fit.nearMisses = known.nearMisses(of: unknown, besides: forms)
    guard used >= 5, fit.known * 2 < used else { return fit }
    fit.better = table.columns.filter { other in
      guard other.type == .text || other.type == .integer, other.name != column.name else { return false }
      let (looked, known) = sampled(other, zone: zone)
      return looked >= 5 && known * 10 >= looked * 9
    }.map(\.name)
    if fit.better.isEmpty {
      fit.otherKey = people.columnHolding(Array(unknown.prefix(Identities.sample)))
    }
    return fit
  }

  /// For the two columns of a link: unmatched ids that match a customer except for spelling.
  mutating func fits(of link: LinkBatch, _ forms: IDNormalizer, zone: Zone) -> [LoadReport.Fit] {
    let linked = [link.alias, link.canonical].map { ($0.name, $0.texts(zone: zone).dictionary) }
    return linked.compactMap { name, dictionary in
      let unknown = (0..<dictionary.count).map { dictionary.bytes(of: $0) }.filter {
        ids.code(of: $0.span) == nil && leftOut.code(of: $0.span) == nil
      }
      var fit = LoadReport.Fit(column: name, ids: dictionary.count, known: dictionary.count - unknown.count)
      let strangers = unknown.filter { known($0, forms) == nil }
      fit.nearMisses = KnownIds(ids, leftOut: leftOut).nearMisses(of: strangers, besides: forms)
      return fit.nearMisses.isEmpty ? nil : fit
    }
  }

  private mutating func sampled(_ column: Column, zone: Zone) -> (looked: Int, known: Int) {
    let (codes, dictionary) = column.texts(zone: zone)
    var used = Bitmap(count: dictionary.count + 1)
    for code in codes { used[Int(code)] = true }
    used[dictionary.count] = false
    let step = max(1, used.population / Identities.sample)
    var (looked, known) = (0, 0)
    for (index, code) in used.ones.enumerated() where index % step == 0 {
      looked += 1
      if self.known(dictionary.bytes(of: code)) != nil { known += 1 }
    }
    return (looked, known)
  }
}

/// The ids, or values of another column, by which people are found.
struct KnownIds {
  private let ids: StringPool
  /// The customer of each; `Identities.nobody` if several customers share it.
  private let owners: [UInt32]?
  /// The values of excluded people.
  private let leftOut: StringPool

  /// At most this many unmatched ids are compared.
  private static let compared = 100_000

  /// Each id is its own owner.
  init(_ ids: StringPool, leftOut: StringPool = StringPool()) {
    (self.ids, owners, self.leftOut) = (ids, nil, leftOut)
  }

  init(_ index: NormalizedIDIndex, leftOut: StringPool) {
    (ids, owners, self.leftOut) = (index.pool, index.owners, leftOut)
  }

  /// Which rule would match unmatched ids with a customer; each id counts for the first such rule. O(customers) per
  /// rule
  func nearMisses(of unknown: [ArraySlice<UInt8>], besides forms: IDNormalizer) -> [LoadReport.Fit.NearMiss] {
    var rest = Array(unknown.prefix(KnownIds.compared))
    // An id that is unmatched despite the existing rules can only match several people.
    let further = [LoadSpec.IdRule.foldCase, .withoutZeros, .first(15)].filter { !forms.rules.contains($0) }
    return (forms.rules.prefix(1) + further).compactMap { rule in
      let likely = rest.filter { KnownIds.mayMatch($0, by: rule) }
      if likely.isEmpty { return nil }
      let found = zip(likely, matches(of: likely, by: IDNormalizer(forms.rules + [rule])))
      let (near, shared) = (found.filter { $1.count == 1 }, found.filter { $1.count > 1 })
      let strangers = leftOut.count == 0 ? [] : found.filter { $1.isEmpty }.map(\.0)
      let out = zip(
        strangers, KnownIds(leftOut).matches(of: strangers, by: IDNormalizer(forms.rules + [rule]))
      ).filter { !$1.isEmpty }
      if near.isEmpty, shared.isEmpty, out.isEmpty { return nil }
      func text(_ id: ArraySlice<UInt8>) -> String { String(decoding: id, as: UTF8.self) }
      var miss = LoadReport.Fit.NearMiss(
        rule: rule, count: near.count, examples: near.prefix(3).map { (text($0), ids[$1[0]]) })
      miss.sharedCount = shared.count
      miss.sharedExamples = shared.prefix(3).map { id, matches in (text(id), matches.map { ids[$0] }) }
      miss.leftOutCount = out.count
      miss.leftOutExamples = out.prefix(3).map { (text($0), leftOut[$1[0]]) }
      let taken = Set((near + shared + out).map { Array($0.0) })
      rest.removeAll { taken.contains(Array($0)) }
      return miss
    }
  }

  /// A fast test: only letters have a case, only digits have leading zeros, and only ids of 15 or 18 characters (as in
  /// Salesforce) are truncated.
  private static func mayMatch(_ id: ArraySlice<UInt8>, by rule: LoadSpec.IdRule) -> Bool {
    switch rule {
    case .foldCase: id.contains { $0 >= 0x80 || (0x61...0x7A).contains($0 | 0x20) }
    case .withoutZeros: id.contains { (0x30...0x39).contains($0) }
    case .first: id.count == 15 || id.count == 18
    }
  }

  /// For each of these ids up to two known ids of different people with the same normalized form.
  private func matches(of unknown: [ArraySlice<UInt8>], by forms: IDNormalizer) -> [[Int]] {
    var pool = StringPool()
    var form: [UInt8] = []
    let codes = unknown.map { id in
      forms.write(id, into: &form)
      return Int(pool.intern(form.span))
    }
    var matches = [[Int]](repeating: [], count: pool.count)
    for known in 0..<ids.count {
      let id = ids.bytes(of: known)
      if forms.rules == [.first(15)], id.count != 15, id.count != 18 { continue }
      forms.write(id, into: &form)
      guard let code = pool.code(of: form.span), matches[code].count < 2 else { continue }
      if owners?[known] == Identities.nobody { continue }
      if let owners, matches[code].contains(where: { owners[$0] == owners[known] }) { continue }
      matches[code].append(known)
    }
    return codes.map { matches[$0] }
  }
}

extension CustomerAssembly {
  /// A column other than the key that is unique in every row and has nine in ten of these ids.
  fileprivate func columnHolding(_ ids: [ArraySlice<UInt8>]) -> (column: String, load: Int)? {
    for batch in batches {
      for column in batch.table.columns
      where (column.type == .text || column.type == .integer) && column.name != batch.key.name {
        let (_, dictionary) = column.texts(zone: zone)
        guard dictionary.count == column.count - column.missing else { continue }
        if ids.count(where: { dictionary.code(of: $0.span) != nil }) * 10 >= ids.count * 9 {
          return (column.name, batch.load)
        }
      }
    }
    return nil
  }
}
