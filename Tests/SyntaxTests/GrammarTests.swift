import Foundation
import SourceText
import Testing

@testable import Syntax

/// A grammar read from `grammar/heed.ebnf`, and sentences made from it.
struct Grammar {
  indirect enum Rule {
    case word(String)
    case reference(String)
    case sequence([Rule])
    case choice([Rule])
    case optional(Rule)
    case repeated(Rule)
  }

  var productions: [String: Rule] = [:]
  let samples: [String: [String]]

  init(samples: [String: [String]] = Grammar.samples) throws {
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

  static let samples: [String: [String]] = [
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

  /// Names that are words of the grammar, or hold its signs; texts that hold quotes, comments and line ends.
  static let hardSamples: [String: [String]] = [
    "WORD": [
      "Where", "IN", "last", "mrr-2", "ﬁ", "naïve", "日本", "e\u{301}", "10x", "a.b.c", "o'clock", "_", "x$",
    ],
    "NAME": [
      "`where`", "\"in\"", "`a ``b`", "\"a \"\"b\"\"\"", "`a\"b`", "`#x`", "\"2025-01-01\"", "`12`", "`not`",
      "\"and\"",
      "`their`", "`first`", "`Last`", "`any`", "`customers`", "`them`", "` a`", "`events`", "`with`",
      "`never`", "`count of`",
      "`per`", "`missing`", "`$x`", "`(`", "`a,b`", "`a*`", "`*a*`", "`A`", "`é`", "“then”", "`days`",
      "`day`", "`today`",
      "`true`", "`nps`", "`weighted`", "`doing`", "`calendar`", "`1 day`", "`as`", "`since`", "`about`",
      "`responded`",
    ],
    "COLUMN": [
      "`where`", "\"a \"\"b\"", "none", "each", "by", "in", "from", "`none`", "`2`", "\"\u{200B}\"", "`from`",
      "`12`",
    ],
    "NEWNAME": [
      "`as`", "\"as if\"", "where", "count", "not", "`a \"b\"`", "2025-01-01", "a, b", "last month", "1",
    ],
    "QUOTED": [
      "\"\"", "\"it's\"", "\"#1 # 2\"", "\"\"\"\"", "\" \"", "\"“x”\"", "\"`x`\"", "\"a\\b\"", "\"*a*\"",
      "\"a*\"", "\"12\"",
    ],
    "STRING": ["''", "'\"'", "'a # b'", "'“'", "''''", "'`'", "'12'", "'true'", "'missing'"],
    "BACK": ["`true`", "`12`", "`a b`", "`missing`", "`today`"],
    "DOLLAR": ["$a.b", "$1", "$last", "$Where"],
    "NUMBER": ["-1", "0", "12%", "1.50", "007", "-0.5%", "9999999999999999", "1_0.5", "0.000"],
    "DATE": ["2024-02-29", "2025-03-01T10:00:59", "2025-12", "2025-Q4", "2025-W01", "1970-01-01T00:00"],
    "YEAR": ["1999"], "PREFIX": ["é*", "10*", "o'c*", "in*"], "PART": ["*é*", "*10*", "*in*"],
    "REGEX": ["/a\\/b/", "/#/", "/ /", "/[/]/", "/\"/i", "/a b # c/", "/'/"],
    "UNIT": ["Day", "hour", "Quarters", "week"],
    "ID": ["\"a \"\"b\"", "12-3", "where", "in", "'x y'", "-1", "2025-01-01", "a.b", "é"],
  ]

  /// A random sentence of a production; past a depth it takes the shortest way out.
  func sentence(of name: String, using random: inout Seeded, depth: Int = 0) -> [String] {
    if let samples = samples[name] { return [samples.randomElement(using: &random) ?? ""] }
    guard let rule = productions[name] else {
      Issue.record("no production `\(name)`")
      return []
    }
    return expand(rule, using: &random, depth: depth + 1)
  }

  private func expand(_ rule: Rule, using random: inout Seeded, depth: Int) -> [String] {
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

/// How much is tried, and from where: `FUZZ=100000 HEED_SEED=7 swift test --filter GrammarTests`.
enum Fuzz {
  private static let environment = ProcessInfo.processInfo.environment
  static let seed = environment["HEED_SEED"].flatMap { UInt64($0) } ?? 8
  static func total(_ usual: Int) -> Int { environment["FUZZ"].flatMap { Int($0) } ?? usual }
}

@Suite struct GrammarTests {
  /// Every sentence parses and prints to something that means the same, or is asked which of two readings is meant.
  @Test func sentencesOfTheGrammarParse() throws {
    let grammar = try Grammar()
    var random = Seeded(state: Fuzz.seed)
    var clean = 0
    let total = Fuzz.total(3000)
    for _ in 0..<total {
      let text = grammar.sentence(of: "statement", using: &random).joined(separator: " ")
      let diagnostics = diagnose(text)
      if diagnostics.isEmpty {
        clean += 1
        checkRoundTrip(text)
      } else {
        let asks = diagnostics.allSatisfy { [.ambiguous, .duplicateClause, .badNumber].contains($0.code) }
        // `order by` is taught as `sort by`, also where `order` may be a population.
        #expect(
          asks || text.contains(" order by "),
          "\(text)\n\(diagnostics.map { $0.drawn() }.joined(separator: "\n"))")
      }
    }
    #expect(clean > total * 6 / 10)
  }

  /// Whatever is read is laid out so that it reads the same, whatever its names and texts are; and what is laid out so
  /// stays as it is.
  @Test func statementsOfAnySpellingKeepTheirMeaning() throws {
    let grammar = try Grammar(samples: Grammar.samples.merging(Grammar.hardSamples) { $0 + $1 + $1 })
    var random = Seeded(state: Fuzz.seed &+ 1)
    for _ in 0..<Fuzz.total(2000) {
      checkLayout(grammar.sentence(of: "statement", using: &random).joined(separator: " "))
    }
  }

  /// The same of scripts with line breaks and comments anywhere, which all stay.
  @Test func scriptsKeepTheirComments() throws {
    let grammar = try Grammar()
    var random = Seeded(state: Fuzz.seed &+ 2)
    for _ in 0..<Fuzz.total(1000) {
      let statements = (0..<Int.random(in: 1...3, using: &random)).map { _ in
        laidOut(grammar.sentence(of: "statement", using: &random), using: &random)
      }
      checkLayout(statements.joined(separator: "\n"))
    }
  }

  private func checkLayout(_ text: String) {
    let (script, diagnostics) = parse(SourceFile(name: "test", text: text))
    guard !diagnostics.contains(where: { $0.severity == .error }) else { return }
    let formatted = script.formatted
    let (again, complaints) = parse(SourceFile(name: "again", text: formatted))
    if complaints.contains(where: { $0.severity == .error }) || again != script {
      let drawn = complaints.map { $0.drawn() }.joined(separator: "\n")
      Issue.record(
        "MEANS OTHERWISE\n\(text)\n  laid out as\n\(formatted)\n  and then\n\(again.formatted)\n\(drawn)")
    } else if again.formatted != formatted {
      Issue.record("LAID OUT ANEW\n\(text)\n  laid out as\n\(formatted)\n  and then\n\(again.formatted)")
    }
    #expect(
      again.comments.map(\.text).sorted() == script.comments.map(\.text).sorted(), "\(text)\n\(formatted)")
  }

  /// The words of a statement, here and there on a new line or after a comment.
  private func laidOut(_ words: [String], using random: inout Seeded) -> String {
    var text = Int.random(in: 0..<4, using: &random) == 0 ? "# \(remark(using: &random))\n" : ""
    for (index, word) in words.enumerated() {
      if index > 0 {
        switch Int.random(in: 0..<40, using: &random) {
        case 0: text += "\n  "
        case 1: text += " # \(remark(using: &random))\n   "
        case 2: text += "\n  # \(remark(using: &random))\n\n    "
        case _: text += " "
        }
      }
      text += word
    }
    return text + (Int.random(in: 0..<6, using: &random) == 0 ? "  # \(remark(using: &random))" : "")
  }

  private func remark(using random: inout Seeded) -> String {
    "remark\(UInt32.random(in: .min ... .max, using: &random))"
  }

  @Test func everyWordOfTheGrammarIsAKeyword() throws {
    let grammar = try Grammar()
    func words(_ rule: Grammar.Rule) -> [String] {
      switch rule {
      case .word(let word): [word]
      case .reference: []
      case .sequence(let rules), .choice(let rules): rules.flatMap(words)
      case .optional(let rule), .repeated(let rule): words(rule)
      }
    }
    let used = Set(grammar.productions.values.flatMap(words)).filter { $0.first?.isLetter == true }
    let known = Set(Keyword.allCases.map(\.rawValue)).union(["nps", "csat", "ces", "p90", "monday", "days"])
    #expect(used.subtracting(known) == [])
    for verb in Registry.verbs { #expect(used.contains(verb.name)) }
    for slot in Registry.slots { #expect(used.contains(slot.keyword.rawValue)) }
  }
}
