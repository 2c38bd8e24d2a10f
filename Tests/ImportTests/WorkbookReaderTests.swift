import DataModel
import Testing

@testable import Import

/// How the reader reads Excel workbooks.
struct WorkbookReaderTests {
  private static func read(_ workbook: SmallWorkbook, sheet: String? = nil) -> CSVReaderTests.Reading {
    var options = CSVOptions()
    options.sheet = sheet.map { LoadSpec.Column($0) }
    return CSVReaderTests.read(workbook.bytes, options)
  }

  /// A row of texts in the cells.
  private static func row(_ number: Int, _ texts: String...) -> String {
    let cells = texts.map { "<c t=\"inlineStr\"><is><t>\($0)</t></is></c>" }.joined()
    return "<row r=\"\(number)\">\(cells)</row>"
  }

  @Test func kindsOfCells() {
    var workbook = SmallWorkbook(
      """
      <row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="inlineStr"><is><t>c</t></is></c>\
      <c r="D1" t="str"><f>"d"</f><v>d</v></c></row>
      <row r="2"><c r="A2"><v>0.30000000000000004</v></c><c r="B2" t="b"><v>1</v></c><c r="C2" t="e"><v>#N/A</v></c>\
      <c r="D2"><f>1+1</f><v>2</v></c></row>
      <row r="3" hidden="1"><c r="A3" s="1"><v>45717</v></c><c r="C3"><f>1+1</f></c><c r="D3" s="2"><v>45717.5</v></c></row>
      <row r="4"><c r="D4" t="s"><v>2</v></c><c r="B4" t="s"><v>3</v></c></row>
      """)
    workbook.sheets[0].rows =
      "<sheetData>\(workbook.sheets[0].rows)</sheetData><mergeCells><mergeCell ref=\"A1:B2\"/></mergeCells>"
    workbook.strings = [
      "<t>a</t>", "<r><t>b </t></r><r><rPr><b/></rPr><t>&amp; more</t></r><rPh><t>bi</t></rPh>",
      "<t>two\nlines_x000D_, \"quoted\"</t>", "<t xml:space=\"preserve\"> x </t>",
    ]
    workbook.formats = [0, 14, 164]
    workbook.codes = [164: "dd/mm/yyyy hh:mm"]
    let reading = WorkbookReaderTests.read(workbook)
    #expect(reading.header == ["a", "b & more", "c", "d"])
    #expect(
      reading.rows == [
        ["0.3", "TRUE", "", "2"], ["2025-03-01", "", "", "2025-03-01T12:00:00"],
        ["", " x ", "", "two\nlines\r, \"quoted\""],
      ])
    #expect(reading.lines == [2, 3, 4])
    #expect(
      reading.remarks == [
        "1 cell with an error counts as missing: #N/A 1",
        "1 cell with a formula and no kept value counts as missing: open the workbook in a spreadsheet, and save it",
        "of 1 group of merged cells the first has the value, and the others are missing",
        "1 row is hidden in the workbook, and read like all others",
      ])
  }

  @Test(arguments: [
    ("5", "5"), ("5.0", "5"), ("0.1", "0.1"), ("-1.5", "-1.5"), ("1E-3", "0.001"),
    ("2.2999999999999998", "2.3"),
    ("0.99999999999999989", "1"), ("123456789012345678", "123456789012345678"), ("0x1F", "0x1F"),
    ("1.0000000000000002", "1"),
    ("1e-20", "1e-20"), ("1.25E+30", "1.25e30"), ("007", "007"), ("99999999.999999994", "100000000"),
  ])
  func numbers(written: String, text: String) {
    #expect(numberText(written, .number, startsIn1904: false) == text)
  }

  @Test(arguments: [
    ("1", CellFormat.day, false, "1900-01-01"), ("59", .day, false, "1900-02-28"),
    ("61", .day, false, "1900-03-01"),
    ("0", .day, true, "1904-01-01"), ("44255", .day, true, "2025-03-01"),
    ("45717.25", .day, false, "2025-03-01T06:00:00"),
    ("45717", .dayAndTime, false, "2025-03-01T00:00:00"), ("0.5", .time, false, "12:00:00"),
    ("1.1285300925925926", .time, false, "27:05:05"),
    ("45717.0000115741", .time, false, "2025-03-01T00:00:01"),
    ("45717.000005787", .dayAndTime, false, "2025-03-01T00:00:00.500"), ("-1", .day, false, "-1"),
    ("2958465", .day, false, "9999-12-31"), ("2958466", .day, false, "2958466"),
  ])
  func dates(number: String, format: CellFormat, startsIn1904: Bool, text: String) {
    #expect(numberText(number, format, startsIn1904: startsIn1904) == text)
  }

  @Test(arguments: [
    ("General", CellFormat.number), ("0.00", .number), ("#,##0 \"days\"", .number),
    ("[Red]0.0;[Blue]-0.0", .number),
    ("0.00E+00", .number), ("@", .number), ("_-* #,##0.00\\ [$€-407]_-", .number), ("0\\d", .number),
    ("yyyy-mm-dd", .day), ("mmm yy", .day), ("[$-409]d\\-mmm\\-yy;@", .day),
    ("dd.mm.yyyy hh:mm", .dayAndTime),
    ("m/d/yy h:mm AM/PM", .dayAndTime), ("h:mm", .time), ("mm:ss.0", .time), ("[h]:mm:ss", .time),
    ("[mm]", .time),
  ])
  func formats(code: String, format: CellFormat) {
    #expect(CellFormat(code: code) == format)
  }

  /// Titles above the header, blank rows and a total at the end follow the rules of any table; lines are the rows of the
  /// sheet.
  @Test func titlesAndTotals() {
    let table = """
      <row r="1"><c r="A1" t="inlineStr"><is><t>Sellers&#10;of 2025</t></is></c></row>\
      <row r="4"><c r="A4" t="inlineStr"><is><t>id</t></is></c><c r="B4" t="inlineStr"><is><t>Monthly&#10;fee</t></is></c>\
      <c r="C4" t="inlineStr"><is><t>note</t></is></c></row>\
      <row r="5"><c r="A5" t="inlineStr"><is><t>s1</t></is></c><c r="B5"><v>10</v></c>\
      <c r="C5" t="inlineStr"><is><t>a&#10;s9,7,b&#10;c</t></is></c></row>\
      <row r="6"><c r="A6" t="inlineStr"><is><t>s2</t></is></c><c r="B6"><v>5.5</v></c></row>\
      <row r="7"><c r="A7" t="inlineStr"><is><t>Total</t></is></c><c r="B7"><v>15.5</v></c></row>
      """
    let reading = WorkbookReaderTests.read(SmallWorkbook(table))
    #expect(reading.header == ["id", "Monthly fee", "note"])
    #expect(reading.rows == [["s1", "10", "a\ns9,7,b\nc"], ["s2", "5.5", ""]])
    #expect(reading.lines == [5, 6])
    #expect(reading.rejections.map(\.line) == [7])
    #expect(
      reading.remarks == ["the header is line 4, and the lines above it are skipped: read as `skip 3 lines`"])
  }

  private static let several = SmallWorkbook([
    .init(name: "Cover", rows: row(1, "A report")),
    .init(name: "Old", rows: row(1, "a", "b") + row(2, "0", "0"), state: "hidden"),
    .init(name: "Sellers", rows: row(1, "a", "b") + row(2, "1", "x")),
    .init(name: "Holds", rows: row(1, "c", "d") + row(2, "2", "y")),
  ])

  @Test func theFirstSheetWithATableIsTakenUnlessOneIsNamed() {
    let first = WorkbookReaderTests.read(WorkbookReaderTests.several)
    #expect(first.rows == [["1", "x"]])
    #expect(first.remarks == ["read as `sheet \"Sellers\"`; its other sheets are Cover, Old (hidden), Holds"])
    let named = WorkbookReaderTests.read(WorkbookReaderTests.several, sheet: "holds")
    #expect(named.header == ["c", "d"] && named.rows == [["2", "y"]] && named.remarks == [])
    let hidden = WorkbookReaderTests.read(WorkbookReaderTests.several, sheet: "Old")
    #expect(hidden.remarks == ["the sheet “Old” is hidden in the workbook"])
    #expect(
      WorkbookReaderTests.read(WorkbookReaderTests.several, sheet: "Buyers").failure
        == .noSheet(LoadSpec.Column("Buyers"), names: ["Cover", "Old", "Sellers", "Holds"]))
    #expect(
      CSVReaderTests.read(Array("a\n1\n".utf8), .sheet("x")).failure
        == .noSheet(LoadSpec.Column("x"), names: []))
  }

  private static func reason(_ workbook: SmallWorkbook) -> String {
    guard case .host(.unreadable(_, let reason)) = read(workbook).failure else { return "no failure" }
    return reason
  }

  @Test func whatHasEntitiesOrIsBrokenIsRefused() {
    var bomb = SmallWorkbook(WorkbookReaderTests.row(1, "&lol;", "x"))
    bomb.sheets[0].head = "<!DOCTYPE w [<!ENTITY a \"aa\"><!ENTITY lol SYSTEM \"/etc/passwd\">]>"
    #expect(WorkbookReaderTests.reason(bomb) == "it has a document type, which no workbook has")
    #expect(WorkbookReaderTests.reason(SmallWorkbook("<row><c></row>")).hasPrefix("its XML is broken: "))
    #expect(
      WorkbookReaderTests.reason(SmallWorkbook("<row r=\"1048577\"><c><v>1</v></c></row>"))
        == "it has more than 1048576 rows")
    #expect(
      WorkbookReaderTests.reason(SmallWorkbook("<row><c r=\"XFE1\"><v>1</v></c></row>"))
        == "it has more than 16384 columns")
    #expect(WorkbookReaderTests.read(SmallWorkbook("")).failure == .empty)
  }

  @Test(arguments: [
    ([0xD0, 0xCF, 0x11, 0xE0, 0xA1], "an old Excel workbook (.xls), or one with a password"),
    (SmallWorkbook.archive([("xl/workbook.bin", [1])]), "a binary Excel workbook (.xlsb)"),
    (
      SmallWorkbook.archive([("mimetype", Array("application/vnd.oasis.opendocument.spreadsheet".utf8))]),
      "a damaged OpenDocument spreadsheet"
    ),
    (
      SmallWorkbook.archive([("word/document.xml", [1]), ("[Content_Types].xml", [1])]),
      "an Office document, or a damaged one"
    ),
  ])
  func otherDocumentsAreNamed(bytes: [UInt8], name: String) {
    guard case .format(let format) = CSVReaderTests.read(bytes).failure else {
      Issue.record("\(CSVReaderTests.read(bytes))")
      return
    }
    #expect(format.name == name)
  }
}

extension CSVOptions {
  fileprivate static func sheet(_ name: String) -> CSVOptions {
    var options = CSVOptions()
    options.sheet = LoadSpec.Column(name)
    return options
  }
}
