internal import DataModel
internal import Plan
public import Session
internal import SourceText
internal import Syntax

/// What Tab offers: names and values of the data, with what they are and how many, then the words of the grammar that
/// can stand at the cursor. Every offer, accepted, leaves the beginning of a statement.
public struct Completer: Sendable {
  /// One way to go on.
  public struct Offer: Hashable, Sendable {
    public var text: String
    /// "event, 412 people"; may be empty.
    public var remark: String
    /// Bytes of the buffer that the text takes the place of.
    public var replaces: Range<Int>
  }

  /// Of names or values of one kind at most so many are offered; the most frequent.
  private static let most = 100
  /// In longer texts nothing is offered, so that a key takes no longer than one expects.
  private static let longest = 8 << 10

  /// What is not in the data: files, and the names of queries that are kept.
  public struct Own: Sendable {
    public var names: @Sendable (_ folder: String) -> [String] = { _ in [] }
    public var queries: @Sendable () -> [String] = { [] }

    public init() {}
  }

  private var names: Names?
  let verbs: [Registry.Verb]
  let own: Own

  public init(_ session: Session, own: Own = Own()) {
    self.own = own
    names = session.vocabulary.catalog.map { Names($0, definitions: session.vocabulary.definitions) }
    verbs = session.answeredVerbs
  }

  /// The same after what a session defined or loaded since.
  func renewed(_ session: Session) -> Completer {
    var completer = self
    completer.names = session.vocabulary.catalog.map {
      Names($0, definitions: session.vocabulary.definitions)
    }
    return completer
  }

  /// The offers at a byte offset, best first. A sole one ends in a blank, after which the next word can follow.
  public func offers(in buffer: String, at cursor: Int) -> [Offer] {
    let bytes = Array(buffer.utf8)
    guard bytes.count <= Completer.longest, (0...bytes.count).contains(cursor) else { return [] }
    if let offers = commandOffers(String(decoding: bytes[..<cursor], as: UTF8.self)) { return offers }
    let place = Syntax.completion(in: buffer, at: cursor)
    let head = String(decoding: bytes[..<place.span.start], as: UTF8.self)
    let typed = String(decoding: bytes[place.span.start..<place.span.end], as: UTF8.self)
    var seen: Set<String> = []
    var offers: [Offer] = []
    // Sorting keeps the grammar's own order among equals.
    let ranked = place.expectations.enumerated().sorted {
      (rank($0.element), $0.offset) < (rank($1.element), $1.offset)
    }
    for candidate in ranked.flatMap({ candidates($0.element, after: head, typed) }) {
      guard candidate.text != typed, bare(candidate.text).hasPrefix(bare(typed)),
        seen.insert(candidate.text).inserted,
        isBeginning(head + candidate.text + " ")
      else { continue }
      offers.append(
        Offer(text: candidate.text, remark: candidate.remark, replaces: place.span.start..<place.span.end))
    }
    if offers.count == 1, !isBlank(bytes, at: cursor), !offers[0].text.hasSuffix("(") {
      offers[0].text += " "
    }
    return offers
  }

  private func candidates(_ expectation: Expectation, after head: String, _ typed: String) -> [Candidate] {
    switch expectation {
    case .keyword(let keyword):
      if let verb = Registry.verb(named: keyword.rawValue), isStart(head) {
        return verbs.contains { $0.keyword == keyword } ? [Candidate(verb.name, verb.summary)] : []
      }
      return [Candidate(keyword.rawValue, keyword.remark)]
    case .symbol(let symbol): return typed.isEmpty ? [Candidate(symbol)] : []
    case .name, .value, .expression, .aggregate, .operators, .window, .unit, .duration, .number, .date, .text,
      .file:
      let found = names?.candidates(expectation, after: head, begun: bare(typed)) ?? []
      return Array(found.prefix(Completer.most))
    }
  }

  /// Names and values first; but where a condition starts, which many names do, the few words that can open one.
  private func rank(_ expectation: Expectation) -> Int {
    switch expectation {
    case .value: 0
    case .operators, .duration: 1
    case .name(let role): role == .condition ? 4 : 2
    case .keyword: 3
    case .expression: 5
    case .window, .date, .number: 6
    case .aggregate, .unit: 7
    case .symbol, .text, .file: 8
    }
  }

  /// Whether a statement starts after this.
  private func isStart(_ head: String) -> Bool {
    let words = head.split { $0.isWhitespace }
    guard let last = words.last else { return true }
    return last.hasSuffix(";") || head.hasSuffix("\n") || ["explain", "export"].contains(last.lowercased())
  }

  private func isBlank(_ bytes: [UInt8], at offset: Int) -> Bool {
    offset < bytes.count && bytes[offset] == UInt8(ascii: " ")
  }
}

/// A text and what it is.
struct Candidate {
  let text: String
  let remark: String

  init(_ text: String, _ remark: String = "") {
    self.text = text
    self.remark = remark
  }
}

/// A name without its quotes, in lower case: what a typed beginning is compared with.
private func bare(_ text: String) -> String {
  String(text.drop { "\"'`“‘".contains($0) }).lowercased()
}

extension Keyword {
  /// The form of the clause that starts with it, where only one does.
  fileprivate var remark: String {
    let kinds = ClauseKind.allCases.filter { $0.keywords.contains(self) }
    guard kinds.count == 1, let kind = kinds.first else { return "" }
    return kind.form == rawValue ? "" : kind.form
  }
}
