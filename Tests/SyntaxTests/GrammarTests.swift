import Sentences
import SourceText
import TestSupport
import Testing

@testable import Syntax

extension Grammar {
  /// Names that are words of the grammar, or contain its symbols; texts that contain quotes, comments and line ends.
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
}

@Suite struct GrammarTests {
  /// Every sentence parses and prints to something that means the same, or has an error that asks which of two readings is
  /// meant.
  @Test func sentencesOfTheGrammarParse() throws {
    let grammar = try Grammar()
    var random = SplitMix(seed: Fuzz.seed)
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
        // The error for `order by` suggests `sort by`, also where `order` could be a population.
        #expect(
          asks || text.contains(" order by "),
          "\(text)\n\(diagnostics.map { $0.drawn() }.joined(separator: "\n"))")
      }
    }
    #expect(clean > total * 6 / 10)
  }

  /// Every statement is formatted so that its meaning stays the same, whatever its names and texts are; formatting it again
  /// changes nothing.
  @Test func statementsOfAnySpellingKeepTheirMeaning() throws {
    let grammar = try Grammar(samples: Grammar.samples.merging(Grammar.hardSamples) { $0 + $1 + $1 })
    var random = SplitMix(seed: Fuzz.seed &+ 1)
    for _ in 0..<Fuzz.total(2000) {
      checkLayout(grammar.sentence(of: "statement", using: &random).joined(separator: " "))
    }
  }

  /// The same for scripts with line breaks and comments anywhere, all of which are kept.
  @Test func scriptsKeepTheirComments() throws {
    let grammar = try Grammar()
    var random = SplitMix(seed: Fuzz.seed &+ 2)
    for _ in 0..<Fuzz.total(1000) {
      let statements = (0..<Int.random(in: 1...3, using: &random)).map { _ in
        laidOut(grammar.sentence(of: "statement", using: &random), using: &random)
      }
      checkLayout(statements.joined(separator: "\n"))
    }
  }

  /// The same for statements that are not from the grammar, but that the parser accepts: part of one is moved, removed, or
  /// replaces part of another.
  @Test func changedStatementsKeepTheirMeaning() throws {
    let grammar = try Grammar()
    var random = SplitMix(seed: Fuzz.seed &+ 3)
    var taken = 0
    let total = Fuzz.total(4000)
    for _ in 0..<total {
      let words = grammar.sentence(of: "statement", using: &random)
      let others = grammar.sentence(of: "statement", using: &random)
      let text = changed(words, by: others, using: &random).joined(separator: " ")
      var trial = Parser(Array(text.utf8))
      trial.isTrial = true
      _ = trial.script()
      guard trial.diagnostics.isEmpty else { continue }
      taken += 1
      checkLayout(text)
    }
    #expect(taken > total / 20)
  }

  /// Moves or removes some words in a row, or inserts some of another statement.
  private func changed(_ words: [String], by others: [String], using random: inout SplitMix) -> [String] {
    func part(of words: [String]) -> Range<Int> {
      guard words.count > 1 else { return 0..<words.count }
      let start = Int.random(in: 1..<words.count, using: &random)
      return start..<Int.random(in: start...min(start + 6, words.count), using: &random)
    }
    var result = words
    let (own, other) = (part(of: words), part(of: others))
    switch Int.random(in: 0..<3, using: &random) {
    case 0: result.replaceSubrange(own, with: others[other])
    case 1: result.insert(contentsOf: others[other], at: own.lowerBound)
    case _:
      result.removeSubrange(own)
      let place = Int.random(in: min(1, result.count)...result.count, using: &random)
      result.insert(contentsOf: words[own], at: place)
    }
    return result
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

  /// The words of a statement, some of them on a new line or after a comment.
  private func laidOut(_ words: [String], using random: inout SplitMix) -> String {
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

  private func remark(using random: inout SplitMix) -> String {
    "remark\(UInt32.random(in: .min ... .max, using: &random))"
  }

  /// The clauses of each form in the grammar are those in the registry.
  @Test func formsTakeTheClausesOfTheTable() throws {
    let grammar = try Grammar()
    let kinds = Dictionary(uniqueKeysWithValues: ClauseKind.allCases.map { ("\($0)Clause", $0) })
    func words(_ rule: Grammar.Rule) -> [(isWord: Bool, text: String)] {
      switch rule {
      case .word(let word): [(true, word)]
      case .reference(let name): [(false, name)]
      case .sequence(let rules), .choice(let rules): rules.flatMap(words)
      case .optional(let rule), .repeated(let rule): words(rule)
      }
    }
    func clauses(_ rule: Grammar.Rule, _ seen: inout Set<String>) -> Set<ClauseKind> {
      var found: Set<ClauseKind> = []
      for word in words(rule) where !word.isWord && seen.insert(word.text).inserted {
        if let kind = kinds[word.text] { found.insert(kind) }
        if let inner = grammar.productions[word.text] { found.formUnion(clauses(inner, &seen)) }
      }
      return found
    }
    guard case .choice(let statements)? = grammar.productions["statement"] else {
      Issue.record("no statements")
      return
    }
    let written = statements.compactMap { rule -> (verb: String, clauses: Set<ClauseKind>)? in
      var seen: Set<String> = ["statement"]
      let found = clauses(rule, &seen)
      return found.isEmpty ? nil : (words(rule).first?.text ?? "", found)
    }
    let forms = Registry.verbs.flatMap { verb in verb.forms.map { (verb: verb.name, form: $0) } }
    #expect(written.map(\.verb) == forms.map(\.verb))
    for (written, form) in zip(written, forms) {
      #expect(written.clauses == form.form.clauses, "\(form.form.head)")
    }
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
    let known = Set(Keyword.allCases.map(\.rawValue)).union([
      "nps", "csat", "ces", "p90", "monday", "days", "plan",
    ])
    #expect(used.subtracting(known) == [])
    for verb in Registry.verbs { #expect(used.contains(verb.name)) }
    for slot in Registry.slots { #expect(used.contains(slot.keyword.rawValue)) }
  }
}
