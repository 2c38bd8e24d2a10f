internal import Answers
public import DataModel
internal import Import
public import Plan
internal import Semantics
public import SourceText
internal import Syntax
internal import Text

/// A session with one workspace: its data, its definitions, and `them`. It holds all state that changes.
///
///     var session = QuerySession(host: .posix(cancellation))
///     session.open("shop.heed")
///     for outcome in session.run(SourceFile(name: "typed", text: "count sellers by plan")) { … }
///
/// The pipeline is `perform(_:)`: text → tree → plan → replies → answer.
public struct QuerySession: Sendable {
  /// How many rows and quotes an answer shows if the question sets no limit; nil means all.
  public struct Limits: Sendable {
    public var rows: Int?
    /// With 0, only questions about quotes show any.
    public var quotes: Int?

    public init(rows: Int?, quotes: Int?) {
      self.rows = rows
      self.quotes = quotes
    }

    /// As many as fit on a screen.
    public static let screen = Limits(rows: 10, quotes: 5)
    /// All of them, for machines.
    public static let all = Limits(rows: nil, quotes: nil)
  }

  /// The host; while the example is loaded, it has the files of the example too.
  var host: Host
  /// The host without the files of the example.
  var world: Host
  /// The files of the example, while that is loaded.
  var example: Host?
  public var limits: Limits
  /// Whether typed text may redefine a name, as at a prompt.
  public var mayRedefine = false
  public var work = Work.answering
  /// The file to which rejected rows are written.
  public var rejectsPath: String?
  /// What shared files may access besides their own folder and the workspace's.
  public var permissions = Permissions()
  /// The workspaces that are trusted even if they are only found in a folder.
  public var trusted = TrustedWorkspaces()

  /// What is done with a statement after it has been resolved.
  public enum Work: Sendable {
    case answering
    /// Nothing: resolving it was the check.
    case checking
    /// Only expectations are checked; those that do not hold are errors.
    case expecting
  }

  /// The key of pseudonyms, if answers are to be anonymous.
  var anonymousKey: [UInt8]?
  /// Made for the loaded data when it is first needed.
  var anonymizer: Anonymizer?

  var workspace = WorkspaceSpec()
  var loaded: Loaded?
  var definitions = Definitions()
  var parameters: [String: Literal] = [:]
  /// Other words for names, in plain English.
  var synonyms: [Synonym] = []
  var shown: LastResultSet?
  /// The last answer with a table.
  var last: Draft?
  /// The values that were set for parameters, by name: `--set since="30 days"`.
  var settings: [String: String] = [:]
  /// The real paths of the folders of the workspaces that were opened.
  var workspacePlaces: [String] = []
  /// The workspaces that were opened and the files that were included by `use`, by their paths.
  var used: Set<[UInt8]> = []

  public init(host: Host, limits: Limits = .screen) {
    self.host = host
    world = host
    self.limits = limits
  }

  /// The workspace's time zone.
  public var zone: Zone { workspace.zone }

  /// What answers are based on; nil before anything is loaded.
  public var provenance: Provenance? {
    loaded.map { Provenance(report: $0.report, clock: $0.catalog.clock, zone: zone) }
  }

  /// The names and values that completion offers.
  public var vocabulary: Vocabulary {
    Vocabulary(catalog: loaded?.catalog, definitions: definitions)
  }

  /// Runs the statements of a typed text in order. Its relative paths start in `folder`.
  ///
  /// A text that does not parse is not run at all. Its loads are done before its first question, wherever they are
  /// written; if they fail, nothing is run, and nothing changes. After a statement that fails, the others still
  /// run; after one that was stopped, they do not.
  public mutating func run(_ file: SourceFile, folder: String = "") -> [Outcome] {
    let before = self
    var gathered = StatementQueue()
    gather(file, folder: folder, trust: .full, chain: [file.name], into: &gathered)
    guard example != nil, workspace.names(moreThan: before.workspace) else {
      let outcomes = run(gathered, orBackTo: before)
      return offering(outcomes, for: file)
    }
    return leaveExample(for: file, folder: folder, orBackTo: before)
  }

  /// Runs queued statements. If the queue has errors, or its data cannot be loaded, nothing changes.
  mutating func run(_ gathered: StatementQueue, orBackTo before: QuerySession) -> [Outcome] {
    guard !gathered.diagnostics.contains(where: { $0.severity == .error }) else {
      self = before
      return [Outcome(.failed, diagnostics: keepingFixesThatResolve(gathered.diagnostics))]
    }
    var outcomes = gathered.diagnostics.isEmpty ? [] : [Outcome(.done(""), diagnostics: gathered.diagnostics)]
    if gathered.changesWorkspace { unload() }
    if loaded == nil, !gathered.steps.isEmpty || !workspace.loads.isEmpty {
      outcomes += load()
      guard loaded != nil else {
        self = before
        return outcomes
      }
    }
    var rest = gathered.steps[...]
    while let first = rest.first {
      let group = rest.prefix { $0.use == first.use }
      rest = rest.dropFirst(group.count)
      let beforeGroup = self
      let answered = performAll(group, before: rest.count)
      outcomes += answered
      if first.use != nil, mayRedefine, answered.contains(where: \.failed) {
        if group.count == gathered.steps.count { self = before } else { takeBack(group, to: beforeGroup) }
      }
      if answered.contains(where: \.isCancelled) { break }
    }
    return outcomes
  }

  /// Performs statements in order, until one is stopped; `following` statements come after them.
  private mutating func performAll(
    _ steps: ArraySlice<StatementQueue.Step>, before following: Int
  ) -> [Outcome] {
    var outcomes: [Outcome] = []
    for step in steps {
      var outcome = host.isCancelled() ? stopped(step) : perform(step)
      let rest = steps.count - outcomes.count - 1 + following
      if outcome.isCancelled, rest > 0 {
        let what = rest == 1 ? "The statement after it was" : "The \(rest) statements after it were"
        outcome.diagnostics[outcome.diagnostics.count - 1].notes.append("\(what) not run.")
      }
      outcomes.append(outcome)
      if outcome.isCancelled { break }
    }
    return outcomes
  }

  /// Undoes what the statements of a `use` defined: at the prompt it is one statement, and fails as a whole.
  private mutating func takeBack(_ steps: ArraySlice<StatementQueue.Step>, to before: QuerySession) {
    (definitions, parameters, shown, last) = (
      before.definitions, before.parameters, before.shown, before.last
    )
    used.subtract(steps.map { path($0.file.name, from: "").pathBytes })
  }

  /// Runs one statement through all stages.
  mutating func perform(_ step: StatementQueue.Step) -> Outcome {
    guard let loaded else { return Outcome(.failed, diagnostics: [QuerySession.nothingLoaded]) }
    do throws(BackendError) {
      let (planned, diagnostics) = try resolved(step, loaded)
      if host.isCancelled() { return stopped(step) }
      guard let planned, !diagnostics.contains(where: { $0.severity == .error }) else {
        return Outcome(.failed, diagnostics: diagnostics)
      }
      return try take(planned, step, loaded, diagnostics)
    } catch {
      return Outcome(.failed, diagnostics: [diagnostic(error, in: step.file, at: step.statement.span)])
    }
  }

  /// A function of its own, so that the scope is released: while it shares the definitions, adding one would copy them.
  private func resolved(
    _ step: StatementQueue.Step, _ loaded: Loaded
  ) throws(BackendError) -> (planned: Planned?, diagnostics: [Diagnostic]) {
    resolve(step.statement, of: step.file, in: try scope(loaded, for: step))
  }

  private func stopped(_ step: StatementQueue.Step) -> Outcome {
    Outcome(.failed, diagnostics: [diagnostic(.cancelled, in: step.file, at: step.statement.span)])
  }

  /// The error for a question that was not answered.
  func diagnostic(_ error: BackendError, in file: SourceFile? = nil, at span: SourceSpan = .none)
    -> Diagnostic
  {
    switch error {
    case .cancelled: Diagnostic(.cancelled, "Stopped", file: file, at: span)
    case .failed(let sentence): Diagnostic(.typeMismatch, sentence, file: file, at: span)
    }
  }

  private mutating func take(
    _ planned: Planned, _ step: StatementQueue.Step, _ loaded: Loaded, _ diagnostics: [Diagnostic]
  ) throws(BackendError) -> Outcome {
    switch planned {
    case .note(let text):
      return Outcome(work == .answering ? .note(text) : .done(""), diagnostics: diagnostics)
    case .synonym(let said, let meant):
      synonyms.removeAll { $0.said.lowercased() == said.lowercased() }
      synonyms.append(Synonym(said: said, meant: meant))
      return Outcome(
        .done(mayRedefine ? "“\(said)” is understood as \(meant)." : ""), diagnostics: diagnostics)
    case .parameter(let name, let literal):
      return declare(name, literal, step, diagnostics)
    case .definition(let definition):
      // A file of definitions may well look for words that nobody has used yet.
      let diagnostics = mayRedefine ? diagnostics : diagnostics.filter { $0.severity != .note }
      definitions.append(definition)
      return Outcome(.done(mayRedefine ? "Defined “\(definition.name)”." : ""), diagnostics: diagnostics)
    case .export(let question, let path):
      return try export(question, to: path, step, loaded, diagnostics)
    case .question(let question):
      let statement = step.statement.canonical
      let next = LastResultSet(question, statement: statement, slots: loaded.catalog.slots) ?? shown
      guard isWanted(question) else {
        shown = next
        return Outcome(.done(""), diagnostics: diagnostics)
      }
      let draft = try ask(question, statement: statement, limits, loaded)
      shown = next
      var answer = draft.answer
      if answer.tables.contains(where: { !$0.rows.isEmpty }) { last = draft }
      answer.notes += diagnostics.map { $0.sentence }
      answer = try anonymous(answer, loaded)
      return Outcome(.answer(answer), diagnostics: unmet(answer, step))
    }
  }

  /// Whether a question is to be answered, rather than only resolved.
  private func isWanted(_ question: Question) -> Bool {
    switch work {
    case .answering: return true
    case .checking: return false
    case .expecting:
      if case .expect = question { return true }
      return false
    }
  }

  /// The error for an expectation that does not hold, if expectations are being checked.
  private func unmet(_ answer: Answer, _ step: StatementQueue.Step) -> [Diagnostic] {
    guard work == .expecting, answer.holds == false else { return [] }
    return [
      Diagnostic(
        .unmetExpectation, "This \(answer.headline ?? "fails")", file: step.file,
        at: step.statement.span, label: "does not hold", notes: [answer.reading + "."] + answer.notes)
    ]
  }

  func ask(
    _ question: Question, statement: String, _ limits: Limits, _ loaded: Loaded
  ) throws(BackendError) -> Draft {
    let catalog = loaded.catalog
    let context = QueryRunner.Context(
      catalog: catalog, language: loaded.language, statement: statement,
      reading: question.reading(in: catalog), rowLimit: limits.rows, quoteLimit: limits.quotes,
      definitions: Array(definitions), loads: workspace.loads,
      files: loaded.report.files, elapsed: host.elapsed,
      words: { $0.reading(in: catalog) })
    return try QueryRunner(question, context: context).draft(from: loaded.backend)
  }

  func scope(_ loaded: Loaded, for step: StatementQueue.Step) throws(BackendError) -> Scope {
    var scope = Scope(
      catalog: loaded.catalog, definitions: definitions, parameters: parameters,
      language: loaded.language, mayRedefine: step.mayRedefine)
    scope.isCancelled = host.isCancelled
    // Counting them takes a query, so it is done only for a statement that may refer to them.
    if let shown, step.mentions("them", "rest") {
      let people =
        work == .checking
        ? (People(words: "them", ids: []), 0, People(words: "rest", ids: []))
        : try shown.people(from: loaded.backend, byID: step.statement.isDefinition)
      (scope.them, scope.rest) = (people.0, people.2)
    }
    return scope
  }
}

/// The names and values that statements can use.
public struct Vocabulary: Sendable {
  /// Nil before anything is loaded.
  public var catalog: (any Catalog)?
  public var definitions: Definitions
}

extension Diagnostic {
  /// A warning as a note of an answer.
  var sentence: String {
    ([message] + notes + fixes.map(\.message)).map { sentence in
      let whole = sentence.prefix(1).uppercased() + sentence.dropFirst()
      return ".?!".contains(whole.last ?? ".") ? whole : whole + "."
    }.joined(separator: " ")
  }
}

extension Statement {
  /// Whether it defines a name, which is kept when the data is reloaded.
  fileprivate var isDefinition: Bool {
    if case .define = kind { true } else { false }
  }
}
