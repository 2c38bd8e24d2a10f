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

  @Test func repeatedHeadersAreNotCustomers() {
    let text = "id,name\nc1,Ada\nid,name\nc2,Bo\n\u{FEFF}id,name\n\u{FEFF}c3,Cy\n"
    #expect(ids(shop(text)) == ["c1", "c2", "c3"])
    #expect(rejected(shop(text)) == ["3 it is the header again", "5 it is the header again"])
    #expect(ids(shop(text) { $0.keepsAllRows = true }) == ["c1", "id", "c2", "c3"])
    // A cell that repeats its column's name in one row only, and a table of one column.
    #expect(ids(shop("id,name\nid,Ada\n")) == ["id"])
    #expect(ids(shop("id\nc1\nid\n")) == ["c1", "id"])
  }

  @Test func totalsAreNotCustomers() {
    let last = "id,name,mrr\nc1,Ada,40\nc2,Bo,60\nTotal,,100\n"
    #expect(rejected(shop(last)) == ["4 it is a total below the last row"])
    #expect(ids(shop(last) { $0.keepsAllRows = true }) == ["c1", "c2", "Total"])
    // In the middle: the sum of the rows above it, or of those since the last one; otherwise a person.
    let middle = "id,name,mrr\nc1,Ada,40\nc2,Bo,60\nSubtotal,,100\nc3,Cy,5\nSumme:,,5\nTotal,,7\nc4,Di,1\n"
    #expect(ids(shop(middle)) == ["c1", "c2", "c3", "Total", "c4"])
    #expect(
      rejected(shop(middle)) == [
        "4 it is a total: the sum of the rows above it", "6 it is a total: the sum of the rows above it",
      ])
    // A customer with that name and all cells filled, also in the last row.
    #expect(ids(shop("id,name,mrr\nTotal,Total Ltd,40\nc1,Ada,1\nTotals,Totals Ltd,41\n")).count == 3)
    #expect(ids(shop("id,name,mrr\nGrand total,,41\nc1,Ada,1\n")) == ["c1"])
    #expect(ids(shop("id,name,mrr\nc1,Ada,1\n\nGesamt,,9\nc2,Bo,3\n")) == ["c1", "c2"])
  }

  /// Totals as exports have them: in the first row, in words of their own, with dashes for names, after each group.
  @Test(arguments: [
    ("Total,,30\n1,A,10\n2,B,20\n", ["1", "2"]), ("Total,3,30\n1,1,10\n2,2,20\n", ["1", "2"]),
    ("Results from 2 campaigns,3,30\n1,1,10\n2,2,20\n", ["1", "2"]),
    ("1,1,10\n2,2,20\nTotal of 2 results,3,30\n", ["1", "2"]),
    ("Results from 2 campaigns,3,31\n1,1,10\n2,2,20\n", ["Results from 2 campaigns", "1", "2"]),
    ("All Saints,1,10\nBo,1,10\n", ["All Saints", "Bo"]),
    ("Total: Account,--,30\n1,A,10\n2,B,20\n", ["1", "2"]),
    ("1,A,10\n2,B,20\nTotal: Account,--,31\n", ["1", "2"]),
    (
      "1,A,10\n2,B,20\nSubtotal,Sum,30\nCount,2,\n3,C,5\nSubtotal,Sum,5\nCount,1,\nTotal,Sum,35\nCount,3,\n",
      ["1", "2", "3"]
    ),
    ("1,A,10\n2,B,20\nCount,5,\n3,C,5\n", ["1", "2", "Count", "3"]),
  ])
  func totalsAnywhere(rows: String, customers: [String]) {
    #expect(ids(shop("id,name,mrr\n" + rows)) == customers)
  }

  /// Repeated headers in another order, comments and end markers.
  @Test func headersOfOtherOrderAndComments() {
    let other = shop("id,name,mrr\n1,A,10\nmrr,id,name\n2,B,20\nID,Name\n")
    #expect(ids(other) == ["1", "2"])
    #expect(
      rejected(other) == [3, 5].map { "\($0) all of its cells are names of columns: it is another header" })
    #expect(other.messages.contains("the rows below are still read by the first header"))
    #expect(ids(shop("id,name,mrr\nname,Id,x\n1,A,10\n")) == ["name", "1"])
    let comments = shop("id,name,mrr\n# a comment\n1,A,10\n#2,B,20\n#3\n# end of export\n")
    #expect(ids(comments) == ["1", "#2", "#3"])
    #expect(rejected(comments) == ["2 it is a comment", "6 it is a comment"])
    for end in ["EOF", "End of file", "done"] {
      #expect(
        rejected(shop("id,name,mrr\n1,A,10\n2,B,20\n\(end)\n")) == ["4 it is a footer below the last row"])
    }
    #expect(ids(shop("id,name,mrr\nann,A,10\nbo,B,20\ncy\n")) == ["ann", "bo", "cy"])
    #expect(ids(shop("id,name,mrr\n1,A,10\nEOF\n2,B,20\n")) == ["1", "EOF", "2"])
  }

  @Test func footersAreNotCustomers() {
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
    // A row that looks like a footer is a row if other rows follow.
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
    #expect(shop.messages.contains("`header rows 1 to 2`") && shop.messages.contains("`header rows 1 to 1`"))
    #expect(rejected(shop) == ["2 it is read as the second row of the header"])
    let lost = Shop(["c.csv": text], [.customers { $0.key = [.init("How easy?")] }])
    #expect(lost.diagnostics[0].notes.contains { $0.contains("combined from two header rows") })
    // A question with nothing below it, and rows that only look alike.
    let blank = Shop(
      ["c.csv": "Respondent ID,Uses,,How?,Why?\n,A,B,,Open-Ended Response\n1,A,,9,x\n2,,B,8,y\n"],
      [.customers { $0.key = [.init("Respondent ID")] }])
    #expect(blank.attribute("Uses: B") == ["no", "yes"] && blank.attribute("How?") == ["9", "8"])
    for row in [",pro,x,y", ",pro,x,see", ",,,1"] {
      let plain = self.shop("id,plan,,\n\(row)\na,free,,\nb,pro,,z\n")
      #expect(ids(plain) == ["a", "b"] && plain.attribute("plan") == ["free", "pro"])
    }
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
    // Rows that are not data do not count: one person and a footer are a file.
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

  @Test(arguments: [
    "---,---,---", "----+----+----", "=====", "___,,", "---,:--,--:",
    "───,───,───",
  ])
  func linesDivideTheTable(line: String) {
    let text = "id,name,mrr\nc1,Ada,4\n\(line)\nc2,Bo,5\n"
    #expect(ids(shop(text)) == ["c1", "c2"])
    #expect(rejected(shop(text)) == ["3 it is a dividing line"])
    #expect(ids(shop(text) { $0.keepsAllRows = true }).count >= 2)
  }

  @Test func signsInRowsAreNoLines() {
    let text = "id,name,mrr\n---,Ada,4\nc1,---,---\n--x,==,3\n-5,-,-\n"
    #expect(ids(shop(text)) == ["---", "c1", "--x", "-5"])
    #expect(ids(shop("id,name,mrr\nc1,A,1\n---,---,---\n") { $0.keepsAllRows = true }) == ["c1", "---"])
  }

  @Test func aTableAsPsqlPrintsIt() {
    let shop = shop(" id | name | mrr \n----+------+-----\n c1 | Ada  |   4\n c2 | Bo   |   5\n(2 rows)\n\n")
    #expect(ids(shop) == ["c1", "c2"] && shop.attribute("mrr") == ["4", "5"])
    #expect(rejected(shop).map { $0.prefix(1) } == ["2", "5"])
  }

  @Test(arguments: [
    "2 records", "Count: 2", "(2 rows)", "Total records: 2", "Count,,2", "Showing 1 to 2 of 2 entries",
    "2 rows,,",
    "Tot.,,9", "الإجمالي,,9", "סה\"כ,,9", "Σύνολο,,9", "Total,9,9",
  ])
  func countsAndTotalsBelowTheLastRow(line: String) {
    let text = "id,seats,mrr\nc1,3,4\nc2,6,5\n\(line)\n"
    #expect(ids(shop(text)) == ["c1", "c2"])
    #expect(rejected(shop(text)).map { $0.prefix(1) } == ["4"])
    #expect(ids(shop(text) { $0.keepsAllRows = true }).count == 3)
  }

  @Test func whatOnlyLooksLikeACountIsARow() {
    #expect(ids(shop("id,name,mrr\n2 records,Ada,4\nc1,Bo,5\nuser 12\n")) == ["2 records", "c1", "user 12"])
    #expect(ids(shop("id,seats,mrr\nc1,3,4\nTotal,9,9\n")) == ["c1", "Total"])
    #expect(ids(shop("id,mrr\nc1,4\nCount,7\n")) == ["c1", "Count"])
    #expect(ids(shop("id,mrr\nc1,4\nc2,4\nCount,2\n")) == ["c1", "c2"])
    #expect(ids(shop("id,name,mrr\nusers,,12\n")) == ["users"])
  }

  @Test func sentencesBelowTwoColumns() {
    #expect(ids(shop("id,name\nc1,Ada\n\nThis report is confidential\n")) == ["c1"])
    #expect(ids(shop("id,name\nc1,Ada\nThis report is not to be shared.\n")) == ["c1"])
    // A name of several words, and words that are data.
    #expect(ids(shop("id,name\nc1,Ada\nBank of New York\n")).count == 2)
    let texts = LoadSpec.make(.feedback, "f.csv") {
      $0.hasNoCustomer = true
      $0.hasNoTime = true
      $0.text = [.init("text")]
    }
    let said = "text,score\nGood,3\n\nI do not like all of this.\n"
    #expect(Shop(["f.csv": said], [texts]).feedback.count == 2)
  }

  @Test func headersInOtherLettersAreNotCustomers() {
    let text = "Id,Café name,mrr\nc1,Ada,1\nID,CAFÉ NAME,MRR\n id , café name,mrr ,\nidx,Bo,2\nid,Cy,3\n"
    #expect(ids(shop(text)) == ["c1", "idx", "id"])
    #expect(rejected(shop(text)) == ["3 it is the header again", "4 it is the header again"])
  }

  @Test func linesOfCellsAboveTheHeader() {
    for above in ["made,2025", "Report,Customers", "Report,Customers,March", "Made,2025\nBy,Ada\n"] {
      let shop = shop("\(above)\nid,name,mrr\nc1,Ada,4\nc2,id,5\n") { $0.value = .init("mrr") }
      #expect(ids(shop) == ["c1", "c2"], "\(above)")
      #expect(shop.messages.contains("the lines above it are skipped"))
    }
    // A cell with the name of a column does not make its row a header.
    #expect(shop("key,name\nc1,id\nc2,x\n").codes == [.unknownColumn])
  }

  @Test(arguments: [
    ("<!DOCTYPE html>\n<html><body>no</body>", "an HTML page"), ("\n<table><tr>", "an HTML page"),
    ("<?xml version=\"1.0\"?>\n<a/>", "an XML document"), ("%PDF-1.4\n", "a PDF document"),
    ("PK\u{3}\u{4}xl/workbook.xml", "a damaged Excel workbook"), ("PK\u{3}\u{4}a.csv", "a zip archive"),
  ])
  func otherFormatsAreNamed(text: String, name: String) {
    let shop = shop(text)
    #expect(shop.messages == "“c.csv” is \(name), not a CSV file")
    #expect(shop.diagnostics.first?.notes.isEmpty == false)
    #expect(ids(self.shop("{id},[x],id\n1,2,3\n")) == ["3"])
    // JSON is recognised by its first characters, whatever the file's name.
    #expect(ids(self.shop("[\n  {\"id\": 1},\n  {\"id\": 2}]")) == ["1", "2"])
    #expect(ids(self.shop("{\"id\": 1}\n{\"id\": 2}\n")) == ["1", "2"])
  }

  @Test func manyColumnsOfOneName() {
    let header = Header([String](repeating: "Labels", count: 3000) + ["labels_2"])
    #expect(header.names[1] == "Labels_3" && header.names[2999] == "Labels_3001")
  }
}
