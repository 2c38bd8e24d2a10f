public import DataModel
public import Text

/// Collects all loaded data, in the order of the load statements, and builds the store.
///
///     var builder = StoreBuilder(zone: .utc)
///     builder.add(CustomerBatch(table, key: ids, load: 0, report: report))
///     builder.add(EventBatch(rows, roles: [role], customer: who, load: 1, report: report))
///     let (store, report) = try builder.finish()
public struct StoreBuilder {
  public var zone: Zone
  /// `set today`: an instant, or a day, which means its end; nil determines the clock from the data.
  public var today: Moment?
  public var language: Language
  /// The first day of the week: 1 is Monday.
  public var weekStart: Int
  /// Kinds of events that charge customers, as declared by loads.
  public var charges: [String] = []

  var customers: [CustomerBatch] = []
  var events: [EventBatch] = []
  var feedback: [FeedbackBatch] = []
  var links: [LinkBatch] = []

  public init(
    zone: Zone = .utc, today: Moment? = nil, language: Language = .english, weekStart: Int = 1,
    charges: [String] = []
  ) {
    self.zone = zone
    self.today = today
    self.language = language
    self.weekStart = weekStart
    self.charges = charges
  }

  /// Adds a file. The order of the calls does not matter.
  public mutating func add(_ batch: CustomerBatch) { customers.append(batch) }
  public mutating func add(_ batch: EventBatch) { events.append(batch) }
  public mutating func add(_ batch: FeedbackBatch) {
    precondition(batch.texts == nil || batch.texts?.count == batch.table.rowCount, "one text a row")
    feedback.append(batch)
  }
  public mutating func add(_ batch: LinkBatch) { links.append(batch) }

  /// Builds the store and the load report, with a file per batch in the order of the loads. `isCancelled` is called
  /// every few milliseconds while rows are read, and between the steps; if it returns true, `StoreError.cancelled` is
  /// thrown.
  public consuming func finish(
    isCancelled: () -> Bool = { false }
  ) throws(StoreError) -> (store: DataStore, report: LoadReport) {
    try checkSize()
    var identities = Identities()
    for batch in links { identities.add(batch, zone: zone) }
    var people = CustomerAssembly(inOrder(customers, by: \.load), zone: zone)
    people.readKeys(&identities)
    let linkFits = links.map { identities.fits(of: $0, people.forms, zone: zone) }
    var did = EventAssembly(inOrder(events, by: \.load), zone: zone, of: people, &identities)
    var said = FeedbackAssembly(inOrder(feedback, by: \.load), zone: zone, of: people, &identities)
    let rules = ClockRules(zone: zone, weekStart: weekStart)
    let clock =
      today.map { rules.clock(setTo: $0) }
      ?? rules.clock(newestOf: did.dates + said.dates, origin: .newestRecord)
    let now = clock?.now.microseconds ?? Int64.max

    let eventFiles = did.batches.enumerated().map { (file: $0, load: $1.load, isEvents: true) }
    let feedbackFiles = said.batches.enumerated().map { (file: $0, load: $1.load, isEvents: false) }
    for (file, _, isEvents) in inOrder(eventFiles + feedbackFiles, by: \.load) {
      if isEvents {
        try did.read(file: file, until: now, &identities, isCancelled)
      } else {
        try said.read(file: file, until: now, &identities, isCancelled)
      }
    }

    let merged = people.assemble(&identities)
    let areIdsTheirOwn = identities.linked.count == 0 && people.forms.rules.isEmpty && !did.findsByOtherIds
    let eventReports = did.batches.map { ($0.load, $0.report) }
    let recordsAfterClock = did.recordsAfterClock + said.recordsAfterClock
    // Free the events' files once they are clustered; indexing the texts needs the memory.
    events = []
    let clustered = try (consume did).assemble(
      customerCount: merged.count, ids: areIdsTheirOwn ? merged.ids : nil, isCancelled)
    if isCancelled() { throw .cancelled }
    let store = DataStore(
      customers: merged, events: clustered,
      feedback: try said.assemble(customerCount: merged.count, language: language, isCancelled),
      clock: clock
        ?? rules.clock(newestOf: merged.dates(zone: zone, of: people.batches), origin: .newestCustomerDate),
      zone: zone, weekStart: weekStart, language: language, charges: charges,
      recordsAfterClock: recordsAfterClock)

    var report = LoadReport()
    let files =
      people.batches.map { ($0.load, $0.report) } + eventReports
      + said.batches.map { ($0.load, $0.report) }
    report.files = inOrder(files, by: \.0).map(\.1)
    report.clock = store.clock
    report.customers = merged.count
    report.events = store.events.count
    report.feedback = store.feedback.count
    report.linkConflicts = identities.conflicts
    report.linkExamples = identities.conflictExamples
    report.linkFits = linkFits
    report.recordsAfterClock = store.recordsAfterClock
    return (store, report)
  }

  private func checkSize() throws(StoreError) {
    let limit = Int(UInt32.max) - 2
    let rows = [
      customers.reduce(0) { $0 + $1.table.rowCount },
      events.reduce(0) { $0 + $1.table.rowCount * max(1, $1.roles.count) },
      feedback.reduce(0) { $0 + $1.table.rowCount * max(1, $1.scores.count) },
    ]
    guard rows.reduce(0, +) < limit else { throw .tooManyRecords(limit: limit) }
  }
}

/// Sorted by a number; equal elements keep their order.
private func inOrder<Element>(_ elements: [Element], by number: (Element) -> Int) -> [Element] {
  elements.enumerated()
    .sorted { (number($0.element), $0.offset) < (number($1.element), $1.offset) }
    .map(\.element)
}

extension Customers {
  /// The dates that may determine the clock if no record has a time: when people became customers, and when they
  /// stopped. An end more than 92 days after the newest start is taken as agreed for the future. Other dates (a
  /// renewal, the close of a deal) may be in the future and are not used.
  fileprivate func dates(
    zone: Zone, of batches: [CustomerBatch]
  ) -> [(times: RecordTimes, path: String, columns: [String])] {
    func found(_ times: RecordTimes, _ slot: Slot?, _ own: (CustomerBatch) -> String?) -> (
      times: RecordTimes, path: String, columns: [String]
    ) {
      let batch = batches.first { own($0)?.lowercased() == slot?.names.first?.lowercased() }
      return (times, batch?.report.path ?? "", [slot?.names.first ?? ""])
    }
    guard let starts = start.map({ RecordTimes($0.values, zone: zone) }), let newest = starts.at.max(),
      newest != Timeline.untimed
    else { return [] }
    guard var ends = end.map({ RecordTimes($0.values, zone: zone) }) else {
      return [found(starts, start, \.start)]
    }
    let limit = newest + 92 * Instant.microsecondsPerDay
    for row in ends.at.indices where ends.at[row] > limit { ends.at[row] = Timeline.untimed }
    return [found(starts, start, \.start), found(ends, end, \.end)]
  }
}

/// Why a store cannot be built.
public enum StoreError: Error, Hashable, Sendable {
  /// There are more records than 32-bit record numbers allow.
  case tooManyRecords(limit: Int)
  case cancelled
}
