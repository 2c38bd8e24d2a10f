import Testing

@testable import DataModel

struct ZoneTests {
  /// Every name in the zone database, also those that are obsolete or newer than the list.
  @Test func allNames() {
    #expect(Zone.names.count > 550)
    for name in Zone.names { #expect(Zone(named: name) != nil, "\(name)") }
    for name in ["PST", "IST", "Mars/Base", "us/eastern", "Kolkata", ""] {
      #expect(Zone(named: name) == nil, "\(name)")
    }
  }

  /// Two names of one zone have the same days.
  @Test(arguments: [
    ("Asia/Kolkata", "Asia/Calcutta"), ("US/Eastern", "America/New_York"),
    ("Asia/Saigon", "Asia/Ho_Chi_Minh"),
    ("Europe/Kyiv", "Europe/Kiev"), ("NZ", "Pacific/Auckland"), ("Etc/GMT-8", "Asia/Singapore"),
    ("Japan", "Asia/Tokyo"),
  ])
  func sameZone(name: String, other: String) throws {
    let (zone, twin) = (try #require(Zone(named: name)), try #require(Zone(named: other)))
    for day in stride(from: 12_000, to: 22_000, by: 5) {
      #expect(zone.start(of: Day(Int32(day))) == twin.start(of: Day(Int32(day))), "\(name)")
    }
  }
}
