internal import DataModel
internal import Plan
internal import Text

extension Answer.Quote {
  /// A quote of a message, with the matches of the patterns marked.
  init(_ message: Message, copies: Int = 1, marking matchers: [PatternMatcher], caption: String? = nil) {
    self.init(
      customer: message.customer, label: message.label, at: message.at, channel: message.channel,
      score: message.score, scale: message.scale, text: message.text,
      marks: Answer.Quote.marks(of: matchers, in: message.text), copies: copies, caption: caption)
  }

  /// A quote of the first message of a reply; nil if there is none.
  init?(firstOf verbatims: Verbatims.Reply, marking matchers: [PatternMatcher], caption: String?) {
    guard let first = verbatims.rows.first else { return nil }
    self.init(first.message, copies: first.copies, marking: matchers, caption: caption)
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
