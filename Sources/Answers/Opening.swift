public import DataModel
public import Plan

/// The people behind a row of an answer, or behind one of its figures: every figure opens into those it counts.
public struct Opening: Sendable {
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

  /// The same as what the row itself is about.
  var asRow: Opening { Opening(words, condition, people: people) }
}

/// A question with what a backend gave to it.
public struct Replies: Sendable {
  public let question: Question
  public let answer: Answer
  private let context: Asking.Context
  private let first: [Columns]
  private let second: [Columns]

  init(
    _ question: Question, _ answer: Answer, context: Asking.Context, first: [Columns] = [],
    second: [Columns] = []
  ) {
    self.question = question
    self.answer = answer
    self.context = context
    self.first = first
    self.second = second
  }

  /// Whom the question was asked of, before its `where`.
  public var population: Condition { question.who?.population.condition ?? .everyone }

  /// For each row of each table the people behind it, the row's own first; none where a row cannot be opened.
  public var openings: [[[Opening]]] {
    let found = first.isEmpty ? [] : Asking.verb(of: question, context: context).openings(first, second)
    return answer.tables.indices.map { table in
      answer.tables[table].rows.indices.map { row in
        found.indices.contains(table) && found[table].indices.contains(row) ? found[table][row] : []
      }
    }
  }
}
