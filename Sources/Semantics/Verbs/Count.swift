import Plan
import SourceText
import Syntax

extension Resolver {
  /// `count sellers where churned by plan`, `count order events where amount > 50 by device`
  func count(_ population: Syntax.Population, _ clauses: Clauses) -> Question? {
    guard var audience = audience(population, in: clauses.channels) else { return nil }
    if let records = audience.records {
      guard let narrowed = narrowed(records, by: clauses) else { return nil }
      audience.records = narrowed
    } else if refuseFilters(clauses, verb: "count") {
      return nil
    }
    if let records = audience.records { audience.records = inWholePeriods(records, clauses) }
    guard let grouping = grouping(clauses, over: audience.place), !refuseShow(clauses, verb: "count") else {
      return nil
    }
    return .count(Count(subject: audience.subject, who: audience.who, grouping: grouping))
  }
  /// `show` names columns of a list of people, and a figure has none.
  func refuseShow(_ clauses: Clauses, verb: String) -> Bool {
    guard let show = clauses.show else { return false }
    var start = show.span.start
    while start > 0, file.bytes[start - 1] == UInt8(ascii: " ") { start -= 1 }
    report(
      .misplacedClause, "`\(verb)` gives figures, and `\(asked(show.span))` is about a list of people",
      at: show.span, label: "no list here", notes: ["`segment … \(asked(show.span))` lists them."],
      fixes: [.init("leave it out", replacing: SourceSpan(start, show.span.end), with: "")])
    return true
  }
}
