import DataModel
import SourceText
import Store
import Testing

@testable import Import

/// Misplaced and unescaped quotes.
struct QuoteTests {
  private func rows(_ text: String, _ options: CSVOptions = CSVOptions()) -> [[String]] {
    CSVReaderTests.readAnyhow(text, options).rows
  }

  @Test func aStrayQuoteSwallowsNoRows() {
    let good = (3...6).map { ["c\($0)", "x", "pro"] }
    let tail = good.map { $0.joined(separator: ",") }.joined(separator: "\n") + "\n"
    #expect(rows("id,name,plan\nc2,\"Bo,pro\n" + tail) == [["c2", "\"Bo", "pro"]] + good)
    // Closed by a later quote that does not end a cell.
    #expect(
      rows("id,name,plan\nc2,\"Bo,pro\nc3,5\" x,pro\nc4,Di,pro\n") == [
        ["c2", "\"Bo", "pro"], ["c3", "5\" x", "pro"], ["c4", "Di", "pro"],
      ])
    // Closed by a later quote at the end of a cell: the number of cells in the rows decides.
    #expect(
      rows("id,name,plan\nc1,\"Bo,pro\nc2,\"Ed, Al\",pro\nc3,\"x\",pro\n") == [
        ["c1", "\"Bo", "pro"], ["c2", "Ed, Al", "pro"], ["c3", "x", "pro"],
      ])
    // A cell over several lines stays one cell, in a short row too.
    #expect(rows("id,name,plan\nc1,\"Bo, the\nsecond\"\nc2,x,pro\n")[0] == ["c1", "Bo, the\nsecond", ""])
    let shop = Shop(["c.csv": "id,name,plan\nc2,\"Bo,pro\n" + tail], [.customers()])
    #expect(shop.diagnostics.map(\.dataLine) == [2] && shop.messages.contains("read as text"))
  }

  /// Two quotes around several rows: each line is a row, judging by its number and kind of cells.
  @Test(arguments: [
    ["2,\"B,free", "3,C,pro", "4,D\",pro"], ["2,\"24 inch,free", "3,24\",pro"], ["2,B,\"free", "3,C,pro\""],
    ["\"2,B,free", "3\",C,pro"],
  ])
  func aPairOfStrayQuotesSwallowsNoRows(lines: [String]) {
    let all = ["1,A,pro"] + lines + ["7,E,free", "8,F,pro"]
    for separator in [",", "\t"] {
      let text = (["id,name,plan"] + all).joined(separator: "\n") + "\n"
      #expect(
        rows(text.replacing(",", with: separator))
          == all.map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) })
    }
    let shop = Shop(["c.csv": "id,name,plan\n" + all.joined(separator: "\n") + "\n"], [.customers()])
    #expect(shop.diagnostics.map(\.dataLine) == [3] && shop.messages.contains("read as text"))
  }

  /// Texts of several lines, each of which happens to have as many cells as a row.
  @Test(arguments: [
    ("1,Hello,5\n2,\"Hello, dear\nyours, Tom\",5\n3,Bye,4\n", "Hello, dear\nyours, Tom"),
    ("1,Hello,5\n2,\"Room 4,\n7, please\",5\n3,Bye,4\n", "Room 4,\n7, please"),
    ("1,\"a\nb\nc\",5\n2,\"rooms,\n7,8\",5\n3,Bye,4\n", "rooms,\n7,8"),
    ("ann,x,y\nbo,\"tea,\nmilk\",y\ncy,z,y\n", "tea,\nmilk"),
  ])
  func aTextOverLinesStaysACell(text: String, cell: String) {
    let found = rows("id,t,n\n" + text)
    #expect(found.count == 3 && found[1][1] == cell)
  }

  @Test func otherWaysToQuote() {
    let escaped = "id,name\nc1,\"say \\\"hi\\\", Bo\"\nc2,\"back\\\\\"\n"
    #expect(rows(escaped) == [["c1", "say \"hi\", Bo"], ["c2", "back\\"]])
    #expect(rows("id,name\nc1,\"a\\\"\n", CSVOptions(quoting: .doubled)) == [["c1", "a\\"]])
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
    #expect(rows("id,a\n1,\"x\"\n", CSVOptions(quoting: LoadSpec.Quoting.none)) == [["1", "\"x\""]])
    // Unescaped quotes inside quoted cells do not turn quoting off.
    let inner = (1...5).map { "\"\($0)\",\"say \"hi\" now\"\n" }.joined()
    #expect(rows("\"id\",\"t\"\n" + inner)[0] == ["1", "say \"hi\" now"])
  }

  @Test(arguments: [
    ("\"6\" screen\"", "6\" screen"), ("\"He said \"no\"\"", "He said \"no\""), ("\"d\"x", "\"d\"x"),
    ("\"say \"hi\", friend\"", "say \"hi\", friend"), ("\"\"6\" screen\"", "\"6\" screen"),
    ("\"a, \"b\", c, \"d\" e\"", "a, \"b\", c, \"d\" e"), ("\"Acme\" Inc", "\"Acme\" Inc"),
    ("\"a \"\"b\"\" \"c\" d\"  ", "a \"\"b\"\" \"c\" d"),
  ])
  func quotesInsideThatNobodyDoubled(cell: String, text: String) {
    let others = (2...9).map { "\($0),plain,\($0)\n" }.joined()
    #expect(rows("id,size,n\n1,\(cell),3\n" + others)[0] == ["1", text, "3"])
    let shop = Shop(["c.csv": "id,size,n\n0,x,2\n1,\(cell),3\r\n\(others)"], [.customers()])
    #expect(shop.attribute("size")[1] == text)
    #expect(
      shop.messages
        == "c.csv: 1 row has quotes inside a quoted cell that are not doubled; they are read as text")
    #expect(shop.diagnostics.map(\.dataLine) == [3])
  }

  @Test(arguments: [
    // Fewer cells than a row; or more, with two ways to split it into the cells of a row.
    ("1,\"6\" screen\"", ["1", "\"6\" screen\""]), ("1,\"a\" b", ["1", "\"a\" b"]),
    ("\"a\" b\",c\",\"d\" e\",f\"", ["\"a\" b\"", "c\"", "\"d\" e\"", "f\""]),
  ])
  func anUnclearQuoteIsRejectedAsItStands(row: String, cells: [String]) {
    let text = "id,size,n\n\(row)\n2,x,3\n3,y,4\n"
    var importer = Importer(host: .memory(["c.csv": Array(text.utf8)]))
    importer.keepsRejectedCells = true
    var workspace = WorkspaceSpec()
    workspace.loads = [.customers()]
    let found = importer.load(workspace).report.files.flatMap(\.rejected)
    #expect(
      found.map(\.reason) == [
        "a quote inside a quoted cell is not doubled, so where the cell ends is not clear"
      ])
    #expect(found.map(\.cells) == [cells] && found.map(\.line) == [2])
  }

  /// Unescaped quotes inside a cell of several lines: the cell is read whole, or its row is rejected.
  @Test(arguments: [1, 7, 1 << 20])
  func cellsOfSeveralLinesWithQuotesInside(chunk: Int) {
    func read(_ rows: String) -> (rows: [[String]], rejected: [Int]) {
      let shop = Shop(
        bytes: ["c.csv": Array(("id,at,t\n" + rows).utf8)], [.customers()], chunk: chunk)
      let columns = ["id", "at", "t"].map { shop.attribute($0) }
      let all = (0..<(columns[0].count)).map { row in columns.map { $0[row] } }
      return (all, shop.result.report.files[0].rejected.map(\.line))
    }
    for (text, at) in [
      ("he said\n\"hi\" and left\nnow", "y"), ("he said \"hi\" and left\nnow", "y"),
      ("one\ntwo \"three\" four\n\nfive", "y"), ("a \"b, c\" d\ne", "y"),
    ] {
      let found = read("a,\(at),\"\(text)\"\nb,y,ok\n")
      #expect(found.rows == [["a", at, text], ["b", "y", "ok"]] && found.rejected == [], "\(text)")
    }
    // A later quote would close it and swallow rows.
    let swallowing = read("a,y,\"he said\n\"hi\" and left\nb,y,ok\nc,y,\"x\"\nd,y,z\n")
    #expect(swallowing.rows.map { $0[0] } == ["b", "c", "d"] && swallowing.rejected == [2, 3])
    let unclear = read("a,y,\"he said\n\"hi\" and left\nb,y,ok\nc,y,\"x\"\nd,y,z\n")
    #expect(!unclear.rows.contains { $0[0] == "a" } && unclear.rejected.contains(2))
    #expect(unclear.rows.map { $0[0] }.suffix(2) == ["c", "d"])
  }
}
