public import SourceText

/// A name as it was written: of an attribute, an event, a population, a topic, a column, a channel …
/// Its meaning is resolved later.
public struct Name: Sendable, Hashable {
  /// How a name was marked as one.
  public enum Quoting: Sendable, Hashable {
    /// `plan`
    case word
    /// `"late delivery"`: a name or a text, depending on the place.
    case quoted
    /// `` `count` ``: always a name.
    case backtick
    /// `$since`: a parameter where a value, number or duration is expected, otherwise a name; the text includes the
    /// `$`.
    case dollar
  }

  /// The name without its quotes and with doubled quotes undone, in the case it was typed in: `Late "x" delivery`.
  @Apart public var spelling: String
  /// The name as it is looked up: the spelling in lower case.
  public var text: String
  public var quoting: Quoting
  @Apart public var span: SourceSpan

  /// `nps`, `csat`, `ces`: metrics of the latest scores.
  public var isSatisfaction: Bool { quoting == .word && ["nps", "csat", "ces"].contains(text) }

  public init(_ spelling: String, _ quoting: Quoting = .word, _ span: SourceSpan) {
    self.spelling = spelling
    self.text = spelling.lowercased()
    self.quoting = quoting
    self.span = span
  }
}

/// A text in quotes: a path, a note, a phrase. Case and spaces are kept.
public struct Text: Sendable, Hashable {
  public var content: String
  /// Written in single quotes, which can only hold a text.
  @Apart public var isSingleQuoted: Bool
  @Apart public var span: SourceSpan
}

/// An id of a person as typed: `s0042`, `a-17`, `"Acme Ltd"`; a parameter keeps its `$`.
public struct Identifier: Sendable, Hashable {
  public var text: String
  public var isParameter: Bool
  @Apart public var span: SourceSpan
}

/// A number where only a number is possible, or a parameter instead.
public struct Number: Sendable, Hashable {
  public enum Kind: Sendable, Hashable {
    /// `spelling` has a sign, digits and a point only: `0042`, `-2.5`. `20%` is `20` and `isPercent`.
    case literal(spelling: String, isPercent: Bool)
    /// `$n`
    case parameter(Name)
  }

  public var kind: Kind
  /// As typed: `1_200`, `20%`, `$n`.
  @Apart public var written: String
  @Apart public var span: SourceSpan

  /// The number as a floating-point value, 0.2 for `20%`; nil for a parameter.
  public var double: Double? {
    guard case .literal(let spelling, let isPercent) = kind, let value = Double(spelling) else { return nil }
    return isPercent ? value / 100 : value
  }

  /// The number, if it is a whole one that fits; nil for a parameter, a fraction or a share.
  public var integer: Int? {
    guard case .literal(let spelling, false) = kind else { return nil }
    return Int(spelling)
  }
}

/// The right side of a comparison, an element of a set, or the value after `set` and `param`.
public struct Literal: Sendable, Hashable {
  public enum Kind: Sendable, Hashable {
    /// `1200`, `2.5`, `20%`, `0042`; never a parameter.
    case number(Number)
    /// `30 days`; never a parameter alone.
    case duration(Duration)
    /// `2025-03-01`, `2025-Q1`; a bare `2025` is a number.
    case date(DateLiteral)
    /// `"pro"`, `'pro'`
    case text(Text)
    case boolean(Bool)
    /// `pro`: a known value of what it is compared with, otherwise a name.
    case word(Name)
    /// `` `budget` ``: a name, never a value.
    case name(Name)
    /// `$limit`
    case parameter(Name)
  }

  public var kind: Kind
  @Apart public var span: SourceSpan

  /// The date or period it denotes where one is expected: there, `2025` is a year.
  public var date: DateLiteral? {
    switch kind {
    case .date(let date): return date
    case .number(let number):
      guard let year = number.integer, (1000...9999).contains(year) else { return nil }
      return DateLiteral(kind: .year(year), spelling: number.written, span: span)
    case .duration, .text, .boolean, .word, .name, .parameter: return nil
    }
  }
}

extension Literal {
  /// Its kind, for messages.
  public var words: String {
    switch kind {
    case .number: "a number"
    case .duration: "a length of time"
    case .date: "a date"
    case .text: "a text"
    case .boolean: "true or false"
    case .word, .name: "a name"
    case .parameter: "a parameter"
    }
  }
}
