internal import Foundation
public import TestSupport

/// A grammar read from `grammar/heed.ebnf`, and sentences made from it.
public struct Grammar {
  public indirect enum Rule {
    case word(String)
    case reference(String)
    case sequence([Rule])
    case choice([Rule])
    case optional(Rule)
    case repeated(Rule)
  }

  public private(set) var productions: [String: Rule] = [:]
  public let samples: [String: [String]]

  public init(samples: [String: [String]] = Grammar.samples) throws {
    self.samples = samples
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let text = try String(contentsOf: root.appending(path: "grammar/heed.ebnf"), encoding: .utf8)
    var reader = Reader(text: text)
    productions = reader.productions()
  }

  /// Reads EBNF: tokens first, then by recursive descent.
  private struct Reader {
    var tokens: [String] = []
    var position = 0

    init(text: String) {
      let plain = text.replacing(/\(\*(?s:.*?)\*\)/, with: " ")
      tokens = plain.matches(of: /"[^"]*"|[A-Za-z]+|[=;|\[\]{}()]/).map { String($0.output) }
    }

    mutating func productions() -> [String: Rule] {
      var result: [String: Rule] = [:]
      while position + 1 < tokens.count {
        let name = tokens[position]
        position += 2
        result[name] = choice()
        position += 1
      }
      return result
    }

    mutating func choice() -> Rule {
      var rules = [sequence()]
      while position < tokens.count, tokens[position] == "|" {
        position += 1
        rules.append(sequence())
      }
      return rules.count == 1 ? rules[0] : .choice(rules)
    }

    mutating func sequence() -> Rule {
      var rules: [Rule] = []
      while position < tokens.count {
        let token = tokens[position]
        switch token {
        case "|", ";", ")", "]", "}": return .sequence(rules)
        case "(":
          position += 1
          rules.append(choice())
        case "[":
          position += 1
          rules.append(.optional(choice()))
        case "{":
          position += 1
          rules.append(.repeated(choice()))
        case _ where token.hasPrefix("\""): rules.append(.word(String(token.dropFirst().dropLast())))
        case _: rules.append(.reference(token))
        }
        position += 1
      }
      return .sequence(rules)
    }
  }

  public static let samples: [String: [String]] = [
    "WORD": ["plan", "trust", "order_id", "mrr", "wörter", "2fa", "sub.tier"],
    "NAME": ["churned", "order", "mrr", "survey", "`count`", "\"late delivery\"", "$pageview", "vip"],
    "COLUMN": ["id", "key", "where", "at", "`a b`", "\"x y\""],
    "NEWNAME": ["lost", "\"revenue at risk\"", "7 day active", "at-risk"],
    "QUOTED": ["\"pro\"", "\"a \"\"b\"\" c\"", "“curly”"], "STRING": ["'it''s'", "‘x y’"],
    "BACK": ["`budget`"],
    "DOLLAR": ["$since"], "NUMBER": ["1", "2", "30", "1_200", "2.5", "0042"], "YEAR": ["2025"],
    "DATE": ["2025-03-01", "2025-03-01T10:00", "2025-03", "2025-Q1", "2025-W09"], "PREFIX": ["scam*"],
    "PART": ["*fund*"],
    "REGEX": ["/^A/i", "/a b/"], "UNIT": ["day", "weeks", "month", "hours", "quarter", "years"],
    "ID": ["s0042", "a-17", "0042", "\"Acme Ltd\"", "$who"],
  ]

  /// A random sentence of a production; beyond some depth, the shortest alternatives are taken.
  public func sentence(of name: String, using random: inout SplitMix, depth: Int = 0) -> [String] {
    if let samples = samples[name] { return [samples.randomElement(using: &random) ?? ""] }
    // A missing production has no sentence.
    guard let rule = productions[name] else { return ["?\(name)?"] }
    return expand(rule, using: &random, depth: depth + 1)
  }

  private func expand(_ rule: Rule, using random: inout SplitMix, depth: Int) -> [String] {
    switch rule {
    case .word(let word): return [word]
    case .reference(let name): return sentence(of: name, using: &random, depth: depth)
    case .sequence(let rules): return rules.flatMap { expand($0, using: &random, depth: depth) }
    case .choice(let rules):
      let choices = depth > 14 ? rules.filter { !isRecursive($0) } : rules
      return expand(
        (choices.isEmpty ? rules : choices).randomElement(using: &random) ?? rules[0], using: &random,
        depth: depth)
    case .optional(let rule):
      return depth < 16 && Bool.random(using: &random) ? expand(rule, using: &random, depth: depth) : []
    case .repeated(let rule):
      guard depth < 16 else { return [] }
      let times = [0, 0, 1, 1, 2].randomElement(using: &random) ?? 0
      return (0..<times).flatMap { _ in expand(rule, using: &random, depth: depth) }
    }
  }

  private func isRecursive(_ rule: Rule) -> Bool {
    switch rule {
    case .word: false
    case .reference(let name):
      ["condition", "statement", "value", "pattern", "population", "neg", "steps"].contains(name)
    case .sequence(let rules), .choice(let rules): rules.contains(where: isRecursive)
    case .optional, .repeated: false
    }
  }
}
