import DataModel
import SourceText
import TestSupport
import Testing

@testable import Present

private func screen(_ table: Answer.Table, width: Int = 60, ascii: Bool = false, color: Bool = false)
  -> [String]
{
  Format.table.write(Shaped.answer(table), Style(width: width, usesColor: color, usesASCII: ascii))
    .split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
}

/// Charts as they appear on a screen.
@Suite struct TerminalPictureTests {
  @Test func barsAreAsLongAsTheirFigures() {
    let table = Shaped.groups([
      ("free", Shaped.cell(32)), ("pro", Shaped.cell(16)), ("x", Shaped.cell(0)), ("y", Shaped.cell(nil)),
      ("z", Shaped.cell(8, open: true)),
    ])
    #expect(
      screen(table) == [
        "plan  count  0                             32",
        "free  32.0   ████████████████████████████████",
        "pro   16.0   ████████████████",
        "x     0.00",
        "y        –",
        "z     8.00…  ▒▒▒▒▒▒▒▒",
        "… not over yet, or only in part",
      ])
  }

  @Test func theSmallestBarIsSeen() {
    let lines = screen(Shaped.groups([("a", Shaped.cell(1000)), ("b", Shaped.cell(0.5))]))
    #expect(lines[2].hasSuffix("▏"))
  }

  @Test func barsBelowZeroGoTheOtherWay() {
    let lines = screen(Shaped.groups([("a", Shaped.cell(-10)), ("b", Shaped.cell(10))]))
    #expect(lines[1].hasSuffix("  " + String(repeating: "█", count: 16)))
    #expect(lines[2].hasSuffix(String(repeating: " ", count: 16) + String(repeating: "█", count: 16)))
  }

  @Test func dotsAreInsideTheirIntervals() {
    let lines = screen(
      Shaped.groups([("a", Shaped.cell(0.5, 0.25, 1)), ("b", Shaped.cell(0.25, 0, 0.5))], unit: .share),
      width: 80)
    #expect(lines[0].contains("0%") && lines[0].hasSuffix("100%"))
    #expect(lines[1].hasSuffix("├───────●──────────────┤"))
    #expect(lines[2].contains("├───────●───────┤"))
    let around = screen(
      Shaped.groups([("a", Shaped.cell(-0.5, -1, 0.2)), ("b", Shaped.cell(0.5, 0.4, 1))], unit: .share),
      width: 80)
    #expect(around[2].contains("│"), "zero is drawn where the scale goes below it")
  }

  /// A chart that was asked for takes the room it needs; any other takes only what is left.
  @Test func picturesDoNotPushFiguresAway() {
    var table = Shaped.groups(
      [
        ("a", Answer.Cell(.real(0.5), low: 0.25, high: 1, of: (5, 10))),
        ("b", Answer.Cell(.real(0.5), low: 0.25, high: 1, of: (5, 10))),
      ],
      unit: .share)
    #expect(screen(table, width: 44).joined().contains("5 of 10"))
    #expect(!screen(table, width: 44).joined().contains("●"))
    table.chart = .line
    #expect(!screen(table, width: 44).joined().contains("5 of 10"))
    #expect(screen(table, width: 44).joined().contains("●"))
    #expect(screen(table, width: 20).joined(separator: " ").contains("(the picture needs a wider screen)"))
  }

  @Test func gridsHaveEveryFigure() {
    let table = Shaped.grid([
      ("2025-W01", [Shaped.cell(1), Shaped.cell(0.44), Shaped.cell(0)]),
      ("2025-W02", [Shaped.cell(1), Shaped.cell(0.1, open: true), Shaped.cell(nil)]),
    ])
    #expect(
      screen(table) == [
        "week        0   1  2",
        "2025-W01  100█ 44▒ 0",
        "2025-W02  100█ 10… ·",
        "(in whole per cent; · nothing to count yet, or nobody; … not",
        "over yet, or only in part)",
      ])
    #expect(screen(table, width: 20).allSatisfy { $0.cellWidth <= 20 })
    #expect(screen(table, color: true).joined().contains("\u{1B}[38;5;231;48;5;25m 100 "))
  }

  @Test func shadesAreEvenlySpread() {
    #expect([0, 0.01, 0.25, 0.5, 0.75, 1].map(TerminalRows.shade) == [" ", "░", "▒", "▓", "█", "█"])
  }

  @Test func narrowGridsNameWhatIsNotShown() {
    let table = Shaped.grid([("2025-W01", (0..<13).map { _ in Shaped.cell(0.5) })])
    let text = screen(table, width: 40).joined(separator: " ")
    #expect(text.contains("not shown for want of room: week") && text.contains("to week 12"))
    #expect(!screen(table, width: 80).joined().contains("not shown"))
  }

  /// Of calendar periods the newest are listed; the chart has all of them.
  @Test func ofTimeTheNewestAreShown() {
    let months = (1...9).map { "2025-0\($0)" }
    var table = Shaped.series(months, [("up", months.indices.map { Shaped.cell(Double($0)) })])
    table.chart = .heatmap
    let text = screen(table, width: 40).joined(separator: " ")
    #expect(text.contains("2025-09 ") && text.contains("not shown for want of room: 2025-01 to 2025-0"))
    table.chart = nil
    table.earlier = Array(table.rows.prefix(6))
    table.rows.removeFirst(6)
    let lines = screen(table)
    #expect(lines.contains { $0.contains("2025-01") && $0.contains("2025-09") }, "all are drawn")
    #expect(lines.filter { $0.hasPrefix("2025-") }.map { $0.prefix(7) } == ["2025-07", "2025-08", "2025-09"])
    #expect(lines.last?.hasSuffix("████████") == true && lines.last?.hasPrefix("2025-09  8.00") == true)
  }

  @Test func stepsShowWhoWasLost() {
    let lines = screen(
      Shaped.steps([("1. signup", 100, 0), ("2. list", 50, 10), ("3. order", 25, 0)]), width: 80)
    #expect(lines[0] == "1. signup  " + String(repeating: "█", count: 40) + "  100")
    #expect(
      lines[1] == "2. list    " + String(repeating: "█", count: 20) + String(repeating: "░", count: 20)
        + "   50  50 lost")
    #expect(
      lines[2]
        == "3. order   " + String(repeating: "█", count: 10) + String(repeating: "▒", count: 4)
        + String(repeating: "░", count: 6) + String(repeating: " ", count: 20) + "   25  15 lost, 10 pending")
    #expect(lines[3].contains("lost since the step before"))
  }

  @Test func severalSeriesAreDrawnAsBlocks() {
    let table = Shaped.series(
      ["2025-01", "2025-02", "2025-03"],
      [
        ("up", [Shaped.cell(0), Shaped.cell(4), Shaped.cell(8)]),
        ("gap", [Shaped.cell(8), Shaped.cell(nil), Shaped.cell(1, open: true)]),
      ])
    #expect(
      screen(table, width: 120).prefix(3) == [
        "up   ▁▅█", "gap  █·○",
        "(2025-01 to 2025-03; each from 0 to 8; · no figure; ○ not over yet, or only in part)",
      ])
    #expect(screen(table, width: 40).allSatisfy { $0.cellWidth <= 40 })
  }

  @Test func aLineChartOnRequest() {
    var table = Shaped.series(
      ["2025-01", "2025-02", "2025-03"],
      [("up", [Shaped.cell(0), Shaped.cell(7), Shaped.cell(7, open: true)])])
    table.chart = .line
    #expect(
      screen(table).prefix(11) == [
        "7 │╭───●   ○", "  ││", "  ││", "  ││", "  ││", "  ││",
        "  ││", "0 ┼╯",
        "   2025-01 to 2025-03", "(○ not over yet, or only in part)", "",
      ])
    // An unfinished period does not affect the scale, and only its label is marked.
    var open = Answer.Cell(.text("2025-03"))
    open.isUnfinished = true
    table.rows[2] = [open, Shaped.cell(70, open: true)]
    let marked = screen(table)
    #expect(marked[0] == "7 │╭───●   ○")
    #expect(marked.contains("2025-03*  70.0") && marked.contains("* not over yet, or only in part"))
    // A survival curve falls in steps, above its table.
    table = Shaped.series(
      ["0", "1", "2"], [("left", [Shaped.cell(7), Shaped.cell(7), Shaped.cell(3.5)])])
    table.shape?.kind = .curve
    #expect(screen(table)[0] == "7 │────╮")
    #expect(screen(table)[8] == "   week 0 to week 2")
    // A missing value is a gap.
    table = Shaped.series(
      ["1", "2", "3", "4"],
      [("up", [Shaped.cell(7), Shaped.cell(nil), Shaped.cell(7), Shaped.cell(7)])])
    table.chart = .line
    #expect(screen(table)[0] == "7 │●       ────●")
  }

  @Test func asciiIsASCII() {
    var tables = [
      Shaped.groups([("≥ 5", Shaped.cell(0.5, 0.25, 1)), ("b", Shaped.cell(-0.25, -0.5, 0))], unit: .share),
      Shaped.groups([("a", Shaped.cell(3)), ("b", Shaped.cell(9, open: true))]),
      Shaped.grid([("2025-W01", [Shaped.cell(1), Shaped.cell(nil), Shaped.cell(0.4, open: true)])]),
      Shaped.steps([("1", 100, 3), ("2", 50, 1)]),
      Shaped.series(
        ["1", "2"], [("a", [Shaped.cell(1), Shaped.cell(2)]), ("b", [Shaped.cell(nil), Shaped.cell(2)])]),
      Shaped.series(["1", "2", "3"], [("a", [Shaped.cell(1, 0, 3), Shaped.cell(2), Shaped.cell(0)])]),
    ]
    tables[5].chart = .line
    for table in tables {
      let lines = screen(table, ascii: true)
      #expect(lines.joined().unicodeScalars.allSatisfy { $0.isASCII }, "\(lines)")
    }
    #expect(screen(tables[0], ascii: true).contains { $0.hasPrefix(">= 5") })
  }

  /// On any screen, whatever the table contains: no line is too wide, and every name is complete.
  @Test(arguments: [20, 24, 30, 40, 60, 80, 140])
  func tablesFit(width: Int) {
    var random = SplitMix(seed: UInt64(width))
    let words = ["Saltmarsh", "Workshop", "日本語の店", "👩‍👩‍👧 family", "e\u{301}clair", "a", "longerwordthanmost"]
    for _ in 0..<100 {
      let columns = (0..<Int.random(in: 1...7, using: &random)).map { index -> Answer.Column in
        let isText = index == 0 || Bool.random(using: &random)
        return Answer.Column(words.randomElement(using: &random) ?? "", isText ? .text : .real)
      }
      let rows = (0..<3).map { _ in
        columns.map { column -> Answer.Cell in
          guard column.type == .text else {
            return Shaped.cell(Double.random(in: 0...1e6, using: &random), 1, 2e6)
          }
          let count = Int.random(in: 1...6, using: &random)
          return Answer.Cell(
            .text((0..<count).map { _ in words.randomElement(using: &random) ?? "" }.joined(separator: " ")))
        }
      }
      let lines = screen(Answer.Table(columns: columns, rows: rows), width: width)
      #expect(lines.allSatisfy { $0.cellWidth <= width }, "\(lines)")
      let text = lines.joined().filter { $0 != " " }
      if case .text(let name) = rows[0][0].value, !lines.joined().contains("…") {
        #expect(name.split(separator: " ").allSatisfy { word in word.cellWidth > 12 || text.contains(word) })
      }
    }
  }
}
