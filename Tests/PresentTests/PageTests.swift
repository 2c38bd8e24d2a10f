import DataModel
import Foundation
import TestSupport
import Testing

@testable import Present

/// The page as text: what it may contain, and what it must.
@Suite struct PageTests {
  private func page(_ parts: [Document.Part], heading: Document.Heading = Document.Heading("Weekly"))
    -> String
  {
    var document = Document(.html, heading: heading)
    return parts.map { document.write($0, Style()) }.joined() + document.closing(provenance, Style())
  }

  private var provenance: Provenance {
    var report = LoadReport()
    report.customers = 1234
    report.files = [LoadReport.File(path: "/home/ada/shop/customers.csv", kind: .customers)]
    let clock = Clock(now: Instant(microseconds: 1_700_000_000_000_000), isDay: false, origin: .newestRecord)
    return Provenance(report: report, clock: clock, zone: .utc)
  }

  @Test func standsAlone() {
    let text = page([.answer(Shaped.answer(Shaped.groups([("a", Shaped.cell(1)), ("b", Shaped.cell(2))])))])
    #expect(text.hasPrefix("<!doctype html>\n<html lang=\"en\">") && text.hasSuffix("</html>\n"))
    for word in ["http:", "https:", "url(", "<link", "<img", "@import", " src="] {
      #expect(!text.contains(word), "\(word)")
    }
    #expect(text.contains("default-src 'none'") && text.ranges(of: "<script").count == 1)
  }

  /// The policy of the page allows its own script alone.
  @Test func theScriptIsTheOneThatIsAllowed() {
    let digest = stride(from: 0, to: 64, by: 2).map { place -> UInt8 in
      let hex = Array(sha256(Array(PageScript.text.utf8)))
      return UInt8(String(hex[place...place + 1]), radix: 16) ?? 0
    }
    #expect(Data(digest).base64EncodedString() == PageScript.digest)
    #expect(page([]).contains("<script>\(PageScript.text)</script>"))
  }

  @Test func notesAreHeadingsOfWhatFollows() {
    let answer = Document.Part.answer(Shaped.answer(Shaped.groups([])))
    let text = page([answer, .note("Who is leaving"), answer, .failure("error: no\n  --> x:1:1")])
    #expect(text.contains("<h1>Weekly</h1>"))
    #expect(text.contains("<section class=\"answer\" id=\"part-1\"><h2>Count</h2>"))
    #expect(
      text.contains(
        "<h2 id=\"part-2\">Who is leaving</h2>\n<section class=\"answer\" id=\"part-3\"><h3>Count</h3>"))
    #expect(
      text.contains("<h3>This was not answered</h3><pre tabindex=\"0\">error: no\n  --&gt; x:1:1\n</pre>"))
  }

  /// Three headings make contents; a script that is only named by its file has its first note as title.
  @Test func contentsAndTitle() {
    let answer = Document.Part.answer(Shaped.answer(Shaped.groups([])))
    var heading = Document.Heading("Weekly")
    let parts: [Document.Part] = [.note("One"), answer, .note("Two"), answer, .note("Three"), answer]
    #expect(page(parts, heading: heading).contains("<li><a href=\"#part-3\">Two</a></li>"))
    heading.isFileName = true
    let named = page(parts, heading: heading)
    #expect(
      named.contains("<h1>One</h1>") && !named.contains("<h2 id=\"part-1\">One</h2>")
        && !named.contains("<nav"))
  }

  /// Up to three figures that have an interval, each once.
  @Test func keyFigures() {
    func answer(_ share: Double) -> Document.Part {
      var answer = Shaped.answer(Shaped.groups([]))
      answer.headline = "\(Int(share * 100)) of 100 sellers: it is so"
      answer.summary = [
        Answer.Figure("share", .real(share), unit: .share),
        Answer.Figure("low", .real(share - 0.1), unit: .share),
        Answer.Figure("high", .real(share + 0.1), unit: .share),
      ]
      return .answer(answer)
    }
    let text = page([answer(0.25), answer(0.25), answer(0.5), answer(0.6), answer(0.7)])
    #expect(text.ranges(of: "<li><a href=\"#part-").count(where: { _ in true }) >= 3)
    #expect(text.contains("<strong>25.0%</strong> 25 of 100 sellers<span class=\"rest\"> (15.0–35.0)</span>"))
    #expect(text.ranges(of: "<strong>").count == 3)
    #expect(!page([answer(0.25)]).contains("class=\"keys\""), "one answer needs no summary")
  }

  @Test func whatIsFoldedCanBeOpen() {
    var document = Document(.html, heading: Document.Heading("Weekly"))
    var style = Style()
    style.isFull = true
    _ = document.write(
      .answer(Shaped.answer(Shaped.groups([("a", Shaped.cell(1)), ("b", Shaped.cell(2))]))), style)
    let text = document.closing(provenance, style)
    #expect(text.ranges(of: "<details").count == 2 && text.ranges(of: " open=\"open\"").count == 2)
  }

  @Test func theFootSaysWhatItRestsOn() {
    let text = page([])
    #expect(text.contains("1,234 customers") && text.contains("customers.csv (0 rows)"))
    #expect(!text.contains("/home/ada"), "nobody's folders")
    #expect(text.contains(provenance.fingerprint) && provenance.fingerprint.count == 16)
    #expect(text.contains("2023-11-14, the newest record") && text.contains("<dd>UTC</dd>"))
  }

  @Test func differentFilesHaveDifferentFingerprints() {
    var moved = provenance
    moved.report.files[0].path = "/other/customers.csv"
    moved.report.seconds = 9
    #expect(moved.fingerprint == provenance.fingerprint)
    var grown = provenance
    grown.report.files[0].bytes += 1
    #expect(grown.fingerprint != provenance.fingerprint)
    var renamed = provenance
    renamed.report.files[0].path = "clients.csv"
    #expect(renamed.fingerprint != provenance.fingerprint)
  }

  @Test func aTableIsBehindItsPictureAndBareWithoutOne() {
    var table = Shaped.groups([("a", Shaped.cell(1)), ("b", Shaped.cell(2))], all: Shaped.cell(3))
    let drawn = page([.answer(Shaped.answer(table))])
    #expect(
      drawn.contains(
        "<svg class=\"drawing\" role=\"img\" aria-label=\"count, 2 rows, from 0 to 2: a 1, b 2\""))
    #expect(drawn.contains("<details class=\"figures\"><summary>Figures</summary>"))
    #expect(drawn.contains("<th scope=\"col\">plan</th>"))
    #expect(drawn.contains("<th scope=\"row\" dir=\"auto\" class=\"word\">a</th>"))
    #expect(drawn.contains("<tfoot><tr><th scope=\"row\" dir=\"auto\" class=\"word\">all</th>"))
    table.chart = .table
    let bare = page([.answer(Shaped.answer(table))])
    #expect(!bare.contains("<svg") && !bare.contains("class=\"figures\"") && bare.contains("<caption"))
  }

  /// Rows that are left out are counted, and so are people whose outcome is not known yet.
  @Test func hiddenRowsAreCounted() {
    var table = Shaped.groups([("a", Shaped.cell(1)), ("b", Shaped.cell(2))])
    table.hidden = 1234
    #expect(page([.answer(Shaped.answer(table))]).contains("1,234 more are not shown."))
    let steps = page([.answer(Shaped.answer(Shaped.steps([("1", 50, 10), ("2", 25, 0)])))])
    #expect(steps.contains("15 lost, 10 may still"))
  }

  @Test func theReadingIsTheTitleOfWhatHasNoFinding() {
    var answer = Shaped.answer(Shaped.groups([]))
    answer.reading = "what sellers talk about; trend: in last 90 days"
    let text = page([.answer(answer)])
    #expect(text.contains("<h2>What sellers talk about</h2>"))
    #expect(text.contains("<p class=\"reading\">What sellers talk about; trend: in last 90 days.</p>"))
  }

  /// A note about an unfinished period appears once, for both the chart and its table.
  @Test func unfinishedPeriodsAreNotedOnce() {
    var last = Shaped.cell(2)
    last.isUnfinished = true
    var table = Shaped.groups([("2025-05", Shaped.cell(1)), ("2025-06", last)])
    let drawn = page([.answer(Shaped.answer(table))])
    #expect(drawn.ranges(of: "not over yet").count == 1)
    table.chart = .table
    #expect(page([.answer(Shaped.answer(table))]).ranges(of: "not over yet").count == 1)
  }

  /// An unfinished point is hollow and has no line to it; a survival curve has steps.
  @Test func hollowPointsAndSteps() {
    var table = Shaped.series(
      ["1", "2", "3"], [("n", [Shaped.cell(4), Shaped.cell(2), Shaped.cell(40, open: true)])])
    let drawn = page([.answer(Shaped.answer(table))])
    #expect(drawn.contains("points=\"110,0 555,66\" class=\"line\""))
    #expect(drawn.contains("class=\"hollow\"") && !drawn.contains("dashed"))
    table.shape?.kind = .curve
    table.rows[2][1] = Shaped.cell(1)
    let stepped = page([.answer(Shaped.answer(table))])
    #expect(stepped.contains("points=\"110,0 555,0 555,66 1000,66 1000,99\" class=\"line\""))
  }

  @Test func quotesAreWholeWithTheirMatch() {
    var answer = Shaped.answer(Shaped.groups([]))
    let text = String(repeating: "word ", count: 200) + "needle"
    answer.quotes = [
      Answer.Quote(
        customer: "c1", label: "Ada", at: nil, channel: "survey", score: .integer(3),
        scale: Scale(low: 0, high: 10),
        text: text, marks: [1000..<1006, 2000..<2004])
    ]
    let page = page([.answer(answer)])
    #expect(page.contains("word <mark>needle</mark>”</p>") && !page.contains("…word"))
    #expect(page.contains("— Ada (c1), survey, score 3 on 0–10"))
  }

  /// Whatever the texts contain, all markup is Heed's own, and it is balanced.
  @Test func hostileTextIsText() throws {
    var random = SplitMix(seed: 7)
    let pieces = [
      "<script>", "</script>", "</style>", "</title>", "<!--", "-->", "\"", "'", ">", "<", "&", "&lt;", "=",
      " onload=x ",
      "\0", "\u{7}", "\u{202E}", "\u{2066}", "\u{FEFF}", "👩‍👩‍👧", "日本", "e\u{301}", "\r\n", "`", "]]>",
      "<svg/onload=1>", "longword",
    ]
    func evil() -> String {
      (0..<Int.random(in: 1...8, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }
        .joined()
    }
    for _ in 0..<200 {
      var table = Shaped.groups([(evil(), Shaped.cell(1)), (evil(), Shaped.cell(2))])
      table.title = evil()
      table.columns[0].name = evil()
      table.columns[1].name = evil()
      var grid = Shaped.grid([(evil(), [Shaped.cell(1), Shaped.cell(0.5)])])
      grid.columns[1].name = evil()
      var series = Shaped.series([evil(), evil()], [(evil(), [Shaped.cell(1), Shaped.cell(0.5)])])
      series.title = evil()
      var answer = Answer(verb: "count", statement: evil(), reading: evil())
      answer.headline = Bool.random(using: &random) ? evil() : nil
      answer.tables = [table, grid, series, Shaped.steps([(evil(), 3, 1), (evil(), 2, 0)])]
      let words = evil()
      answer.quotes = [
        Answer.Quote(
          customer: evil(), label: evil(), at: nil, channel: evil(), score: .missing, scale: nil, text: words,
          marks: [0..<min(3, words.utf8.count)], caption: evil())
      ]
      answer.quotesCaption = evil()
      answer.notes = [evil()]
      let heading = Document.Heading(evil(), lead: [evil()])
      try balanced(page([.note(evil()), .answer(answer), .failure(evil())], heading: heading))
    }
  }

  /// Every tag is one that the page uses, has its attributes in double quotes, and is closed in order.
  private func balanced(_ text: String) throws {
    let body = try #require(text.range(of: "</style>")).upperBound
    var open = ["html", "head"]
    let script = try #require(text.range(of: "<script>"))
    // By scalars: a mark after `>` would make one character with it. The script is Heed's own.
    var rest = (text[body..<script.lowerBound] + "</body></html>").unicodeScalars[...]
    #expect(
      !rest.contains {
        ($0.value < 0x20 && $0 != "\n") || [0x202E, 0x2066, 0xFEFF].contains($0.value)
      })
    while let start = rest.firstIndex(of: "<") {
      let end = try #require(rest[start...].firstIndex(of: ">"))
      let tag = String(rest[rest.index(after: start)..<end])
      rest = rest[rest.index(after: end)...]
      if tag.hasPrefix("/") {
        #expect(open.popLast() == String(tag.dropFirst()))
        continue
      }
      let parts = tag.split(separator: "\"", omittingEmptySubsequences: false)
      let name = String(tag.prefix { $0.isLetter || $0.isNumber })
      #expect(PageTests.elements.contains(name), "\(tag)")
      #expect(parts.count % 2 == 1, "\(tag)")
      if !tag.hasSuffix("/") { open.append(name) }
    }
    #expect(open.isEmpty, "\(open)")
  }

  private static let elements: Set<String> = [
    "body", "header", "main", "footer", "h1", "h2", "h3", "p", "section", "figure", "figcaption", "div",
    "svg", "text", "tspan",
    "rect", "line", "circle", "polyline", "polygon", "details", "summary", "table", "caption", "thead",
    "tbody", "tfoot", "tr",
    "th", "td", "span", "blockquote", "mark", "ul", "ol", "li", "pre", "code", "dl", "dt", "dd", "a", "nav",
    "strong",
    "title",
  ]
}
