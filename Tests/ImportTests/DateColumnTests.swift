import DataModel
import Store
import Testing

@testable import Import

/// Dates as other programs write them, each form in a column without a line in the load.
@Suite struct DateColumnTests {
  /// What a column of these cells holds: `2024-03-12`, `2024-03-12T09:41:00Z` in the workspace's zone, or its texts.
  private func column(_ cells: [String], isStart: Bool = false) -> [String] {
    let rows = cells.enumerated().map { "c\($0),\"\($1)\"\n" }.joined()
    let shop = Shop(["c.csv": "id,x\n\(rows)"], [.customers { $0.start = isStart ? .init("x") : nil }])
    guard let column = shop.store?.customers.attribute(named: "x") else { return [shop.messages] }
    return (0..<column.count).map { row in
      switch column.scalar(at: row, zone: .utc) {
      case .moment(.day(let day)): day.iso
      case .moment(.instant(let instant)): isoText(of: instant)
      case let other: "\(other)"
      }
    }
  }

  private func isoText(of instant: Instant) -> String {
    let day = Zone.utc.day(of: instant)
    let seconds = (instant.microseconds - Zone.utc.start(of: day).microseconds) / 1_000_000
    func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(day.iso)T\(two(seconds / 3600)):\(two(seconds / 60 % 60)):\(two(seconds % 60))"
  }

  @Test(arguments: [
    ("12/Mar/24 9:41 AM", "2024-03-12T09:41:00"), ("05-Apr-15", "2015-04-05"), ("15-Apr-05", "2005-04-15"),
    ("2018.02.26 19:58", "2018-02-26T19:58:00"), ("24-02-2015 9.42", "2015-02-24T09:42:00"),
    ("Tue, 04 Mar 2025 09:00:00 -0500", "2025-03-04T14:00:00"),
    ("Tue, 4 Mar 2025 09:00:00 GMT", "2025-03-04T09:00:00"),
    ("2025-03-04 09:00 EST", "2025-03-04T14:00:00"), ("2025-07-04 09:00 PDT", "2025-07-04T16:00:00"),
    ("2025-03-04 09:00:00 CET", "2025-03-04T08:00:00"), ("2025-07-04 09:00 CEST", "2025-07-04T07:00:00"),
    ("Tue Mar 04 2025 09:00:00 GMT+0100 (Central European Standard Time)", "2025-03-04T08:00:00"),
    ("2025-01", "2025-01-01"), ("2025-Q2", "2025-04-01"), ("2025-W10", "2025-03-03"),
    ("Mar 2025", "2025-03-01"),
    ("Mar 12, 2024, 9:41:00 PM", "2024-03-12T21:41:00"), ("3/13/2024 9:41PM", "2024-03-13T21:41:00"),
    ("13/3/2024, 21:41", "2024-03-13T21:41:00"), ("13.03.24", "2024-03-13"),
    ("3. Mai 2024", "2024-05-03"), ("5 août 2024", "2024-08-05"), ("12 de diciembre de 2024", "2024-12-12"),
    ("12 luglio 2024", "2024-07-12"), ("12 de outubro de 2024", "2024-10-12"),
    ("2024-03-12 09:41:00.125 UTC", "2024-03-12T09:41:00"), ("2024-03-12 09:41:00+00", "2024-03-12T09:41:00"),
    ("2024-03-12T09:41:00.000+0200", "2024-03-12T07:41:00"), ("20240312T094100Z", "2024-03-12T09:41:00"),
  ])
  func isADate(cell: String, moment: String) { #expect(column([cell]) == [moment], "\(cell)") }

  /// Digits are times if a line of the load uses the column as one.
  @Test(arguments: [
    ("20220601", "2022-06-01"), ("202206011430", "2022-06-01T14:30:00"),
    ("20220601143005", "2022-06-01T14:30:05"), ("1654093805", "2022-06-01T14:30:05"),
    ("1654093805.25", "2022-06-01T14:30:05"), ("1654093805000", "2022-06-01T14:30:05"),
    ("1654093805000000", "2022-06-01T14:30:05"), ("1654093805000000000", "2022-06-01T14:30:05"),
    ("44713", "2022-06-01"), ("44713.604225", "2022-06-01T14:30:05"),
  ])
  func digitsAreADate(cell: String, moment: String) {
    #expect(column([cell], isStart: true) == [moment], "\(cell)")
    #expect(!column([cell])[0].contains("-"), "\(cell)")
  }

  /// Several forms in one column, each of which has only one reading.
  @Test func severalForms() {
    let days = ["2024-03-13", "3/14/2024", "Mar 15, 2024", "16 mars 2024", "17-Mar-24"]
    #expect(column(days) == ["2024-03-13", "2024-03-14", "2024-03-15", "2024-03-16", "2024-03-17"])
    let times = ["1710324000", "2024-03-14T10:00:00Z", "Mar 15, 2024, 10:00:00 AM"]
    #expect(column(times, isStart: true) == (13...15).map { "2024-03-\($0)T10:00:00" })
  }
}
