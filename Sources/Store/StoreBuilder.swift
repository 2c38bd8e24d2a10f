public import DataModel
public import Text

/// Takes everything loaded, in the order of the load statements, and makes the store.
///
///     var builder = StoreBuilder(zone: .utc)
///     builder.add(CustomerBatch(table, key: ids, load: 0, report: report))
///     builder.add(EventBatch(rows, roles: [role], customer: who, load: 1, report: report))
///     let (store, report) = try builder.finish()
public struct StoreBuilder {
  public var zone: Zone
  /// `set today`: the end of a day, or an instant; nil leaves the clock to the data.
  public var today: Moment?
  public var language: Language
  /// 1 is Monday.
  public var weekStart: Int

  var customers: [CustomerBatch] = []
  var events: [EventBatch] = []
  var feedback: [FeedbackBatch] = []
  var links: [LinkBatch] = []

  public init(
    zone: Zone = .utc, today: Moment? = nil, language: Language = .english, weekStart: Int = 1
  ) {
    self.zone = zone
    self.today = today
    self.language = language
    self.weekStart = weekStart
  }

  public mutating func add(_ batch: CustomerBatch) { customers.append(batch) }
  public mutating func add(_ batch: EventBatch) { events.append(batch) }
  public mutating func add(_ batch: FeedbackBatch) { feedback.append(batch) }
  public mutating func add(_ batch: LinkBatch) { links.append(batch) }

  /// The store, and what was found while building it: a file a batch, in the order of the loads.
  public consuming func finish() throws(StoreError) -> (store: Store, report: LoadReport) {
    // Assembly follows with the next change.
    throw .tooManyRecords(limit: 0)
  }
}

/// What keeps a store from being built.
public enum StoreError: Error, Hashable, Sendable {
  /// Record numbers have 32 bits.
  case tooManyRecords(limit: Int)
}
