internal import DataModel
internal import Plan
internal import Semantics
public import Session
internal import SourceText
internal import Syntax

/// Completions for Tab: names and values of the data, with their kinds and counts, and the words of the grammar that
/// are possible at the cursor. After any of them, the text is still the beginning of a valid statement.
public struct Completer: Sendable {
  /// One completion.
  public struct Offer: Hashable, Sendable {
    public var text: String
    /// "event, 412 people"; may be empty.
    public var remark: String
    /// The form of what follows, if known: ` PEOPLE`.
    var form = ""
    /// The bytes of the buffer that the text replaces.
    public var replaces: Range<Int>
  }

  /// The most names or values of one kind that are offered, the most frequent first.
  private static let most = 100
  /// In longer texts nothing is offered, so that keys respond quickly.
  private static let longest = 8 << 10

  /// Sources of completions other than the data: files, and the names of saved queries.
  public struct Own: Sendable {
    public var names: @Sendable (_ folder: String) -> [String] = { _ in [] }
    public var queries: @Sendable () -> [String] = { [] }

    public init() {}
  }

  private var names: CompletionSource?
  /// The meanings of names; nil before anything is loaded.
  private var scope: Scope?
  /// The hint on an empty line.
  private var suggestion: String?
  private var showsExample: Bool
  let verbs: [Registry.Verb]
  let own: Own

  public init(_ session: QuerySession, own: Own = Own()) {
    self.own = own
    showsExample = session.showsExample
    verbs = Registry.verbs
    know(session.vocabulary)
  }

  private mutating func know(_ vocabulary: Vocabulary) {
    names = vocabulary.catalog.map { CompletionSource($0, definitions: vocabulary.definitions) }
    scope = vocabulary.catalog.map { Scope(catalog: $0, definitions: vocabulary.definitions) }
  }

  /// A copy that knows what the session has defined and loaded by now.
  func renewed(_ session: QuerySession, suggesting suggestion: String?) -> Completer {
    var completer = self
    completer.suggestion = suggestion
    completer.showsExample = session.showsExample
    completer.know(session.vocabulary)
    return completer
  }

  /// The prompt. It shows whether the example is loaded.
  var prompt: String { showsExample ? "demo> " : "heed> " }

  /// The completions at a byte offset, best first. A single one ends in a blank, so that the next word can follow.
  public func offers(in buffer: String, at cursor: Int) -> [Offer] {
    offers(in: buffer, at: cursor, most: .max)
  }

  private func offers(in buffer: String, at cursor: Int, most: Int) -> [Offer] {
    let bytes = Array(buffer.utf8)
    guard bytes.count <= Completer.longest, (0...bytes.count).contains(cursor) else { return [] }
    if let offers = commandOffers(String(decoding: bytes[..<cursor], as: UTF8.self)) { return offers }
    let place = Syntax.completion(in: buffer, at: cursor)
    let head = String(decoding: bytes[..<place.span.start], as: UTF8.self)
    let typed = String(decoding: bytes[place.span.start..<place.span.end], as: UTF8.self)
    var seen: Set<String> = []
    var offers: [Offer] = []
    // Among equals, the order of the grammar is kept.
    let all = withoutSynonyms(place, after: head, typed)
    let ranked = all.enumerated().map {
      (rank: rank($0.element, after: head, among: all), offset: $0.offset, element: $0.element)
    }.sorted {
      ($0.rank, $0.offset) < ($1.rank, $1.offset)
    }
    let context = Context(head: head, typed: typed, clauses: place.clauses)
    for candidate in ranked.lazy.flatMap({ candidates($0.element, context) })
    where offers.count < most {
      guard candidate.text != typed, bare(candidate.text).hasPrefix(bare(typed)),
        seen.insert(candidate.text).inserted,
        isBeginning(head + candidate.text + " ")
      else { continue }
      offers.append(
        Offer(
          text: candidate.text, remark: candidate.remark, form: candidate.form,
          replaces: place.span.start..<place.span.end))
    }
    if most > 1, offers.count == 1, !isBlank(bytes, at: cursor), let last = offers[0].text.last,
      !"(/".contains(last)
    {
      offers[0].text += " "
    }
    return offers
  }

  /// The hint at the end of a text: the rest of the first completion, and the form of what follows. Nil if nothing was
  /// typed and nothing is suggested.
  public func hint(after buffer: String) -> (rest: String, form: String)? {
    if buffer.isEmpty { return suggestion.map { ($0, "") } }
    let start = Request.all(in: buffer).isEmpty
    guard !start, let offer = offers(in: buffer, at: buffer.utf8.count, most: 1).first else { return nil }
    let typed = String(decoding: Array(buffer.utf8)[offer.replaces], as: UTF8.self)
    guard offer.text.hasPrefix(typed), offer.text != typed else { return nil }
    return (String(offer.text.dropFirst(typed.count)), offer.form)
  }

  /// The context of the cursor.
  private final class Context {
    /// The text before the word at the cursor, and that word.
    let head: String
    let typed: String
    /// The clauses that may start at the cursor.
    let clauses: Set<ClauseKind>
    /// For each part that was tried, whether it is an error after the head; an inner nil means that it does not parse.
    var refusals: [String: Bool?] = [:]

    init(head: String, typed: String, clauses: Set<ClauseKind>) {
      (self.head, self.typed, self.clauses) = (head, typed, clauses)
    }
  }

  private func candidates(_ expectation: Expectation, _ context: Context) -> [Candidate] {
    let (head, typed) = (context.head, context.typed)
    switch expectation {
    case .keyword(let keyword):
      // After an opening quote, only a name or a text can follow.
      if let first = typed.first, "\"'`“‘".contains(first) { return [] }
      if let verb = Registry.verb(named: keyword.rawValue), isStart(head) {
        return verbs.contains { $0.keyword == keyword } ? [Candidate(verb.name, verb.summary)] : []
      }
      if keyword == .of, let metric = half(head) { return [Candidate(keyword.rawValue, metric.form)] }
      let kinds = ClauseKind.allCases.filter {
        context.clauses.contains($0) && $0.keywords.contains(keyword)
      }
      let ways = (Completer.samples[keyword] ?? kinds.map(\.form)).compactMap { isRefused($0, context) }
      if !ways.isEmpty, ways.allSatisfy({ $0 }) { return [] }
      return [keyword.candidate(as: kinds.filter { isRefused($0.form, context) != true })]
    // In a condition on one person, a figure over many people cannot be compared. After some figures only `<` and the like
    // follow.
    case .operators where (isRefused("is missing", context) ?? isRefused("> 1", context)) == true: return []
    case .window:
      return names?.candidates(expectation, after: head, begun: bare(typed))
        .filter { isRefused($0.text, context) != true } ?? []
    case .symbol(let symbol): return symbol.hasPrefix(typed) ? [Candidate(symbol)] : []
    case .file: return files(begun: String(typed.drop { "\"“”'".contains($0) }))
    case .name, .value, .expression, .aggregate, .operators, .unit, .duration, .number, .date, .text:
      let found = names?.candidates(expectation, after: head, begun: bare(typed)) ?? []
      return Array(found.prefix(Completer.most))
    }
  }

  /// Possible continuations of words that can mean several things.
  private static let samples: [Keyword: [String]] = [
    .in: ["in last 30 days", "in CHANNEL", "in (X)", "in (1)", "in 5 bins"], .with: ["with (X)"],
    .split: ["split at 1"], .since: ["since 2025-01-01"], .before: ["before 2025-01-01"],
    .after: ["after 2025-01-01"], .over: ["over last 30 days", "over 30 days ago"],
    .on: ["on 2025-01-01", "on or after", "on same NAME"],
    .sort: ["sort by NAME", "sort by count", "sort by 1"],
    .between: ["between 2025-01-01 and 2025-02-01", "between 1 and 2"],
  ]

  /// Whether a part of a statement is an error after a text. It depends on the data: on what a figure is about, and
  /// therefore which filters it takes, and on whether a group is made of numbers. Nil if it does not parse.
  private func isRefused(_ part: String, _ context: Context) -> Bool? {
    if let known = context.refusals[part] { return known }
    let isRefused = isRefused(part, after: context.head)
    context.refusals[part] = .some(isRefused)
    return isRefused
  }

  private func isRefused(_ part: String, after head: String) -> Bool? {
    let words = head.split(whereSeparator: \.isWhitespace)
    let asked = words.drop { ["explain", "export"].contains($0.lowercased()) }
    let file = SourceFile(name: "", text: asked.joined(separator: " ") + " " + part)
    let (script, diagnostics) = parse(file, looksForFixes: false)
    if diagnostics.contains(where: { $0.code == .misplacedClause }) { return true }
    guard diagnostics.isEmpty, let scope, let statement = script.statements.last else { return nil }
    return resolve(statement, of: file, in: scope, triesFixes: false).diagnostics.contains {
      [.misplacedClause, .wrongScope, .typeMismatch].contains($0.code)
    }
  }

  /// Completions of a path in quotes; after a folder the quote stays open.
  private func files(begun: String) -> [Candidate] {
    let folder = begun.lastIndex(of: "/").map { String(begun[...$0]) } ?? ""
    return own.names(folder).map { name in
      Candidate(name.last == "/" ? "\"" + folder + name : Spelling.text(folder + name))
    }
  }

  /// Names and values come first, but after a complete statement the words that continue it. At the start of a
  /// condition: names that are conditions, then the few keywords, then what a comparison can start with.
  private func rank(_ expectation: Expectation, after head: String, among all: [Expectation]) -> Int {
    let isCondition = all.contains(.name(.condition))
    switch expectation {
    case .value, .duration: return 0
    case .operators: return names?.isCompared(lastOf: head) ?? true ? 1 : 20
    case .keyword(let keyword):
      if keyword == .of, half(head) != nil { return 1 }
      // For a metric, the words with which metrics begin.
      if !isCondition, all.contains(.keyword(.rate)) { return 10 }
      // After `measure average` a name must follow, though `average` could be one.
      guard !isCondition, !all.contains(.name(.attribute)), isWhole(head) || isFirstGroup(head, all) else {
        return 17
      }
      return 2 + (Completer.usual.firstIndex(of: keyword) ?? Completer.usual.count)
    case .name(let role): return isCondition && role != .condition ? 18 : 16
    case .expression: return 19
    case .window, .date, .number: return 20
    case .aggregate, .unit: return 21
    case .symbol, .text, .file: return 22
    }
  }

  /// The words that usually continue a statement, the most likely first.
  private static let usual: [Keyword] = [
    .where, .and, .or, .versus, .by, .for, .in, .within, .show, .sort, .limit,
  ]

  /// Whether the first of two groups is complete, and the second may follow.
  private func isFirstGroup(_ head: String, _ all: [Expectation]) -> Bool {
    guard all.contains(.keyword(.versus)) else { return false }
    let words = head.lowercased().split(whereSeparator: \.isWhitespace)
    return words.contains("where") || names?.isPopulation(words.last ?? "") ?? false
  }

  /// Only one of several synonyms is offered, unless another was begun.
  private func withoutSynonyms(_ place: Completion, after head: String, _ typed: String) -> [Expectation] {
    let all = place.expectations
    guard typed.isEmpty else { return all }
    return all.filter { expectation in
      guard case .keyword(let keyword) = expectation else { return true }
      if keyword == .doing { return false }
      if keyword == .of && half(head) != nil || keyword == .from && place.clauses.contains(.start) {
        return true
      }
      return !Completer.synonyms.contains { all.contains(.keyword($0.first)) && $0.others.contains(keyword) }
    }
  }

  /// The metric whose first word is before the cursor, such as `rate`, which continues with `of`.
  private func half(_ head: String) -> Registry.Word? {
    guard let last = head.lowercased().split(whereSeparator: \.isWhitespace).last else { return nil }
    return Registry.words.first { $0.name == last + " of" }
  }

  private static let synonyms: [(first: Keyword, others: [Keyword])] = [
    (.for, [.of, .among, .from]), (.about, [.mentioning]), (.versus, [.vs]), (.fewer, [.less]),
  ]

  /// Whether a text ends in a complete statement of more than its verb.
  private func isWhole(_ head: String) -> Bool {
    let statement = head.split(separator: ";").last ?? ""
    return statement.split(whereSeparator: \.isWhitespace).count > 1 && Syntax.isComplete(head)
  }

  /// Whether a new statement starts after a text.
  private func isStart(_ head: String) -> Bool {
    let words = head.split { $0.isWhitespace }
    guard let last = words.last else { return true }
    return last.hasSuffix(";") || head.hasSuffix("\n") || ["explain", "export"].contains(last.lowercased())
      || words.suffix(2).map { $0.lowercased() } == ["explain", "plan"]
  }

  private func isBlank(_ bytes: [UInt8], at offset: Int) -> Bool {
    offset < bytes.count && bytes[offset] == UInt8(ascii: " ")
  }
}

/// A text with a remark on what it is.
struct Candidate {
  let text: String
  let remark: String
  /// The form of what follows.
  var form = ""

  init(_ text: String, _ remark: String = "") {
    self.text = text
    self.remark = remark
  }
}

/// A name without its quotes, in lower case, for comparison with what was typed.
private func bare(_ text: String) -> String {
  String(text.drop { "\"'`“‘".contains($0) }).lowercased()
}

extension Keyword {
  /// The keyword with its purpose, as the start of one of these clauses or in a condition; with their forms if there are
  /// several.
  fileprivate func candidate(as kinds: [ClauseKind]) -> Candidate {
    guard kinds.count < 2 else {
      let forms = kinds.map(\.form).filter { $0.hasPrefix(rawValue + " ") }
      return Candidate(rawValue, forms.joined(separator: " · "))
    }
    let word = Registry.words.first { [rawValue, rawValue + " of"].contains($0.name) }
    let meaning = kinds.first?.meaning ?? word?.summary ?? Keyword.countForms[self] ?? ""
    var candidate = Candidate(rawValue, String(meaning.prefix { !";:".contains($0) }))
    if let form = kinds.first?.form, form.hasPrefix(rawValue + " ") {
      candidate.form = String(form.dropFirst(rawValue.count))
    }
    return candidate
  }

  private static let countForms: [Keyword: String] = [
    .at: "at least 3 times", .more: "more than 3 times", .fewer: "fewer than 3 times", .once: "exactly once",
    .twice: "exactly twice",
  ]
}
