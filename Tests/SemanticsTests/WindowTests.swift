import DataModel
import Plan
import Testing

@testable import Semantics

/// Windows as exact edges. Now is noon of 31 March 2024 (a Sunday) unless stated otherwise.
@Suite struct WindowTests {
  static func scope(_ zone: Zone = .utc, weekStart: Int = 1, now: (Int, Int, Int) = (2024, 3, 31)) -> Scope {
    var shop = ShopCatalog(today: Day(year: now.0, month: now.1, day: now.2))
    shop.zone = zone
    shop.weekStart = weekStart
    shop.clock?.zone = zone
    shop.clock?.weekStart = weekStart
    return Scope(catalog: shop)
  }

  static func window(_ text: String, _ scope: Scope) -> Window? {
    guard
      case .segment(let segment)? = resolve("segment customers where did login \(text)", in: scope).questions
        .first,
      case .records(let records, _)? = segment.who.filter
    else { return nil }
    return records.window
  }

  /// An edge as text: its day, or its instant in the zone, with `<` or `>` if it is excluded.
  static func words(_ edge: Window.Edge?, _ zone: Zone) -> String {
    switch edge {
    case nil: "open"
    case .day(.literal(let moment), let span)?: zone.day(of: moment).adding(span).iso
    case .moment(.literal(.day(let day)), let inclusive)?: day.iso + (inclusive ? "" : " excluded")
    case .moment(.literal(.instant(let instant)), let inclusive)?:
      "\(zone.day(of: instant).iso)T\(Int(zone.local(instant) / Instant.microsecondsPerHour) % 24)"
        + (inclusive ? "" : " excluded")
    case .moment(let anchor, let inclusive)?: "\(name(anchor))" + (inclusive ? "" : " excluded")
    case .day(let anchor, let span)?: "\(name(anchor)) \(span.count) \(span.unit)"
    case .moved(let anchor, let span, let inclusive)?:
      "\(name(anchor)) \(span.count) \(span.unit)" + (inclusive ? "" : " excluded")
    }
  }

  static func name(_ anchor: Anchor) -> String {
    switch anchor {
    case .attribute(let attribute): attribute.name
    case .record(let which, let scope): "\(which) \(scope.source)"
    case .start: "start"
    case .end: "end"
    case .now: "now"
    case .literal, .property: "?"
    }
  }

  @Test func parameters() {
    func window(_ parameter: String, _ text: String) -> Window? {
      let questions = resolve(
        "param p = \(parameter)\nsegment customers where did login \(text)", in: Self.scope()
      ).questions
      guard case .segment(let segment)? = questions.first,
        case .records(let records, _)? = segment.who.filter
      else { return nil }
      return records.window
    }
    for (parameter, text, typed) in [
      ("2024-Q1", "in $p", "in 2024-Q1"), ("2023", "in $p", "in 2023"),
      ("2024-02-29", "in $p", "on 2024-02-29"),
      ("2024-03-01", "since $p", "since 2024-03-01"), ("2024-02", "after $p", "after 2024-02"),
      ("30 days", "before $p ago", "before 30 days ago"),
      ("7", "in $p days before signup", "in 7 days before signup"),
      ("2024-01-01", "between $p and today", "between 2024-01-01 and today"),
    ] {
      let found = window(parameter, text)
      #expect(found != nil && found == Self.window(typed, Self.scope()), "\(parameter): \(text)")
    }
  }

  @Test(arguments: [
    ("in last 30 days", "2024-03-02", "2024-03-31"),
    ("in last 1 day", "2024-03-31", "2024-03-31"),
    ("in last 2 weeks", "2024-03-18", "2024-03-31"),
    ("in last 1 month", "2024-03-01", "2024-03-31"),  // 31 March − 1 month is 29 February
    ("in last 13 months", "2023-03-01", "2024-03-31"),  // … and a year before it 28 February
    ("in last 1 quarter", "2024-01-01", "2024-03-31"),
    ("in last 1 year", "2023-04-01", "2024-03-31"),
    ("in last day", "2024-03-30", "2024-03-30"),
    ("in last week", "2024-03-18", "2024-03-24"),
    ("in last month", "2024-02-01", "2024-02-29"),
    ("in last quarter", "2023-10-01", "2023-12-31"),
    ("in last year", "2023-01-01", "2023-12-31"),
    ("in last 12 hours", "2024-03-31T0 excluded", "2024-03-31T12"),
    ("in last hour", "2024-03-31T11", "2024-03-31T12 excluded"),
    ("in this week", "2024-03-25", "2024-03-31"),
    ("in this month", "2024-03-01", "2024-03-31"),
    ("in this year", "2024-01-01", "2024-03-31"),
    ("in 2023", "2023-01-01", "2023-12-31"),
    ("in 2024-02", "2024-02-01", "2024-02-29"),
    ("in 2023-Q4", "2023-10-01", "2023-12-31"),
    ("in 2024-W01", "2024-01-01", "2024-01-07"),
    ("on 2024-02-29", "2024-02-29", "2024-02-29"),
    ("since 2024-01-15", "2024-01-15", "open"),
    ("after 2024-01-15", "2024-01-15 excluded", "open"),
    ("before 2024-01-15", "open", "2024-01-15 excluded"),
    ("since 2024-02", "2024-02-01", "open"),
    ("after 2024-02", "2024-02-29 excluded", "open"),
    ("before 2024-02", "open", "2024-02-01 excluded"),
    ("since 2023", "2023-01-01", "open"),
    ("after 2022", "2022-12-31 excluded", "open"),
    ("before 2024", "open", "2024-01-01 excluded"),
    ("before 2024 days ago", "open", "2018-09-15 excluded"),
    ("since 2024-01-15T10:00", "2024-01-15T10", "open"),
    ("after 2024-01-15T10:00", "2024-01-15T10 excluded", "open"),
    ("since yesterday", "2024-03-30", "open"),
    ("since 1 month ago", "2024-02-29", "open"),
    ("over 30 days ago", "open", "2024-02-29"),
    ("over 1 month ago", "open", "2024-02-28"),
    ("between 90 and 30 days ago", "2024-01-01", "2024-03-01"),
    ("between 30 and 90 days ago", "2024-01-01", "2024-03-01"),
    ("between 2024-01-01 and 2024-02", "2024-01-01", "2024-02-29"),
    ("since first order", "first events([Plan.RecordScope.EventRef.kind(\"order\")])", "open"),
    ("between 30 and 1 days before signup", "signup -30 day", "signup -1 day"),
    ("between 1 and 30 days after signup", "signup 1 day", "signup 30 day"),
    ("in 30 days before signup", "signup -30 day", "signup -1 day"),
    ("in 30 days after signup", "signup 1 day", "signup 30 day"),
    ("in 12 hours after signup", "signup excluded", "signup 12 hour"),
    ("within 7 days of signup", "signup", "signup 7 day"),
    ("within 2 months of churned", "churned_at", "churned_at 2 month"),
    ("within 12 hours of signup", "signup", "signup 12 hour"),
    ("since start", "signup", "open"),
    ("before end", "open", "churned_at excluded"),
  ])
  func edges(text: String, lower: String, upper: String) {
    let window = Self.window(text, Self.scope())
    #expect(window != nil)
    #expect(Self.words(window?.lower, .utc) == lower)
    #expect(Self.words(window?.upper, .utc) == upper)
  }

  /// Months that are over, and the part of the current one that has passed: at noon of its last day, March is not over.
  @Test(arguments: [(false, "2023-09-01"), (true, "2023-10-01")])
  func seriesRunOverWholeMonths(isOver: Bool, first: String) throws {
    var shop = ShopCatalog(today: Day(year: 2024, month: 3, day: 31))
    if isOver {
      let april = try #require(Day(year: 2024, month: 4, day: 1))
      shop.clock?.now.microseconds = Zone.utc.start(of: april).microseconds - 1
    }
    let question = resolve(
      "trend count of order by month over last 6 months", in: Scope(catalog: shop)
    ).questions.first
    guard case .trend(let trend)? = question else {
      Issue.record("no trend")
      return
    }
    #expect(trend.stretch.first?.iso == first && trend.stretch.last?.iso == "2024-03-31")
  }

  /// `within` cuts an open window to that many days, both ends included.
  @Test func stretchesOfALength() {
    let question = resolve(
      "compare since 2024-02-01 versus before 2024-02-01 within 30 days", in: Self.scope()
    ).questions.first
    guard case .compareWindows(let compared)? = question else {
      Issue.record("no comparison")
      return
    }
    let ends = [compared.first, compared.second].map { [$0.days.lowerBound.iso, $0.days.upperBound.iso] }
    #expect(ends == [["2024-02-01", "2024-03-01"], ["2024-01-02", "2024-01-31"]])
  }

  @Test(arguments: [("by month", false), ("by calendar month", true)])
  func calendarPeriods(grain: String, isCalendar: Bool) {
    let question = resolve("retention of login \(grain) for 3 months from signup", in: Self.scope())
      .questions.first
    guard case .retention(let retention)? = question else {
      Issue.record("no retention")
      return
    }
    #expect(retention.isCalendar == isCalendar)
  }

  @Test func weeksStartWhereTheWorkspaceSays() {
    let sunday = Self.window("in this week", Self.scope(weekStart: 7))
    #expect(Self.words(sunday?.lower, .utc) == "2024-03-31")
  }

  /// 31 March 2024 has 23 hours in Berlin: noon UTC is 14:00 there, and 12 hours before it 1:00, not 2:00.
  @Test func rollingHoursCrossAClockChange() throws {
    let berlin = try #require(Zone(named: "Europe/Berlin"))
    let window = Self.window("in last 12 hours", Self.scope(berlin))
    #expect(Self.words(window?.lower, berlin) == "2024-03-31T1 excluded")
    #expect(Self.words(window?.upper, berlin) == "2024-03-31T14")
  }

  /// Late on 31 March in UTC it is already April in Taipei.
  @Test func todayIsTheLocalDay() throws {
    let taipei = try #require(Zone(named: "Asia/Taipei"))
    var scope = Self.scope(taipei)
    var shop = ShopCatalog(today: Day(year: 2024, month: 3, day: 31))
    shop.zone = taipei
    shop.clock?.zone = taipei
    shop.clock?.now.microseconds += 8 * Instant.microsecondsPerHour
    scope.catalog = shop
    #expect(Self.words(Self.window("in this month", scope)?.lower, taipei) == "2024-04-01")
  }
}
