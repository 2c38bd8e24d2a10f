import DataModel
import SourceText
import Store
import Testing

@testable import Import

/// All formats of dates and times, each in a column of its own.
struct MomentFormTests {
  /// `2025-03-15`, `2025-03-15T14:30:00` on the local clock, the same with `Z` where the cell said its offset.
  private func read(_ cell: String, isForced: Bool = true) -> String? {
    guard let moment = MomentCell(Array(cell.utf8).span, isForced: isForced) else { return nil }
    switch moment.kind {
    case .missing: return "missing"
    case .day: return Day(Int32(moment.value)).iso
    case .local, .absolute:
      let day = floorDivide(moment.value, Instant.microsecondsPerDay)
      let rest = Int(moment.value - day * Instant.microsecondsPerDay)
      func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
      let clock = [rest / 3_600_000_000, rest / 60_000_000 % 60, rest / 1_000_000 % 60].map(two)
      let fraction = rest % 1_000_000 == 0 ? "" : ".\(rest % 1_000_000)"
      let zone = moment.kind == .absolute ? "Z" : ""
      return "\(Day(Int32(day)).iso)T\(clock.joined(separator: ":"))\(fraction)\(zone)"
    }
  }

  @Test(arguments: [
    ("14/Feb/24 3:42 PM", "2024-02-14T15:42:00"), ("Feb 14, 2024, 10:00:00 AM", "2024-02-14T10:00:00"),
    ("1707912000.25", "2024-02-14T12:00:00.250000Z"), ("1707912000", "2024-02-14T12:00:00Z"),
    ("1707912000000", "2024-02-14T12:00:00Z"), ("1707912000000000", "2024-02-14T12:00:00Z"),
    ("1707912000000000000", "2024-02-14T12:00:00Z"), ("45336.5", "2024-02-14T12:00:00"),
    ("45336", "2024-02-14"),
    ("20240214", "2024-02-14"), ("20240214153000", "2024-02-14T15:30:00"),
    ("202402141530", "2024-02-14T15:30:00"),
    ("20240214T153000Z", "2024-02-14T15:30:00Z"), ("20240214T1530", "2024-02-14T15:30:00"),
    ("14-02-2024 9.42", "2024-02-14T09:42:00"), ("2024.02.14 19:58", "2024-02-14T19:58:00"),
    ("2/14/2024 9:15", "2024-02-14T09:15:00"), ("Wed, 14 Feb 2024 10:00:00 +0000", "2024-02-14T10:00:00Z"),
    ("Wed, 14 Feb 2024 10:00:00 GMT", "2024-02-14T10:00:00Z"),
    ("2024-02-14 10:00:00 UTC", "2024-02-14T10:00:00Z"),
    ("2024-02-14 02:32:49.5", "2024-02-14T02:32:49.500000"), ("2024-Q1", "2024-01-01"),
    ("Q3 2024", "2024-07-01"),
    ("2024Q4", "2024-10-01"), ("2024-02", "2024-02-01"), ("02/2024", "2024-02-01"),
    ("Feb 2024", "2024-02-01"),
    ("2024-W07", "2024-02-12"), ("2024-W07-3", "2024-02-14"), ("14-Feb-24", "2024-02-14"),
    ("14.02.24", "2024-02-14"),
    ("14-02-24", "2024-02-14"), ("14.2.24", "2024-02-14"), ("14/02/24", "2024-02-14"),
    ("31-Dec-99", "1999-12-31"),
    ("1. Januar 2024", "2024-01-01"), ("14. März 2024", "2024-03-14"), ("14 janvier 2024", "2024-01-14"),
    ("1er août 2024", "2024-08-01"), ("14 févr. 2024", "2024-02-14"), ("14 de enero de 2024", "2024-01-14"),
    ("14 gennaio 2024", "2024-01-14"), ("14 de março de 2024", "2024-03-14"), ("14 maart 2024", "2024-03-14"),
    ("Mittwoch, 14. Februar 2024", "2024-02-14"), ("mercredi 14 février 2024", "2024-02-14"),
    ("February 14th, 2024", "2024-02-14"), ("14th of February 2024", "2024-02-14"),
    ("2024-02-14 10:00:00.123 UTC", "2024-02-14T10:00:00.123000Z"),
    ("2024-02-14 10:00:00+00", "2024-02-14T10:00:00Z"),
    ("2/14/2024, 9:00 AM", "2024-02-14T09:00:00"), ("02/14/2024 09:00:00 AM", "2024-02-14T09:00:00"),
    ("2/14/2024 12:30 AM", "2024-02-14T00:30:00"), ("2/14/2024 12:30 PM", "2024-02-14T12:30:00"),
    ("Feb 14, 2024, 12:30 AM", "2024-02-14T00:30:00"), ("Feb 14, 2024, 12:30 PM", "2024-02-14T12:30:00"),
    ("2/14/2024 2:30PM", "2024-02-14T14:30:00"), ("2/14/2024, 2:30:05\u{202F}PM", "2024-02-14T14:30:05"),
    ("2024-02-14\u{A0}10:00", "2024-02-14T10:00:00"), ("2/14/2024 2:30 p.m.", "2024-02-14T14:30:00"),
    ("2024-02-14 10:00 EST", "2024-02-14T15:00:00Z"), ("2024-02-14 10:00 CET", "2024-02-14T09:00:00Z"),
    ("2024-02-14 14:30:00 PST", "2024-02-14T22:30:00Z"),
    ("2024-02-14T10:00:00+05:30", "2024-02-14T04:30:00Z"),
    ("Wed Feb 14 2024 10:00:00 GMT+0100 (CET)", "2024-02-14T09:00:00Z"),
    ("Wed Feb 14 2024 10:00:00 GMT-0500 (Eastern Standard Time)", "2024-02-14T15:00:00Z"),
    ("Wed Feb 14 10:00:00 +0000 2024", "2024-02-14T10:00:00Z"),
    ("Feb 14, 2024 at 10:00 AM", "2024-02-14T10:00:00"),
    ("14.02.2024, 10:00 Uhr", "2024-02-14T10:00:00"), ("14/02/2024 14h30", "2024-02-14T14:30:00"),
    ("2024 Feb 14", "2024-02-14"), ("2024-Feb-14", "2024-02-14"),
    ("0000-00-00", "missing"), ("0000-00-00 00:00:00", "missing"), ("9999-12-31", "missing"),
    ("9999-12-31 23:59:59", "missing"), ("1900-01-01", "missing"), ("0001-01-01T00:00:00", "missing"),
    ("1970-01-01 00:00:00", "missing"), ("1970-01-01T00:00:00Z", "missing"), ("0", "missing"),
    ("2024-02-14T24:00", "2024-02-15T00:00:00"), ("2024-02-14 24:00:00", "2024-02-15T00:00:00"),
    ("20240214240000", "2024-02-15T00:00:00"), ("14.02.2024 24:00 Uhr", "2024-02-15T00:00:00"),
    ("2024-02-14 10:00:00 +0000 UTC", "2024-02-14T10:00:00Z"),
    ("2024-02-14 10:00:00 +0100 CET", "2024-02-14T09:00:00Z"),
    ("Mar 1, 69", "1969-03-01"), ("Mar 1, 25 10:00", "2025-03-01T10:00:00"), ("1 Mar '25", "2025-03-01"),
    ("31-Dec-68", "2068-12-31"), ("Sun 2025-03-16", "2025-03-16"), ("So, 16.03.2025", "2025-03-16"),
    ("1970-01-01", "1970-01-01"), ("1970-01-01 00:00:01", "1970-01-01T00:00:01"),
  ])
  func isRead(cell: String, moment: String) { #expect(read(cell) == moment, "\(cell)") }

  @Test(arguments: [
    "2025-02-30", "2611-09-24", "0025-03-01", "1850-01-01", "20251315", "20250315253000", "7", "2025",
    "12345678",
    "Jan-25", "Mar 25", "15.13.24", "2025-W54", "2025-Q5", "32 Jan 2025", "1 Foo 2025", "10:00", "Monday",
    "2025-03-01 10:00 XYZ", "2025-03-01 10:00 EST tomorrow", "2025-03-01 25:00", "13:00 PM",
    "2025-03-01 13:00 PM",
    "Mon 2025-03-16", "Mo, 16.03.2025", "Mon, 14 Jan 2025 10:00:00 +0000", "2025-03-01 24:01",
    "2025-03-01T24:00:01",
    "12:00 AM 24:00", "1-2", "1.2", "2025-03-01 9.4", "-5", "1e9", "2025-03-01T", "99/99/9999", "today",
  ])
  func isNone(cell: String) { #expect(read(cell) == nil, "\(cell)") }

  @Test func inferredDigitsAndVersionsAreNoDates() {
    for cell in ["1707912000", "45336", "1.2.10", "1-2-10", "202402141530"] {
      #expect(read(cell, isForced: false) == nil, "\(cell)")
    }
  }

  private func starts(
    _ values: [String], header: String = "x", zone: Zone = .utc, _ set: (inout LoadSpec) -> Void = { _ in }
  ) -> Shop {
    let rows = values.enumerated().map { "c\($0),\"\($1)\"" }
    return Shop(
      ["c.csv": (["id,\"\(header)\""] + rows).joined(separator: "\n")],
      [
        .customers {
          $0.start = .init(header)
          set(&$0)
        }
      ], zone: zone)
  }

  @Test func eachCellOfAColumnBySize() {
    let shop = starts(["1742049000", "1742049000000", "1742049000000000", "2025-03-15T14:30:00Z"])
    #expect(shop.attribute("x") == Array(repeating: "2025-03-15+1742049000000000", count: 4))
    #expect(
      shop.reported("x")?.remark == "epoch seconds and epoch milliseconds and epoch microseconds")
  }

  @Test func zonesAreSaid() throws {
    let shop = starts(["2025-03-15 14:30:00 PST"])
    #expect(shop.attribute("x") == ["2025-03-15+1742077800000000"])
    #expect(shop.reported("x")?.assumed == "PST read as UTC\u{2212}8")
    let pacific = try #require(Zone(named: "America/Los_Angeles"))
    let named = starts(["2025-03-01 02:30"], header: "Created (UTC)", zone: pacific)
    #expect(named.attribute("Created (UTC)") == ["2025-02-28+1740796200000000"])
    #expect(named.reported("Created (UTC)")?.remark == "in UTC, as its name says")
    let own = starts(["2025-03-01 02:30"], header: "Created (UTC)", zone: pacific) { $0.timesIn = pacific }
    #expect(own.attribute("Created (UTC)") == ["2025-03-01+1740825000000000"])
  }

  @Test(
    arguments: [
      ("Created (UTC)", "UTC"), ("created_at_utc", "UTC"), ("Time GMT", "UTC"),
      ("Sent (America/New_York)", "America/New_York"),
      ("Opened (PST)", "GMT-0800"), ("Opened (PT)", "America/Los_Angeles"), ("Time (GMT+01:00)", "GMT+0100"),
      ("Time (UTC+2)", "GMT+0200"), ("Created", nil), ("utc", nil), ("Amount (USD)", nil),
      ("Name (first)", nil), ("CreatedUtc", "UTC"), ("createdAtUTC", "UTC"), ("utc_time", "UTC"),
      ("event_time_pst", "GMT-0800"), ("Start Time PST", "GMT-0800"),
      ("Start (Eastern Time)", "America/New_York"),
      ("Start (GMT-08:00 Pacific Time)", "America/Los_Angeles"), ("Start (GMT+03:00 Here)", "GMT+0300"),
      ("Date (UTC).1", "UTC"), ("date_est", nil), ("DATE EST", nil), ("interest", nil),
      ("Start Time ET", "America/New_York"),
    ] as [(String, String?)])
  func zonesOfHeaders(name: String, zone: String?) { #expect(HeaderZone(name)?.zone.name == zone, "\(name)") }

  @Test func sentinelsAreCounted() {
    let shop = starts(["9999-12-31", "2025-03-01", "1900-01-01", "9999-12-31"])
    #expect(shop.attribute("x") == ["-", "2025-03-01", "-", "-"])
    #expect(
      shop.reported("x")?.assumed == "2 cells are “9999-12-31”, 1 “1900-01-01” and count as missing")
    let many = starts([
      "9999-12-31", "9999-12-31", "1900-01-01", "0000-00-00", "0001-01-01", "1/1/1900", "9999-12-31 00:00",
    ])
    #expect(many.reported("x")?.assumed.hasSuffix(" and 2 more, and count as missing") == true)
  }

  @Test func whatIsNoDateIsToldWithTheFormsThatAreRead() {
    let shop = starts(["2025-01-13", "soon", "later", "whenever"])
    #expect(shop.codes == [.typeMismatch] && shop.diagnostics[0].dataLine == 3)
    #expect(shop.messages == "3 of 4 cells of x of c.csv are not dates or times, such as “soon”")
    #expect(shop.diagnostics[0].notes == [MomentCell.formsRead])
  }

  /// Two-digit years: if both ends of every date may be the year, it is the end that varies less; a tie is reported.
  @Test func yearsOfTwoDigits() {
    #expect(starts(["13/02/25", "14/02/25"]).attribute("x") == ["2025-02-13", "2025-02-14"])
    #expect(starts(["13/02/25", "14/02/25"]).said("x") == "day first")
    let one = starts(["13/02/25"])
    #expect(one.attribute("x") == ["2025-02-13"])
    #expect(
      one.reported("x")?.assumed
        == "two-digit years are read as coming last: 2025-02-13, not 2013-02-25 (otherwise add `dates year first`)"
    )
    for cells in [
      ["25/12/31"], ["25/12/31", "24/11/30"], ["25-12-28", "25-12-29"], ["25.12.28", "25.12.29"],
    ] {
      let open = starts(cells)
      #expect(open.codes == [.ambiguous] && open.store == nil, "\(cells)")
      let first = starts(cells) { $0.dateOrder = .yearFirst }
      #expect(first.attribute("x").allSatisfy { $0.hasPrefix("202") && $0.contains("-1") }, "\(cells)")
      #expect(first.attribute("x").first?.hasPrefix("2025-12-") == true, "\(cells)")
    }
    #expect(starts(["25/12/31"]) { $0.dateOrder = .dayFirst }.attribute("x") == ["2031-12-25"])
    #expect(starts(["98/12/31 10:00", "99/01/02"]) { $0.dateOrder = .yearFirst }.codes == [])
    // One date that cannot start with the year decides; ISO dates next to it are not changed.
    #expect(starts(["25/12/28", "25/11/29", "25/01/99"]).attribute("x").last == "1999-01-25")
    #expect(
      starts(["25/12/31", "2025-01-02"]) { $0.dateOrder = .yearFirst }.attribute("x") == [
        "2025-12-31", "2025-01-02",
      ])
  }

  @Test func timesThatAClockSkipsOrShowsTwiceAreCounted() throws {
    let berlin = try #require(Zone(named: "Europe/Berlin"))
    let shop = starts(
      ["2025-03-30 02:30", "2025-10-26 02:30", "2025-10-26 02:59", "2025-07-01 02:30"], zone: berlin)
    #expect(
      shop.attribute("x").map { $0.suffix(16) }.prefix(2) == ["1743298200000000", "1761438600000000"])
    #expect(
      shop.reported("x")?.assumed
        == "1 time that a clock change in Europe/Berlin skips, read an hour later; 2 times that a clock change in Europe/Berlin repeats, read as the first"
    )
    #expect(starts(["2025-03-30 02:30Z", "2025-03-30"], zone: berlin).said("x") == "")
  }

  @Test func bothOrdersInAColumnAreShown() {
    let cells = ["13/02/2025", "02/14/2025", "3/3/2025"]
    let shop = starts(cells)
    #expect(shop.codes == [.ambiguous] && shop.diagnostics[0].dataLine == 2)
    #expect(
      shop.messages
        == "x of c.csv has dates in both orders: “13/02/2025” on line 2 is day first, “02/14/2025” on line 3 month first"
    )
    let settled = starts(cells) { $0.dateOrder = .dayFirst }
    #expect(settled.attribute("x") == ["2025-02-13", "-", "2025-03-03"])
    #expect(settled.codes == [.suspiciousData])
  }

  @Test func anOpenColumnThatNothingUsesBlocksNothing() throws {
    let shop = Shop(
      ["c.csv": "id,seen,born\nc1,03/04/2024,1/2/1990\nc2,05/06/2024,3/4/1991\n"],
      [.customers { $0.dateOrders = [(.monthFirst, [.init("born")])] }])
    #expect(shop.messages == "")
    #expect(shop.type("seen") == .text && shop.attribute("seen") == ["03/04/2024", "05/06/2024"])
    #expect(shop.attribute("born") == ["1990-01-02", "1991-03-04"])
    let obstacle = try #require(shop.store?.customers.attribute(named: "seen")?.obstacle)
    #expect(obstacle.kind == .date && obstacle.clauses.first == "dates day first in seen")
  }

  @Test func theOrderOfALoadIsNotThatOfJoinedFiles() {
    let files = ["c.csv": "id,plan,x\nc1,p,03/04/2024\n", "p.csv": "plan,since\np,05/06/2024\n"]
    func load(_ set: @escaping (inout LoadSpec) -> Void) -> Shop {
      Shop(
        files,
        [
          .customers {
            $0.joins = [
              .init(
                path: "p.csv", pathSpan: .none, each: false, alias: "p", left: .init("plan"),
                right: .init("plan"))
            ]
            $0.dateOrder = .dayFirst
            set(&$0)
          }
        ])
    }
    #expect(load { _ in }.attribute("x") == ["2024-04-03"])
    #expect(load { _ in }.type("p.since") == .text)
    #expect(
      load { $0.dateOrders = [(.monthFirst, [.init("p.since")])] }.attribute("p.since") == ["2024-05-06"])
  }
}
