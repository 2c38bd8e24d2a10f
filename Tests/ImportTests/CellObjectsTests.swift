import DataModel
import Testing

@testable import Import

/// JSON objects in the cells of a table: `properties.plan`.
struct CellObjectsTests {
  private static func read(_ text: String, opened: Set<String> = ["properties"]) -> CSVReaderTests.Reading {
    var options = CSVOptions()
    options.opened = opened
    return CSVReaderTests.readAnyhow(text, options)
  }

  @Test func membersAreColumns() {
    let reading = CellObjectsTests.read(
      """
      id,Properties,at
      1,"{""plan"":""pro"",""$set"":{""n"":2}}",x
      2,,y
      3,"{""list"":[""a""],""plan"":null}",z
      """)
    #expect(
      reading.header == ["id", "Properties", "at", "Properties.plan", "Properties.$set.n", "Properties.list"])
    #expect(reading.rows[0].prefix(5) == ["1", "{\"plan\":\"pro\",\"$set\":{\"n\":2}}", "x", "pro", "2"])
    #expect(reading.rows[1].prefix(5) == ["2", "", "y", "", ""])
    #expect(reading.rows[2].suffix(3) == ["", "", "[\"a\"]"])
  }

  @Test func cellsThatAreNoObjectsHaveNoMembers() {
    let reading = CellObjectsTests.read(
      "properties;x\n{a,b};1\n{'a': 1};2\n{\"a\":3};3\n{\"a\":4} and;4\n{\"a\":;5\n7;6\n")
    #expect(reading.header == ["properties", "x", "properties.a"])
    #expect(reading.rows.map { $0[2] } == ["", "", "3", "", "", ""])
    #expect(reading.rejections.isEmpty)
  }

  @Test func severalColumnsAndATakenName() {
    let reading = CellObjectsTests.read(
      "a|b|a.x\n{\"x\":1}|{\"x\":2,\"y\":3}|4\n|{\"y\":5}|6\n", opened: ["a", "b", "c"])
    #expect(reading.header == ["a", "b", "a.x", "a.x_2", "b.x", "b.y"])
    #expect(reading.rows.map { Array($0.suffix(4)) } == [["4", "1", "2", "3"], ["6", "", "", "5"]])
  }

  @Test func nestingAndColumnsAreBounded() {
    let deep = String(repeating: "{\"a\":", count: 1_000)
    let wide = "{" + (0..<5_000).map { "\"k\($0)\":1" }.joined(separator: ",") + "}"
    let reading = CellObjectsTests.read("properties;x\n\(deep);1\n\(wide);2\n")
    #expect(reading.header.count == 2 + 4_096 && reading.rows.count == 2)
    #expect(reading.remarks == ["more than 4096 columns: 904 values of further ones are not read"])
  }

  /// All lines of a load can use members as soon as one line names one.
  @Test func aLoadThatNamesAMember() {
    let text = "id,p\n1,\"{\"\"plan\"\":\"\"pro\"\",\"\"n\"\":2}\"\n2,\"{\"\"plan\"\":\"\"free\"\"}\"\n"
    let shop = Shop(
      ["c.csv": text], [.customers { $0.condition = .test(.init("P.plan"), .oneOf([.text("pro")])) }])
    #expect(shop.attribute("p.n") == ["2"] && shop.attribute("p.plan") == ["pro"])
    #expect(shop.attribute("p") == ["{\"plan\":\"pro\",\"n\":2}"])
    #expect(shop.messages == "")
    let plain = Shop(["c.csv": text], [.customers()])
    #expect(plain.type("p.plan") == nil)
  }
}
