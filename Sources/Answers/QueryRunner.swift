public import DataModel
public import Plan
public import Text

/// Runs a question against a backend and makes the answer. It takes at most two rounds of requests.
///
/// This is the registry of verbs: each verb is one file in `Verbs`.
public struct QueryRunner {
  /// What an answer needs in addition to the replies of the backend.
  public struct Context: Sendable {
    public var catalog: any Catalog
    /// The canonical statement and its reading.
    public var statement: String
    public var reading: String
    /// How many rows and quotes are shown if the question sets no limit; nil means all, as for machines.
    public var rowLimit: Int?
    public var quoteLimit: Int?
    /// Seconds on a monotonic clock; only `explain` uses it.
    public var elapsed: @Sendable () -> Double
    /// The language whose stems are used to mark matches in quotes.
    public var language: Language
    /// Puts a condition into words.
    public var words: @Sendable (Condition) -> String
    /// The user's definitions: `describe` lists them, and topics come from them.
    public var definitions: [Definition]
    /// The loads of the workspace; only `describe` uses them.
    public var loads: [LoadSpec]
    /// What was read for each load; only `describe` uses it.
    public var files: [LoadReport.File]

    public init(
      catalog: any Catalog, language: Language = .english, statement: String, reading: String,
      rowLimit: Int? = nil, quoteLimit: Int? = nil,
      definitions: [Definition] = [], loads: [LoadSpec] = [], files: [LoadReport.File] = [],
      elapsed: @escaping @Sendable () -> Double = { 0 },
      words: @escaping @Sendable (Condition) -> String = { _ in "" }
    ) {
      self.catalog = catalog
      self.statement = statement
      self.reading = reading
      self.rowLimit = rowLimit
      self.quoteLimit = quoteLimit
      self.definitions = definitions
      self.loads = loads
      self.files = files
      self.elapsed = elapsed
      self.language = language
      self.words = words
    }
  }

  let question: Question
  let context: Context

  public init(_ question: Question, context: Context) {
    self.question = question
    self.context = context
  }

  /// The answer, with the people behind each row. Throws only what the backend throws.
  public func draft(from backend: any Backend) throws(BackendError) -> Draft {
    var draft: Draft
    if case .explain(let inner, let asPlan) = question {
      let explanation = Explanation(of: inner, context: context)
      draft = try asPlan ? explanation.plan(from: backend) : explanation.draft(from: backend)
    } else {
      draft = try QueryRunner.verb(of: question, context: context).draft(from: backend)
      draft.notes += [arrivalNote, draft.overflowNote, draft.roundingNote].compactMap(\.self)
    }
    draft.population = question.who?.population.condition ?? .everyone
    return draft
  }

  /// The note about customers who start after now and are therefore left out; nil if there are none.
  private var arrivalNote: String? {
    let count = context.catalog.customersToCome
    guard count > 0, let clock = context.catalog.clock else { return nil }
    let records = context.catalog.recordsToCome
    guard question.isOfPeople || question.who != nil && records > 0 else { return nil }
    let note =
      "\(counted(count, "customer starts", "customers start")) after now (\(clock.today.iso)) and "
      + "\(count == 1 ? "is" : "are") not counted yet"
      + (records == 0
        ? "."
        : "; neither \(records == 1 ? "is their 1 event or message" : "are their \(grouped(records)) events and messages").")
    guard clock.origin != .setByUser, let newest = newestStart(clock.zone) else { return note }
    return note
      + " End dates after now do not count yet either. If today should be later: `set today \(newest.iso)`."
  }

  private func newestStart(_ zone: Zone) -> Day? {
    guard let start = context.catalog.slots.start else { return nil }
    switch context.catalog.attributes.first(where: { $0.ref == start })?.range?.high {
    case .moment(.day(let day))?: return day
    case .moment(.instant(let instant))?: return zone.day(of: instant)
    case _: return nil
    }
  }

  /// The verb that answers a question.
  static func verb(of question: Question, context: Context) -> any Verb {
    switch question {
    case .segment(let segment): SegmentVerb(question: segment, context: context)
    case .count(let count): CountVerb(question: count, context: context)
    case .measure(let measure): MeasureVerb(question: measure, context: context)
    case .quotes(let quotes): QuotesVerb(question: quotes, context: context)
    case .person(let id): PersonVerb(id: id, context: context)
    case .trend(let trend): TrendVerb(question: trend, context: context)
    case .lifecycle(let lifecycle): LifecycleVerb(question: lifecycle, context: context)
    case .retention(let retention): RetentionVerb(question: retention, context: context)
    case .survival(let survival): SurvivalVerb(question: survival, context: context)
    case .funnel(let funnel): FunnelVerb(question: funnel, context: context)
    case .paths(let paths): PathsVerb(question: paths, context: context)
    case .describe(let subject): DescribeVerb(subject: subject, context: context)
    case .words(let versus): WordsVerb(question: versus, context: context)
    case .compare(let versus): CompareVerb(question: versus, context: context)
    case .compareWindows(let windows): BeforeAfterVerb(question: windows, context: context)
    case .why(let why): WhyVerb(question: why, context: context)
    case .proof(let proof): ProofVerb(question: proof, context: context)
    case .sample(let sample): SampleVerb(question: sample, context: context)
    case .topics(let topics): TopicsVerb(question: topics, context: context)
    case .suggest(let suggest): SuggestVerb(question: suggest, context: context)
    case .priorities(let priorities): PrioritiesVerb(question: priorities, context: context)
    case .blindspots(let blindspots): BlindspotsVerb(question: blindspots, context: context)
    case .expect(let expect): ExpectVerb(question: expect, context: context)
    case .explain(let inner, _): verb(of: inner, context: context)
    }
  }
}

/// Answers questions of one verb.
protocol Verb {
  /// Asks the backend for what it needs, in as few rounds as possible, and makes the answer.
  func draft(from backend: any Backend) throws(BackendError) -> Draft
}
