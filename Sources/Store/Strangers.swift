internal import DataModel

/// How well the ids of a file's records fit the people of the customers files; asked before any record creates a customer.
extension Identities {
  /// So many ids that are nobody's are compared with those of the customers.
  private static let compared = 100_000
  /// So many different values of another column tell whether it fits better.
  private static let sample = 2_000

  /// Nil where no customers file has anybody.
  mutating func fit(
    of reader: CustomerReader, in column: Column, of table: Table, _ forms: IdForms, zone: Zone
  ) -> LoadReport.Fit? {
    guard ids.count > 0 else { return nil }
    let (used, unknown) = reader.ids()
    var fit = LoadReport.Fit(
      column: column.name, ids: used, known: used - unknown.count - reader.ambiguous.count)
    fit.ambiguous = reader.ambiguous.prefix(20).map { reader.text(of: $0) }
    guard !unknown.isEmpty else { return fit }
    fit.nearMisses = nearMisses(Array(unknown.prefix(Identities.compared)), besides: forms)
    guard used >= 5, fit.known * 2 < used else { return fit }
    fit.better = table.columns.filter { other in
      guard other.type == .text || other.type == .integer, other.name != column.name else { return false }
      let (looked, known) = sampled(other, zone: zone)
      return looked >= 5 && known * 10 >= looked * 9
    }.map(\.name)
    return fit
  }

  /// Which rule would make unknown ids a customer's: an id counts for the first that does. O(customers) a rule
  private func nearMisses(_ unknown: [ArraySlice<UInt8>], besides forms: IdForms) -> [LoadReport.Fit.NearMiss]
  {
    var rest = unknown
    var found: [LoadReport.Fit.NearMiss] = []
    for rule in [LoadSpec.IdRule.foldCase, .withoutZeros, .first(15)] where !forms.rules.contains(rule) {
      let likely = rest.filter { Identities.mayMatch($0, by: rule) }
      guard !likely.isEmpty else { continue }
      let owners = owners(of: likely, by: IdForms(forms.rules + [rule]))
      let near = zip(likely, owners).compactMap { id, owner in owner.map { (id: id, customer: $0) } }
      guard !near.isEmpty else { continue }
      let examples = near.prefix(3).map { (String(decoding: $0.id, as: UTF8.self), ids[Int($0.customer)]) }
      found.append(LoadReport.Fit.NearMiss(rule: rule, count: near.count, examples: examples))
      let taken = Set(near.map { Array($0.id) })
      rest.removeAll { taken.contains(Array($0)) }
    }
    return found
  }

  /// Letters have a case, digits may have zeros before them, and the ids of some CRMs have 15 or 18 characters.
  private static func mayMatch(_ id: ArraySlice<UInt8>, by rule: LoadSpec.IdRule) -> Bool {
    switch rule {
    case .foldCase: id.contains { $0 >= 0x80 || (0x61...0x7A).contains($0 | 0x20) }
    case .withoutZeros: id.contains { (0x30...0x39).contains($0) }
    case .first: id.count == 15 || id.count == 18
    }
  }

  /// The one customer whose id has the form of each of these.
  private func owners(of unknown: [ArraySlice<UInt8>], by forms: IdForms) -> [UInt32?] {
    var pool = StringPool()
    var form: [UInt8] = []
    let codes = unknown.map { id in
      forms.write(id, into: &form)
      return Int(pool.intern(form.span))
    }
    var owners = [UInt32?](repeating: nil, count: pool.count)
    var isShared = [Bool](repeating: false, count: pool.count)
    for customer in 0..<ids.count {
      let id = ids.bytes(of: customer)
      if forms.rules == [.first(15)], id.count != 15, id.count != 18 { continue }
      forms.write(id, into: &form)
      guard let code = pool.code(of: form.span) else { continue }
      isShared[code] = owners[code] != nil
      owners[code] = UInt32(truncatingIfNeeded: customer)
    }
    return codes.map { isShared[$0] ? nil : owners[$0] }
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
