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
    verbs = Registry.verbs
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
    // Sorting keeps the grammar's own order among equals.
    let all = place.expectations
    let ranked = all.enumerated().map {
      (rank: rank($0.element, after: head, among: all), offset: $0.offset, element: $0.element)
    }.sorted {
      ($0.rank, $0.offset) < ($1.rank, $1.offset)
    }
    for candidate in ranked.lazy.flatMap({ candidates($0.element, after: head, typed) })
    where offers.count < most {
      guard candidate.text != typed, bare(candidate.text).hasPrefix(bare(typed)),
        seen.insert(candidate.text).inserted,
        isBeginning(head + candidate.text + " ")
      else { continue }
      offers.append(
        Offer(text: candidate.text, remark: candidate.remark, replaces: place.span.start..<place.span.end))
    }
    if most > 1, offers.count == 1, !isBlank(bytes, at: cursor), let last = offers[0].text.last,
      !"(/".contains(last)
    {
      offers[0].text += " "
    }
    return offers
  }

  /// What would come next at the end of a text: the rest of the first offer, and the form of what it starts. Nil where
  /// nothing was begun.
  public func hint(after buffer: String) -> (rest: String, form: String)? {
    let start = Request.all(in: buffer).isEmpty
    guard !start, let offer = offers(in: buffer, at: buffer.utf8.count, most: 1).first else { return nil }
    let typed = String(decoding: Array(buffer.utf8)[offer.replaces], as: UTF8.self)
    guard offer.text.hasPrefix(typed), offer.text != typed else { return nil }
    let form =
      offer.remark.hasPrefix(offer.text + " ") ? String(offer.remark.dropFirst(offer.text.count)) : ""
    return (String(offer.text.dropFirst(typed.count)), form)
  }

  private func candidates(_ expectation: Expectation, after head: String, _ typed: String) -> [Candidate] {
    switch expectation {
    case .keyword(let keyword):
      if let verb = Registry.verb(named: keyword.rawValue), isStart(head) {
        return verbs.contains { $0.keyword == keyword } ? [Candidate(verb.name, verb.summary)] : []
      }
      return [Candidate(keyword.rawValue, keyword.remark)]
    case .symbol(let symbol): return typed.isEmpty ? [Candidate(symbol)] : []
    case .file: return files(begun: String(typed.drop { "\"“”'".contains($0) }))
    case .name, .value, .expression, .aggregate, .operators, .window, .unit, .duration, .number, .date, .text:
      let found = names?.candidates(expectation, after: head, begun: bare(typed)) ?? []
      return Array(found.prefix(Completer.most))
    }
  }

  /// The files of the folder of a path that was begun, in quotes; a folder leaves them open.
  private func files(begun: String) -> [Candidate] {
    let folder = begun.lastIndex(of: "/").map { String(begun[...$0]) } ?? ""
    return own.names(folder).map { name in
      Candidate(name.last == "/" ? "\"" + folder + name : Spelling.text(folder + name))
    }
  }

  /// Names and values first, but where a whole statement stands already, the words that go on with it. Of what can open a
  /// condition: what is one by itself, then the few words, then what a comparison starts with.
  private func rank(_ expectation: Expectation, after head: String, among all: [Expectation]) -> Int {
    let isCondition = all.contains(.name(.condition))
    switch expectation {
    case .value, .duration: return 0
    case .operators: return names?.isCompared(lastOf: head) ?? true ? 1 : 20
    case .keyword(let keyword):
      guard !isCondition, isWhole(head) else { return 17 }
      return 2 + (Completer.usual.firstIndex(of: keyword) ?? Completer.usual.count)
    case .name(let role): return isCondition && role != .condition ? 18 : 16
    case .expression: return 19
    case .window, .date, .number: return 20
    case .aggregate, .unit: return 21
    case .symbol, .text, .file: return 22
    }
  }

  /// Words that mostly go on with a statement, the likeliest first.
  private static let usual: [Keyword] = [
    .where, .and, .or, .by, .for, .in, .within, .versus, .show, .sort, .limit,
  ]

  /// Whether a statement, and more than its verb, stands before a place.
  private func isWhole(_ head: String) -> Bool {
    let statement = head.split(separator: ";").last ?? ""
    return statement.split(whereSeparator: \.isWhitespace).count > 1 && Syntax.isComplete(head)
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
