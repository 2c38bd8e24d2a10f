internal import DataModel

/// Parses dates that contain words, and rarer forms: `Mon, 13 Jan 2025 10:00:00 +0000`, `13 janvier 2025`, `05-Apr-15`,
/// `2025-Q1`, `2025-W03`, `Jan 2025`, `24-02-2015 9.42`, `2025-01-13 10:00 EST`.
///
/// The cell is split into numbers, words and signs. A date is parsed first, then a time of day, then a zone; anything
/// left over makes it no date.
struct MomentTokenParser {
  enum Part: Equatable {
    case number(Int, width: Int)
    case word(String)
    case sign(Unicode.Scalar)
    case blank
  }

  private(set) var parts: [Part]
  var index = 0
  let isForced: Bool
  var traits: MomentCell.Traits = []
  var shortYear: ShortYear?

  static func read(_ cell: Span<UInt8>, isForced: Bool) -> MomentCell? {
    guard cell.count >= 4, cell.count <= 80 else { return nil }
    guard let parts = parts(of: text(of: cell)) else { return nil }
    var words = MomentTokenParser(parts: parts, isForced: isForced)
    return words.moment()
  }

  private init(parts: [Part], isForced: Bool) {
    self.parts = parts
    self.isForced = isForced
  }

  /// The tokens of a cell; nil if it has no digit, or too many tokens for a date.
  private static func parts(of text: String) -> [Part]? {
    var parts: [Part] = []
    var digits = 0
    var scalars = text.decomposedStringWithoutMarks[...]
    while let scalar = scalars.first {
      if ("0"..."9").contains(scalar) {
        let run = scalars.prefix { ("0"..."9").contains($0) }
        guard run.count <= 14, let number = Int(String(String.UnicodeScalarView(run))) else { return nil }
        digits += run.count
        parts.append(.number(number, width: run.count))
        scalars = scalars.dropFirst(run.count)
      } else if scalar.properties.isAlphabetic {
        let run = scalars.prefix { $0.properties.isAlphabetic }
        guard run.count <= 12 else { return nil }
        parts.append(.word(String(String.UnicodeScalarView(run)).lowercased()))
        scalars = scalars.dropFirst(run.count)
      } else {
        let isBlank = scalar.properties.isWhitespace || (0x200B...0x200F).contains(scalar.value)
        if isBlank {
          if parts.last != .blank, !parts.isEmpty { parts.append(.blank) }
        } else {
          parts.append(.sign(scalar))
        }
        scalars = scalars.dropFirst()
      }
      if parts.count > 40 { return nil }
    }
    while parts.last == .blank { parts.removeLast() }
    return digits >= 3 ? parts : nil
  }

  private mutating func moment() -> MomentCell? {
    let start = index
    var weekday = weekday()
    var found = date()
    if found == nil {
      // `mar` is both a weekday and a month.
      index = start
      weekday = nil
      found = date()
    }
    guard let (date, order) = found else { return nil }
    var day = date
    // The weekday has to match the date.
    func cell(_ kind: MomentCell.Kind, _ value: Int64) -> MomentCell? {
      guard weekday == nil || weekday == day.weekday else { return nil }
      return MomentCell(kind: kind, value: value, order: order, traits: traits, shortYear: shortYear)
    }
    if index == parts.count { return cell(.day, Int64(day.number)) }
    skipLinks()
    guard let time = time() else { return nil }
    // `Mon Jan 13 10:00:00 +0000 2025`: the year comes last.
    eatBlank()
    var offset: Int64?
    if index < parts.count, !isYear {
      offset = zone()
      guard offset != nil else { return nil }
      eatBlank()
    }
    if lacksYear {
      guard isYear, case .number(let year, _) = parts[index],
        let found = Day(year: year, month: day.civil.month, day: day.civil.day)
      else { return nil }
      index += 1
      day = found
    }
    guard index == parts.count else { return nil }
    let local = Int64(day.number) * Instant.microsecondsPerDay + time
    guard let offset else { return cell(.local, local) }
    return cell(.absolute, local - offset)
  }

  /// Whether the date has no year yet: `Jan 13` of `Mon Jan 13 10:00:00 2025`. Until then a leap year is assumed.
  var lacksYear = false

  var isYear: Bool {
    if case .number(_, 4)? = part(0), index == parts.count - 1 { true } else { false }
  }
}

extension MomentTokenParser {
  func part(_ ahead: Int) -> Part? { index + ahead < parts.count ? parts[index + ahead] : nil }

  mutating func eat(_ sign: Unicode.Scalar) -> Bool {
    guard part(0) == .sign(sign) else { return false }
    index += 1
    return true
  }

  mutating func eatWord(_ words: [String]) -> Bool {
    guard case .word(let word)? = part(0), words.contains(word) else { return false }
    index += 1
    return true
  }

  mutating func eatBlank() { if part(0) == .blank { index += 1 } }

  var wasT: Bool { index >= 2 && parts[index - 2] == .word("t") }

  func eatWordT(ahead: Bool) -> Bool { part(0) == .word("t") || index == parts.count }
}

extension String {
  /// The letters without diacritics: `février` as `fevrier`.
  fileprivate var decomposedStringWithoutMarks: [Unicode.Scalar] {
    utf8.allSatisfy { $0 < 0x80 }
      ? Array(unicodeScalars)
      : unicodeScalars.map { bareLetters[$0] ?? $0 }
  }
}

private let bareLetters: [Unicode.Scalar: Unicode.Scalar] = [
  "é": "e", "è": "e", "ê": "e", "á": "a", "à": "a", "ä": "a", "â": "a", "ã": "a", "ç": "c", "û": "u",
  "ü": "u",
  "ú": "u", "ö": "o", "ó": "o", "ô": "o", "í": "i", "î": "i", "ì": "i", "É": "e", "À": "a", "Ä": "a",
  "Û": "u",
  "\u{202F}": " ", "\u{A0}": " ",
]
