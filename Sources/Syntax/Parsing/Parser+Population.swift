import SourceText

extension Parser {
  static let everybody: Set<Keyword> = [.customers, .everybody, .people, .users, .accounts]

  /// `population = ([adjective] noun | name "events" | "events" | "feedback" [about]) ["where" condition] | "(" population ")"`
  mutating func population() -> Population {
    if at(symbol: "(") {
      return nested(
        { parser in
          parser.inParentheses { parser in
            parser.expect(symbol: "(")
            let population = parser.population()
            if !parser.failed { parser.expect(symbol: ")") }
            return population
          }
        }, or: everybody())
    }
    var result = subject()
    if !failed, at(.where) { filter(&result) }
    return result
  }

  /// A population without its `where`.
  mutating func subject() -> Population {
    let start = position
    var result = everybody()
    result.isImplied = false
    for noun in [Keyword.customers, .events, .feedback, .them, .rest] { record(.keyword(noun)) }
    let isNoun = token.kind == .word && !isPopulationName(peek(1))
    if token.keyword == .feedback, token.kind == .word {
      position += 1
      result.subject = .feedback
      result.noun = "feedback"
      if at(.about) || at(.mentioning) {
        position += 1
        result.about = list { $0.pattern() }
      }
    } else if token.keyword == .events, isNoun {
      position += 1
      result.subject = .events(nil)
    } else if atName(.population, .population), peek(1).keyword == .events {
      result.subject = .events(takeName())
      position += 1
    } else {
      people(&result)
    }
    result.nounSpan = failed ? token.span : previous.span
    result.span = span(from: start)
    return result
  }

  private func isPopulationName(_ token: Token) -> Bool { canBeName(token, .population) }

  /// `[adjective] noun`
  private mutating func people(_ result: inout Population) {
    let first = name(.population, .population)
    guard !failed else { return }
    var noun = first
    record(.name(.population))
    if isPopulationName(token), !lessonOrderBy() {
      result.adjective = first
      noun = takeName()
    }
    guard !failed else { return }
    result.noun = noun.spelling
    let keyword = noun.quoting == .word ? Keyword(rawValue: noun.text) : nil
    result.subject =
      switch keyword {
      case .them: .them
      case .rest: .rest
      case .some(let word) where Parser.everybody.contains(word): .everybody
      case _: .named(noun)
      }
  }

  /// The implied population: everybody, with an empty span.
  func everybody() -> Population {
    let span = SourceSpan(token.span.start, token.span.start)
    return Population(
      adjective: nil, subject: .everybody, noun: "customers", nounSpan: span, about: [], filter: nil,
      isImplied: true,
      span: span)
  }

  /// `"where" condition`: the population's filter, once.
  mutating func filter(_ population: inout Population) {
    let start = position
    expect(.where)
    if population.filter != nil { return duplicate("where", at: start) }
    let condition = condition()
    population.filter = condition
    population.span = population.isImplied ? span(from: start) : population.span.union(condition.span)
    lessonAfterCondition()
  }
}
