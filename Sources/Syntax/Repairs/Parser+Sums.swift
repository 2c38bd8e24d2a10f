import SourceText

/// Errors about values that a join cannot make.
extension Parser {
  private static let figures: [String: Keyword?] = [
    "sum": .total, "latest": .newest, "last": .newest, "exists": .any, "number": .count, "average": nil,
    "avg": nil,
    "mean": nil, "median": nil, "min": nil, "minimum": nil, "max": nil, "maximum": nil, "first": nil,
    "oldest": nil,
    "earliest": nil,
  ]

  /// `total a as x, count as y`; `average a as x`
  mutating func noSum() {
    let isSum = [Keyword.total, .count, .newest, .any].contains { $0 == peek(1).keyword }
    if isSum, at(symbol: ",") {
      let commas = (position..<statementEnd).filter { index in
        text(tokens[index].span) == "," && tokens.indices.contains(index + 1)
          && [Keyword.total, .count, .newest, .any].contains { $0 == tokens[index + 1].keyword }
      }
      return fail(
        .unexpectedToken, "The values of a join are not separated by commas",
        at: token.span, label: "no comma here",
        fixes: [Diagnostic.Fix("leave it out", commas.map { removal($0, $0 + 1) })])
    }
    let start = at(symbol: ",") ? position + 1 : position
    guard start < statementEnd, let meant = Parser.figures[tokens[start].text] else { return }
    let fixes =
      meant.map { [Diagnostic.Fix("write `\($0.rawValue)`", [replacement(start, $0.rawValue)])] } ?? []
    fail(
      .unexpectedToken, "A join cannot compute `\(text(tokens[start].span))` of the rows that match",
      at: tokens[start].span,
      label: "not a value that a join makes",
      notes: ["It makes `total x as y`, `count as y`, `newest x by updated as y` and `any x as y`."],
      fixes: fixes)
  }
}
