import Foundation
import Testing

/// Answers as Excel workbooks, and as the lists that other tools take.
@Suite struct ExportTests {
  private func folder(_ customers: String) throws -> Scratch {
    let scratch = try Scratch()
    try scratch.write("c.csv", customers)
    try scratch.write("w.heed", "load customers from \"c.csv\" key id label name value mrr start since\n")
    return scratch
  }

  private func export(_ statement: String, _ scratch: Scratch) throws -> Ended {
    try Command.heed("-w", "w.heed", "-c", "export \(statement)", in: scratch.folder)
  }

  private let hostile = """
    id,name,mrr,since,vip
    1,=1+1,12.5,2025-03-01,yes
    2,@SUM(A1),-3,1890-01-01,no
    3,_x000D_ <b>&amp;,0.1,2025-03-02T10:30:00,
    4,"two
    lines",,,yes
    9007199254740993,\u{1B}[31mred\u{7},1,,no

    """

  /// Heed reads from a workbook what it has written to it.
  @Test func aWorkbookIsReadBack() throws {
    let scratch = try folder(hostile)
    let ended = try export("segment customers show name, mrr, since, vip sort by id to \"out.xlsx\"", scratch)
    #expect(ended.code == 0 && ended.err.contains("Wrote 5 rows"), "\(ended.out)\(ended.err)")
    try scratch.write("b.heed", "load customers from \"out.xlsx\" key id label name\n")
    let back = try Command.heed(
      "-w", "b.heed", "--format", "csv", "-c", "segment customers show name, mrr, since, vip sort by id",
      in: scratch.folder)
    for cell in [
      "'=1+1", "'@SUM(A1)", "_x000D_ <b>&amp;", "two\nlines", "2025-03-01", "12.5", "9007199254740993",
      "[31mred",
    ] {
      #expect(back.out.contains(cell), "\(cell): \(back.out)\(back.err)")
    }
    let about = try Command.heed(
      "-w", "-", "-c", "segment customers",
      input: "load customers from \"out.xlsx\" sheet \"about\" key what\n", in: scratch.folder)
    #expect(about.out.contains("statement"))
  }

  @Test func noFormulaIsWritten() throws {
    let scratch = try folder(hostile)
    _ = try export("segment customers to \"out.xlsx\"", scratch)
    let parts = try Command.shell(
      "python3 -c \"import zipfile; z = zipfile.ZipFile('out.xlsx'); print(''.join(z.read(n).decode() for n in z.namelist()))\"",
      in: scratch.folder)
    #expect(parts.out.contains("=1+1") && !parts.out.contains("<f>"), "\(parts.out.prefix(300))")
  }

  @Test(arguments: ["count customers by vip", "count", "person 1", "measure average mrr", "describe"])
  func everyAnswerIsAWorkbook(statement: String) throws {
    let scratch = try folder(hostile)
    let ended = try export("\(statement) to \"out.XLSX\"", scratch)
    #expect(ended.code == 0, "\(ended.err)")
    #expect(try Data(contentsOf: scratch.url("out.XLSX")).starts(with: [0x50, 0x4B]))
  }

  /// Types and missing values are kept, and formulas are texts that nobody runs.
  @Test func aParquetFileIsReadBack() throws {
    let scratch = try folder(hostile)
    let ended = try export(
      "segment customers show name, mrr, vip sort by id to \"out.parquet\"", scratch)
    #expect(ended.code == 0 && ended.err.contains("Wrote 5 rows"), "\(ended.out)\(ended.err)")
    try scratch.write("b.heed", "load customers from \"out.parquet\" key id label name\n")
    let statement = "segment customers show name, mrr, vip sort by id"
    let (first, back) = try (
      Command.heed("-w", "w.heed", "--format", "csv", "-c", statement, in: scratch.folder),
      Command.heed("-w", "b.heed", "--format", "csv", "-c", statement, in: scratch.folder)
    )
    #expect(back.out == first.out && back.out.contains("12.5"), "\(back.out)\(back.err)")
  }

  @Test(arguments: ["count customers by vip", "count", "person 1", "measure average mrr", "describe"])
  func everyAnswerIsAParquetFile(statement: String) throws {
    let scratch = try folder(hostile)
    let ended = try export("\(statement) to \"out.parquet\"", scratch)
    #expect(ended.code == 0, "\(ended.err)")
    let bytes = try Data(contentsOf: scratch.url("out.parquet"))
    #expect(bytes.starts(with: Array("PAR1".utf8)) && bytes.suffix(4) == Data("PAR1".utf8))
  }

  private let people = """
    id,name,mrr,since,mail,email
    u1,Ada,1,,a,ada@x.org
    u2,Ben,2,,b,
    u3,Cleo,3,,c,ada@x.org
    =4,Dan,4,,d,dan@x.org
    u5,Eve,5,,e,=cmd|' /C calc'!A0@x

    """

  @Test(arguments: [
    ("hubspot", " show email", "Email\r\nada@x.org\r\ndan@x.org\r\n", "1 without one left out"),
    ("customerio", "", "id\r\nu1\r\nu2\r\nu3\r\nu5\r\n", "4 people for Customer.io"),
    ("intercom", "", "user_id\r\nu1\r\nu2\r\nu3\r\nu5\r\n", "1 that a spreadsheet would run"),
    ("intercom", " show email", "email\r\nada@x.org\r\ndan@x.org\r\n", "2 people for Intercom"),
  ])
  func aListHasOneColumn(tool: String, show: String, text: String, note: String) throws {
    let scratch = try folder(people)
    let ended = try export("segment customers\(show) sort by mrr to \"l.csv\" as \(tool) list", scratch)
    let said = ended.err.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(ended.code == 0 && said.contains(note), "\(ended.out)\(ended.err)")
    #expect(try scratch.text("l.csv") == text)
  }

  @Test(arguments: [
    ("segment customers to \"l.csv\" as hubspot list", "needs each person's email address"),
    ("count customers to \"l.csv\" as hubspot list", "A list contains people"),
    ("segment customers to \"l.json\" as intercom list", "takes a list as CSV"),
    ("segment customers to \"l.csv\" as hubspt list", "hubspt"),
    ("segment customers to \"l.ods\"", ".xlsx"),
  ])
  func aListThatCannotBeIsAnError(statement: String, message: String) throws {
    let scratch = try folder(people)
    let ended = try export(statement, scratch)
    #expect(ended.code == 1 && ended.err.contains(message), "\(ended.out)\(ended.err)")
    #expect(!FileManager.default.fileExists(atPath: scratch.url("l.csv").path))
  }

  @Test func addressesAsIds() throws {
    let scratch = try folder("id,name,mrr,since\na@x.org,Ada,1,\nb@x.org,Ben,2,\n")
    _ = try export("segment customers sort by mrr to \"l.csv\" as hubspot list", scratch)
    #expect(try scratch.text("l.csv") == "Email\r\na@x.org\r\nb@x.org\r\n")
  }
}
