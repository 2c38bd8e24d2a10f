internal import Answers
internal import DataModel
internal import Plan
internal import SourceText

/// A row of the last answer with a table. Rows are numbered from the top, across all tables of the answer.
public struct DrillRow: Sendable {
  public var number: Int
  fileprivate let drillDowns: [DrillDown]

  /// A description of the people behind it; nil if it cannot be opened.
  public var words: String? { drillDowns.first?.words }
  /// The columns whose figures can be opened too.
  public var columns: [String] { drillDowns.compactMap(\.column) }

  /// How many people the row counts, or one of its columns; nil if the figure is not a number of people.
  public func people(in column: String? = nil) -> Int? {
    guard let column else { return drillDowns.first?.people }
    return drillDowns.first { $0.column == column }?.people
  }
}

extension QuerySession {
  /// Where `them` come from: a statement, or a row of its answer; nil if there are none.
  public var sourceOfThem: String? { shown?.source }

  /// The rows that `drill` can open.
  public var drillRows: [DrillRow] {
    (last?.drillDowns.flatMap { $0 } ?? []).enumerated().map {
      DrillRow(number: $0.offset + 1, drillDowns: $0.element)
    }
  }

  /// Makes `them` the people behind a row of the last answer, or behind one of its figures.
  ///
  ///     session.drill(3)                        // them: 433 people, row 3 of `count sellers by plan` (plan is pro)
  ///     session.drill(2, column: "week 1")      // who came back in week 1
  public mutating func drill(_ row: Int, column: String? = nil) -> Outcome {
    guard let last else { return refused("There is no table yet with rows that can be opened") }
    let rows = last.drillDowns.flatMap { $0 }
    guard rows.indices.contains(row - 1) else {
      let statement = last.answer.statement
      return refused("`\(statement)` has no row \(row); its rows are 1 to \(rows.count)")
    }
    let drillDowns = rows[row - 1]
    guard let whole = drillDowns.first else {
      return refused(
        "Row \(row) of `\(last.answer.statement)` is not about particular people, so it cannot be opened")
    }
    var drillDown = whole
    if let column {
      let wanted = column.lowercased()
      guard let part = drillDowns.first(where: { $0.column?.lowercased() == wanted }) else {
        let columns = drillDowns.compactMap(\.column)
        return refused(
          "“\(column)” of row \(row) cannot be opened by itself",
          notes: columns.isEmpty ? [] : ["These can be: \(columns.joined(separator: ", "))."])
      }
      drillDown = part
    }
    let source =
      "row \(row) of `\(last.answer.statement)`" + (drillDown.words.isEmpty ? "" : " (\(drillDown.words))")
    let shown = LastResultSet(drillDown, of: last.population, source: source)
    guard let loaded else { return refused("Nothing is loaded") }
    do throws(BackendError) {
      let count = try shown.people(from: loaded.backend).count
      self.shown = shown
      return Outcome(.done("them: \(countedPeople(count)), \(source)."))
    } catch {
      return Outcome(.failed, diagnostics: [diagnostic(error)])
    }
  }

  private func refused(_ message: String, notes: [String] = []) -> Outcome {
    Outcome(.failed, diagnostics: [Diagnostic(.wrongScope, message, notes: notes)])
  }
}
