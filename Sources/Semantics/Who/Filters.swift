import DataModel
import Plan
import SourceText
import Syntax
import Text

/// Filters of the messages or records of a whole answer: `about`, `with`, `in survey`, a window.
extension Resolver {
  /// A scope narrowed by the clauses of its statement.
  func narrowed(_ scope: RecordScope, by clauses: Clauses) -> RecordScope? {
    var scope = scope
    if let channels = clauses.channels {
      guard let names = self.channels(channels.content, of: scope.source) else { return nil }
      scope.channels = names
    }
    if let about = clauses.about {
      guard scope.listens else {
        return fail(
          .wrongScope, "Only feedback has words; events have none", at: about.span,
          label: "not feedback")
      }
      guard let pattern = patterns(about.content) else { return nil }
      if case .pattern(let own)? = scope.saying {
        scope.saying = .pattern(.allOf([own, pattern]))
      } else {
        scope.saying = .pattern(pattern)
      }
    }
    if let with = clauses.with {
      let place = RecordContext(
        source: scope.source, channels: scope.channels,
        narrowing: { .init(SourceSpan(with.span.start, with.span.start), "\($0) ") })
      guard let filter = condition(with.content, in: place) else { return nil }
      scope = scope.narrowed(to: filter)
    }
    if let window = clauses.window {
      guard let resolved = self.window(window.content, in: nil) else { return nil }
      scope = narrowed(scope, to: resolved)
    }
    return scope
  }

  /// The statement without filters of records, if its form takes none.
  func refusingFilters(of statement: Statement) -> (rest: Statement, isRefused: Bool) {
    guard let form = statement.form, let verb = statement.verb else { return (statement, false) }
    var (rest, misplaced) = (statement, statement.clauses)
    func take<Content>(_ kind: ClauseKind, _ clause: WritableKeyPath<Clauses, Clause<Content>?>) {
      if form.takes(kind) {
        misplaced[keyPath: clause] = nil
      } else {
        rest.clauses[keyPath: clause] = nil
      }
    }
    take(.about, \.about)
    take(.with, \.with)
    take(.channels, \.channels)
    take(.window, \.window)
    let spans = misplaced.filterSpans
    guard let span = spans.first else { return (statement, false) }
    switch form.matter {
    case .events:
      report(
        .misplacedClause, "`\(asked(span))` is about messages, and events have no words and no channels",
        at: span, label: "not feedback", fixes: [leftOut(span)])
    case nil where verb == .funnel:
      report(
        .misplacedClause, "`\(asked(span))` belongs to one step, and a funnel has several", at: span,
        label: "of which step?", notes: ["Write it right after the step that it belongs to."],
        fixes: [leftOut(span)])
    case .people, .feedback, .times, .person, nil:
      let conditions = conditions(misplaced)
      report(
        .misplacedClause, "`\(asked(span))` filters records, but this \(verb.rawValue) is about people",
        at: span,
        label: "which records?",
        notes: ["For people, put it in the condition, as in `where \(conditions.first ?? "")`."],
        fixes: spans.count > 1 ? [] : conditions.map { moved($0, from: span) })
    }
    return (rest, true)
  }

  /// Whether a statement has the groups that its clauses need; reports an error if it has not.
  func hasGroups(_ statement: Statement) -> Bool {
    guard let span = statement.form?.clauseLackingGroups(in: statement.clauses) else { return true }
    report(
      .misplacedClause, "`\(asked(span))` needs groups, and this question has none", at: span,
      label: "needs `by`", notes: ["For example: `by \(catalog.slots.segments.first?.name ?? "plan")`."],
      fixes: [leftOut(span)])
    return false
  }

  /// A rewrite without a part, the word that introduces it and the blanks before.
  func leftOut(_ span: SourceSpan, after word: String = "") -> Diagnostic.Fix {
    func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") }
    var head = file.bytes[..<span.start]
    if !word.isEmpty { head = head.dropLast(word.utf8.count + 1) }
    while head.last.map(isBlank) == true { head = head.dropLast() }
    return .init("leave it out", replacing: SourceSpan(head.count, span.end), with: "")
  }

  /// The conditions on people that a filter of records can be meant as.
  private func conditions(_ clauses: Clauses) -> [String] {
    if let about = clauses.about?.content, let first = about.first, let last = about.last {
      let patterns = asked(first.span.union(last.span))
      return ["mentioned \(about.count > 1 ? "any of (\(patterns))" : patterns)"]
    }
    if let with = clauses.with {
      return [asked(with.content.span), "said something \(asked(with.span))"]
    }
    if let channels = clauses.channels {
      let values = channels.content.count == 1 ? attributesHaving(channels.content[0].spelling) : []
      return values.prefix(2).map { "\(bare($0.attribute.name)) is \(value($0.value))" }
        + ["said something \(asked(channels.span))"]
    }
    guard let window = clauses.window else { return [] }
    // In a condition `over last 90 days` is `in last 90 days`.
    let words =
      if case .last(let duration) = window.content.kind { "in last \(asked(duration.span))" } else {
        asked(window.span)
      }
    return ["did anything \(words)", "said something \(words)"]
  }

  /// The rewrite that turns a filter into a condition after `where`, joined by `and` to the one that is there, unless that
  /// has an `or`.
  private func moved(_ condition: String, from span: SourceSpan) -> Diagnostic.Fix {
    let rest = String(decoding: file.bytes[span.end...].prefix(2_000), as: UTF8.self)
    let line = rest.prefix { $0 != ";" }
    let blanks = line.prefix { $0.isWhitespace }
    let hasFilter = line.dropFirst(blanks.count).lowercased().hasPrefix("where ")
    guard hasFilter, !line.contains(" or ") else {
      return .init("a condition on people", replacing: span, with: "where \(condition)")
    }
    let end = span.end + blanks.utf8.count + "where".utf8.count
    return .init(
      "a condition on people", replacing: SourceSpan(span.start, end), with: "where \(condition) and")
  }
}

extension Clauses {
  var hasFilters: Bool { !filterSpans.isEmpty }

  /// The spans of the filters of records.
  var filterSpans: [SourceSpan] { [about?.span, with?.span, channels?.span, window?.span].compactMap { $0 } }
}
