import DataModel
import Testing

@testable import Store

@Suite struct ColumnTests {
  static let lists = Column(
    "tags", offsets: [0, 2, 2, 3], codes: [0, 1, 0], dictionary: StringPool(["vip", "new"]))

  static let columns: [(Column, [Scalar])] = [
    (.booleans("a", [true, nil, false]), [.boolean(true), .missing, .boolean(false)]),
    (.integers("b", [-5, nil, .max]), [.integer(-5), .missing, .integer(.max)]),
    (
      Column("c", units: [1250, -7, 0], places: 2),
      [.decimal(units: 1250, places: 2), .decimal(units: -7, places: 2), .decimal(units: 0, places: 2)]
    ),
    (Column("d", reals: [1.5, -0.1, 3]), [.real(1.5), .real(-0.1), .real(3)]),
    (.days("e", [0, nil, -400]), [.moment(.at(0)), .missing, .moment(.at(-400))]),
    (
      .moments("f", [.at(3), nil, .at(3, second: 1)]),
      [.moment(.at(3)), .missing, .moment(.at(3, second: 1))]
    ),
    (.texts("g", ["pro", nil, "pro"]), [.text("pro"), .missing, .text("pro")]),
    (.texts("h", [nil, nil, nil]), [.missing, .missing, .missing]),
    (lists, [.list(["vip", "new"]), .missing, .list(["vip"])]),
  ]

  @Test(arguments: columns.indices)
  func valuesComeBack(index: Int) {
    let (column, scalars) = Self.columns[index]
    #expect(column.scalars == scalars)
    #expect(column.missing == scalars.count { $0 == .missing })
    #expect((column.presence == nil) == !scalars.contains(.missing))
  }

  /// Rows in any order, repeated, and out of bounds on both sides.
  @Test(arguments: columns.indices)
  func gathering(index: Int) {
    let (column, scalars) = Self.columns[index]
    let rows: [UInt32] = [12, 10, 9, 11, 11, 13, 0, UInt32.max]
    let expected = rows.map { (10...12).contains($0) ? scalars[Int($0) - 10] : .missing }
    #expect(column.gathered(rows, base: 10).scalars == expected)
    #expect(column.gathered([2, 1, 0]).scalars == scalars.reversed())
    #expect(column.gathered([]).scalars == [])
  }

  @Test(arguments: columns.indices)
  func concatenatingOneTypeWithAGap(index: Int) {
    let (column, scalars) = Self.columns[index]
    let whole = Column.concatenated(
      [.init(column: column, count: 3), .init(column: nil, count: 2), .init(column: column, count: 3)],
      name: "x", zone: .utc)
    #expect(whole.scalars == scalars + [.missing, .missing] + scalars)
    #expect(whole.type == column.type)
  }

  @Test func typesWidenOnlyAsFarAsNeeded() {
    func join(_ left: Column, _ right: Column) -> [Scalar] {
      Column.concatenated(
        [.init(column: left, count: left.count), .init(column: right, count: right.count)], name: "x",
        zone: .utc
      ).scalars
    }
    let cents = Column("x", units: [150], places: 2)
    #expect(
      join(.integers("x", [3]), cents) == [.decimal(units: 300, places: 2), .decimal(units: 150, places: 2)])
    #expect(
      join(cents, Column("x", units: [-2], places: 4))
        == [.decimal(units: 15000, places: 4), .decimal(units: -2, places: 4)])
    #expect(join(.integers("x", [.max]), cents) == [.real(Double(Int64.max)), .real(1.5)])
    #expect(join(cents, Column("x", reals: [0.25])) == [.real(1.5), .real(0.25)])
    #expect(
      join(.days("x", [2]), .moments("x", [.at(2, second: 5)])) == [
        .moment(.at(2)), .moment(.at(2, second: 5)),
      ])
    #expect(join(Self.lists, .texts("x", ["old"])).suffix(2) == [.list(["vip"]), .list(["old"])])
    #expect(join(cents, .texts("x", ["n/a", nil])) == [.text("1.50"), .text("n/a"), .missing])
    #expect(join(.texts("x", ["a"]), Column("x", units: [-5], places: 2)) == [.text("a"), .text("-0.05")])
    #expect(join(.texts("x", ["a"]), .booleans("x", [true])) == [.text("a"), .text("true")])
    #expect(
      join(.texts("x", ["a"]), .moments("x", [.at(0, second: -1), .at(1)]))
        == [.text("a"), .text("1969-12-31T23:59:59"), .text("1970-01-02")])
  }

  /// The width grows with the dictionary, and a missing row's code is always the dictionary's count.
  @Test(arguments: [1, 255, 256, 65_535, 65_536])
  func codesAreAsNarrowAsTheyCanBe(distinct: Int) {
    let column = Column.texts("x", (0..<distinct).map { String($0) } + [nil, "0"])
    guard case .texts(let codes, let dictionary) = column.values else {
      Issue.record("not texts")
      return
    }
    let width =
      switch codes {
      case .bytes: 1
      case .shorts: 2
      case .words: 4
      }
    #expect(width == (distinct <= 255 ? 1 : distinct <= 65_535 ? 2 : 4))
    #expect(dictionary.count == distinct)
    #expect(codes[distinct] == distinct)
    #expect(codes[distinct + 1] == 0)
    #expect(codes[distinct - 1] == distinct - 1)
  }
}
