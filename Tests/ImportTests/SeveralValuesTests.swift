import DataModel
import SourceText
import Store
import Testing

@testable import Import

/// Cells with several values, and several columns with one name.
struct SeveralValuesTests {
  private func shop(_ header: String, _ rows: [String], _ set: (inout LoadSpec) -> Void = { _ in }) -> Shop {
    let lines = rows.enumerated().map { "c\($0),\($1)" }
    return Shop(["c.csv": (["id,\(header)"] + lines).joined(separator: "\n")], [.customers(set: set)])
  }

  @Test func splitMakesAList() {
    let shop = shop("x", ["billing;search", "billing", "", "search; billing;billing", ";"]) {
      $0.splits = [.init(column: .init("x"), separator: ";", parts: [])]
    }
    #expect(shop.messages == "" && shop.type("x") == .list)
    #expect(shop.attribute("x") == ["[billing search]", "[billing]", "-", "[search billing]", "-"])
  }

  @Test(arguments: [
    (["\"[\"\"a\"\",\"\"b\"\"]\"", "b"], ["[a b]", "[b]"]), (["\"{a,b}\"", "{b}"], ["[a b]", "[b]"]),
    (["\"{\"\"a b\"\",NULL}\"", "\"{c,d}\""], ["[a b]", "[c d]"]), (["{a}", "{b}"], ["{a}", "{b}"]),
    (["\"{\"\"a\"\":1}\"", "{}"], ["{\"a\":1}", "{}"]), (["[a]", "b", "c"], ["[a]", "b", "c"]),
  ])
  func listsAsTheyAreWritten(cells: [String], values: [String]) {
    #expect(shop("x", cells).attribute("x") == values)
  }

  @Test func valuesThatHoldTheSeparator() {
    let rows = ["\"Ads, paid, Search\"", "\"Ads, paid\"", "Search", "\"Mail, Search\"", "Mail"]
    let found = shop("x", rows) { $0.splits = [.init(column: .init("x"), separator: ",", parts: [])] }
    #expect(
      found.attribute("x") == ["[Ads, paid Search]", "[Ads, paid]", "[Search]", "[Mail Search]", "[Mail]"])
    #expect(found.reported("x")?.remark == "“Ads, paid” read as one value (`of …` says which are)")
    let given = shop("x", rows) {
      $0.splits = [.init(column: .init("x"), separator: ",", parts: ["Mail, Search"])]
    }
    #expect(
      given.attribute("x") == ["[Ads paid Search]", "[Ads paid]", "[Search]", "[Mail, Search]", "[Mail]"])
  }

  @Test func columnsOfOneNameAsOneList() {
    let shop = shop("Labels,Labels,Labels", ["a,b,", "b,,", ",,"]) {
      $0.lists = [([.init("Labels")], .init("labels"))]
    }
    #expect(shop.messages == "" && shop.type("labels") == .list)
    #expect(shop.attribute("labels") == ["[a b]", "[b]", "-"])
    #expect(shop.type("Labels_2") == nil)
  }

  @Test func cellsThatSeemToHoldSeveralValuesAreNoted() {
    let several = shop("x", ["billing;search", "billing", "search;reports;billing"])
    #expect(
      several.messages
        == "x of c.csv: its cells seem to hold several values: `split x by \";\"` makes them a list")
    #expect(several.type("x") == .text && several.store != nil)
    #expect(shop("x", ["a;b", "c;d", "e"]).messages == "")
    let json = shop("x", ["\"{\"\"a\"\":1}\"", "\"{\"\"a\"\":2}\""])
    #expect(
      json.messages
        == "x of c.csv: its cells are JSON objects, which become columns if the load names a member, as in `type x.member text`"
    )
  }
}
