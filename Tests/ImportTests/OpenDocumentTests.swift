import DataModel
import Testing

@testable import Import

/// What the reader makes of OpenDocument spreadsheets.
struct OpenDocumentTests {
  /// A spreadsheet of these tables, as an archive whose parts are not compressed.
  private static func document(_ tables: String, styles: String = "", manifest: String = "") -> [UInt8] {
    let content = """
      <office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:calcext="c" xmlns:style="s">\
      <office:automatic-styles>\(styles)</office:automatic-styles>\
      <office:body><office:spreadsheet>\(tables)</office:spreadsheet></office:body></office:document-content>
      """
    let kind = "application/vnd.oasis.opendocument.spreadsheet"
    let parts = [
      ("mimetype", kind), ("content.xml", content),
      ("META-INF/manifest.xml", "<manifest:manifest xmlns:manifest=\"m\">\(manifest)</manifest:manifest>"),
    ]
    return SmallWorkbook.archive(parts.map { ($0.0, Array($0.1.utf8)) })
  }

  private static func read(_ document: [UInt8], sheet: String? = nil) -> CSVReaderTests.Reading {
    var options = CSVOptions()
    options.sheet = sheet.map { LoadSpec.Column($0) }
    return CSVReaderTests.read(document, options)
  }

  private static func row(_ texts: String..., attributes: String = "") -> String {
    let cells = texts.map {
      "<table:table-cell office:value-type=\"string\"><text:p>\($0)</text:p></table:table-cell>"
    }
    return "<table:table-row \(attributes)>\(cells.joined())</table:table-row>"
  }

  private static func cell(_ attributes: String, _ text: String = "") -> String {
    "<table:table-cell \(attributes)>\(text.isEmpty ? "" : "<text:p>\(text)</text:p>")</table:table-cell>"
  }

  @Test func kindsOfCells() {
    let cells = [
      OpenDocumentTests.cell("office:value-type=\"float\" office:value=\"0.30000000000000004\"", "0,3"),
      OpenDocumentTests.cell("office:value-type=\"percentage\" office:value=\"0.2\"", "20 %"),
      OpenDocumentTests.cell(
        "office:value-type=\"currency\" office:currency=\"EUR\" office:value=\"1200.5\"", "1.200,50 €"),
      OpenDocumentTests.cell("office:value-type=\"date\" office:date-value=\"2025-03-01\"", "01.03.25"),
      OpenDocumentTests.cell(
        "office:value-type=\"date\" office:date-value=\"2025-03-01T10:30:00\"", "01.03.25 10:30"),
      OpenDocumentTests.cell("office:value-type=\"time\" office:time-value=\"PT27H13M05.50S\"", "27:13:05"),
      OpenDocumentTests.cell("office:value-type=\"boolean\" office:boolean-value=\"true\"", "WAHR"),
      "<table:table-cell office:value-type=\"string\"><office:annotation><text:p>a note</text:p></office:annotation>"
        + "<text:p>two<text:s text:c=\"2\"/><text:span>blanks</text:span></text:p><text:p>a, \"b\"</text:p></table:table-cell>",
      OpenDocumentTests.cell(
        "table:formula=\"of:=NA()\" office:value-type=\"string\" office:string-value=\"\" calcext:value-type=\"error\"",
        "#N/A"),
      OpenDocumentTests.cell("table:formula=\"of:=[.A1]\""),
    ].joined()
    let names = OpenDocumentTests.row("n", "share", "fee", "day", "at", "length", "vip", "text", "error", "f")
    let document = OpenDocumentTests.document(
      "<table:table table:name=\"A\">\(names)<table:table-row table:visibility=\"collapse\">\(cells)</table:table-row></table:table>"
    )
    let reading = OpenDocumentTests.read(document)
    #expect(reading.header == ["n", "share", "fee", "day", "at", "length", "vip", "text", "error", "f"])
    #expect(
      reading.rows == [
        [
          "0.3", "0.2", "1200.5", "2025-03-01", "2025-03-01T10:30:00", "27:13:05.5", "TRUE",
          "two  blanks\na, \"b\"", "", "",
        ]
      ])
    #expect(
      reading.remarks == [
        "1 cell with an error counts as missing: #N/A 1",
        "1 cell with a formula and no kept value counts as missing: open the workbook in a spreadsheet, and save it",
        "1 row is hidden in the workbook, and read like all others",
      ])
  }

  @Test func whatIsRepeatedIsThereAsOften() {
    let table = """
      <table:table table:name="A">\(OpenDocumentTests.row("a", "b", "c", "d"))\
      <table:table-row table:number-rows-repeated="2">\
      <table:table-cell office:value-type="float" office:value="1"/>\
      <table:table-cell office:value-type="float" office:value="2" table:number-columns-repeated="2"/>\
      <table:table-cell table:number-columns-repeated="16381"/></table:table-row>\
      <table:table-row><table:table-cell table:number-columns-repeated="3"/>\
      <table:table-cell office:value-type="float" office:value="9"/></table:table-row>\
      <table:table-row table:number-rows-repeated="1048572"><table:table-cell table:number-columns-repeated="16384"/>\
      </table:table-row></table:table>
      """
    let reading = OpenDocumentTests.read(OpenDocumentTests.document(table))
    #expect(reading.rows == [["1", "2", "2", ""], ["1", "2", "2", ""], ["", "", "", "9"]])
    #expect(reading.lines == [2, 3, 4])
  }

  @Test(arguments: [
    (
      "<table:table-row table:number-rows-repeated=\"1048577\"><table:table-cell office:value-type=\"float\" office:value=\"1\"/></table:table-row>",
      "it repeats rows or cells too often"
    ),
    (
      "<table:table-row><table:table-cell office:value-type=\"float\" office:value=\"1\" table:number-columns-repeated=\"16385\"/></table:table-row>",
      "it has more than 16384 columns"
    ),
    (
      "<table:table-row table:number-rows-repeated=\"1048577\"><table:table-cell/></table:table-row>"
        + "<table:table-row><table:table-cell office:value-type=\"float\" office:value=\"1\"/></table:table-row>",
      "it has more than 1048576 rows"
    ),
  ])
  func repetitionIsBounded(rows: String, reason: String) {
    let reading = OpenDocumentTests.read(
      OpenDocumentTests.document("<table:table table:name=\"A\">\(rows)</table:table>"))
    #expect(reading.failure == .host(.unreadable(path: "f.csv", reason: reason)))
  }

  @Test func theFirstShownSheetWithATableIsTakenUnlessOneIsNamed() {
    let hidden =
      "<style:style style:name=\"ta2\" style:family=\"table\"><style:table-properties table:display=\"false\"/></style:style>"
    let tables = """
      <table:table table:name="Old" table:style-name="ta2">\(OpenDocumentTests.row("x", "y") + OpenDocumentTests.row("0", "0"))</table:table>\
      <table:table table:name="Cover"><table:table-row><table:table-cell><table:table table:is-sub-table="true">\
      \(OpenDocumentTests.row("inner", "table"))</table:table></table:table-cell></table:table-row></table:table>\
      <table:table table:name="Sellers">\(OpenDocumentTests.row("a", "b") + OpenDocumentTests.row("1", "x"))</table:table>
      """
    let document = OpenDocumentTests.document(tables, styles: hidden)
    let first = OpenDocumentTests.read(document)
    #expect(first.rows == [["1", "x"]])
    #expect(first.remarks == ["read as `sheet \"Sellers\"`; its other sheets are Old (hidden), Cover"])
    #expect(OpenDocumentTests.read(document, sheet: "old").header == ["x", "y"])
  }

  @Test func onesWithAPasswordAreNamed() {
    let document = OpenDocumentTests.document(
      "",
      manifest:
        "<manifest:file-entry manifest:full-path=\"content.xml\"><manifest:encryption-data/></manifest:file-entry>"
    )
    #expect(
      OpenDocumentTests.read(document).failure
        == .host(
          .unreadable(path: "f.csv", reason: "it is protected by a password: save it without one")))
  }

  @Test(arguments: [
    ("PT10H00M00S", "10:00:00"), ("PT5M", "00:05:00"), ("-PT1H", "-01:00:00"),
    ("PT100H2M3.250S", "100:02:03.25"),
  ])
  func times(written: String, text: String) { #expect(OpenDocumentSheet.time(written) == text) }

  @Test(arguments: ["", "P1D", "PT", "PT1X", "PTH", "1H"])
  func noTimes(written: String) {
    #expect(OpenDocumentSheet.time(written) == (written == "PT" ? "00:00:00" : nil))
  }
}
