import DataModel
import Foundation
import Present
import Session
import SourceText
import Testing

@testable import REPL

/// Errors drawn at the width of the screen.
@Suite struct OutcomeWriterTests {
  private func drawn(_ text: String, width: Int) -> [String] {
    var session = demoSession
    final class Screen { var text = "" }
    let screen = Screen()
    var writer = OutcomeWriter(
      format: .table, style: Style(width: width), out: { screen.text += $0 }, err: { screen.text += $0 })
    writer.write(session.run(SourceFile(name: "typed", text: text)))
    return screen.text.split(separator: "\n").map(String.init)
  }

  /// Assumptions of a load about cells are always reported; how it read columns only in full.
  @Test(arguments: [false, true]) func assumptionsOfALoadAreAlwaysReported(inFull: Bool) {
    var report = LoadReport()
    var file = LoadReport.File(path: "c.csv", kind: .events)
    (file.rowsRead, file.rowsTaken, file.rowsRejected) = (3, 2, 1)
    file.columns = [
      .init(
        name: "ended", type: .date, missing: 1, remark: "day first",
        assumed: "1 cell is “-” and counts as missing"),
      .init(name: "since", type: .date, missing: 0, remark: "month first"),
    ]
    file.writing.quotes = 2
    report.files = [file]
    let lines = report.lines(inFull: inFull)
    let ended = "  c.csv: ended: \(inFull ? "day first; " : "")1 cell is “-” and counts as missing"
    #expect(
      lines == ["  c.csv: 3 rows, 2 taken, 1 rejected", ended]
        + (inFull ? ["  c.csv: since: month first"] : [])
        + ["  c.csv: texts: 2 with quoted mail, left out"]
        + (inFull ? ["Loaded 0 customers, 0 events and 0 pieces of feedback."] : []))
  }

  /// A file that several joins read is reported once, if they take the same rows.
  @Test func joinsOfOneFileAreOneLine() {
    func joined(_ name: String, taken: Int) -> LoadReport.Joined {
      var joined = LoadReport.Joined(path: "s.csv", isSummed: true)
      (joined.names, joined.rowsRead, joined.rowsTaken, joined.rowsLeftOut) = ([name], 5, taken, 5 - taken)
      return joined
    }
    var report = LoadReport()
    var file = LoadReport.File(path: "c.csv", kind: .customers)
    file.joined = [joined("mrr", taken: 3), joined("seats", taken: 3), joined("n", taken: 4)]
    report.files = [file]
    #expect(
      report.lines(inFull: false) == [
        "  s.csv (mrr, seats): 5 joined rows, 3 taken, 2 left out",
        "  s.csv (n): 5 joined rows, 4 taken, 1 left out",
      ])
  }

  @Test(arguments: [20, 40, 80, 140]) func errorsFitTheScreen(width: Int) {
    let long = "segment sellers where " + String(repeating: "churned and ", count: 30) + "plan is prro"
    for text in [
      "count selers", long, long + " by region", "count sellers where mentioned a, b",
      "segment sellers order by mrr",
    ] {
      let lines = drawn(text, width: width)
      #expect(lines.first?.hasPrefix("error: ") == true && lines.contains { $0.contains("^") })
      for line in lines { #expect(line.count <= width, "\(width): \(line)") }
    }
  }

  @Test func theSpanStandsUnderItsWords() {
    let lines = drawn("count selers where churned and did login in last 30 days", width: 40)
    let source = lines.firstIndex { $0.hasPrefix("1 | ") } ?? 0
    let mark = lines[source + 1].firstIndex(of: "^").map {
      lines[source + 1].distance(from: lines[source + 1].startIndex, to: $0)
    }
    let word = lines[source].firstRange(of: "selers").map {
      lines[source].distance(from: lines[source].startIndex, to: $0.lowerBound)
    }
    #expect(mark != nil && mark == word, "\(lines)")
  }

  /// Each mark is as many cells from the left as the word above it, whatever comes before.
  @Test(arguments: [
    "count sellers where name is 日本語 and plan is prro", "count sellers where name is '😀👩‍👩‍👧' and plan is prro",
    "count sellers where name is 'e\u{301}a\u{308}' and plan is prro",
    "count sellers where name is '" + String(repeating: "数", count: 60) + "' and plan is prro",
  ]) func carets(_ text: String) throws {
    for width in [30, 60, 140] {
      let lines = drawn(text, width: width)
      let row = try #require(lines.lastIndex { $0.hasPrefix("1 | ") && $0.contains("prro") })
      let source = lines[row]
      let word = try #require(source.range(of: "prro"))
      let mark = try #require(lines[row + 1].firstIndex(of: "^"))
      #expect(source[..<word.lowerBound].cellWidth == lines[row + 1][..<mark].cellWidth, "\(lines)")
      #expect(lines[row + 1].filter { $0 == "^" }.count == 4 && source.cellWidth <= width)
    }
  }

  @Test func theMarkIsAsWideAsTheWord() throws {
    let lines = drawn("count sellers where name is 日本語", width: 80)
    #expect(lines.contains { $0.contains("^^^^^^ not a value") }, "\(lines)")
  }
}
