/// What loading found, for the summary that a person sees: nothing is dropped without a line here.
public struct LoadReport: Sendable {
  /// One load, one file.
  public struct File: Sendable {
    public var path: String
    public var kind: LoadSpec.Kind
    // Every row is counted once: rows read, with those that `join each` adds, are the rows taken, rejected, repeated,
    // left out, without an event or after now. Rows of customers without an id are taken by nobody yet.
    public var rowsRead = 0
    /// Further rows that `join each` made of those read.
    public var rowsAdded = 0
    /// Rows that are in the data.
    public var rowsTaken = 0
    /// Of a customers file: how many people its rows are; fewer where rows fill each other's gaps.
    public var people = 0
    public var rowsRejected = 0
    /// Rows of a key or id for which another row stands, and equal rows that count once.
    public var rowsRepeated = 0
    /// Rows that do not meet the load's `where`, and records of people whom a customers file leaves out.
    public var rowsLeftOut = 0
    /// Rows that none of the load's roles makes an event of.
    public var rowsWithoutEvent = 0
    /// Rows that are later than now, which no question sees.
    public var rowsAfterNow = 0
    /// The rows that were rejected, of joined files too, in the order of the files and lines.
    public var rejected: [RejectedRow] = []
    /// Customers that only this file knew.
    public var customersCreated = 0
    /// Rows without a customer where one was expected.
    public var rowsWithoutCustomer = 0
    /// Keys on which two files, or two rows, disagreed.
    public var conflicts = 0
    /// Scores off their scale, made missing.
    public var offScale: [OffScale] = []
    public var currencies: [Currencies] = []
    public var scoresOffScale: Int { offScale.reduce(0) { $0 + $1.count } }
    /// What was inferred, a column each: name, type, how many values are missing.
    public var columns: [Column] = []
    public var bytes = 0
    /// The first of those conflicts.
    public var contradictions: [Contradiction] = []
    /// How many ids of a customers file earlier ones have too, where the files have no other column in common: may
    /// they be accounts beside users?
    public var sharedIds: (count: Int, total: Int)?
    /// Keys of a customers file that its `ids` rules would make one; they stay apart.
    public var collidingIds: [String] = []
    /// How well its customer column fits the customers; nil where no customers file was loaded, or there is no column.
    public var fit: Fit?
    /// Texts that are other than in the file.
    public var writing = Writing()
    /// The files that it joins, in the order of the load.
    public var joined: [Joined] = []

    public init(path: String, kind: LoadSpec.Kind) {
      self.path = path
      self.kind = kind
    }
  }

  /// A row of a file that is not in the data, and why.
  public struct RejectedRow: Hashable, Sendable {
    public var path: String
    public var line: Int
    /// The column at fault, as the file calls it; nil: the whole row.
    public var column: String?
    public var reason: String
    /// It holds no data and was not meant to: a blank line, a total, a footer.
    public var isNoData: Bool
    /// What stands in the row, kept only where that is asked for.
    public var cells: [String] = []
    /// A line of the load with which the row is taken.
    public var remedy: String?
    /// It has a cell for its time that is none in any form.
    public var isNoTime: Bool

    public init(
      path: String, line: Int, column: String? = nil, reason: String, isNoData: Bool = false,
      remedy: String? = nil, isNoTime: Bool = false
    ) {
      self.isNoTime = isNoTime
      self.remedy = remedy
      self.path = path
      self.line = line
      self.column = column
      self.reason = reason
      self.isNoData = isNoData
    }
  }

  /// A file that a load joins. Every row is counted once: rows read are those taken, rejected, left out, repeated, without a key or
  /// unused.
  public struct Joined: Hashable, Sendable {
    public var path: String
    /// What the load calls it: its alias, or the values made of it.
    public var names: [String] = []
    /// One value is made of all rows of a key.
    public var isSummed: Bool
    public var rowsRead = 0
    /// Rows that are some row's of the load's own file.
    public var rowsTaken = 0
    public var rowsRejected = 0
    /// Rows that do not meet the join's `where`.
    public var rowsLeftOut = 0
    /// Rows that are equal to another and do not count.
    public var rowsRepeated = 0
    public var rowsWithoutKey = 0
    /// Rows of a key that the load's own file does not have.
    public var rowsUnused = 0
    /// Rows of the load's own file with a key that this file does not have.
    public var rowsFindingNone = 0

    public init(path: String, isSummed: Bool) {
      self.path = path
      self.isSummed = isSummed
    }
  }

  /// Scores that are off the scale declared for them.
  public struct OffScale: Hashable, Sendable {
    public var column: String
    public var scale: Scale
    public var count: Int
    /// All scores that the scale is of, and between which values they lie.
    public var total: Int
    public var range: ClosedRange<Double>

    public init(column: String, scale: Scale, count: Int, total: Int, range: ClosedRange<Double>) {
      self.column = column
      self.scale = scale
      self.count = count
      self.total = total
      self.range = range
    }

    /// More than a tenth of the scores leave it: it is another scale.
    public var isWrong: Bool { count * 10 > total }

    /// `1 of 3 scores of stars is off the scale 1–5 and counts as missing`
    public var words: String {
      "\(count) of \(total) scores of \(column) \(count == 1 ? "is" : "are") off the scale \(scale.words) and "
        + (count == 1 ? "counts as missing" : "count as missing")
    }
  }

  /// What texts held besides their authors' words, a count of texts each.
  public struct Writing: Hashable, Sendable {
    /// Read as what the HTML shows.
    public var html = 0
    /// With characters written by name or number, as in `&amp;`.
    public var references = 0
    /// With quoted mail, which is left out.
    public var quotes = 0
    /// With a signature, which is left out.
    public var signatures = 0

    public init() {}
  }

  /// What a customers file says of somebody against an earlier one.
  public struct Contradiction: Hashable, Sendable {
    public var id: String
    public var column: String
    public var earlierFile: String
    /// The earlier file's value, which stands.
    public var kept: String
    public var other: String

    public init(id: String, column: String, earlierFile: String, kept: String, other: String) {
      self.id = id
      self.column = column
      self.earlierFile = earlierFile
      self.kept = kept
      self.other = other
    }
  }

  /// An id that `link` gives to a second person.
  public struct LinkConflict: Hashable, Sendable {
    public var id: String
    /// Whom the first link gives it to, which stands, and whom the other does.
    public var kept: String
    public var other: String
    /// The rows of both, counted over all links.
    public var keptRow: Int
    public var otherRow: Int

    public init(id: String, kept: String, other: String, keptRow: Int, otherRow: Int) {
      (self.id, self.kept, self.other) = (id, kept, other)
      (self.keptRow, self.otherRow) = (keptRow, otherRow)
    }
  }

  /// How many of the different ids of a customer column are a customer's that a customers file has.
  public struct Fit: Sendable {
    /// Ids that are nobody's but would be, were spellings made one by a rule.
    public struct NearMiss: Sendable {
      public var rule: LoadSpec.IdRule
      public var count: Int
      /// Some, each with the customer's id.
      public var examples: [(id: String, customer: String)]
      /// Ids that would be those of several customers, which stay apart.
      public var sharedCount = 0
      /// Some of these, each with the ids of two customers.
      public var sharedExamples: [(id: String, customers: [String])] = []
      /// Ids that would be those of people whom a customers file leaves out, and some of these.
      public var leftOutCount = 0
      public var leftOutExamples: [(id: String, customer: String)] = []

      public init(rule: LoadSpec.IdRule, count: Int, examples: [(id: String, customer: String)]) {
        self.rule = rule
        self.count = count
        self.examples = examples
      }
    }

    /// The column.
    public var column: String
    public var ids: Int
    public var known: Int
    public var nearMisses: [NearMiss] = []
    /// Values that several customers have, where people are found by a column that is not their key; they are nobody's.
    public var ambiguous: [String] = []
    /// Other columns of the file whose values mostly are customers' ids; looked for where most ids are nobody's.
    public var better: [String] = []
    /// The column of a customers file that holds most of these ids, and is not its key; looked for as `better` is.
    public var otherKey: (column: String, load: Int)?

    public init(column: String, ids: Int, known: Int) {
      self.column = column
      self.ids = ids
      self.known = known
    }
  }

  /// Columns of amounts whose currency another column of their file says.
  public struct Currencies: Sendable {
    public var path: String
    /// `Total, Amount Paid: in USD, as Currency says`
    public var words: String

    public init(path: String, words: String) {
      self.path = path
      self.words = words
    }
  }

  public struct Column: Sendable {
    public var name: String
    public var type: ValueType
    public var missing: Int
    /// How it was read, where that needs saying: "day first", "epoch seconds", "in UTC".
    public var remark: String
    /// What was made of cells that do not say all themselves, and has to be told however Heed is run: marks for no value,
    /// zones by short names, times that a clock skips, what stood round ids.
    public var assumed: String

    public init(name: String, type: ValueType, missing: Int, remark: String = "", assumed: String = "") {
      self.name = name
      self.type = type
      self.missing = missing
      self.remark = remark
      self.assumed = assumed
    }
  }

  public var files: [File] = []
  /// Where now stands, and by what.
  public var clock: Clock?
  public var customers = 0
  public var events = 0
  public var feedback = 0
  /// Ids that `link` gave to two people; the first in stable order won.
  public var linkConflicts = 0
  /// The first of them.
  public var linkExamples: [LinkConflict] = []
  /// By `link`: ids of its two columns that are a customer's but for the spelling.
  public var linkFits: [[Fit]] = []
  /// Records after the clock, which no question sees.
  public var recordsAfterClock = 0
  public var seconds = 0.0

  public init() {}
}
