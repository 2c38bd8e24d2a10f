import Foundation
import SourceText
import Testing

/// Malicious content in every field of foreign files; the output of every format is checked byte by byte.
@Suite struct HostileFilesTests {
  /// Kinds of payloads. The marker `xq` shows where one is in the output.
  private static let kinds: [(what: String, texts: [String])] = [
    (
      "signs that drive a terminal, turn a line or hide",
      (Array(1..<0x20) + Array(0x7F..<0xA0) + Array(0x202A...0x202E) + Array(0x2060...0x206F)
        + [0xAD, 0x61C, 0x180E, 0x200B, 0x200E, 0x200F, 0x2028, 0x2029, 0xFEFF, 0xFFF9, 0xFFFA, 0xFFFB]
        + [0xE0001, 0xE007F] + Array(0xE0041...0xE0049))
        .compactMap { Unicode.Scalar(UInt32($0)).map { "xq\(Character($0))qx" } }
    ),
    (
      "sequences: title, clipboard, colour, screen, keys, links",
      [
        "\u{1B}]0;xq\u{7}", "\u{1B}]52;c;eHE=\u{7}", "\u{1B}[2Jxq", "\u{1B}[31mxq", "\u{1B}Pxq\u{1B}\\",
        "\u{9B}31mxq",
        "\u{1B}c", "\u{1B}]8;;http://xq\u{1B}\\xq", "\u{1B}[?1049h", "\u{1B}[6n", "xq\u{8}\u{8}",
        "\u{9D}0;xq\u{9C}",
      ]
    ),
    (
      "Markdown, addresses and references",
      [
        "[xq](javascript:alert(1))", "[xq](JaVaScRiPt:alert(2))", "![xq](http://xq.example/a)",
        "<javascript:xq>",
        "http://xq.example", "HTTPS://xq.example", "ftp://xq.example", "WWW.xq.example",
        "mailto:a@xq.example",
        "MAILTO:b@xq.example", "a.b@xq.example", "@xqteam", "#1", "[xq]: http://xq.example", "<a@xq.example>",
        "`xq`",
        "``xq", "*xq*", "__xq__", "~~xq~~", "$xq$", "xq | xq", "- xq", "1. xq", "> xq", "# xq", "===", "---",
        "&lt;xq&gt;", "\\[xq](y)", "\\", "|", "xmpp:a@xq.example",
      ]
    ),
    (
      "HTML",
      [
        "<xq onload=1>", "<script>xq</script>", "\" onxq=\"1", "' onxq='1", "</title><xq>", "</style><xq>",
        "--><xq>",
        "<!--xq", "&#60;xq&#62;", "<svg/onload=xq>", "]]><xq>", "</script><xq>", "<img src=x onerror=xq>",
        "javascript:xq", "data:text/html,xq",
      ]
    ),
    (
      "formulas",
      [
        "=1+1", "+xq", "-xq", "@xq", "\t=1", "\r=1", "\n=1", "=cmd|'/C xq'!A0", "＝1", "＋1", "－1", "＠x",
        "\u{FEFF}=1", "\u{200B}=1", " =1", "'=1", "\"=1", "=HYPERLINK(\"http://xq\")", ";=1", ",=1",
        "\u{202E}=1",
      ]
    ),
    ("breaks of JSON", ["\"", "\\u0000", "\"}xq{\"", "xq\\", "}\n{", "\\\"", "\u{8}\u{C}"]),
  ]
  /// Invalid UTF-8: stray bytes, overlong forms, half of a surrogate pair, too large, truncated.
  private static let broken: [[UInt8]] = [
    [0xFF, 0xFE], [0xC0, 0xAF], [0xE0, 0x80, 0xAF], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xC3],
  ]

  private static let texts = kinds.flatMap(\.texts)
  private static let payloads = texts.map { Array($0.utf8) } + broken.map { Array("xq".utf8) + $0 }
  /// Names of files and columns cannot contain every payload.
  private static let fileName = "x\u{1B}]0;xq\u{7}\u{202E}<xq>[xq](javascript:xq).csv"

  private static let questions = """
    segment customers show name, plan limit 999
    count customers by plan
    count events by event
    count feedback by channel
    quotes about slow limit 999
    quotes limit 999
    describe
    describe plan
    describe xqevent
    topics
    words for customers where mrr > 100 versus customers where mrr < 50
    compare customers where mrr > 100 versus customers where mrr < 50
    suggest slow
    priorities for customers
    blindspots for customers by plan
    why (mrr > 50)
    explain count customers where plan is missing
    note 'xq\u{1B}]0;xq\u{7}\u{202E} <xq>'
    count customers where plan is xqq
    count customers where name is `xq\u{1B}]0;xq\u{7}`
    describe `xq\u{202E}`
    person 'xq\u{9B}31m'
    count customers where did xqeven

    """

  private let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    func quoted(_ cell: [UInt8]) -> [UInt8] {
      [0x22] + cell.flatMap { byte -> [UInt8] in byte == 0x22 ? [byte, byte] : [byte] } + [0x22]
    }
    func write(_ name: String, _ rows: [[[UInt8]]]) throws {
      try scratch.write(
        name, bytes: rows.flatMap { Array($0.map(quoted).joined(separator: [0x2C])) + [0x0A] })
    }
    func cells(_ texts: String...) -> [[UInt8]] { texts.map { Array($0.utf8) } }
    let all = Array(Self.payloads.enumerated())
    func id(_ number: Int) -> [UInt8] { Self.payloads[number] + Array(" \(number)".utf8) }
    func day(_ number: Int) -> [UInt8] { Array("2025-01-\(10 + number % 20)".utf8) }
    try write(
      "c.csv",
      [cells("id", "name", "plan", "mrr", "signed")]
        + all.map { [id($0), $1, $1, Array("\($0)".utf8), day($0)] })
    try write(
      "e.csv",
      [cells("who", "what", "when", "amount")] + all.map { [id($0), $1, day($0), $1] }
        + [[id(0), Array("xqevent".utf8), day(0), []]]
        // Some rows are rejected, which is reported.
        + all.filter { $0.offset % 4 == 0 }.map { [id($0), $1, $1, []] })
    try write(
      "f.csv",
      [cells("who", "at", "words", "place", "score")]
        + all.map { [id($0), day($0), Array("slow ".utf8) + $1, $1, Array("\($0 % 11)".utf8)] })
    // A header has no control characters.
    let names = Self.texts.filter { !$0.utf8.contains { $0 < 0x20 || $0 == 0x7F } }.map { Array($0.utf8) }
    try write(
      "names.csv",
      [cells("k") + names.map { $0 + Array("-c".utf8) }] + (0..<2).map { [id($0)] + names })
    try write(Self.fileName, [cells("k", "extra"), [id(0), []], [id(1), [], []], [id(2), []]])
    try scratch.write(
      "workspace.heed",
      """
      load customers from "c.csv" key id label name segments by plan value mrr start signed
        join "names.csv" on id = k
      load events from "e.csv" customer who name what at when
      load feedback from "f.csv" customer who at at text words channel place score score from 0 to 10
      load customers from "x*.csv" key k

      """)
    try scratch.write("s.heed", Self.questions)
  }

  @Test func thereAreManyPayloads() { #expect(Self.payloads.count >= 200) }

  @Test(arguments: ["table", "markdown", "csv", "tsv", "json", "html", "email"]) func nothingComesThrough(
    format: String
  ) throws {
    let ended = try Command.heed(
      "run", "s.heed", "--format", format, "--rejects", "rejected.csv", in: scratch.folder)
    #expect(!ended.crashed && ended.code == 1)
    // All questions but the last five have an answer.
    #expect(ended.out.utf8.count > 40_000, "\(format): \(ended.err.suffix(600))")
    #expect(ended.err.contains("row rejected"))
    expectHarmless(ended.err, "messages beside \(format)")
    switch format {
    case "csv": expectNoFormulas(rows(ended.out, ","), format)
    case "tsv": expectNoFormulas(rows(ended.out, "\t"), format)
    case "json":
      expectHarmless(ended.out, format)
      for line in ended.out.split(separator: "\n") {
        #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(line.utf8)) }
      }
    case "html":
      expectHarmless(ended.out, format)
      expectNone(
        of: /<\/?xq|<script>xq|<img|<svg\/|["'] onxq|(?i:href="?(javascript|data))/, ended.out, format)
    case "markdown":
      expectHarmless(ended.out, format)
      // The question is shown as code, where everything is plain text.
      let text = ended.out.replacing(/(`+)[^\n]*?\1/, with: "")
      expectNone(of: /[^\\]\[xq|<xq|<javascript|<script|<img|[a-z]@xq|[^;\w]@xq/, text, format)
      expectNone(of: /(?i)(https?|ftp):\/\/xq|www\.xq/, text, format)
    case _: expectHarmless(ended.out, format)
    }
    let rejected = try scratch.text("rejected.csv")
    #expect(rejected.utf8.count > 1_000)
    expectNoFormulas(rows(rejected, ","), "rejected rows")
  }

  /// At the prompt: completions, hints, saved queries, the history and errors.
  @Test func nothingComesThroughAtThePrompt() throws {
    let lines = Self.texts.map { $0.replacing("\n", with: " ") }
    try FileManager.default.createDirectory(
      at: scratch.url(".local/state/heed"), withIntermediateDirectories: true)
    try scratch.write(".local/state/heed/history", lines.map { "# \($0)\n" }.joined())
    try scratch.write(
      ".local/state/heed/queries.heed", lines.map { "# query: q\($0)\ncount customers # \($0)\n" }.joined())
    let terminal = try TerminalSession(
      home: scratch, in: scratch.folder, rows: 200, columns: 200, variables: ["PAGER": "cat"])
    #expect(terminal.waits(for: "heed> "))
    for (keys, shown) in [
      ("describe\r", "names.csv"), (".history 999\r", "999"), (".queries\r", "q"),
      (".queries q\t\t", "heed>"),
      ("\u{15}count customers where plan is \t\t", "plan"), ("\u{15}count customers where did \t\t", "did"),
      ("\u{15}load customers from \"\t\t", "load"), ("\u{15}count customers where plan is xqq\r", "error"),
      ("segment customers limit 300\r", "heed>"), ("\u{12}xq", "xq"),
    ] {
      terminal.type(keys)
      #expect(terminal.waits(for: shown), "\(keys)")
      #expect(terminal.rests())
      expectHarmless(terminal.text.filter { $0 != "\u{7}" && $0 != "\u{8}" }, keys)
      expectNone(of: /\x1B(\[(31mxq|2Jxq|6n|\?1049h)|[\]Pc])/, terminal.raw, keys)
    }
  }

  // MARK: Invariants

  private func expectHarmless(_ text: String, _ place: String) {
    let hostile = text.unicodeScalars.enumerated().filter { isHostile($0.element) && $0.element != "\n" }
    let around = hostile.prefix(3).map { found in
      String(String.UnicodeScalarView(text.unicodeScalars.dropFirst(max(0, found.offset - 40)).prefix(50)))
        .debugDescription
    }
    #expect(hostile.isEmpty, "\(place): \(around)")
  }

  private func expectNone(of pattern: Regex<some Any>, _ text: String, _ place: String) {
    let found = text.matches(of: pattern).prefix(3).map { text[$0.range.lowerBound...].prefix(80) }
    #expect(found.isEmpty, "\(place): \(found)")
  }

  private func expectNoFormulas(_ rows: [[String]], _ place: String) {
    for cell in rows.joined() where !cell.isEmpty && Double(cell.replacing(",", with: "")) == nil {
      let seen = String.UnicodeScalarView(cell.unicodeScalars.drop(while: isHostile))
      let isHidden = cell.unicodeScalars.first.map(isHostile) ?? false
      let isFormula = seen.first.map { "=+-@＝＋－＠".unicodeScalars.contains($0) } ?? false
      #expect(!isFormula && !isHidden, "\(place): \(cell.debugDescription)")
    }
  }

  /// Cells as a spreadsheet reads them: a quote at the start of a cell opens it.
  private func rows(_ text: String, _ separator: Unicode.Scalar) -> [[String]] {
    var (rows, cell, isQuoted, wasQuote) = ([[String]()], String.UnicodeScalarView(), false, false)
    for sign in text.unicodeScalars {
      if isQuoted, !wasQuote || sign == "\"" {
        if sign == "\"", !wasQuote { wasQuote = true } else { (_, wasQuote) = (cell.append(sign), false) }
        continue
      }
      (isQuoted, wasQuote) = (false, false)
      switch sign {
      case "\"" where cell.isEmpty: isQuoted = true
      case separator, "\n":
        rows[rows.count - 1].append(String(cell))
        cell = String.UnicodeScalarView()
        if sign == "\n" { rows.append([]) }
      case "\r": break
      case _: cell.append(sign)
      }
    }
    return rows
  }
}
