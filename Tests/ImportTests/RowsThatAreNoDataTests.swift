import DataModel
import SourceText
import Store
import Testing

@testable import Import

/// Lines above the header, further header rows, headers again, totals, footers, short rows, odd quotes.
struct RowsThatAreNoDataTests {
  private func shop(_ text: String, _ set: (inout LoadSpec) -> Void = { _ in }) -> Shop {
    Shop(["c.csv": text], [.customers(set: set)])
  }

  private func ids(_ shop: Shop) -> [String] {
    shop.store.map { store in (0..<store.customers.count).map { store.customers.ids[$0] } } ?? []
  }

  private func rejected(_ shop: Shop) -> [String] {
    shop.result.report.files.flatMap(\.rejected).map { "\($0.line) \($0.reason)" }
  }

  @Test func theHeaderAgainIsNobody() {
    let text = "id,name\nc1,Ada\nid,name\nc2,Bo\n\u{FEFF}id,name\n\u{FEFF}c3,Cy\n"
    #expect(ids(shop(text)) == ["c1", "c2", "c3"])
    #expect(rejected(shop(text)) == ["3 it is the header again", "5 it is the header again"])
    #expect(ids(shop(text) { $0.keepsAllRows = true }) == ["c1", "id", "c2", "c3"])
    // A column of its own name in one row, and a table of one column.
    #expect(ids(shop("id,name\nid,Ada\n")) == ["id"])
    #expect(ids(shop("id\nc1\nid\n")) == ["c1", "id"])
  }

  @Test func totalsAreNobody() {
    let last = "id,name,mrr\nc1,Ada,40\nc2,Bo,60\nTotal,,100\n"
    #expect(rejected(shop(last)) == ["4 it is a total below the last row"])
    #expect(ids(shop(last) { $0.keepsAllRows = true }) == ["c1", "c2", "Total"])
    // In the middle: the sum of the rows above it, or since the last one; else somebody.
    let middle = "id,name,mrr\nc1,Ada,40\nc2,Bo,60\nSubtotal,,100\nc3,Cy,5\nSumme:,,5\nTotal,,7\nc4,Di,1\n"
    #expect(ids(shop(middle)) == ["c1", "c2", "c3", "Total", "c4"])
    #expect(
      rejected(shop(middle)) == [
        "4 it is a total: the sum of the rows above it", "6 it is a total: the sum of the rows above it",
      ])
    // A customer of that name with all cells, also in the last row.
    #expect(ids(shop("id,name,mrr\nTotal,Total Ltd,40\nc1,Ada,1\nTotals,Totals Ltd,41\n")).count == 3)
    #expect(ids(shop("id,name,mrr\nGrand total,,41\nc1,Ada,1\n")) == ["c1"])
    #expect(ids(shop("id,name,mrr\nc1,Ada,1\n\nGesamt,,9\nc2,Bo,3\n")) == ["c1", "c2"])
  }

  @Test func footersAreNobody() {
    let text = """
      id,name,stage,mrr
      c1,Ada,Won,1
      "Grand Totals (1 records)",,,1

      "Confidential Information - Do Not Distribute"
      Copyright (c) 2000-2025 example.com, inc.
      "Downloaded by Ada"

      """
    #expect(ids(shop(text)) == ["c1"])
    #expect(rejected(shop(text)).map { $0.prefix(1) } == ["3", "4", "5", "6", "7"])
    // What looks like a footer and is followed by rows is a row.
    #expect(ids(shop("id,name\nc1,Ada\nCopyright Ltd,\nc2,Bo\n")) == ["c1", "Copyright Ltd", "c2"])
    #expect(ids(shop("id,name\r\nc1,Ada\r\n\u{1A}")) == ["c1"])
    #expect(rejected(shop("id,name\nc1,Ada\n,\n  \nc2,Bo\n\n\n")).map { $0.prefix(1) } == ["3", "4"])
  }

  @Test func linesAboveTheHeader() {
    let comments = shop("# Users\n# March\n\nid,name,plan\nc1,Ada,pro\n")
    #expect(ids(comments) == ["c1"])
    #expect(
      comments.messages.contains("the header is line 4") && comments.messages.contains("`skip 3 lines`"))
    #expect(ids(shop("Report of March\nid,name\nc1,Ada\n")) == ["c1"])
    #expect(ids(shop("Users by plan,,\nid,name,plan\nc1,Ada,pro\n")) == ["c1"])
    #expect(ids(shop("a,b\nx,y\nid,name\nc1,Ada\n") { $0.skippedLines = 2 }) == ["c1"])
    #expect(ids(shop("a,b\r\nid,name\r\nc1,Ada\r\n") { $0.skippedLines = 1 }) == ["c1"])
    #expect(rejected(shop("# Users\nid,name\nc1,Ada\nc2,Bo,x\n")).map { $0.prefix(1) } == ["4"])
    // A header with fewer names than the rows have cells is the header.
    #expect(ids(shop("id\nc1,Ada\nc2,Bo\n")) == [])
    let texts = LoadSpec.make(.feedback, "f.csv") {
      $0.hasNoCustomer = true
      $0.hasNoTime = true
      $0.text = [.init("text")]
    }
    #expect(Shop(["f.csv": "text\n\"Good, but slow\"\n\"Bad, very\"\n"], [texts]).feedback.count == 2)
  }

  @Test func furtherHeaderRows() {
    let text = "id,name\nThe id,The name\nc1,Ada\nc2,Bo\n"
    #expect(ids(shop(text) { $0.skippedRows = [2...2] }) == ["c1", "c2"])
    #expect(ids(shop(text) { $0.skippedRows = [2...3] }) == ["c2"])
    #expect(rejected(shop(text) { $0.skippedRows = [2...3] }) == [])
    let load = LoadSpec.make(.feedback, "q.csv") {
      $0.customer = .init("Ref")
      $0.at = [.init("EndDate")]
      $0.text = [.init("Q1")]
    }
    let zone = "{\"\"ImportId\"\":\"\"endDate\"\",\"\"timeZone\"\":\"\"America/Denver\"\"}"
    let shop = Shop(
      [
        "q.csv": """
        EndDate,Ref,Q1
        End Date,Reference,"What, then?"
        "\(zone)","{""ImportId"":""ref""}","{""ImportId"":""QID1""}"
        2025-01-01 10:00:00,c1,Good

        """
      ], [load])
    #expect(shop.feedback == ["c1|-|-|Good"])
    #expect(
      shop.store?.feedback.timeline.moment(at: 0, zone: .utc)
        == .instant(Instant(microseconds: 1_735_750_800_000_000)))
    #expect(shop.messages.contains("`skip rows 2 to 3`") && shop.messages.contains("America/Denver"))
  }

  @Test func choicesOfASurveyAreYesOrNo() {
    let text = """
      Respondent ID,End Date,What first?,Which parts?,,,How easy?,
      ,,Open-Ended Response,Ledger,Search,Other (please specify),Paying,Finding
      1,01/02/2025,Nothing,Ledger,,Mail,Hard,Easy
      2,01/13/2025,Refunds,,Search,,Easy,
      3,01/14/2025,,,,,,Hard

      """
    let shop = Shop(["c.csv": text], [.customers { $0.key = [.init("Respondent ID")] }])
    #expect(shop.attribute("What first?") == ["Nothing", "Refunds", "-"])
    #expect(shop.attribute("Which parts?: Ledger") == ["yes", "no", "-"])
    #expect(shop.attribute("Which parts?: Search") == ["no", "yes", "-"])
    #expect(shop.attribute("Which parts?: Other (please specify)") == ["Mail", "-", "-"])
    #expect(shop.attribute("How easy?: Finding") == ["Easy", "-", "Hard"])
    #expect(shop.messages.contains("`header rows 1 to 2`"))
    let said = Shop(
      ["c.csv": "id,Uses,\n,A,B\n1,A,\n2,,B\n"], [.customers { $0.headerRows = 1...2 }])
    #expect(said.attribute("Uses: B") == ["no", "yes"])
  }

  @Test func shortRowsAreCounted() {
    let text = "name,id,plan\nAda,c1,pro\nBo\nCy,c3\nDi,c4"
    #expect(ids(shop(text)) == ["c1", "c3"])
    #expect(
      rejected(shop(text)) == [
        "3 the row is cut off after 1 of 3 cells",
        "5 the row is cut off after 2 of 3 cells, where the file ends",
      ])
    #expect(shop(text).messages.contains("1 row has fewer cells than there are columns"))
    #expect(ids(shop("id,name\nc1,Ada\nc2,Bo")) == ["c1", "c2"])
  }

  @Test func halfAFileIsNoFile() {
    let shop = shop("id,x\n1,2,3\n1,2,3\n1,2\n")
    #expect(shop.store == nil)
    #expect(shop.diagnostics.first?.severity == .error && shop.diagnostics.first?.dataLine == 2)
    #expect(shop.messages.hasPrefix("2 of 3 rows of c.csv cannot be read"))
    #expect(shop.result.report.files.first?.rejected.count == 2)
    // Rows that are no data do not count: one person and a footer is a file.
    #expect(self.shop("id,x\n1,2\n\nTotal,2\nCopyright,\n").store != nil)
  }

  @Test func allUnreadableTimesAreRejected() {
    let rows = (0..<100).map { "c,x,\($0 % 5 < 2 ? "01-Xyz 25" : "2025-03-0\(1 + $0 % 9)")" }
    let load = LoadSpec.make(.events, "e.csv") {
      $0.customer = .init("who")
      $0.name = .init("what")
      $0.at = [.init("at")]
    }
    let shop = Shop(["e.csv": (["who,what,at"] + rows + ["c,,2025-01-01"]).joined(separator: "\n")], [load])
    let file = shop.result.report.files.first
    #expect(shop.events.count == 60)
    #expect(file?.rowsRead == 101 && file?.rowsRejected == 41 && file?.rowsTaken == 60)
    #expect(file?.rejected.last?.column == "what" && file?.rejected.last?.line == 102)
  }
}

/// Quotes that mean nothing, or something else.
struct QuoteTests {
  private func rows(_ text: String, _ options: ReadingOptions = ReadingOptions()) -> [[String]] {
    CSVReaderTests.readAnyhow(text, options).rows
  }

  @Test func aStrayQuoteSwallowsNoRows() {
    let good = (3...6).map { ["c\($0)", "x", "pro"] }
    let tail = good.map { $0.joined(separator: ",") }.joined(separator: "\n") + "\n"
    #expect(rows("id,name,plan\nc2,\"Bo,pro\n" + tail) == [["c2", "\"Bo", "pro"]] + good)
    // Closed by a quote further down that is no end of a cell.
    #expect(
      rows("id,name,plan\nc2,\"Bo,pro\nc3,5\" x,pro\nc4,Di,pro\n") == [
        ["c2", "\"Bo", "pro"], ["c3", "5\" x", "pro"], ["c4", "Di", "pro"],
      ])
    // Closed at the end of a cell: the shape tells.
    #expect(
      rows("id,name,plan\nc1,\"Bo,pro\nc2,\"Ed, Al\",pro\nc3,\"x\",pro\n") == [
        ["c1", "\"Bo", "pro"], ["c2", "Ed, Al", "pro"], ["c3", "x", "pro"],
      ])
    // A cell over lines stays one, in a short row too.
    #expect(rows("id,name,plan\nc1,\"Bo, the\nsecond\"\nc2,x,pro\n")[0] == ["c1", "Bo, the\nsecond", ""])
    let shop = Shop(["c.csv": "id,name,plan\nc2,\"Bo,pro\n" + tail], [.customers()])
    #expect(shop.diagnostics.map(\.dataLine) == [2] && shop.messages.contains("read as text"))
  }

  @Test func otherWaysToQuote() {
    let escaped = "id,name\nc1,\"say \\\"hi\\\", Bo\"\nc2,\"back\\\\\"\n"
    #expect(rows(escaped) == [["c1", "say \"hi\", Bo"], ["c2", "back\\"]])
    #expect(rows("id,name\nc1,\"a\\\"\n", ReadingOptions(quoting: .doubled)) == [["c1", "a\\"]])
    #expect(
      rows("id, name, plan\nc1, \"Ada, of Bath\", pro\nc2, \"Bo\nII\", free\n") == [
        ["c1", "Ada, of Bath", "pro"], ["c2", "Bo\nII", "free"],
      ])
    let research =
      "id\ttext\n1\t\"Hello, he said\n2\t\"Well\" is a word\n3\tplain\n4\t\"So\n5\t\"And so\" on\n"
    #expect(
      rows(research).map { $0[1] } == [
        "\"Hello, he said", "\"Well\" is a word", "plain", "\"So", "\"And so\" on",
      ])
    #expect(rows("id,a\n1,\"x\"\n", ReadingOptions(quoting: LoadSpec.Quoting.none)) == [["1", "\"x\""]])
    // Quotes inside quoted cells that nobody doubled do not make the quotes letters.
    let inner = (1...5).map { "\"\($0)\",\"say \"hi\" now\"\n" }.joined()
    #expect(rows("\"id\",\"t\"\n" + inner)[0] == ["1", "say hi\" now\""])
  }
}

/// Bytes that are not UTF-8.
struct EncodingTests {
  @Test func utf16WithoutAMark() {
    let units = Array("id,name\nc1,Ada\nc2,使い\n".utf16)
    let little = units.flatMap { unit -> [UInt8] in [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
    let big = units.flatMap { unit -> [UInt8] in [UInt8(unit >> 8), UInt8(unit & 0xFF)] }
    for bytes in [little, big] {
      #expect(CSVReaderTests.readAnyhow(bytes).rows == [["c1", "Ada"], ["c2", "使い"]])
    }
  }

  @Test func anOddByteAtTheEndOfALargeFileEndsIt() {
    let text = "\u{FEFF}id,name\n" + String(repeating: "c1,Ada\n", count: 20_000)
    let bytes = text.utf16.flatMap { unit -> [UInt8] in [UInt8(unit & 0xFF), UInt8(unit >> 8)] } + [0x41]
    #expect(CSVReaderTests.read(bytes).rows.count == 20_000)
  }

  @Test func oneNullByteIsACellNotAFile() {
    let shop = Shop(["c.csv": "id,name\nc1,A\0da\nc2,Bo\n"], [.customers()])
    #expect(shop.attribute("name") == ["A\u{FFFD}da", "Bo"])
    #expect(shop.diagnostics.map(\.dataLine) == [2])
  }

  @Test func otherEncodingsAreSaid() {
    // Windows-1251 and Shift-JIS.
    let cyrillic: [UInt8] = [
      0xE2, 0xE5, 0xF0, 0xED, 0xE8, 0xF2, 0xE5, 0x20, 0xE4, 0xE5, 0xED, 0xFC, 0xE3, 0xE8,
    ]
    let japanese: [UInt8] = [
      0x95, 0xD4, 0x8B, 0xE0, 0x82, 0xB5, 0x82, 0xC4, 0x82, 0xAD, 0x82, 0xBE, 0x82, 0xB3, 0x82, 0xA2,
    ]
    for letters in [cyrillic, japanese] {
      let shop = Shop(bytes: ["c.csv": Array("id,t\nc1,".utf8) + letters + [0x0A]], [.customers()])
      #expect(shop.messages.lowercased().contains("save the file as utf-8"))
    }
    let western = Shop(bytes: ["c.csv": Array("id,t\nc1,Jos".utf8) + [0xE9, 0x2C, 0x0A]], [.customers()])
    #expect(western.messages == "c.csv: not UTF-8: read as Windows-1252")
  }
}
