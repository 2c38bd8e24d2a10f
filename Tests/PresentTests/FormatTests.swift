import DataModel
import Foundation
import SourceText
import Synchronization
import Testing

@testable import Present

/// One answer with everything in it, and hostile text in every field.
private var sample: Answer {
  let evil = "\u{1B}[31mred\u{7}\u{202E}=cmd()"
  var answer = Answer(verb: "segment", statement: "segment sellers", reading: "sellers \(evil)")
  answer.headline = "2 of 40 sellers"
  answer.summary = [
    Answer.Figure("count", .integer(2), unit: .people), Answer.Figure("share", .real(0.05), unit: .share),
    Answer.Figure("low", .missing),
  ]
  answer.tables = [
    Answer.Table(
      columns: [
        Answer.Column("id", .text), Answer.Column("mrr", .decimal(places: 2), unit: .money(nil)),
        Answer.Column("signup", .date), Answer.Column("rate", .real, unit: .share),
        Answer.Column("low", .real, for: .machines), Answer.Column("bar", .text, for: .people),
      ],
      rows: [
        [
          Answer.Cell(.text("s1")), Answer.Cell(.decimal(units: 123_456_789, places: 2)),
          Answer.Cell(.moment(.day(Day(20_000)))),
          Answer.Cell(.real(0.5), low: 0.25, high: 0.75, isSmall: true),
          Answer.Cell(.real(0.25)), Answer.Cell(.text("###")),
        ],
        [
          Answer.Cell(.text(evil)), Answer.Cell(.missing), Answer.Cell(.missing), Answer.Cell(.real(.nan)),
          Answer.Cell(.missing), Answer.Cell(.missing),
        ],
      ])
  ]
  answer.quotes = [
    Answer.Quote(
      customer: "s1", label: evil, at: .instant(Instant(microseconds: 1_700_000_000_000_000)),
      channel: "survey",
      score: .integer(2), scale: Scale(low: 0, high: 10), text: "I trust\nnobody \(evil) any more, trust me",
      marks: [2..<7], copies: 3)
  ]
  answer.quotesCaption = "1 of 3 messages, 2 people"
  answer.notes = ["A note \(evil)"]
  return answer
}

@Suite struct FormatTests {
  @Test func plainNumbersOfOthersAreNoFormulas() {
    #expect(
      csv([["-5", "+1,200.50", "-5+1", "=1", "-", "--5", "-5-", "@x", "5"]])
        == "-5,\"+1,200.50\",'-5+1,'=1,'-,'--5,'-5-,'@x,5\r\n")
  }

  /// An instant with the offset of its zone, and a fraction of a second with its zeros.
  @Test(arguments: [
    ("UTC", 0, "2025-03-01T10:00:00Z"), ("Asia/Kolkata", 0, "2025-03-01T15:30:00+05:30"),
    ("America/New_York", 0, "2025-03-01T05:00:00-05:00"), ("UTC", 5, "2025-03-01T10:00:00.000005Z"),
  ])
  func instants(zone: String, microseconds: Int64, text: String) throws {
    let instant = Instant(microseconds: 1_740_823_200_000_000 + microseconds)
    #expect(isoText(.instant(instant), in: try #require(Zone(named: zone))) == text)
  }

  @Test(arguments: [
    (Answer.Unit.chance, 0.0004, "<0.001"), (.chance, 0.0123, "0.012"), (.change, 0.073, "+7.3 pts"),
    (.change, -0.02, "-2.0 pts"), (.share, 0.4567, "45.7%"), (.points, -12.36, "-12.4"),
  ])
  func figuresOfEachUnit(unit: Answer.Unit, value: Double, text: String) {
    let column = Answer.Column("x", .real, unit: unit)
    #expect(FigureText(zone: .utc).text(Answer.Cell(.real(value)), column, missing: "–").figure == text)
  }

  @Test func intervalsWithNegativeEndsAreWrittenWithTo() {
    let column = Answer.Column("x", .real, unit: .points)
    let around = Answer.Cell(.real(0.5), low: -1, high: 2)
    #expect(FigureText(zone: .utc).text(around, column, missing: "–").interval == " (-1.0 to 2.0)")
  }

  @Test func nothingDrivesTheTerminal() {
    for width in [20, 40, 80, 140] {
      func wide(_ line: Substring) -> Bool { line.cellWidth > width }
      let text = Format.table.write(sample, Style(width: width))
      #expect(
        !text.unicodeScalars.contains {
          $0.value < 0x20 && $0 != "\n" || $0.value == 0x202E || $0.value == 0x7F
        })
      #expect(text.split(separator: "\n").filter(wide) == [])
    }
  }

  @Test func terminalMarksTheMatch() {
    let text = Format.table.write(sample, Style(width: 80))
    #expect(text.contains("“I *trust* nobody"))
    #expect(text.contains("score 2 on 0–10, 2023-11-14, ×3"))
    #expect(text.contains("1,234,567.89"))
    #expect(text.contains("50.0%* (25.0–75.0)"))
    #expect(text.contains("###") && !text.contains("low"))
    let colored = Format.table.write(sample, Style(width: 80, usesColor: true))
    #expect(colored.contains("\u{1B}[1;4;33mtrust\u{1B}[0m"))
  }

  /// What a narrow screen leaves out, in this order: n of N, the column of intervals, the intervals, columns.
  @Test func narrowTablesGiveWayInOrder() {
    var answer = Answer(verb: "count", statement: "", reading: "")
    func row(_ name: Scalar, _ n: Int) -> [Answer.Cell] {
      [
        Answer.Cell(name), Answer.Cell(.real(0.25), low: 0.125, high: 0.5, of: (n, 4 * n)),
        Answer.Cell(.real(1234.5), low: 1000, high: 2000),
      ]
    }
    answer.tables = [
      Answer.Table(
        columns: [
          Answer.Column("plan", .text), Answer.Column("rate", .real, unit: .share),
          Answer.Column("average mrr", .real, unit: .money(nil)),
        ], rows: [row(.text("enterprise"), 40), row(.missing, 3)], total: row(.missing, 43))
    ]
    func lines(_ width: Int) -> [Substring] {
      Format.table.write(answer, Style(width: width)).split(separator: "\n")
    }
    #expect(lines(80)[1] == "enterprise  25.0% (12.5–50.0)  40 of 160  1,234.50 (1,000.00–2,000.00)")
    #expect(lines(80)[2].hasPrefix("(missing)  ") && lines(80)[4].hasPrefix("all  "))
    #expect(lines(60)[1] == "enterprise  25.0% (12.5–50.0)  1,234.50 (1,000.00–2,000.00)")
    #expect(
      lines(45)[1...2] == [
        "enterprise        25.0%             1,234.50", "            (12.5–50.0)  (1,000.00–2,000.00)",
      ])
    #expect(lines(36)[1] == "enterprise  25.0%     1,234.50")
    #expect(lines(36).last == "(95% intervals need a wider screen)")
    #expect(lines(24)[1...2] == ["enterprise        25.0%", "            (12.5–50.0)"])
    #expect(lines(24).suffix(2).joined(separator: " ") == "(not shown for want of room: average mrr)")
  }

  @Test func countsAreShownOnce() {
    var answer = Answer(verb: "words", statement: "", reading: "")
    func row(_ n: Int, _ shown: Int) -> [Answer.Cell] {
      [Answer.Cell(.text("w")), Answer.Cell(.real(0.5), of: (n, 2 * n)), Answer.Cell(.integer(Int64(shown)))]
    }
    let columns = [
      Answer.Column("word", .text), Answer.Column("say it", .real, unit: .share),
      Answer.Column("people", .integer),
    ]
    answer.tables = [Answer.Table(columns: columns, rows: [row(4, 4), row(7, 7)])]
    #expect(!Format.table.write(answer, Style()).contains("4 of 8"))
    answer.tables = [Answer.Table(columns: columns, rows: [row(4, 4), row(7, 8)])]
    #expect(Format.table.write(answer, Style()).contains("4 of 8"))
  }

  @Test func aLongTextAtTheEndIsFolded() {
    var answer = Answer(verb: "person", statement: "", reading: "")
    let words = Array(repeating: "word", count: 20).joined(separator: " ")
    answer.tables = [
      Answer.Table(
        columns: [Answer.Column("what", .text), Answer.Column("detail", .text)],
        rows: [[Answer.Cell(.text("said")), Answer.Cell(.text(words))]])
    ]
    let lines = Format.table.write(answer, Style(width: 40)).split(separator: "\n").dropFirst()
    #expect(lines.count == 3 && lines.allSatisfy { $0.cellWidth <= 40 })
    #expect(lines.joined().split(separator: " ").filter { $0.hasSuffix("word") }.count >= 18)
    #expect(!lines.joined().contains("…"))
  }

  @Test func longQuotesAreCutRoundTheMatch() {
    let filler = String(repeating: "word ", count: 300)
    let text = filler + "needle " + filler
    let start = filler.utf8.count
    let quote = Answer.Quote(
      customer: "c", label: nil, at: nil, channel: nil, score: .missing, scale: nil, text: text,
      marks: [start..<start + 6])
    let lines = TerminalQuote(quote: quote, style: Style(width: 60)).lines
    #expect(lines.count <= 8)
    #expect(lines.joined().contains("*needle*"))
    #expect(lines.joined().contains("…"))
  }

  @Test func jsonIsOneObjectWithThePublicKeys() throws {
    let text = Format.json.write(sample, Style())
    #expect(text.filter { $0 == "\n" }.count == 1)
    let object = try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect(Set(object.keys) == ["statement", "reading", "columns", "rows", "summary", "quotes", "notes"])
    let rows = try #require(object["rows"] as? [[Any]])
    #expect(rows.allSatisfy { $0.count == 5 })
    #expect((rows[0][1] as? NSNumber)?.doubleValue == 1234567.89)
    #expect(rows[0][2] as? String == "2024-10-04")
    #expect(rows[1][3] is NSNull)
    #expect(text.contains("\"mrr\",\"type\":\"number\""))
    #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
  }

  @Test func csvDefusesFormulas() {
    var answer = sample
    answer.tables[0].rows = [
      [Answer.Cell(.text("=1+1")), Answer.Cell(.integer(-5))], [Answer.Cell(.text("a\"b,c"))],
      [Answer.Cell(.text("\t=1"))],
    ]
    let text = Format.csv.write(answer, Style())
    #expect(text.hasPrefix("id,mrr,signup,rate,low\r\n'=1+1,-5\r\n\"a\"\"b,c\"\r\n\"'\t'=1\"\r\n"))
  }

  /// No cell is a formula with another separator, either.
  @Test(arguments: [
    (";=1", ";'=1"), ("a,=1", "a,'=1"), ("a;\"=1\"", "a;\"'=1\""), ("a|+b\n@c", "a|'+b\n'@c"),
    ("a;\u{200B}-b", "a;\u{200B}'-b"), ("\t=1", "'\t'=1"), ("＝a,＝b", "'＝a,'＝b"),
    ("a; -b, 1-2", "a; -b, 1-2"), ("\"=1", "\"=1"),
  ])
  func formulasAfterASeparatorAreDefused(text: String, safe: String) {
    #expect(SpreadsheetText.guarded(text) == safe)
    #expect(csv([["x", text]]).contains(safe.replacing("\"", with: "\"\"")))
  }

  /// Once the user asks to stop, no more rows and quotes are written.
  @Test(arguments: Format.allCases) func aStoppedAnswerIsCutOff(format: Format) {
    var answer = sample
    answer.tables[0].rows = (0..<1_000).map { [Answer.Cell(.text("row\($0)"))] }
    answer.quotes = answer.quotes.prefix(1).flatMap { Array(repeating: $0, count: 1_000) }
    let asked = Atomic(0)
    var style = Style()
    let whole = format.write(answer, style)
    style.isCancelled = { asked.add(1, ordering: .relaxed).newValue > 20 }
    #expect(format.write(answer, style).utf8.count < whole.utf8.count / 10)
  }

  /// A line break is inside quotes, and a value that is not a number is an empty cell.
  @Test func csvKeepsItsRows() {
    var answer = Answer(verb: "segment", statement: "", reading: "")
    answer.tables = [
      Answer.Table(
        columns: [Answer.Column("a", .text), Answer.Column("b", .real)],
        rows: [[Answer.Cell(.text("x\ny")), Answer.Cell(.real(.nan))]])
    ]
    #expect(Format.csv.write(answer, Style()) == "a,b\r\n\"x\ny\",\r\n")
  }

  @Test func jsonKeepsEveryText() throws {
    var answer = Answer(verb: "count", statement: "", reading: "")
    answer.notes = ["a\\b \"c\"\t\u{7F}\u{2028}"]
    let text = Format.json.write(answer, Style())
    let object = try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect(object["notes"] as? [String] == answer.notes)
  }

  @Test(arguments: [Format.csv, .tsv]) func aScreenIsNotDrivenByData(format: Format) {
    var answer = sample
    answer.tables[0].rows = [[Answer.Cell(.text("a\u{1B}[31mb\u{9B}0m\u{202E}c"))]]
    #expect(format.write(answer, Style()).contains("a\u{1B}[31mb\u{9B}0m\u{202E}c"))
    #expect(format.write(answer, Style(isOnScreen: true)).contains("a\u{FFFD}[31mb\u{FFFD}0m\u{FFFD}c"))
  }
}
