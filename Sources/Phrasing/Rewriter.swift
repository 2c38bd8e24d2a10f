internal import SourceText
internal import Syntax

/// Rewrites of what people type into statements of the language: from plain English, from other tools' dialects, and from
/// statements with slips.
///
///     Rewriter(words).offers(for: "who left last month?")   // segment customers where churned in last month
///
/// Pure. What it yields may not parse or resolve here; whoever offers it must try it first.
public struct Rewriter: Sendable {
  /// What a text may mean.
  public struct Reading: Sendable {
    /// Statements, likeliest first.
    public var statements: [String] = []
    /// The same text with its slips mended, fewest changes first; where one works, it goes before `statements`.
    public var repairs: [Repair] = []
    /// Why it cannot be asked, in a sentence; the statements are then the nearest that can.
    public var refusal: String?
    /// Whether these go before what the parser offers: a dialect is known by its form.
    public var goesFirst = false
  }

  /// A statement with its slips mended.
  public struct Repair: Sendable {
    public var statement: String
    /// The misspelt words, each with the one that is meant.
    public var respelt: [(typed: String, meant: String)]
  }

  let workspace: WorkspaceWords
  let lexicon: Lexicon

  /// The longest text, in bytes, that is tried: questions are short.
  public static let longest = 400

  public init(_ workspace: WorkspaceWords) {
    self.workspace = workspace
    lexicon = Lexicon(workspace)
  }

  /// What the text may mean; nothing of a text that is too long.
  public func reading(of text: String) -> Reading {
    guard text.utf8.count <= Rewriter.longest else { return Reading() }
    let words = Phrasing.words(of: text)
    if let refusal = refusal(of: words, text) { return refusal }
    let dialect = dialects(text)
    if !dialect.isEmpty { return Reading(statements: dialect, goesFirst: true) }
    var reading = Reading()
    reading.repairs = StatementRepair(lexicon: lexicon).repairs(of: text).map { repaired in
      Repair(statement: repaired.statement, respelt: repaired.respelt.map { ($0.typed, $0.meant) })
    }
    reading.statements = statements(of: words)
    if reading.statements.isEmpty {
      let mended = mended(words)
      if mended != words { reading.statements = statements(of: mended) }
    }
    return reading
  }

  func statements(of words: [Word]) -> [String] {
    let reader = QuestionReader(words: words, workspace: workspace, lexicon: lexicon)
    let found = reader.candidates()
    // Far dearer readings are no honest ones.
    return found.prefix { $0.cost <= (found.first?.cost ?? 0) + 2 }.prefix(8).map(\.statement)
  }

  /// A statement that counts the loaded people.
  public var example: String {
    workspace.division.map { "count customers by \(nameText($0.name))" } ?? "describe"
  }

  private func dialects(_ text: String) -> [String] {
    Dialect(workspace: workspace, lexicon: lexicon).statement(of: text).map { [$0] } ?? []
  }

  /// Words that are nearly known ones are put right; a word that is known is never touched.
  func mended(_ words: [Word]) -> [Word] {
    let candidates = lexicon.spelt.union(lexicon.spelt.map { $0 + "s" }).union(KnownWords.all)
    return words.map { word in
      guard word.kind == .word, word.text.utf8.count > 3, word.text.allSatisfy(\.isLetter),
        !lexicon.knows(word),
        !KnownWords.all.contains(word.text), !KnownWords.all.contains(word.stem)
      else { return word }
      let typed = Array(word.text.unicodeScalars)
      let limit = typed.count < 8 ? 1 : 2
      var best: (text: String, edits: Int)?
      for candidate in candidates {
        guard let edits = editDistance(typed, Array(candidate.unicodeScalars), limit: limit),
          candidate.utf8.count > 3
        else { continue }
        if best.map({ (edits, candidate) < ($0.edits, $0.text) }) ?? true { best = (candidate, edits) }
      }
      guard let best else { return word }
      return Word(text: best.text, raw: word.raw, kind: .word, stem: stem(best.text), mended: best.edits)
    }
  }
}

/// Words of questions, as they are spelt.
enum KnownWords {
  static let all: Set<String> = HeadPhrases.vocabulary
    .union(LifeWords.entries.flatMap { $0.said })
    .union(Politeness.words)
    .union(Keyword.allCases.map(\.rawValue))
    .union([
      "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
      "november", "december",
      "month", "months", "week", "weeks", "quarter", "quarters", "year", "years", "days", "hours",
      "customers", "customer", "people", "users", "everyone", "above", "below", "under", "over", "between",
      "more", "less",
      "than", "highest", "lowest", "newest", "oldest", "first", "last", "past", "previous", "mentioning",
      "talking", "about",
      "complaining", "without", "never", "each", "every", "across", "descending", "ascending", "excluding",
      "except", "paying", "spending",
    ])
}
