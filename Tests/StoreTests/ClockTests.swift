import DataModel
import Store
import Testing

@Suite struct ClockTests {
  private func events(_ times: [Moment?], zone: Zone = .utc) -> EventBatch {
    let who = Column.texts("who", times.map { _ in "a" })
    return EventBatch(
      Table(who), roles: [.init(name: .constant("login"), at: .moments("at", times, zone: zone))],
      customer: who,
      load: 1, report: .sample(.events))
  }

  private func customers(signup: [Int32?], churned: [Int32?]) -> CustomerBatch {
    let key = Column.texts("id", signup.indices.map { "c\($0)" })
    var batch = CustomerBatch(
      Table(key, .days("signup", signup), .days("churned_at", churned)), key: key, load: 0,
      report: .sample(.customers))
    batch.start = "signup"
    batch.end = "Churned_At"
    return batch
  }

  private func clock(_ builder: StoreBuilder) throws -> Clock? { try builder.finish().store.clock }

  @Test func aBuildThatIsStoppedMakesNoStore() {
    #expect(throws: StoreError.cancelled) {
      var builder = StoreBuilder()
      builder.add(events([.at(70), .at(100)]))
      return try builder.finish(isCancelled: { true }).store.events.count
    }
  }

  @Test func theNewestRecordIsNow() throws {
    var builder = StoreBuilder(weekStart: 7)
    builder.add(customers(signup: [900], churned: [950]))
    builder.add(events([.at(70), .at(100, second: 9), .at(100, second: 8), nil]))
    let clock = try #require(try clock(builder))
    #expect(clock.now == Instant(microseconds: (100 * 86_400 + 9) * 1_000_000))
    #expect(clock.origin == .newestRecord)
    #expect(!clock.isDay && !clock.isIsolated)
    #expect(clock.weekStart == 7)
  }

  @Test func aDayIsKnownToItsEnd() throws {
    let zone = try #require(Zone(named: "America/New_York"))
    var builder = StoreBuilder(zone: zone)
    builder.add(events([.at(20_156), .at(20_150)], zone: zone))
    let clock = try #require(try clock(builder))
    #expect(clock.isDay)
    #expect(clock.today == Day(20_156))
    #expect(zone.day(of: Instant(microseconds: clock.now.microseconds + 1)) == Day(20_157))
  }

  /// With another record within 30 days before, or on the same day, the newest is not isolated; at 31 days it is.
  @Test(arguments: [(70, false), (69, true), (100, false)] as [(Int32, Bool)])
  func isolation(other: Int32, isIsolated: Bool) throws {
    var builder = StoreBuilder()
    builder.add(events([.at(100, second: 5), .at(other, second: 0)]))
    #expect(try clock(builder)?.isIsolated == isIsolated)
    builder.today = .at(100)
    #expect(try clock(builder)?.isIsolated == false)
  }

  @Test func customerDatesServeWhereNoRecordHasATime() throws {
    var builder = StoreBuilder()
    builder.add(customers(signup: [10, 40, nil], churned: [90, nil, nil]))
    builder.add(events([nil]))
    let clock = try #require(try clock(builder))
    #expect(clock.today == Day(90))
    #expect(clock.isDay)
    #expect(clock.origin == .newestCustomerDate)
    #expect(clock.now == Instant(microseconds: 91 * Instant.microsecondsPerDay - 1))
    // An end in the future does not move the clock.
    var later = StoreBuilder()
    later.add(customers(signup: [10, 40, nil], churned: [133, nil, nil]))
    #expect(try self.clock(later)?.today == Day(40))
  }

  @Test func thereIsNoClockWithoutDatedRecords() throws {
    var builder = StoreBuilder()
    builder.add(customers(signup: [nil], churned: [90]))
    #expect(try clock(builder) == nil)
    #expect(try clock(StoreBuilder()) == nil)
  }

  @Test func recordsAfterTodayAreCountedAndGone() throws {
    var builder = StoreBuilder(today: .at(50))
    builder.add(customers(signup: [60], churned: [nil]))
    builder.add(events([.at(50, second: 86_399), .at(50), .at(51), .at(51, second: 0), nil]))
    let stray = Column.texts("who", ["later"])
    var late = FeedbackBatch(
      Table(stray), customer: stray, at: .moments("at", [.at(99)]), load: 2, report: .sample(.feedback))
    late.id = .texts("id", ["x"])
    builder.add(late)
    let (store, report) = try builder.finish()
    #expect(store.clock?.origin == .setByUser)
    #expect(store.clock?.isDay == true)
    #expect(store.events.count == 3)
    #expect(store.feedback.count == 0)
    #expect(report.recordsAfterClock == 3)
    #expect(store.customers.index(ofID: "later") == nil)
    #expect(store.customers.attribute(named: "signup")?.scalars[0] == .moment(.at(60)))

    builder.today = .at(50, second: 0)
    #expect(try builder.finish().store.events.count == 2)
  }
}
