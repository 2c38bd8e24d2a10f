public import DataModel
public import Plan

/// The people behind a row of an answer or behind one figure in it, so that `.drill` can list them.
public struct DrillDown: Sendable {
  /// The column of the figure that counts these people; nil for the row as a whole.
  public var column: String?
  /// A description of the people: `plan is pro`.
  public var words: String
  /// The condition that is true of exactly these people.
  public var condition: Condition
  /// How many people the answer shows; nil if the figure is not a number of people, such as a mean.
  public var people: Int?

  init(_ words: String, _ condition: Condition, people: Int? = nil, column: String? = nil) {
    self.words = words
    self.condition = condition
    self.people = people
    self.column = column
  }

  /// The people in one cell of a measurement, such as one step of a funnel.
  init(_ words: String, at place: CellRef, people: Int? = nil, column: String? = nil) {
    self.init(words, .among(People(words: words, at: place)), people: people, column: column)
  }

  /// The same people, for the row as a whole.
  var asRow: DrillDown { DrillDown(words, condition, people: people) }
}

/// An answer under construction: like `Answer`, but each table row also knows the people behind it.
@dynamicMemberLookup
public struct Draft: Sendable {
  /// Everything except the tables.
  private var rest: Answer
  var tables: [Table] = []
  /// The population of the question, before its `where`.
  public internal(set) var population = Condition.everyone

  init(_ verb: String, _ context: QueryRunner.Context) {
    rest = Answer(verb: verb, statement: context.statement, reading: context.reading)
  }

  public internal(set) subscript<Member>(dynamicMember path: WritableKeyPath<Answer, Member>) -> Member {
    get { rest[keyPath: path] }
    set { rest[keyPath: path] = newValue }
  }

  /// The finished answer, without the people behind its rows.
  public var answer: Answer {
    var answer = rest
    answer.tables = tables.map(\.answer)
    return answer
  }

  /// The note about sums outside the range of numbers; nil if there are none. O(cells).
  var overflowNote: String? {
    let isTooLarge = { (value: Scalar) in value.number?.isInfinite ?? false }
    let overflows =
      rest.summary.contains { isTooLarge($0.value) }
      || tables.contains { table in
        table.rows.contains { $0.cells.contains { isTooLarge($0.value) } }
          || table.total?.contains { isTooLarge($0.value) } ?? false
      }
    return overflows
      ? "A sum is too large to show (more than 1.8e308), so the figures that need it are missing." : nil
  }

  /// The note about sums of exact numbers that are too long to be exact; nil if there are none. O(cells).
  var roundingNote: String? {
    func isRounded(_ value: Scalar) -> Bool {
      if case .real(let number) = value { return number.isFinite && number.magnitude >= 1e15 }
      return false
    }
    let rounds = tables.contains { table in
      table.columns.enumerated().contains { column, description in
        switch description.type {
        case .integer, .decimal:
          table.rows.contains { $0.cells.indices.contains(column) && isRounded($0.cells[column].value) }
        case .boolean, .real, .date, .timestamp, .text, .list: false
        }
      }
    }
    return rounds ? "A sum of more than 18 digits is rounded to the first 16 or 17 of them." : nil
  }

  /// The people behind each row of each table, those of the row as a whole first; empty for rows about nobody in particular.
  public var drillDowns: [[[DrillDown]]] { tables.map { $0.rows.map(\.opens) } }

  struct Row: Sendable {
    var cells: [Answer.Cell]
    /// The people behind the row as a whole come first, then those behind single figures.
    var opens: [DrillDown]

    init(_ cells: [Answer.Cell], opens: [DrillDown] = []) {
      self.cells = cells
      self.opens = opens
    }
  }

  @dynamicMemberLookup
  struct Table: Sendable {
    /// Everything except the rows.
    private var frame: Answer.Table
    var rows: [Row]

    init(title: String? = nil, columns: [Answer.Column], rows: [Row] = []) {
      frame = Answer.Table(title: title, columns: columns)
      self.rows = rows
    }

    /// A table of plain facts, with no people behind its rows.
    init(title: String? = nil, columns: [Answer.Column], facts: [[Answer.Cell]]) {
      self.init(title: title, columns: columns, rows: facts.map { Row($0) })
    }

    subscript<Member>(dynamicMember path: WritableKeyPath<Answer.Table, Member>) -> Member {
      get { frame[keyPath: path] }
      set { frame[keyPath: path] = newValue }
    }

    var answer: Answer.Table {
      var table = frame
      table.rows = rows.map(\.cells)
      return table
    }
  }
}
