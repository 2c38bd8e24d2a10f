import DataModel
import Testing

@testable import Present

/// Small tables of each shape.
enum Shaped {
  static func cell(_ value: Double?, _ low: Double? = nil, _ high: Double? = nil, open: Bool = false)
    -> Answer.Cell
  {
    var cell = Answer.Cell(value.map { .real($0) } ?? .missing, low: low, high: high)
    cell.isUnfinished = open
    return cell
  }

  /// Groups with one figure each.
  static func groups(_ rows: [(String, Answer.Cell)], unit: Answer.Unit = .people, all: Answer.Cell? = nil)
    -> Answer.Table
  {
    var table = Answer.Table(
      columns: [Answer.Column("plan", .text), Answer.Column("count", .real, unit: unit)],
      rows: rows.map { [Answer.Cell(.text($0.0)), $0.1] },
      total: all.map { [Answer.Cell(.missing), $0] })
    table.shape = Answer.Table.Shape(.groups, keys: 1, figures: [1])
    return table
  }

  /// One column for each series, one row for each period.
  static func series(_ periods: [String], _ columns: [(String, [Answer.Cell])]) -> Answer.Table {
    var table = Answer.Table(
      columns: [Answer.Column("week", .text)] + columns.map { Answer.Column($0.0, .real, unit: .people) },
      rows: periods.indices.map { row in [Answer.Cell(.text(periods[row]))] + columns.map { $0.1[row] } })
    table.shape = Answer.Table.Shape(.series, keys: 1, figures: Array(1..<columns.count + 1))
    return table
  }

  /// Shares by cohort and week.
  static func grid(_ rows: [(String, [Answer.Cell])]) -> Answer.Table {
    let width = rows.first?.1.count ?? 0
    var table = Answer.Table(
      columns: [Answer.Column("started", .text)]
        + (0..<width).map { Answer.Column("week \($0)", .real, unit: .share) },
      rows: rows.map { [Answer.Cell(.text($0.0))] + $0.1 })
    table.shape = Answer.Table.Shape(.grid, keys: 1, figures: Array(1..<width + 1))
    return table
  }

  /// The people at each step, and of those who stopped there, the number who may still go on.
  static func steps(_ rows: [(String, Int, Int)]) -> Answer.Table {
    var table = Answer.Table(
      columns: [
        Answer.Column("step", .text), Answer.Column("people", .integer, unit: .people),
        Answer.Column("pending", .integer, unit: .people),
      ],
      rows: rows.map {
        [Answer.Cell(.text($0.0)), Answer.Cell(.integer(Int64($0.1))), Answer.Cell(.integer(Int64($0.2)))]
      })
    table.shape = Answer.Table.Shape(.steps, keys: 1, figures: [1, 2])
    return table
  }

  static func answer(_ table: Answer.Table) -> Answer {
    var answer = Answer(verb: "count", statement: "count x", reading: "")
    answer.tables = [table]
    return answer
  }
}

private func pictures(_ table: Answer.Table) -> [Picture] {
  Picture.pictures(of: table, FigureText(zone: .utc))
}

/// The model of a chart, before it is drawn.
@Suite struct PictureTests {
  @Test func everyScaleHoldsZero() {
    func axis(_ values: [Double], rounded: Bool = false) -> Picture.Axis {
      Picture.Axis(values.compactMap { Picture.Mark(Shaped.cell($0)) }, rounded: rounded)
    }
    #expect(axis([5, 9]).low == 0 && axis([5, 9]).high == 9)
    #expect(axis([-5, -9]).low == -9 && axis([-5, -9]).high == 0)
    #expect(axis([0, 0]).place(0) == 0 && axis([]).place(0) == 0)
    #expect(axis([-3, 1]).zero == 0.75)
    for (value, end) in [(0.694, 0.7), (119, 120), (271, 300), (90.4, 95), (1, 1), (0.05, 0.05)] {
      #expect(abs(axis([value], rounded: true).high - end) < 1e-12, "\(value)")
    }
  }

  @Test func intervalsBelongToTheScale() {
    let table = Shaped.groups([("a", Shaped.cell(0.5, 0.2, 0.9)), ("b", Shaped.cell(0.1))], unit: .share)
    guard case .rows(let rows)? = pictures(table).first else {
      Issue.record("no rows")
      return
    }
    #expect(rows.look == .dot && abs(rows.axis.high - 0.9) < 1e-12)
  }

  @Test func missingValuesAreNotZero() {
    let table = Shaped.groups([("a", Shaped.cell(4)), ("b", Shaped.cell(nil)), ("c", Shaped.cell(0))])
    guard case .rows(let rows)? = pictures(table).first else {
      Issue.record("no rows")
      return
    }
    #expect(rows.marks[1] == nil && rows.marks[2]?.value == 0)
  }

  /// A sum over all groups would dwarf them, so it is not drawn with them.
  @Test func theWholeIsDrawnOnlyOnTheSameScale() {
    let rows = [("a", Shaped.cell(4)), ("b", Shaped.cell(6))]
    guard case .rows(let counts)? = pictures(Shaped.groups(rows, all: Shaped.cell(10))).first,
      case .rows(let rates)? = pictures(
        Shaped.groups(
          [("a", Shaped.cell(0.4, 0.3, 0.5)), ("b", Shaped.cell(0.6, 0.5, 0.7))], unit: .share,
          all: Shaped.cell(0.5, 0.4, 0.6))
      ).first
    else {
      Issue.record("no rows")
      return
    }
    #expect(counts.total == nil && counts.axis.high == 6)
    #expect(rates.total?.value == 0.5)
  }

  @Test func asChoosesTheChart() {
    var table = Shaped.groups([("a", Shaped.cell(4)), ("b", Shaped.cell(6))])
    func look(_ chart: Answer.Table.Chart?) -> Picture.Rows.Look? {
      table.chart = chart
      guard case .rows(let rows)? = pictures(table).first else { return nil }
      return rows.look
    }
    #expect(look(nil) == .bar && look(.bar) == .bar && look(.line) == .dot && look(.heatmap) == .shade)
    #expect(look(.table) == nil)
    table.shape = nil
    #expect(look(.bar) == nil)
    #expect(
      pictures(Shaped.groups([("a", Shaped.cell(4))])).isEmpty, "one figure has nothing to be seen against")
  }

  @Test func twoGroupsMakeAGrid() {
    func row(_ down: String, _ across: String, _ value: Double) -> [Answer.Cell] {
      [Answer.Cell(.text(down)), Answer.Cell(.text(across)), Shaped.cell(value)]
    }
    var table = Answer.Table(
      columns: [Answer.Column("region", .text), Answer.Column("plan", .text), Answer.Column("count", .real)],
      rows: [row("east", "pro", 3), row("west", "free", 5), row("east", "free", 1)])
    table.shape = Answer.Table.Shape(.groups, keys: 2, figures: [2])
    table.chart = .heatmap
    guard case .grid(let grid)? = pictures(table).first else {
      Issue.record("no grid")
      return
    }
    #expect(grid.rows == ["east", "west"] && grid.columns == ["pro", "free"])
    #expect(grid.cells.map { $0.map { $0?.value } } == [[3, 1], [nil, 5]])
  }

  @Test func figuresOfSeveralKindsHaveEachTheirScale() {
    var table = Shaped.series(
      ["1", "2"],
      [("few", [Shaped.cell(1), Shaped.cell(2)]), ("many", [Shaped.cell(100), Shaped.cell(200)])])
    func highs() -> [Double] {
      guard case .lines(let lines)? = pictures(table).first else { return [] }
      return lines.series.map(\.axis.high)
    }
    #expect(highs() == [200, 200])
    table.shape?.isOneScale = false
    #expect(highs() == [2, 200])
  }
}
