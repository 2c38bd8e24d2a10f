internal import DataModel
internal import Plan
internal import Text

extension Answer.Quote {
  /// The message in a row of columns named as those of `Verbatims`, with what matchers find in it marked. Nil where the
  /// row has no text.
  init?(_ columns: Columns, row: Int, marking matchers: [PatternMatcher], caption: String? = nil) {
    guard let text = columns["text", row].text else { return nil }
    var at: Moment?
    if case .moment(let moment) = columns["at", row] { at = moment }
    var scale: Scale?
    if let low = columns["scale.low", row].integer, let high = columns["scale.high", row].integer {
      scale = Scale(low: low, high: high)
    }
    self.init(
      customer: columns["customer", row].text, label: columns["label", row].text, at: at,
      channel: columns["channel", row].text, score: columns["score", row], scale: scale, text: text,
      marks: Answer.Quote.marks(of: matchers, in: text), copies: columns["copies", row].integer ?? 1,
      caption: caption)
  }

  private static func marks(of matchers: [PatternMatcher], in text: String) -> [Range<Int>] {
    let ranges = matchers.flatMap { $0.matches(in: text) }.sorted { $0.lowerBound < $1.lowerBound }
    var merged: [Range<Int>] = []
    for range in ranges {
      if let last = merged.last, range.lowerBound <= last.upperBound {
        merged[merged.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
      } else {
        merged.append(range)
      }
    }
    return merged
  }
}
