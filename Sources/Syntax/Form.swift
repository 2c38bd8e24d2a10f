public import SourceText

/// One form of a verb: how it starts, and the clauses that may follow.
public struct Form: Sendable {
  /// `compare TIME versus TIME`
  public let head: String
  /// The subject of a statement of this form; nil if the verb has only one form.
  public let matter: Matter?
  public let clauses: Set<ClauseKind>
  /// The clauses that choose, order or draw groups, and so need `by`.
  private let ofGroups: Set<ClauseKind>

  init(
    _ head: String, _ matter: Matter? = nil, _ clauses: [Set<ClauseKind>], ofGroups: Set<ClauseKind> = []
  ) {
    self.head = head
    self.matter = matter
    self.clauses = clauses.reduce(into: []) { $0.formUnion($1) }
    self.ofGroups = ofGroups
  }

  /// Whether it takes a clause. How far a form looks back is written as a window, so `.lookBack` includes `.window`.
  public func takes(_ clause: ClauseKind) -> Bool {
    clauses.contains(clause) || clause == .window && clauses.contains(.lookBack)
  }

  /// What a clause needs, or cannot be combined with; nil if there is no restriction.
  public func restriction(on clause: ClauseKind) -> String? {
    needsGroups(clause) ? "after `by`" : isAnotherWindow(clause) ? "not beside a window" : nil
  }

  /// The span of the first clause that needs groups, in a statement without groups.
  public func clauseLackingGroups(in clauses: Clauses) -> SourceSpan? {
    guard clauses.by == nil else { return nil }
    let spans: [(ClauseKind, SourceSpan?)] = [
      (.having, clauses.having?.span), (.sort, clauses.sort?.span), (.limit, clauses.limit?.span),
      (.chart, clauses.chart?.span),
    ]
    return spans.first { needsGroups($0.0) && $0.1 != nil }?.1
  }

  /// Whether a clause can be combined with others.
  func allows(_ clause: ClauseKind, beside others: Clauses) -> Bool {
    if others.hold(clause) || needsGroups(clause) && others.by == nil { return false }
    return
      !(isAnotherWindow(clause) && others.window != nil
      || clause == .window && others.span != nil && isAnotherWindow(.span))
  }

  /// Whether the clause is about groups, which only `by` makes.
  private func needsGroups(_ clause: ClauseKind) -> Bool { ofGroups.contains(clause) }

  /// Whether the clause is a `for 12 weeks` that says which days are meant, as a window does. It is not where each
  /// person's time has a start of its own (`from signup`).
  private func isAnotherWindow(_ clause: ClauseKind) -> Bool {
    clause == .span && clauses.contains(.window) && !clauses.contains(.start)
  }
}

/// The subject of a statement. Records have more filters than people, and messages more than events.
public enum Matter: Int, Sendable, Hashable, Comparable {
  /// Only people; no filters of records.
  case people
  case events
  case feedback
  /// Two periods of time.
  case times
  /// One person.
  case person

  public static func < (one: Matter, other: Matter) -> Bool { one.rawValue < other.rawValue }
}

extension Statement {
  /// The form of the verb that this statement has; nil if the statement takes no clauses.
  public var form: Form? {
    switch kind {
    case .define(_, .condition), .define(_, .population): return nil
    case _: break
    }
    let forms = verb.flatMap { Registry.verb[$0]?.forms } ?? []
    return forms.first { $0.matter == nil || $0.matter == matter }
  }

  /// What it is about, judging by its words alone; of several figures, the one with the fewest filters decides. Nil if the
  /// form does not depend on it.
  private var matter: Matter? {
    switch kind {
    case .count(let population): population.subject.matter
    case .measure(let values): recordsAsked ?? values.map(\.matter).min()
    case .trend(let value), .define(_, .value(let value)): value.matter
    case .expect(let value, _, _): recordsAsked ?? value.matter
    case .retention(let step), .lifecycle(let step), .paths(_, let step): step.matter
    case .compare, .why: .people
    case .compareWindows: .times
    case .whyPerson: .person
    case .segment, .sample, .quotes, .topics, .priorities, .blindspots, .words, .person, .funnel, .survival,
      .define, .topic, .synonym, .suggest, .param, .load, .link, .use, .note, .export, .set, .describe,
      .explain,
      .invalid:
      nil
    }
  }

  /// Whether it is about records: `for order events`.
  var asksOfRecords: Bool { clauses.population?.content.subject.isOfRecords == true }

  private var recordsAsked: Matter? { asksOfRecords ? clauses.population?.content.subject.matter : nil }
}

extension Population.Subject {
  fileprivate var matter: Matter {
    switch self {
    case .events: .events
    case .feedback: .feedback
    case .everybody, .them, .rest, .named: .people
    }
  }
}

extension Step {
  fileprivate var matter: Matter {
    switch kind {
    case .event: .events
    case .mentioned: .feedback
    }
  }
}

extension Value {
  /// Judging by its words alone: `average NAME` counts as about messages, since only the data shows whether they have a
  /// property of that name.
  fileprivate var matter: Matter {
    switch kind {
    case .name(let name, _): name.isSatisfaction ? .feedback : .people
    case .count(let source), .days(let source), .aggregate(_, _, of: .some(let source), _, _):
      source.name.text == "feedback" ? .feedback : .events
    case .mentions, .scored, .aggregate(_, .name(_, their: false), of: nil, _, _): .feedback
    case .doing: .events
    case .weighted(let value, _): value.matter
    case .ratio(let whole, let part): min(whole.matter, part.matter)
    case .since, .elapsed, .number, .rate, .aggregate, .invalid: .people
    }
  }
}
