internal import DataModel
internal import Kernels
internal import Text

/// Builds the feedback from files: first the records in load order, then clustered, with scores and text index.
struct FeedbackAssembly {
  private(set) var batches: [FeedbackBatch]
  private let files: FileRows
  private let zone: Zone
  /// The times that may determine the clock.
  private(set) var times: [RecordTimes]
  /// The customers of each file's rows.
  private var readers: [Int: CustomerReader] = [:]
  private let peopleForms: IDNormalizer
  private var records = RecordSequence()
  /// The customer whom each record is about; empty if no file says so.
  private var about: [UInt32] = []
  private(set) var recordsAfterClock = 0

  init(_ batches: [FeedbackBatch], zone: Zone, of people: CustomerAssembly, _ identities: inout Identities) {
    self.batches = batches
    self.zone = zone
    peopleForms = people.forms
    files = FileRows(batches.map { ($0.table.rowCount, $0.load) })
    times = batches.map { batch in
      batch.at.map { RecordTimes($0, zone: zone) } ?? RecordTimes(untimed: batch.table.rowCount)
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
      times[file].drop(leftOut)
    }
  }

  /// The times of each file, with its path and column.
  var dates: [(times: RecordTimes, path: String, columns: [String])] {
    zip(times, batches).map { times, batch in (times, batch.report.path, [batch.at?.name ?? ""]) }
  }

  /// Reads the records of one file that are not after `now`.
  mutating func read(
    file: Int, until now: Int64, _ identities: inout Identities, _ isCancelled: () -> Bool
  ) throws(StoreError) {
    let batch = batches[file]
    let before = identities.ids.count
    let isAboutSomebody = batches.contains { $0.about != nil }
    var customers = readers.removeValue(forKey: file)
    let leftOut = customers?.leftOut
    var subjects = batch.about.map { about in
      CustomerReader(
        about, zone: zone, in: &identities, forms: IDNormalizer(peopleForms.rules + batch.idRules))
    }
    var (taken, afterNow, withoutCustomer) = (0, 0, 0)
    for row in 0..<batch.table.rowCount where leftOut?[row] != true {
      if row & 0xFFFF == 0, isCancelled() { throw .cancelled }
      let at = times[file].at[row]
      if at > now {
        recordsAfterClock += 1
        afterNow += 1
        continue
      }
      let customer = customers?.customer(at: row, in: &identities) ?? Identities.nobody
      if customer == Identities.nobody { withoutCustomer += 1 }
      if isAboutSomebody { about.append(subjects?.customer(at: row, in: &identities) ?? Identities.nobody) }
      records.append(
        customer: customer, at: at, isDay: times[file].isDay?[row] == true, row: files.bases[file] + row)
      taken += 1
    }
    batches[file].report.rowsTaken += taken
    batches[file].report.rowsAfterNow += afterNow
    batches[file].report.customersCreated += identities.ids.count - before
    if batch.customer != nil { batches[file].report.rowsWithoutCustomer += withoutCustomer }
  }

  /// Builds all feedback, clustered by customer and indexed.
  mutating func assemble(
    customerCount: Int, language: Language, _ isCancelled: () -> Bool
  ) throws(StoreError) -> Feedback {
    let clustered = records.clustered(customerCount: customerCount)
    let rows = clustered.rows
    let scores = FeedbackScores(&batches, files: files, zone: zone)
    var sources = PropertySources(batches.map(\.table), files: files, zone: zone)
    let everywhere = Array(batches.indices)
    let properties = sources.names(in: everywhere).compactMap {
      sources.column(named: $0, in: everywhere, rows: rows)
    }
    var texts = allTexts
    var builder = TextIndexBuilder()
    for file in batches.indices { builder.add(takeWords(of: file)) }
    texts.arrange(rows)
    let named = scores.arranged(rows)
    let channel = arranged(batches.map { $0.channelColumn }, name: "channel", rows: rows)
    return Feedback(
      count: rows.count, offsets: clustered.offsets, customers: clustered.customers(count: customerCount),
      timeline: clustered.timeline, loads: files.loadNumbers(of: rows), texts: texts,
      index: builder.finish(language: language, order: rows),
      channel: channel ?? Column("channel", codes: [], dictionary: StringPool()).gathered(rows),
      scores: named, score: FeedbackScores.anyScore(named, zone: zone),
      declaredScales: scores.declared,
      about: about.isEmpty ? nil : subjects(clustered, customerCount: customerCount),
      ids: arranged(batches.map(\.id), name: "id", rows: rows), properties: properties,
      textLoads: textLoads, lacking: sources.lacking(besides: properties, in: everywhere),
      textNames: batches.flatMap(\.textNames).reduce(into: []) { names, name in
        if !names.contains(where: { $0.lowercased() == name.lowercased() }) { names.append(name) }
      })
  }

  /// For each text column, the loads that use it as their only text column.
  private var textLoads: [String: Set<Int>] {
    batches.reduce(into: [:]) { loads, batch in
      if batch.textNames.count == 1 { loads[batch.textNames[0].lowercased(), default: []].insert(batch.load) }
    }
  }

  /// A slot's columns of all files as one column; nil if no record has a value.
  private func arranged(_ columns: [Column?], name: String, rows: [UInt32]) -> Column? {
    let tables = zip(columns, batches).map { column, batch in
      Table(rowCount: batch.table.rowCount, columns: column.map { [$0.named(name)] } ?? [])
    }
    var sources = PropertySources(tables, files: files, zone: zone)
    return sources.column(named: name, in: Array(tables.indices), rows: rows)
  }

  /// The texts of all rows of all files.
  private var allTexts: TextHeap {
    var texts = TextHeap()
    for batch in batches {
      if let more = batch.texts {
        if texts.count == 0 { texts = more } else { texts.append(contentsOf: more) }
      } else {
        for _ in 0..<batch.table.rowCount { texts.appendMissing() }
      }
    }
    return texts
  }

  /// The words of a file's texts, which are removed from its batch to free memory.
  private mutating func takeWords(of file: Int) -> TextIndexBuilder {
    if let words = batches[file].words.take() ?? batches[file].texts?.words() { return words }
    var words = TextIndexBuilder()
    for _ in 0..<batches[file].table.rowCount { words.add("") }
    return words
  }

  /// The records, grouped by the customer they are about.
  private func subjects(_ clustered: RecordSequence.Clustered, customerCount: Int) -> Feedback.About {
    var place = [UInt32](repeating: 0, count: clustered.order.count)
    for (record, arrival) in clustered.order.enumerated() {
      place[Int(arrival)] = UInt32(truncatingIfNeeded: record)
    }
    let heard = ClusteringKernel.cluster(customers: about, at: records.at, customerCount: customerCount)
    let nobody = UInt32(truncatingIfNeeded: customerCount)
    return Feedback.About(
      customers: clustered.order.map { min(about[Int($0)], nobody) },
      offsets: heard.offsets.dropLast(),
      records: heard.order.prefix(Int(heard.offsets[customerCount])).map { place[Int($0)] })
  }
}

extension FeedbackBatch {
  /// The channel of each row as a text column.
  var channelColumn: Column? {
    switch channel {
    case nil: nil
    case .column(let column): column
    case .constant(let name):
      Column(
        "channel", codes: .bytes([UInt8](repeating: 0, count: table.rowCount)),
        dictionary: StringPool([name]), presence: nil)
    }
  }
}
