import DataModel
import Plan
import SourceText
import Syntax

/// `detractor` in a question about messages: the band of the message's own score. `their detractor` is about the author.
extension Resolver {
  func messageBand(_ entry: Prelude.Entry, at name: Syntax.Name, in place: RecordContext) -> Plan.Condition? {
    let inner = Resolver(scope, file: entry.file, onlyScale: entry.scale)
    let score = Syntax.Name("score", .word, name.span)
    guard let use = inner.score(score, channels: place.channels, narrowing: nil),
      let band = inner.condition(entry.condition, in: place)
    else {
      for diagnostic in inner.diagnostics {
        report(
          diagnostic.code,
          "`\(name.spelling)` means `\(entry.file.text(of: entry.condition.span))`: \(diagnostic.message)",
          at: name.span, label: diagnostic.label, notes: diagnostic.notes)
      }
      return nil
    }
    // Messages with scores on other scales are excluded by naming the channels of this one.
    let scored = Resolver(scope, file: entry.file).score(score, channels: place.channels, narrowing: nil)
    guard scored?.sources.count != use.sources.count else { return band }
    let channel = Plan.Value.property(PropertyRef("channel", .channel, .text))
    return .conjunction([band, .test(channel, .oneOf(use.channels.map { .text($0) }))])
  }
}
