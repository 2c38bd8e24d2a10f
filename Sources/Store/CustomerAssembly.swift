internal import DataModel

/// Merges the customers files: first who they hold, later, when the records have named everybody, their attributes.
struct CustomerAssembly {
  private(set) var batches: [CustomerBatch]
  private let files: FileRows
  private let zone: Zone
  /// The customer of each row over all files; `Identities.nobody` where the key is missing.
  private var customers: [UInt32] = []
  /// How many customers the files hold.
  private var knownCount = 0

  init(_ batches: [CustomerBatch], zone: Zone) {
    self.batches = batches
    self.zone = zone
    files = FileRows(batches.map { ($0.table.rowCount, $0.load) })
  }

  mutating func readKeys(_ identities: inout Identities) {
    for file in batches.indices {
      var keys = CustomerReader(batches[file].key, zone: zone, in: identities)
      for row in 0..<batches[file].table.rowCount {
        let customer = keys.customer(at: row, in: &identities)
        if customer == Identities.nobody {
          batches[file].report.rowsWithoutCustomer += 1
        } else {
          batches[file].report.rowsTaken += 1
        }
        customers.append(customer)
      }
    }
    knownCount = identities.ids.count
  }

  /// The customers with everything that the files say of them.
  mutating func assemble(_ identities: inout Identities) -> Customers {
    let count = identities.ids.count
    var disagreeing = [Set<UInt32>](repeating: [], count: batches.count)
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
    for file in batches.indices { batches[file].report.conflicts += disagreeing[file].count }

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

  /// Whether a column holds the ids, in every file.
  private func isKey(_ name: String) -> Bool {
    batches.allSatisfy { $0.key.name.lowercased() == name.lowercased() }
  }

  /// One row a customer: the value of the first row that has one. Rows that say otherwise are noted by file.
  private func merged(
    _ columns: [Column?], name: String, count: Int, disagreeing: inout [Set<UInt32>]
  ) -> Column {
    let parts = zip(columns, batches).map { Column.Part(column: $0, count: $1.table.rowCount) }
    let whole =
      if parts.count == 1, let only = columns[0] { only } else {
        Column.concatenated(parts, name: name, zone: zone)
      }
    var first = [UInt32](repeating: UInt32.max, count: count)
    for file in batches.indices where columns[file] != nil {
      for row in files.bases[file]..<files.bases[file + 1] where whole.isPresent(at: row) {
        let customer = customers[row]
        guard customer != Identities.nobody else { continue }
        let earlier = first[Int(customer)]
        if earlier == UInt32.max {
          first[Int(customer)] = UInt32(truncatingIfNeeded: row)
        } else if !whole.hasEqualValues(Int(earlier), row) {
          disagreeing[file].insert(customer)
        }
      }
    }
    return whole.gathered(first).named(name)
  }
}

extension Column {
  /// With their ids for those customers, from a first one on, that no file knows.
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

  /// Whether two rows, both present, hold the same value.
  fileprivate func hasEqualValues(_ left: Int, _ right: Int) -> Bool {
    switch values {
    case .boolean(let bits): bits[left] == bits[right]
    case .integers(let units): units[left] == units[right]
    case .reals(let reals): reals[left] == reals[right]
    case .days(let days): days[left] == days[right]
    case .instants(let instants, let isDay):
      instants[left] == instants[right] && isDay?[left] == isDay?[right]
    case .texts(let codes, _): codes[left] == codes[right]
    case .lists(let offsets, let codes, _):
      codes[Int(offsets[left])..<Int(offsets[left + 1])]
        == codes[Int(offsets[right])..<Int(offsets[right + 1])]
    }
  }
}
