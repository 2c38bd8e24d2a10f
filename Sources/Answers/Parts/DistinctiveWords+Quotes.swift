internal import DataModel
internal import Plan
internal import Text

/// A quote for each of the top words of both groups, up to the limit on quotes.
extension DistinctiveWords {
  struct Quoted {
    fileprivate let form: String
    fileprivate let pattern: Pattern
    fileprivate let message: Asked<Verbatims>
  }

  func quote(_ speakers: Speakers, limit: Int, _ context: QueryRunner.Context, in batch: inout Batch)
    -> [Quoted]
  {
    var quoted: [Quoted] = []
    for isFirst in [true, false] {
      for word in top(ofFirst: isFirst, min(limit, context.quoteLimit ?? limit)) {
        guard let pattern = Pattern(typed: word.form) else { continue }
        let scope = RecordScope.saying(
          pattern, within: isFirst ? speakers.scopes.first : speakers.scopes.second)
        let verbatims = Verbatims.messages(
          in: scope, of: isFirst ? speakers.first : speakers.second, limit: 1)
        quoted.append(Quoted(form: word.form, pattern: pattern, message: batch.add(verbatims)))
      }
    }
    return quoted
  }

  static func quotes(_ quoted: [Quoted], _ replies: Replies, _ context: QueryRunner.Context) -> [Answer.Quote]
  {
    quoted.compactMap { word in
      let matcher = PatternMatcher(word.pattern, language: context.language)
      return Answer.Quote(
        firstOf: replies[word.message], marking: [matcher], caption: "says “\(word.form)”")
    }
  }
}
