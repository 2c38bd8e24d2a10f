public import DataModel
public import Plan

/// The people behind a row of an answer, or behind one of its figures: every figure opens into those it counts.
public struct DrillDown: Sendable {
  /// The figure's column; nil for what the row is about.
  public var column: String?
  /// Who they are: "plan is pro".
  public var words: String
  public var condition: Condition
  /// How many of them the answer counts; nil where it counts something else (records, a mean).
  public var people: Int?

  init(_ words: String, _ condition: Condition, people: Int? = nil, column: String? = nil) {
    self.words = words
    self.condition = condition
    self.people = people
    self.column = column
  }

  /// The people of one cell of a measurement.
  init(_ words: String, at place: CellRef, people: Int? = nil, column: String? = nil) {
    self.init(words, .among(People(words: words, at: place)), people: people, column: column)
  }

  /// The same as what the row itself is about.
  var asRow: DrillDown { DrillDown(words, condition, people: people) }
}

/// An answer as a verb makes it: each row of its tables together with the people behind it.
@dynamicMemberLookup
public struct Draft: Sendable {
  /// All but the tables.
  private var rest: Answer
  var tables: [Table] = []
  /// Whom the question was asked of, before its `where`.
  public internal(set) var population = Condition.everyone

  init(_ verb: String, _ context: QueryRunner.Context) {
    rest = Answer(verb: verb, statement: context.statement, reading: context.reading)
  }

  public internal(set) subscript<Member>(dynamicMember path: WritableKeyPath<Answer, Member>) -> Member {
    get { rest[keyPath: path] }
    set { rest[keyPath: path] = newValue }
  }

  public var answer: Answer {
    var answer = rest
    answer.tables = tables.map(\.answer)
    return answer
  }

  /// For each row of each table the people behind it, the row's own first; none where a row cannot be opened.
  public var drillDowns: [[[DrillDown]]] { tables.map { $0.rows.map(\.opens) } }

  struct Row: Sendable {
    var cells: [Answer.Cell]
    /// What the row itself is about comes first.
    var opens: [DrillDown]

    init(_ cells: [Answer.Cell], opens: [DrillDown] = []) {
      self.cells = cells
      self.opens = opens
    }
  }

  @dynamicMemberLookup
  struct Table: Sendable {
    /// All but the rows.
    private var frame: Answer.Table
    var rows: [Row]

    init(title: String? = nil, columns: [Answer.Column], rows: [Row] = []) {
      frame = Answer.Table(title: title, columns: columns)
      self.rows = rows
    }

    /// Of facts, which open into nobody.
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
