internal import DataModel
internal import Kernels

/// Builds the events from files: first the records in load order, then clustered by customer, with a run per kind.
struct EventAssembly {
  private(set) var batches: [EventBatch]
  private let files: FileRows
  private let zone: Zone
  /// The times that may determine the clock, for each row and role.
  private(set) var times: [RecordTimes]
  /// The customers of each file's rows.
  private var readers: [Int: CustomerReader] = [:]
  private var records = RecordSequence()
  /// The kind of each record.
  private var kinds: [UInt32] = []
  private var kindNames = KindNames()
  /// The files in which each kind occurs.
  private var filesOfKind: [[Int]] = []
  private(set) var recordsAfterClock = 0

  init(_ batches: [EventBatch], zone: Zone, of people: CustomerAssembly, _ identities: inout Identities) {
    self.batches = batches
    self.zone = zone
    files = FileRows(batches.map { ($0.table.rowCount, $0.load) })
    times = batches.map { batch in
      RecordTimes(
        interleaving: batch.roles.map { role in
          role.at.map { RecordTimes($0, zone: zone) } ?? RecordTimes(untimed: batch.table.rowCount)
        })
    }
    for (file, batch) in batches.enumerated() {
      guard let ids = batch.customer else { continue }
      let forms = IDNormalizer(people.forms.rules + batch.idRules)
      let other = batch.customerBy.flatMap { people.people(by: $0, forms) }
      let reader = CustomerReader(ids, zone: zone, in: &identities, forms: forms, by: other)
      self.batches[file].report.fit = identities.fit(
        of: reader, in: ids, of: batch.table, forms, among: people, by: other, zone: zone)
      readers[file] = reader
      guard let leftOut = reader.leftOut else { continue }
      self.batches[file].report.rowsLeftOut += leftOut.population
      times[file].drop(leftOut, roleCount: batches[file].roles.count)
    }
    let capacity = batches.reduce(0) { $0 + $1.table.rowCount * $1.roles.count }
    records.reserveCapacity(capacity)
    kinds.reserveCapacity(capacity)
  }

  /// The times of each file, with its path and columns.
  var dates: [(times: RecordTimes, path: String, columns: [String])] {
    zip(times, batches).filter { !$1.roles.isEmpty }.map { times, batch in
      (times, batch.report.path, batch.roles.map { $0.at?.name ?? "" })
    }
  }

  /// Whether ids in its files may be spelt differently from the customers' ids.
  var findsByOtherIds: Bool { batches.contains { $0.customerBy != nil || !$0.idRules.isEmpty } }

  /// Reads the records of one file that are not after `now`.
  mutating func read(
    file: Int, until now: Int64, _ identities: inout Identities, _ isCancelled: () -> Bool
  ) throws(StoreError) {
    let batch = batches[file]
    let rowCount = batch.table.rowCount
    let before = identities.ids.count
    var customers = readers.removeValue(forKey: file)
    let leftOut = customers?.leftOut
    var names = batch.roles.map { KindReader($0.name, zone: zone) }
    let (at, isDay) = (times[file].at, times[file].isDay)
    let needsTime = batch.roles.map(\.needsTime)
    var (taken, afterNow, withoutEvent, withoutCustomer) = (0, 0, 0, 0)
    for row in 0..<rowCount where leftOut?[row] != true {
      if row & 0xFFFF == 0, isCancelled() { throw .cancelled }
      var author: UInt32?
      var isAfterNow = false
      for role in needsTime.indices {
        let place = row * needsTime.count + role
        if at[place] == Timeline.untimed, needsTime[role] { continue }
        if at[place] > now {
          recordsAfterClock += 1
          isAfterNow = true
          continue
        }
        guard let kind = names[role].kind(at: row, in: &kindNames) else { continue }
        let customer = author ?? customers?.customer(at: row, in: &identities) ?? Identities.nobody
        if author == nil, customer == Identities.nobody { withoutCustomer += 1 }
        author = customer
        note(kind, in: file)
        kinds.append(kind)
        records.append(
          customer: customer, at: at[place], isDay: isDay?[place] == true, row: files.bases[file] + row)
      }
      if author != nil { taken += 1 } else if isAfterNow { afterNow += 1 } else { withoutEvent += 1 }
    }
    batches[file].report.customersCreated += identities.ids.count - before
    batches[file].report.rowsTaken += taken
    batches[file].report.rowsAfterNow += afterNow
    batches[file].report.rowsWithoutEvent += withoutEvent
    if batch.customer != nil { batches[file].report.rowsWithoutCustomer += withoutCustomer }
  }

  private mutating func note(_ kind: UInt32, in file: Int) {
    if Int(kind) == filesOfKind.count { filesOfKind.append([]) }
    if filesOfKind[Int(kind)].last != file { filesOfKind[Int(kind)].append(file) }
  }

  /// Builds all events, clustered by customer. `ids` are the ids of all customers, if the files use the same ids.
  consuming func assemble(
    customerCount: Int, ids: StringPool?, _ isCancelled: () -> Bool
  ) throws(StoreError) -> Events {
    let clustered = records.clustered(customerCount: customerCount)
    let kinds = GatherKernels.gather(self.kinds, rows: clustered.order, base: 0, absent: 0)
    let customers = clustered.customers(count: customerCount)
    var sources = PropertySources(batches.map(\.table), files: files, zone: zone)
    let runs = try positions(of: kinds).enumerated().map { kind, positions throws(StoreError) in
      if isCancelled() { throw .cancelled }
      let rows = GatherKernels.gather(clustered.rows, rows: positions, base: 0, absent: 0)
      let at = GatherKernels.gather(clustered.timeline.at, rows: positions, base: 0, absent: 0)
      let isDay = clustered.timeline.isDay?.gathered(positions)
      let run = EventRun(
        name: kindNames.names[kind],
        customers: GatherKernels.gather(customers, rows: positions, base: 0, absent: 0),
        timeline: Timeline(at: at, isDay: isDay?.isEmpty == true ? nil : isDay), positions: positions,
        properties: [], lacking: [])
      let chosen = filesOfKind[kind]
      let properties = sources.names(in: chosen).compactMap { name in
        slot(named: name, in: chosen, of: run, ids: ids, customerCount: customerCount)
          ?? sources.column(named: name, in: chosen, rows: rows)
      }
      return run.with(properties, lacking: sources.lacking(besides: properties, in: chosen))
    }
    return Events(
      count: kinds.count, offsets: clustered.offsets, kinds: kinds, timeline: clustered.timeline,
      loads: files.loadNumbers(of: clustered.rows), runs: runs, kindIndices: kindNames.indices)
  }

  /// The positions of each kind's events among all events.
  private func positions(of kinds: [UInt32]) -> [[UInt32]] {
    var counts = [Int](repeating: 0, count: kindNames.names.count)
    for kind in kinds { counts[Int(kind)] += 1 }
    let clusters = ClusteringKernel.cluster(
      customers: kinds, at: [Int64](repeating: 0, count: kinds.count), customerCount: counts.count)
    return counts.indices.map { kind in
      Array(clusters.order[Int(clusters.offsets[kind])..<Int(clusters.offsets[kind + 1])])
    }
  }

  /// A property that repeats the run's own customers or times under its name in the file; it shares their storage.
  private func slot(
    named name: String, in chosen: [Int], of run: EventRun, ids: StringPool?, customerCount: Int
  ) -> Column? {
    let key = name.lowercased()
    if let ids, chosen.allSatisfy({ batches[$0].customer?.name.lowercased() == key }) {
      let known = run.customers.prefix { $0 < customerCount }.count
      var presence = Bitmap(count: run.count)
      presence.insert(0..<known)
      return Column(name, codes: .words(run.customers), dictionary: ids, presence: presence)
    }
    let isTime = chosen.allSatisfy { file in
      guard batches[file].roles.count == 1, let at = batches[file].roles[0].at else { return false }
      return at.name.lowercased() == key && at.type == .timestamp
    }
    guard isTime, !run.timeline.at.contains(Timeline.untimed) else { return nil }
    return Column(name, instants: run.timeline.at, isDay: run.timeline.isDay)
  }
}

extension EventRun {
  fileprivate func with(_ properties: [Column], lacking: [LackingColumn]) -> EventRun {
    EventRun(
      name: name, customers: customers, timeline: timeline, positions: positions, properties: properties,
      lacking: lacking)
  }
}

/// The kinds of events, in order of first appearance; spellings that differ only in case are one kind.
private struct KindNames {
  private(set) var names: [String] = []
  private(set) var indices: [String: Int] = [:]

  mutating func kind(named name: String) -> UInt32 {
    let key = name.lowercased()
    let kind = indices[key] ?? names.count
    if kind == names.count {
      indices[key] = kind
      names.append(name)
    }
    return UInt32(truncatingIfNeeded: kind)
  }
}

/// Maps the names of a role to kinds; each distinct name is looked up once, when a row first needs it.
private struct KindReader {
  /// Empty if all rows have the dictionary's only name.
  private let codes: [UInt32]
  private let dictionary: StringPool
  private var kinds: [UInt32?]

  init(_ name: EventBatch.Role.Name, zone: Zone) {
    switch name {
    case .constant(let name): (codes, dictionary) = ([], StringPool([name]))
    case .column(let column): (codes, dictionary) = column.texts(zone: zone)
    }
    kinds = [UInt32?](repeating: nil, count: dictionary.count)
  }

  /// Nil if the name is missing.
  mutating func kind(at row: Int, in names: inout KindNames) -> UInt32? {
    let code = codes.isEmpty ? 0 : Int(codes[row])
    guard code < kinds.count else { return nil }
    if let kind = kinds[code] { return kind }
    let kind = names.kind(named: dictionary[code])
    kinds[code] = kind
    return kind
  }
}
