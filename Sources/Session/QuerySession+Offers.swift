internal import Phrasing
internal import Plan
internal import Semantics
internal import SourceText
internal import Syntax

extension QuerySession {
  /// The most statements that are offered for one that is refused.
  private static let mostOffers = 3

  /// What a refused text may mean, as statements that work here: in plain English, in another tool's dialect, or with slips.
  /// Nothing of it is run.
  func offering(_ outcomes: [Outcome], for file: SourceFile) -> [Outcome] {
    guard let loaded, outcomes.count == 1, outcomes[0].failed, file.bytes.count <= Rewriter.longest,
      let place = outcomes[0].diagnostics.firstIndex(where: { $0.severity == .error }),
      outcomes[0].diagnostics[place].isAboutTheText(of: file)
    else { return outcomes }
    let text = file.text.trimmedOfBlanks
    guard !text.contains("\n") else { return outcomes }
    let error = outcomes[0].diagnostics[place]
    let rewriter = Rewriter(WorkspaceWords(loaded.catalog, definitions, synonyms))
    let scope = scopeOfTrial(loaded)
    let reading = rewriter.reading(of: text)
    guard let offer = offer(reading, over: error, text, in: scope) else { return outcomes }
    let mended = error.offering(offer, refusal: reading.refusal, example: rewriter.example, in: file)
    var result = outcomes[0]
    result.diagnostics[place] = mended
    if !offer.statements.isEmpty || reading.refusal != nil {
      result.diagnostics.removeAll { $0.severity == .error && $0 != mended && $0.file === file }
    }
    return [result]
  }

  /// Statements to offer instead of the error's own fixes; nil to leave it as it is.
  private func offer(_ reading: Rewriter.Reading, over error: Diagnostic, _ text: String, in scope: Scope)
    -> Offer?
  {
    let own = error.fixes.compactMap { fix in
      error.file.map { String(decoding: fix.applied(to: $0.bytes), as: UTF8.self).trimmedOfBlanks }
    }
    if !reading.goesFirst {
      let repaired = reading.repairs.lazy.filter { works($0.statement, in: scope) }.prefix(
        QuerySession.mostOffers)
      let spelt = repaired.first { !$0.respelt.isEmpty }
      if let spelt, own.first != spelt.statement {
        return Offer(statements: [spelt.statement], respelt: spelt.respelt)
      }
      if !own.isEmpty { return nil }
      let repairs = repaired.map(\.statement)
      if !repairs.isEmpty { return Offer(statements: Array(repairs)) }
    }
    let statements = working(reading.statements, in: scope)
    if statements.isEmpty, !own.isEmpty, reading.refusal == nil { return nil }
    return own.first == statements.first && reading.refusal == nil && !own.isEmpty
      ? nil : Offer(statements: statements)
  }

  private func scopeOfTrial(_ loaded: Loaded) -> Scope {
    Scope(
      catalog: loaded.catalog, definitions: definitions, them: QuerySession.nobody, rest: QuerySession.nobody,
      parameters: parameters, language: loaded.language, mayRedefine: mayRedefine)
  }

  /// Those that parse, resolve, and name nothing that nobody has.
  private func working(_ statements: [String], in scope: Scope) -> [String] {
    var found: [String] = []
    for statement in statements
    where found.count < QuerySession.mostOffers && !found.contains(statement) && works(statement, in: scope) {
      found.append(statement)
    }
    return found
  }

  private func works(_ text: String, in scope: Scope) -> Bool {
    let file = SourceFile(name: "", text: text)
    let (script, mistakes) = parse(file)
    guard mistakes.isEmpty, script.statements.count == 1, script.statements[0].isQuestion else {
      return false
    }
    let (planned, remarks) = resolve(script.statements[0], of: file, in: scope, triesFixes: false)
    return planned != nil && !remarks.contains { $0.severity == .error || $0.code == .unknownValue }
  }
}

/// Statements that are offered for a refused one.
private struct Offer {
  var statements: [String]
  /// The words that were misspelt, if that is all.
  var respelt: [(typed: String, meant: String)] = []
}

extension Diagnostic {
  /// Whether it is a mistake in the typed text itself.
  fileprivate func isAboutTheText(of typed: SourceFile) -> Bool {
    guard let file, file === typed else { return false }
    switch code {
    case .unexpectedCharacter, .unclosedQuote, .badNumber, .unexpectedToken, .misspeltKeyword, .reservedWord,
      .ambiguous,
      .misplacedClause, .duplicateClause, .unknownName, .unknownValue, .ambiguousName, .typeMismatch,
      .wrongScope, .noScale:
      return true
    case .tooDeep, .tooLong, .noClock, .mixedScales, .cycle, .notLoaded, .duplicateDefinition, .failedTest,
      .unmetExpectation,
      .badSetting, .notYet, .missingFile, .unreadableFile, .unwritableFile, .notText, .emptyFile,
      .unknownColumn, .rejectedRow,
      .conflictingKey, .suspiciousData, .refusedPath, .cancelled:
      return false
    }
  }

  /// The error with these statements as its rewrites. What it said of one word does not hold for the whole any more.
  fileprivate func offering(_ offer: Offer, refusal: String?, example: String, in file: SourceFile)
    -> Diagnostic
  {
    var result = self
    let statements = offer.statements
    if let refusal {
      result.message = refusal
      result.label = ""
      result.notes = []
      result.span = SourceSpan(0, file.text.trimmedOfTrailingBlanks.utf8.count)
    } else if !offer.respelt.isEmpty {
      result.code = .misspeltKeyword
      let words = offer.respelt.map { "`\($0.typed)` is `\($0.meant)`" }.joined(separator: ", ")
      (result.message, result.label, result.notes) = ("Misspelt, as it seems: \(words)", "", [])
    } else if !statements.isEmpty, !isNotAVerb {
      result.code = .unexpectedToken
      (result.message, result.label, result.notes) = ("This is not a statement as it stands", "", [])
    }
    let whole = SourceSpan(0, file.bytes.count)
    if !statements.isEmpty {
      let message = refusal == nil ? "ask it so" : "what can be asked"
      result.fixes = statements.enumerated().map { index, statement in
        Fix(index == 0 ? message : "or so", [Edit(whole, statement)])
      }
    } else if isNotAVerb || refusal != nil, fixes.isEmpty {
      result.notes.append("For example: `\(example)`. `help` lists what can be asked.")
    }
    return result
  }

  private var isNotAVerb: Bool { label == "not a verb" }
}

extension String {
  fileprivate var trimmedOfTrailingBlanks: String {
    var rest = self[...]
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return String(rest)
  }

  fileprivate var trimmedOfBlanks: String { String(trimmedOfTrailingBlanks.drop { $0.isWhitespace }) }
}
