internal import DataModel

/// Merges the customers files: first the ids, and, after records have added further customers, the attributes.
struct CustomerAssembly {
  private(set) var batches: [CustomerBatch]
  private let files: FileRows
  let zone: Zone
  /// The customer of each row, over all files; `Identities.nobody` if the key is missing.
  private var customers: [UInt32] = []
  /// The number of customers in the files.
  private var knownCount = 0

  init(_ batches: [CustomerBatch], zone: Zone) {
    self.batches = batches
    self.zone = zone
    files = FileRows(batches.map { ($0.table.rowCount, $0.load) })
  }

  /// The id rules of all files.
  var forms: IDNormalizer { IDNormalizer(batches.flatMap(\.idRules)) }

  mutating func readKeys(_ identities: inout Identities) {
    for file in batches.indices {
      if file > 0 { noteNearMisses(of: file, &identities) }
      let before = UInt32(truncatingIfNeeded: identities.ids.count)
      let held = customers(of: file, &identities)
      var people = Bitmap(count: identities.ids.count)
      for customer in held where customer != Identities.nobody { people[Int(customer)] = true }
      batches[file].report.people = people.population
      noteSharedIds(held, of: file, before: before)
      for customer in held {
        if customer == Identities.nobody {
          batches[file].report.rowsWithoutCustomer += 1
        } else {
          batches[file].report.rowsTaken += 1
        }
        customers.append(customer)
      }
    }
    knownCount = identities.ids.count
    for batch in batches {
      if let key = batch.leftOut?.key { identities.leaveOut(key, zone: zone, forms) }
    }
  }

  /// Records the ids of a later file that earlier files have in another spelling.
  private mutating func noteNearMisses(of file: Int, _ identities: inout Identities) {
    let reader = CustomerReader(batches[file].key, zone: zone, in: &identities, forms: forms)
    let (used, unknown) = reader.ids()
    var fit = LoadReport.Fit(column: batches[file].key.name, ids: used, known: used - unknown.count)
    fit.nearMisses = KnownIds(identities.ids).nearMisses(of: unknown, besides: forms)
    if !fit.nearMisses.isEmpty { batches[file].report.fit = fit }
  }

  /// Counts the people of a file whom earlier files have too, if the files share no column.
  private mutating func noteSharedIds(_ own: [UInt32], of file: Int, before: UInt32) {
    func columns(_ batch: CustomerBatch) -> Set<String> {
      Set(batch.table.columns.filter { $0.type != .boolean }.map { $0.name.lowercased() })
        .subtracting([batch.key.name.lowercased()])
    }
    let earlier = batches[..<file].reduce(into: Set<String>()) { $0.formUnion(columns($1)) }
    guard file > 0, columns(batches[file]).isDisjoint(with: earlier) else { return }
    let people = Set(own).subtracting([Identities.nobody])
    let shared = people.count { $0 < before }
    if shared > 0 { batches[file].report.sharedIds = (shared, people.count) }
  }

  /// The customer of each row of a file. Ids of one file that are equal only by the rules stay separate, and are
  /// reported.
  private mutating func customers(of file: Int, _ identities: inout Identities) -> [UInt32] {
    let (rows, key, forms) = (0..<batches[file].table.rowCount, batches[file].key, forms)
    guard !forms.rules.isEmpty else {
      var reader = CustomerReader(key, zone: zone, in: &identities)
      return rows.map { reader.customer(at: $0, in: &identities) }
    }
    let (codes, dictionary) = key.texts(zone: zone)
    // Ids without rows belong to nobody.
    var used = Bitmap(count: dictionary.count)
    for code in codes where code < dictionary.count { used[Int(code)] = true }
    var own = NormalizedIDIndex(forms)
    for code in used.ones { own.add(dictionary.bytes(of: code), of: UInt32(truncatingIfNeeded: code)) }
    var found = [UInt32?](repeating: nil, count: dictionary.count)
    return codes.map { code in
      guard code < dictionary.count else { return Identities.nobody }
      if let customer = found[Int(code)] { return customer }
      let id = dictionary.bytes(of: Int(code))
      let customer: UInt32
      if case .several = own.owner(of: id) {
        customer = identities.own(id)
        batches[file].report.collidingIds.append(dictionary[Int(code)])
      } else {
        customer = identities.customer(of: id, forms)
      }
      found[Int(code)] = customer
      return customer
    }
  }

  /// The people by a column that some files have; nil if none has it.
  func people(by name: String, _ forms: IDNormalizer) -> PeopleByColumn? {
    var people: PeopleByColumn?
    for (file, batch) in batches.enumerated() {
      guard let column = batch.table.column(named: name) else { continue }
      var found = people ?? PeopleByColumn(forms)
      found.add(column, of: customers[files.bases[file]..<files.bases[file + 1]], zone: zone)
      if let leftOut = batch.leftOut?.table.column(named: name) { found.leaveOut(leftOut, zone: zone) }
      people = found
    }
    return people
  }

  /// Builds the customers with all their attributes.
  mutating func assemble(_ identities: inout Identities) -> Customers {
    let count = identities.ids.count
    var disagreeing = [Disagreements](repeating: Disagreements(), count: batches.count)
    var seen: Set<String> = []
    var attributes: [Column] = []
    var indices: [String: Int] = [:]
    let tables = batches.map { batch in
      Dictionary(
        batch.table.columns.map { ($0.name.lowercased(), $0) }, uniquingKeysWith: { first, _ in first })
    }
    for name in batches.flatMap({ $0.table.columns.map(\.name) })
    where seen.insert(name.lowercased()).inserted {
      let columns = tables.map { $0[name.lowercased()] }
      indices[name.lowercased()] = attributes.count
      let column = merged(columns, name: name, count: count, disagreeing: &disagreeing)
      attributes.append(
        isKey(name) ? column.filled(from: knownCount, with: identities.ids, zone: zone) : column)
    }
    for file in batches.indices { note(disagreeing[file], of: file, identities) }

    func slot(_ named: (CustomerBatch) -> String?) -> Customers.Slot? {
      var seen: Set<String> = []
      let names = batches.compactMap(named).filter {
        indices[$0.lowercased()] != nil && seen.insert($0.lowercased()).inserted
      }
      guard let first = names.first, let index = indices[first.lowercased()] else { return nil }
      guard names.count > 1 else { return Customers.Slot(names: names, values: attributes[index]) }
      let columns = batches.map { batch in named(batch).flatMap { batch.table.column(named: $0) } }
      var unused = disagreeing
      let values = merged(columns, name: first, count: count, disagreeing: &unused)
      return Customers.Slot(names: names, values: values)
    }

    var known = Bitmap(count: count)
    known.insert(0..<knownCount)
    var segments: [Int] = []
    for index in batches.flatMap(\.segments).compactMap({ indices[$0.lowercased()] })
    where !segments.contains(index) {
      segments.append(index)
    }
    let linkedCustomers = identities.linkedCustomers()
    return Customers(
      ids: identities.ids, known: known, attributes: attributes, label: slot(\.label), value: slot(\.value),
      start: slot(\.start), end: slot(\.end), segments: segments, attributeIndices: indices,
      linked: identities.linked, linkedCustomers: linkedCustomers)
  }

  /// Whether a column has the ids, in every file.
  private func isKey(_ name: String) -> Bool {
    batches.allSatisfy { $0.key.name.lowercased() == name.lowercased() }
  }

  /// Contradictions between a file's rows and earlier files.
  private struct Disagreements {
    var customers: Set<UInt32> = []
    /// The first examples: a row of this file, the row that counts, and the values of both.
    var examples: [(customer: UInt32, column: String, earlierFile: Int, values: (String, String))] = []
  }

  private mutating func note(_ found: Disagreements, of file: Int, _ identities: Identities) {
    batches[file].report.conflicts += found.customers.count
    batches[file].report.contradictions += found.examples.map { example in
      LoadReport.Contradiction(
        id: identities.ids[Int(example.customer)], column: example.column,
        earlierFile: batches[example.earlierFile].report.path, kept: example.values.0, other: example.values.1
      )
    }
  }

  /// Merges rows into one per customer: the first value that is not null counts. Contradictions are recorded by file.
  private func merged(
    _ columns: [Column?], name: String, count: Int, disagreeing: inout [Disagreements]
  ) -> Column {
    let parts = zip(columns, batches).map { Column.Part(column: $0, count: $1.table.rowCount) }
    let whole =
      if parts.count == 1, let only = columns[0] { only } else {
        Column.concatenated(parts, name: name, zone: zone)
      }
    var first = [UInt32](repeating: UInt32.max, count: count)
    for file in batches.indices where columns[file] != nil {
      let isCompared = ![batches[file].fileColumn, batches[file].key.name].contains {
        $0?.lowercased() == name.lowercased()
      }
      for row in files.bases[file]..<files.bases[file + 1] where whole.isPresent(at: row) {
        let customer = customers[row]
        guard customer != Identities.nobody else { continue }
        let earlier = first[Int(customer)]
        if earlier == UInt32.max {
          first[Int(customer)] = UInt32(truncatingIfNeeded: row)
        } else if isCompared, !whole.hasEqualValues(Int(earlier), row) {
          disagreeing[file].customers.insert(customer)
          guard disagreeing[file].examples.count < 3 else { continue }
          let values = [Int(earlier), row].map { whole.scalar(at: $0, zone: zone).spelled(in: zone) }
          let earlierFile = (files.bases.lastIndex { $0 <= Int(earlier) }) ?? 0
          disagreeing[file].examples.append((customer, name, earlierFile, (values[0], values[1])))
        }
      }
    }
    return whole.gathered(first).named(name)
  }
}

extension Column {
  /// The column with ids filled in for the customers, from `first` on, that are in no file.
  fileprivate func filled(from first: Int, with ids: StringPool, zone: Zone) -> Column {
    guard first < count else { return self }
    var (codes, dictionary) = texts(zone: zone)
    var presence = presence ?? Bitmap(count: count, repeating: true)
    for customer in first..<count where !isPresent(at: customer) {
      codes[customer] = dictionary.intern(ids.bytes(of: customer).span)
      presence[customer] = true
    }
    return Column(name, codes: codes, dictionary: dictionary, presence: presence)
  }
}
