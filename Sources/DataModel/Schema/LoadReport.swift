/// The result of loading, as shown to the user. Every row that is not used is accounted for here.
public struct LoadReport: Sendable {
  /// The report on one load.
  public struct File: Sendable {
    public var path: String
    public var kind: LoadSpec.Kind
    // Every row is counted once: rows read plus rows added by `join each` equal rows taken, rejected, repeated, left
    // out, without an event, and after now. Rows of unknown customers count as taken.
    public var rowsRead = 0
    /// Additional rows that `join each` made.
    public var rowsAdded = 0
    /// Rows that are in the data.
    public var rowsTaken = 0
    /// For a customers file, the number of different people; less than the rows if several rows of one person
    /// complement each other.
    public var people = 0
    public var rowsRejected = 0
    /// Rows dropped because another row of the same key or id counts, or because they are duplicates.
    public var rowsRepeated = 0
    /// Rows that do not meet the load's `where`, and records of people excluded by a customers file.
    public var rowsLeftOut = 0
    /// Rows that are no event in any of the load's roles.
    public var rowsWithoutEvent = 0
    /// Rows later than "now", which no question includes.
    public var rowsAfterNow = 0
    /// The rejected rows, including those of joined files, in the order of files and lines.
    public var rejected: [RejectedRow] = []
    /// Customers that are in no customers file and were created for this file's records.
    public var customersCreated = 0
    /// Rows without a customer although the load has a customer column.
    public var rowsWithoutCustomer = 0
    /// The number of keys for which two files, or two rows, contradict each other.
    public var conflicts = 0
    /// Scores outside their scale, which count as missing.
    public var offScale: [OffScale] = []
    public var currencies: [Currencies] = []
    public var scoresOffScale: Int { offScale.reduce(0) { $0 + $1.count } }
    /// The inferred columns: name, type, number of missing values.
    public var columns: [Column] = []
    public var bytes = 0
    /// The first of the conflicts.
    public var contradictions: [Contradiction] = []
    /// For a customers file that shares no column with earlier ones: how many of its ids they have too. If few, it may
    /// be a list of accounts beside users.
    public var sharedIds: (count: Int, total: Int)?
    /// Keys of a customers file that its `ids` rules would merge; they stay separate.
    public var collidingIds: [String] = []
    /// How well its customer ids match the customers; nil if no customers file was loaded or the load has no customer
    /// column.
    public var fit: Fit?
    /// How many texts were changed by removing HTML, quoted mail and signatures.
    public var writing = Writing()
    /// The files that it joins, in the order of the load.
    public var joined: [Joined] = []

    public init(path: String, kind: LoadSpec.Kind) {
      self.path = path
      self.kind = kind
    }
  }

  /// A row that is not in the data, and why.
  public struct RejectedRow: Hashable, Sendable {
    public var path: String
    public var line: Int
    /// The column at fault, by its name in the file; nil means the whole row.
    public var column: String?
    public var reason: String
    /// Whether it was never meant as data: a blank line, a total, a footer.
    public var isNoData: Bool
    /// The row's cells, kept only on request.
    public var cells: [String] = []
    /// A line to add to the load so that the row is taken.
    public var remedy: String?
    /// Whether its time cannot be read in any format.
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

  /// The report on a file that a load joins. Every row is counted once: rows read equal rows taken, rejected, left out,
  /// repeated, without a key, and unused.
  public struct Joined: Hashable, Sendable {
    public var path: String
    /// Its alias, or the names of the values computed from it.
    public var names: [String] = []
    /// Whether its rows are aggregated by key.
    public var isSummed: Bool
    public var rowsRead = 0
    /// Rows that matched a row of the load's own file.
    public var rowsTaken = 0
    public var rowsRejected = 0
    /// Rows that do not meet the join's `where`.
    public var rowsLeftOut = 0
    /// Duplicate rows that do not count.
    public var rowsRepeated = 0
    public var rowsWithoutKey = 0
    /// Rows whose key is not in the load's own file.
    public var rowsUnused = 0
    /// Rows of the load's own file whose key is not in this file.
    public var rowsFindingNone = 0

    public init(path: String, isSummed: Bool) {
      self.path = path
      self.isSummed = isSummed
    }
  }

  /// Scores that are outside the scale declared for them.
  public struct OffScale: Hashable, Sendable {
    public var column: String
    public var scale: Scale
    public var count: Int
    /// The number of all scores on this scale, and their range.
    public var total: Int
    public var range: ClosedRange<Double>

    public init(column: String, scale: Scale, count: Int, total: Int, range: ClosedRange<Double>) {
      self.column = column
      self.scale = scale
      self.count = count
      self.total = total
      self.range = range
    }

    /// Whether more than a tenth of the scores are outside, so that the scale is probably wrong.
    public var isWrong: Bool { count * 10 > total }

    /// `1 of 3 scores of stars is off the scale 1–5 and counts as missing`
    public var words: String {
      "\(count) of \(total) scores of \(column) \(count == 1 ? "is" : "are") off the scale \(scale.words) and "
        + (count == 1 ? "counts as missing" : "count as missing")
    }
  }

  /// What texts contained besides their author's words, each as a number of texts.
  public struct Writing: Hashable, Sendable {
    /// Texts in HTML, of which only the visible text is kept.
    public var html = 0
    /// Texts with HTML character references such as `&amp;`.
    public var references = 0
    /// Texts with quoted mail, which is dropped.
    public var quotes = 0
    /// Texts with a signature, which is dropped.
    public var signatures = 0

    public init() {}
  }

  /// A value about somebody in a customers file that contradicts an earlier file.
  public struct Contradiction: Hashable, Sendable {
    public var id: String
    public var column: String
    public var earlierFile: String
    /// The earlier file's value, which counts.
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

  /// An id that `link` gives to two people.
  public struct LinkConflict: Hashable, Sendable {
    public var id: String
    /// The person of the first link, which counts, and the person of the other.
    public var kept: String
    public var other: String
    /// The numbers of both rows, counted over all links.
    public var keptRow: Int
    public var otherRow: Int

    public init(id: String, kept: String, other: String, keptRow: Int, otherRow: Int) {
      (self.id, self.kept, self.other) = (id, kept, other)
      (self.keptRow, self.otherRow) = (keptRow, otherRow)
    }
  }

  /// How many of the distinct ids of a customer column are in a customers file.
  public struct Fit: Sendable {
    /// Unmatched ids that would match a customer if a rule ignored a difference in spelling.
    public struct NearMiss: Sendable {
      public var rule: LoadSpec.IdRule
      public var count: Int
      /// Examples, each with the customer's id.
      public var examples: [(id: String, customer: String)]
      /// Ids that would match several customers, and therefore stay unmatched.
      public var sharedCount = 0
      /// Examples of these, each with the ids of two customers.
      public var sharedExamples: [(id: String, customers: [String])] = []
      /// Ids that would match people whom a customers file excludes, and examples of these.
      public var leftOutCount = 0
      public var leftOutExamples: [(id: String, customer: String)] = []

      public init(rule: LoadSpec.IdRule, count: Int, examples: [(id: String, customer: String)]) {
        self.rule = rule
        self.count = count
        self.examples = examples
      }
    }

    /// The name of the column.
    public var column: String
    public var ids: Int
    public var known: Int
    /// How many rows were read, and how many of them are those of a known customer.
    public var rows = 0
    public var knownRows = 0
    public var nearMisses: [NearMiss] = []
    /// Values that several customers share, if customers are found by a column other than their key; these match
    /// nobody.
    public var ambiguous: [String] = []
    /// Other columns of the file that mostly have customers' ids. Only determined if most ids are unmatched.
    public var better: [String] = []
    /// A column of a customers file, other than its key, that has most of these ids. Determined like `better`.
    public var otherKey: (column: String, load: Int)?

    public init(column: String, ids: Int, known: Int) {
      self.column = column
      self.ids = ids
      self.known = known
    }
  }

  /// Amount columns whose currency is given by another column of their file.
  public struct Currencies: Sendable {
    public var path: String
    /// `Total, Amount Paid: in USD, according to Currency`
    public var words: String

    public init(path: String, words: String) {
      self.path = path
      self.words = words
    }
  }

  /// What was inferred about a column.
  public struct Column: Sendable {
    public var name: String
    public var type: ValueType
    public var missing: Int
    /// How it was read, if that is worth a note: "day first", "epoch seconds", "in UTC".
    public var remark: String
    /// What was assumed about ambiguous cells, which is always shown to the user: null markers, zone abbreviations,
    /// times that a clock change skips, characters removed around ids.
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
  /// The clock of the loaded data.
  public var clock: Clock?
  public var customers = 0
  public var events = 0
  public var feedback = 0
  /// The number of ids that `link` gives to two people; the first link counts.
  public var linkConflicts = 0
  /// Examples of these.
  public var linkExamples: [LinkConflict] = []
  /// For each `link`: ids of its two columns that match a customer except for spelling.
  public var linkFits: [[Fit]] = []
  /// Records later than the clock, which no question includes.
  public var recordsAfterClock = 0
  /// How long loading took.
  public var seconds = 0.0

  public init() {}
}
