import DataModel
import Plan
import SourceText
import Syntax

/// The right side of a comparison, interpreted by the type of the left side.
extension Resolver {
  /// The literal as a value of the left side's type: a value, a moment, or (for dates) a whole period.
  enum Right {
    case value(Plan.Value)
    case period(Plan.Window)
    case boolean(Bool)
  }

  func right(_ literal: Literal, for left: Typed, in place: RecordContext?) -> Right? {
    if case .parameter(let name) = literal.kind {
      return parameter(name).flatMap { right($0, for: left, in: place) }
    }
    if case .name(let name) = literal.kind { return named(name, literal, for: left, in: place) }
    if let word = wordForMissing(literal, for: left, in: place) {
      let gap = SourceSpan(left.span.end, literal.span.end)
      let isNegated = ["not", "!", "<>", "≠"].contains(where: asked(gap).contains)
      return fail(
        .unknownValue, "A missing value is never \(word); ask for it with `is missing` or `is set`",
        at: literal.span,
        label: "missing?",
        fixes: asked(gap).contains("(")
          ? []
          : [
            .init(
              "ask whether it is \(isNegated ? "set" : "missing")", replacing: gap,
              with: isNegated ? " is set" : " is missing")
          ])
    }
    switch left.type {
    case .boolean: return boolean(literal, for: left, in: place)
    case .integer, .decimal, .real: return number(literal, for: left, in: place)
    case .date, .timestamp: return time(literal, for: left, in: place)
    case .text, .list: return text(literal, for: left, in: place)
    }
  }

  /// A word for a missing value, such as `null` or empty quotes, that is neither a value nor a name here.
  private func wordForMissing(_ literal: Literal, for left: Typed, in place: RecordContext?) -> String? {
    switch literal.kind {
    case .word(let name):
      return Scalar.isWordForMissing(name.text) && !hasValue(left, name.spelling)
        && knownValue(name, in: place) == nil ? "`\(name.spelling)`" : nil
    case .text(let text):
      return Scalar.isWordForMissing(text.content) && !hasValue(left, text.content)
        ? "“\(text.content)”" : nil
    case _: return nil
    }
  }

  private func boolean(_ literal: Literal, for left: Typed, in place: RecordContext?) -> Right? {
    let word = literal.plainText?.lowercased()
    if let word, ["true", "yes", "y", "1"].contains(word) { return .boolean(true) }
    if let word, ["false", "no", "n", "0"].contains(word) { return .boolean(false) }
    if case .word(let name) = literal.kind, let value = knownValue(name, in: place) {
      return agreeing(value, left, literal)
    }
    return mismatch(left, literal, fixes: [.init("say yes or no", replacing: literal.span, with: "true")])
  }

  private func number(_ literal: Literal, for left: Typed, in place: RecordContext?) -> Right? {
    switch literal.kind {
    case .number(let number): return scalar(number).map { .value(.literal($0)) }
    case .duration(let duration):
      guard let span = span(duration) else { return nil }
      guard let unit = left.counted else { return mismatch(left, literal) }
      guard let converted = span.converted(to: unit) else {
        return fail(
          .typeMismatch,
          "`\(asked(left.span))` counts \(unit.rawValue)s, and \(span.words) is not a whole number of them",
          at: literal.span, label: "give it in \(unit.rawValue)s")
      }
      return .value(.literal(.integer(Int64(converted))))
    case .word(let name) where name.text.hasSuffix("k") && Int(name.text.dropLast()) != nil:
      let thousands = (Int(name.text.dropLast()) ?? 0).multipliedReportingOverflow(by: 1_000)
      return mismatch(
        left, literal,
        fixes: thousands.overflow
          ? [] : [.init("write it out", replacing: literal.span, with: String(thousands.partialValue))])
    case .word(let name): return named(name, literal, for: left, in: place)
    case .text(let text) where Double(text.content) != nil:
      return mismatch(
        left, literal, fixes: [.init("without quotes", replacing: literal.span, with: text.content)])
    case .date, .text, .boolean, .name, .parameter: return mismatch(left, literal)
    }
  }

  private func time(_ literal: Literal, for left: Typed, in place: RecordContext?) -> Right? {
    switch literal.kind {
    case .date(let date):
      if case .time = date.kind { return instant(date).map { .value(.literal(.moment(.instant($0)))) } }
      if case .day = date.kind { return days(of: date).map { .value(.literal(.moment(.day($0.first)))) } }
      return period(date).map { .period($0) }
    case .number(let number):
      guard let year = number.integer, (1000...9999).contains(year),
        let first = Day(year: year, month: 1, day: 1), let last = Day(year: year, month: 12, day: 31)
      else { return mismatch(left, literal) }
      return .period(
        Plan.Window(from: wholeDay(first), to: wholeDay(last), words: "in \(year)"))
    case .word(let name) where name.text == "today" || name.text == "yesterday":
      return clock(at: name.span).map {
        .value(.literal(.moment(.day($0.today.adding(days: name.text == "today" ? 0 : -1)))))
      }
    case .word(let name): return named(name, literal, for: left, in: place)
    case .duration(let duration):
      let length = asked(duration.span)
      let gap = SourceSpan(left.span.end, literal.span.end)
      return fail(
        .typeMismatch, "`\(asked(left.span))` is a date, and \(length) is a length of time", at: literal.span,
        label: "longer ago than that, or since then?",
        fixes: [
          .init("more than \(length) ago", replacing: gap, with: " over \(length) ago"),
          .init("within the last \(length)", replacing: gap, with: " in last \(length)"),
        ])
    case .text, .boolean, .name, .parameter: return mismatch(left, literal)
    }
  }

  private func text(_ literal: Literal, for left: Typed, in place: RecordContext?) -> Right? {
    guard let text = literal.plainText else { return mismatch(left, literal) }
    let isQuoted = if case .text = literal.kind { true } else { false }
    if hasValue(left, text) { return .value(.literal(.text(text))) }
    if case .word(let name) = literal.kind, let value = knownValue(name, in: place) {
      return agreeing(value, left, literal)
    }
    guard let known = knownValues(of: left) else { return .value(.literal(.text(text))) }
    let near = nearestValues(to: text, among: known)
    let list = near.compactMap { value in
      known.first { $0.value == value }.map { "\($0.value) (\($0.count))" }
    }
    if isQuoted {
      report(
        .unknownValue, severity: .note, "Nobody has “\(text)” as \(asked(left.span))", at: literal.span,
        label: "not in the data", notes: list.isEmpty ? [] : ["Near it: \(list.joined(separator: ", "))."],
        fixes: near.map { .init("did you mean `\($0)`?", replacing: literal.span, with: value($0)) })
      return .value(.literal(.text(text)))
    }
    let top = known.prefix(6).map { "\($0.value) (\($0.count))" }.joined(separator: ", ")
    return fail(
      .unknownValue, "`\(asked(left.span))` is never \(text)", at: literal.span,
      label: near.first.map { "did you mean \($0)?" } ?? "not a value of it",
      notes: [
        list.isEmpty
          ? "Its values: \(top)\(known.count > 6 ? " …" : "")." : "Near it: \(list.joined(separator: ", "))."
      ],
      fixes: near.map { .init("did you mean `\($0)`?", replacing: literal.span, with: value($0)) })
  }

  /// Values similar to a mistyped one, those that differ only in capitalization or plural first.
  private func nearestValues(to text: String, among known: [(value: String, count: Int)]) -> [String] {
    let same = known.map(\.value).filter { Nouns.agree(text, $0) }
    return same.isEmpty
      ? nearest(to: text, among: known.lazy.prefix(100_000).map(\.value)) : Array(same.prefix(4))
  }

  /// A name on the right: a value of the same kind as the left.
  private func named(_ name: Syntax.Name, _ literal: Literal, for left: Typed, in place: RecordContext?)
    -> Right?
  {
    if let value = knownValue(name, in: place) { return agreeing(value, left, literal) }
    if hasValue(left, name.spelling) {
      return fail(
        .typeMismatch,
        "Backticks are for names, and `\(name.spelling)` is a value of `\(asked(left.span))`",
        at: literal.span, label: "a value",
        fixes: [
          .init(
            "put it in quotes", replacing: literal.span,
            with: "\"\(name.spelling.replacing("\"", with: "\"\""))\"")
        ])
    }
    let having = attributesHaving(name.spelling)
    if let first = having.first {
      return fail(
        .typeMismatch,
        "`\(asked(left.span))` is a \(left.type.words), and `\(name.spelling)` is a value of `\(first.attribute.name)`",
        at: literal.span, label: "a value of \(first.attribute.name)",
        fixes: having.prefix(3).map {
          .init(
            "compare \($0.attribute.name)", replacing: left.span.union(literal.span),
            with: "\(bare($0.attribute.name)) is \(value($0.value))")
        })
    }
    let candidates = catalog.attributes.map(\.ref).filter { $0.type.agrees(with: left.type) }.map(\.name)
    return unknown(
      "`\(name.spelling)` is not a \(left.type.words), and nothing of that type has this name", name,
      near: nearest(to: name.text, among: candidates),
      notes: left.type.isNumber ? ["A number is wanted, as in `\(asked(left.span)) > 10`."] : []
    ) { self.bare($0) }
  }

  func agreeing(_ right: Typed, _ left: Typed, _ literal: Literal) -> Right? {
    if left.type.agrees(with: right.type) { return .value(right.value) }
    return fail(
      .typeMismatch,
      "`\(asked(left.span))` is a \(left.type.words), and `\(asked(literal.span))` is a \(right.type.words)",
      at: literal.span, label: "a \(right.type.words)")
  }

  private func mismatch(_ left: Typed, _ literal: Literal, fixes: [Diagnostic.Fix] = []) -> Right? {
    fail(
      .typeMismatch, "`\(asked(left.span))` is a \(left.type.words), and `\(asked(literal.span))` is not",
      at: literal.span, label: "a \(left.type.words) expected", fixes: fixes)
  }

  // MARK: Known values

  /// The distinct values of the left side, the most frequent first; nil if they are not listed.
  private func knownValues(of left: Typed) -> [(value: String, count: Int)]? {
    switch left.value {
    case .attribute(let attribute):
      return attribute.name == catalog.slots.key
        ? nil : catalog.values(of: attribute).map { ($0.value, $0.people) }
    case .property(let property), .aggregate(_, let property, _):
      guard let place = left.place, property.slot != .text else { return nil }
      let values = values(of: property, in: place)
      return values.isEmpty ? nil : values
    case .named, .literal, .count, .moment, .elapsed, .cycle, .presence: return nil
    }
  }

  private func hasValue(_ left: Typed, _ text: String) -> Bool {
    if case .attribute(let attribute) = left.value, attribute.name == catalog.slots.key {
      return catalog.customerID(text) == text
    }
    return knownValues(of: left)?.contains { $0.value == text } ?? false
  }

  // MARK: Numbers

  /// The exact number: an integer, or a decimal of at most six places.
  func scalar(_ number: Syntax.Number) -> Scalar? {
    switch number.kind {
    case .literal(let spelling, let isPercent):
      if let scalar = Scalar(exactly: spelling, isPercent: isPercent) { return scalar }
      if let real = number.double, real.isFinite { return .real(real) }
      return fail(
        .badNumber, "\(spelling) is a larger number than Heed can hold", at: number.span, label: "too large")
    case .parameter(let name):
      guard let literal = parameter(name) else { return nil }
      if case .number(let inner) = literal.kind { return scalar(inner) }
      return fail(
        .typeMismatch, "`\(name.spelling)` is \(literal.words), and this must be a number", at: name.span,
        label: "not a number")
    }
  }

  func wholeDay(_ day: Day) -> Plan.Window.Edge { .day(.literal(.day(day)), moved: TimeSpan(0, .day)) }
}

extension Scalar {
  /// `12`, `2.50`, `20` percent: without rounding; nil where six places or 64 bits are too few.
  init?(exactly spelling: String, isPercent: Bool) {
    let parts = spelling.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    var fraction = parts.count == 2 ? String(parts[1]) : ""
    while fraction.hasSuffix("0") { fraction.removeLast() }
    let places = fraction.count + (isPercent ? 2 : 0)
    guard places <= 6, let units = Int64(parts[0] + fraction) else { return nil }
    self = places == 0 ? .integer(units) : .decimal(units: units, places: places)
  }
}

extension ValueType {
  /// Whether two values can be compared.
  func agrees(with other: ValueType) -> Bool {
    switch self {
    case .boolean: other == .boolean
    case .integer, .decimal, .real: other.isNumber
    case .date, .timestamp: other.isTime
    case .text, .list: other == .text || other == .list
    }
  }
}

extension TimeSpan {
  /// The same length in another unit, where that is a whole number: 2 weeks are 14 days, 1 year is 12 months.
  func converted(to other: Unit) -> Int? {
    func size(_ unit: Unit) -> (family: Int, size: Int) {
      switch unit {
      case .hour: (0, 1)
      case .day: (0, 24)
      case .week: (0, 168)
      case .month: (1, 1)
      case .quarter: (1, 3)
      case .year: (1, 12)
      }
    }
    let (from, to) = (size(unit), size(other))
    let (product, overflow) = count.multipliedReportingOverflow(by: from.size)
    guard from.family == to.family, !overflow, product % to.size == 0 else { return nil }
    return product / to.size
  }
}
