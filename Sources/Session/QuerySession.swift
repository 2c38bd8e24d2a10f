internal import Answers
public import DataModel
internal import Import
public import Plan
internal import Semantics
public import SourceText
internal import Syntax
internal import Text

/// A conversation over one workspace: what is loaded, what was defined, who `them` are. The only thing that changes.
///
///     var session = QuerySession(host: .posix(cancellation))
///     session.open("shop.heed")
///     for outcome in session.run(SourceFile(name: "typed", text: "count sellers by plan")) { … }
///
/// The pipeline is `perform(_:)`: text → tree → plan → replies → answer.
public struct QuerySession: Sendable {
  /// How much of an answer is wanted where the question does not say.
  public struct Limits: Sendable {
    public var rows: Int?
    /// 0: an answer does not listen, unless that is what was asked.
    public var quotes: Int?

    public init(rows: Int?, quotes: Int?) {
      self.rows = rows
      self.quotes = quotes
    }

    /// What a screen holds.
    public static let screen = Limits(rows: 10, quotes: 5)
    /// Everything: for machines.
    public static let all = Limits(rows: nil, quotes: nil)
  }

  /// The world; while the example is shown, its files behind it.
  var host: Host
  /// The world alone.
  let world: Host
  /// The files of the example, while that is shown.
  var example: Host?
  public var limits: Limits
  /// Typed text may give a name a new meaning; a file may not.
  public var mayRedefine = false
  public var work = Work.answering
  /// The file that the rows which a load rejects are written to.
  public var rejectsPath: String?
  /// What shared files may reach beside their own folder and the workspace's.
  public var permissions = Permissions()
  /// The workspaces that are trusted also where they are found.
  public var trusted = TrustedWorkspaces()

  /// What is done with statements once they are resolved.
  public enum Work: Sendable {
    case answering
    /// Nothing.
    case checking
    /// Only expectations are looked at; those that do not hold are errors.
    case expecting
  }

  var workspace = WorkspaceSpec()
  var loaded: Loaded?
  var definitions = Definitions()
  var parameters: [String: Literal] = [:]
  var shown: LastResultSet?
  /// The last question that was answered with a table.
  var last: Draft?
  /// Values from outside for parameters, by name: `--set since="30 days"`.
  var settings: [String: String] = [:]
  /// The real paths of the folders of the workspaces that were opened.
  var workspacePlaces: [String] = []
  /// Files taken in by `use`, each once.
  var used: Set<[UInt8]> = []

  public init(host: Host, limits: Limits = .screen) {
    self.host = host
    world = host
    self.limits = limits
  }

  /// The workspace's time zone.
  public var zone: Zone { workspace.zone }

  /// What answers rest on; nil before anything is loaded.
  public var provenance: Provenance? {
    loaded.map { Provenance(report: $0.report, clock: $0.catalog.clock, zone: zone) }
  }

  /// The names and values that completion offers.
  public var vocabulary: Vocabulary {
    Vocabulary(catalog: loaded?.catalog, definitions: definitions)
  }

  /// Runs the statements of a typed text in order. `folder` is where its relative paths start.
  ///
  /// A text that does not parse is not run at all. What it loads is loaded before its first question, wherever it
  /// stands; where that fails nothing is run, and all is as it was before. After a statement that fails the others still
  /// run; after one that was stopped they do not.
  public mutating func run(_ file: SourceFile, folder: String = "") -> [Outcome] {
    let before = self
    var gathered = StatementQueue()
    gather(file, folder: folder, trust: .full, chain: [file.name], into: &gathered)
    guard example != nil, workspace.names(moreThan: before.workspace) else {
      return run(gathered, orBackTo: before)
    }
    return leaveExample(for: file, folder: folder, orBackTo: before)
  }

  /// Performs what was gathered; where it has errors, or what it says to load cannot be loaded, all is as it was before.
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
    let leading = outcomes.count
    defer { takeBackFailedUse(gathered, outcomes, after: leading, before) }
    for (index, step) in gathered.steps.enumerated() {
      outcomes.append(host.isCancelled() ? stopped(step) : perform(step))
      guard let last = outcomes.indices.last, outcomes[last].isCancelled else { continue }
      let rest = gathered.steps.count - index - 1
      if rest > 0 {
        let what = rest == 1 ? "The statement after it was" : "The \(rest) statements after it were"
        outcomes[last].diagnostics[outcomes[last].diagnostics.count - 1].notes.append("\(what) not asked.")
      }
      break
    }
    return outcomes
  }

  /// A `use` is one statement at the prompt: where a statement of its file fails, none of them has been.
  private mutating func takeBackFailedUse(
    _ gathered: StatementQueue, _ outcomes: [Outcome], after leading: Int, _ before: QuerySession
  ) {
    let failed = zip(gathered.steps, outcomes.dropFirst(leading)).contains { $0.isUsed && $1.failed }
    guard mayRedefine, failed else { return }
    if gathered.steps.allSatisfy(\.isUsed) { self = before } else { used = before.used }
  }

  /// One statement, through every stage.
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

  /// The scope ends here: while it lasts it shares the definitions, and a new one would copy them all.
  private func resolved(
    _ step: StatementQueue.Step, _ loaded: Loaded
  ) throws(BackendError) -> (planned: Planned?, diagnostics: [Diagnostic]) {
    resolve(step.statement, of: step.file, in: try scope(loaded, for: step))
  }

  private func stopped(_ step: StatementQueue.Step) -> Outcome {
    Outcome(.failed, diagnostics: [diagnostic(.cancelled, in: step.file, at: step.statement.span)])
  }

  /// Why there is no answer.
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
    case .parameter(let name, let literal):
      return declare(name, literal, step, diagnostics)
    case .definition(let definition):
      // A vocabulary may name words that nobody has used yet.
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
      return Outcome(.answer(answer), diagnostics: unmet(answer, step))
    }
  }

  /// Whether a question is answered, and not only read.
  private func isWanted(_ question: Question) -> Bool {
    switch work {
    case .answering: return true
    case .checking: return false
    case .expecting:
      if case .expect = question { return true }
      return false
    }
  }

  /// The error that an expectation is which does not hold, where that is what is asked.
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
      fits: loaded.report.files.map(\.fit), elapsed: host.elapsed,
      words: { $0.reading(in: catalog) })
    return try QueryRunner(question, context: context).draft(from: loaded.backend)
  }

  func scope(_ loaded: Loaded, for step: StatementQueue.Step) throws(BackendError) -> Scope {
    var scope = Scope(
      catalog: loaded.catalog, definitions: definitions, parameters: parameters,
      language: loaded.language,
      mayRedefine: mayRedefine)
    scope.isCancelled = host.isCancelled
    // They are counted only for a statement that may speak of them.
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

/// What names and values there are.
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
  /// Whether it gives a name to something, which stays when the data is read anew.
  fileprivate var isDefinition: Bool {
    if case .define = kind { true } else { false }
  }
}
