public import SourceText

/// One canonical form for every statement. What it prints parses to the tree that it was given.
struct Printer {}

extension Statement {
  /// The statement in canonical form, on one line: `count sellers where churned by plan`.
  public var canonical: String {
    Printer().pieces(of: self).map(\.text).joined(separator: " ")
  }
}

extension Condition {
  /// The condition in canonical form: `churned and mentioned trust`.
  public var canonical: String { Printer().condition(self) }
}

extension Value {
  /// The value in canonical form: `count of login in last 30 days`.
  public var canonical: String { Printer().value(self) }
}

extension Argument {
  /// The argument in canonical form: `churned`, `(did order)`.
  public var canonical: String { Printer().argument(self) }

  public var span: SourceSpan {
    switch self {
    case .name(let name): name.span
    case .condition(let condition): condition.span
    }
  }
}

extension Population {
  /// The population in canonical form: `churned sellers where mrr > 50`.
  public var canonical: String { Printer().population(self) }
}

extension Printer {
  // MARK: Names and literals

  func name(_ name: Name) -> String {
    switch name.quoting {
    case .word, .dollar: name.spelling
    case .quoted: quoted(name.spelling)
    case .backtick: quoted(name.spelling, "`")
    }
  }

  func names(_ names: [Name]) -> String { names.map(name).joined(separator: ", ") }

  func quoted(_ text: String, _ quote: Character = "\"") -> String {
    String(quote)
      + text.split(separator: quote, omittingEmptySubsequences: false).joined(separator: "\(quote)\(quote)")
      + String(quote)
  }

  func text(_ text: Text) -> String { quoted(text.content, text.isSingleQuoted ? "'" : "\"") }

  func number(_ number: Number) -> String { number.written }

  func id(_ id: Identifier) -> String {
    let isPlain = id.text.utf8.allSatisfy { byte in
      byte == UInt8(ascii: "-")
        || (Lexer.isWordByte(byte) && byte != UInt8(ascii: "_") && byte != UInt8(ascii: "$"))
    }
    return id.isParameter || (isPlain && !id.text.isEmpty) ? id.text : quoted(id.text)
  }

  func literal(_ literal: Literal) -> String {
    switch literal.kind {
    case .number(let number): self.number(number)
    case .duration(let duration): self.duration(duration)
    case .date(let date): date.spelling
    case .text(let text): self.text(text)
    case .boolean(let value): value ? "true" : "false"
    case .word(let name), .name(let name), .parameter(let name): self.name(name)
    }
  }

  // MARK: Time

  func duration(_ duration: Duration) -> String {
    switch duration.kind {
    case .parameter(let name): self.name(name)
    case .amount(let number, let unit): self.number(number) + " " + self.unit(unit, number)
    }
  }

  /// `1 day`, `30 days`
  private func unit(_ unit: Unit, _ number: Number) -> String {
    number.integer == 1 ? unit.rawValue : unit.plural
  }

  func moment(_ moment: Moment) -> String {
    switch moment.kind {
    case .date(let date): return date.spelling
    case .today: return "today"
    case .yesterday: return "yesterday"
    case .ago(let duration): return self.duration(duration) + " ago"
    case .anchor(let occurrence, let name, let with):
      let head = (occurrence.map { $0.rawValue + " " } ?? "") + self.name(name)
      return head + (with.map { " with (\(condition($0)))" } ?? "")
    }
  }

  func window(_ window: Window) -> String { (window.isOfAll ? "all " : "") + stretch(window) }

  private func stretch(_ window: Window) -> String {
    switch window.kind {
    case .last(let duration): "in last " + self.duration(duration)
    case .lastWhole(let unit): "in last " + unit.rawValue
    case .this(let unit): "in this " + unit.rawValue
    case .period(let date): period(date)
    case .parameter(let name): "in " + self.name(name)
    case .since(let moment): "since " + self.moment(moment)
    case .before(let moment): "before " + self.moment(moment)
    case .after(let moment): "after " + self.moment(moment)
    case .over(let duration): "over " + self.duration(duration) + " ago"
    case .between(let low, let high): "between " + between(low, high)
    case .betweenAround(let low, let high, let side, let moment):
      "between \(pair(low, high)) \(side.rawValue) \(self.moment(moment))"
    case .around(let duration, let side, let moment):
      "in \(self.duration(duration)) \(side.rawValue) \(self.moment(moment))"
    }
  }

  private func period(_ date: DateLiteral) -> String {
    switch date.kind {
    case .day, .time: "on " + date.spelling
    case .year, .month, .quarter, .week: "in " + date.spelling
    }
  }

  private func between(_ low: Moment, _ high: Moment) -> String {
    if case .ago(let first) = low.kind, case .ago(let second) = high.kind {
      return pair(first, second) + " ago"
    }
    return moment(low) + " and " + moment(high)
  }

  /// `30 and 1 days`, always in the plural; with both units if they differ.
  func pair(_ low: Duration, _ high: Duration) -> String {
    if case .amount(let first, let unit) = low.kind, case .amount(let second, unit) = high.kind {
      return "\(number(first)) and \(number(second)) \(unit.plural)"
    }
    return duration(low) + " and " + duration(high)
  }

  func within(_ within: Within) -> String {
    "within " + duration(within.duration) + (within.of.map { " of " + moment($0) } ?? "")
  }

  // MARK: Words

  func pattern(_ pattern: Pattern) -> String {
    switch pattern.kind {
    case .word(let name), .topic(let name), .parameter(let name): return self.name(name)
    case .phrase(let text): return self.text(text)
    case .prefix(let text): return text + "*"
    case .part(let text): return "*\(text)*"
    case .exactly(let texts):
      let shown = texts.map(self.text)
      return shown.count == 1
        ? "exactly " + shown[0] : "exactly any of (" + shown.joined(separator: ", ") + ")"
    case .any(let patterns): return "any of (" + self.patterns(patterns) + ")"
    case .all(let patterns): return "all of (" + self.patterns(patterns) + ")"
    case .near(let first, let second, let words):
      let between = words.map { " within \(number($0)) words of " } ?? " near "
      return self.pattern(first) + between + self.pattern(second)
    case .negated(let pattern, let isNegated):
      return self.pattern(pattern) + (isNegated ? " negated" : " not negated")
    }
  }

  func patterns(_ patterns: [Pattern]) -> String { patterns.map(pattern).joined(separator: ", ") }

  func channels(_ names: [Name]) -> String {
    // `in $name` without parentheses would be a period.
    names.count == 1 && names[0].quoting != .dollar
      ? "in " + name(names[0]) : "in (" + self.names(names) + ")"
  }
}
