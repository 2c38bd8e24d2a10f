import DataModel
import Testing

@testable import Present

@Suite struct MarkdownTests {
  private func written(_ text: String) -> String {
    var answer = Answer(verb: "count", statement: "count", reading: "")
    answer.notes = [text]
    return String(
      Format.markdown.write(answer, Style()).split(separator: "\n").last?.dropFirst(2) ?? "")
  }

  /// No data becomes markup, HTML, a link, a mention or a reference.
  @Test(arguments: [
    ("plain words, really: 12.50", "plain words, really: 12.50"),
    ("*bold* _it_ `code`", #"\*bold\* \_it\_ \`code\`"#), ("[a](javascript:x)", #"\[a\](javascript:x)"#),
    ("<img src=x onerror=y>", "&lt;img src=x onerror=y&gt;"), ("a | b", #"a \| b"#), ("a\nb", "a b"),
    ("https://evil.example www.evil.example", "https&#58;//evil.example www&#46;evil.example"),
    ("HTTPS://evil.example Www.evil.example", "HTTPS&#58;//evil.example Www&#46;evil.example"),
    ("mailto:ada@evil.example", "mailto:ada&#64;&#8203;evil.example"), ("a @ b #", "a &#64; b &#35;"),
    ("[a](JaVaScRiPt:x)", #"\[a\](JaVaScRiPt:x)"#), ("<javascript:x>", "&lt;javascript:x&gt;"),
    ("@team see #1 &amp;", "&#64;&#8203;team see &#35;&#8203;1 &amp;amp;"), ("- a list", #"\- a list"#),
    ("1. a list", #"1\. a list"#), ("# title", "&#35; title"), ("\u{1B}[31mred", "\u{FFFD}\\[31mred"),
    ("\\*", #"\\\*"#), ("![x](y)", #"!\[x\](y)"#),
  ])
  func textIsOnlyText(text: String, shown: String) { #expect(written(text) == shown) }

  @Test func aTableWithItsTotalAndSmallGroups() {
    var answer = Answer(verb: "measure", statement: "count `x`", reading: "how many")
    answer.headline = "3 of 4"
    var table = Answer.Table(
      columns: [
        Answer.Column("plan|kind", .text), Answer.Column("rate", .real, unit: .share),
        Answer.Column("low", .real, for: .machines),
      ],
      rows: [
        [
          Answer.Cell(.text("a|b")),
          Answer.Cell(.real(0.5), low: 0.25, high: 0.75, of: (1, 2), isSmall: true),
          Answer.Cell(.real(0.25)),
        ],
        [Answer.Cell(.missing), Answer.Cell(.missing), Answer.Cell(.missing)],
      ], total: [Answer.Cell(.missing), Answer.Cell(.real(0.75)), Answer.Cell(.missing)])
    table.hidden = 2
    answer.tables = [table]
    answer.quotes = [
      Answer.Quote(
        customer: "u1", label: "Ada", at: nil, channel: "survey", score: .missing, scale: nil,
        text: "I *trust*\nnobody", marks: [3..<8])
    ]
    #expect(
      Format.markdown.write(answer, Style()) == """
        **`` count `x` ``**

        *how many*

        **3 of 4**

        | plan\\|kind | rate |
        | --- | ---: |
        | a\\|b | 50.0%\\* (25.0–75.0) · 1 of 2 |
        | (missing) | – |
        | **all** | **75.0%** |

        … 2 more

        > “I \\***trust**\\* nobody”
        >
        > — Ada (u1), survey


        """)
  }

  /// The total of several groups is shown once.
  @Test func theTotalOfTwoGroups() {
    var answer = Answer(verb: "count", statement: "count", reading: "")
    answer.tables = [
      Answer.Table(
        columns: [Answer.Column("a", .text), Answer.Column("b", .text), Answer.Column("n", .integer)],
        rows: [[Answer.Cell(.text("x")), Answer.Cell(.text("y")), Answer.Cell(.integer(3))]],
        total: [Answer.Cell(.missing), Answer.Cell(.missing), Answer.Cell(.integer(3))])
    ]
    #expect(Format.markdown.write(answer, Style()).contains("| **all** |  | **3** |"))
  }

  /// Tabs and line breaks would end a field, and a formula would be executed.
  @Test func betweenTabs() {
    var answer = Answer(verb: "segment", statement: "", reading: "")
    answer.tables = [
      Answer.Table(
        columns: [Answer.Column("a", .text), Answer.Column("b", .integer)],
        rows: [
          [Answer.Cell(.text("x\ty\r\nz")), Answer.Cell(.integer(-5))],
          [Answer.Cell(.text("=1+1")), Answer.Cell(.missing)],
          [Answer.Cell(.text("\tx")), Answer.Cell(.missing)],
          [Answer.Cell(.text("\"=1+1\"")), Answer.Cell(.missing)],
        ])
    ]
    #expect(Format.tsv.write(answer, Style()) == "a\tb\nx y z\t-5\n'=1+1\t\n' x\t\n'\"=1+1\"\t\n")
  }

  @Test func formatsOfFiles() {
    #expect(Format(fileName: "a/b.CSV") == .csv && Format(fileName: "x.md") == .markdown)
    #expect(Format(fileName: "x.htm") == .html && Format(fileName: "x.jsonl") == .json)
    #expect(
      Format(fileName: "x.docx") == nil && Format(fileName: "csv") == nil && Format(fileName: "x.") == nil)
    for ending in Format.fileEndings { #expect(Format(fileName: "x.\(ending)") != nil) }
  }
}
