import DataModel
import Plan
import SourceText
import Syntax
import Text

/// What narrows a whole answer to some messages or records: `about`, `with`, `in survey`, a window.
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
          .wrongScope, "Only feedback is about something; events have no words", at: about.span,
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
      let place = Place(
        source: scope.source, channels: scope.channels,
        narrowing: { .init(SourceSpan(with.span.start, with.span.start), "\($0) ") })
      guard let filter = condition(with.content, in: place) else { return nil }
      scope.filter = .conjunction([scope.filter ?? .everyone, filter])
    }
    if let window = clauses.window {
      guard let resolved = self.window(window.content, in: nil) else { return nil }
      scope = narrowed(scope, to: resolved)
    }
    return scope
  }

  /// Clauses that narrow records, where a statement answers with people.
  func refuseFilters(_ clauses: Clauses, verb: String) -> Bool {
    let spans = [clauses.about?.span, clauses.with?.span, clauses.channels?.span, clauses.window?.span]
      .compactMap { $0 }
    guard let span = spans.first else { return false }
    report(
      .misplacedClause, "`\(asked(span))` narrows records, and this \(verb) is about people", at: span,
      label: "of which records?",
      notes: [
        "Put it inside the condition, as in `where said something \(asked(span))`, or ask for `quotes`."
      ],
      fixes: spans.count > 1
        ? []
        : [.init("who said something there", replacing: span, with: "where said something \(asked(span))")])
    return true
  }
}

extension Clauses {
  var hasFilters: Bool { about != nil || with != nil || channels != nil || window != nil }
}
