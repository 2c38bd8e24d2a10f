public import SourceText

/// A condition: true or false for each person or, in a question about records, for each record.
public struct Condition: Sendable, Hashable {
  public indirect enum Kind: Sendable, Hashable {
    /// Two or more, none of them an `or`.
    case or([Condition])
    /// Two or more, none of them an `and`.
    case and([Condition])
    case not(Condition)
    /// `churned`, `their active`: a bare name.
    case name(Name, their: Bool)
    case comparison(Comparison)
    case behaviour(Behaviour)
    case voice(Voice)
    /// Could not be read, which a diagnostic reports. Only in trees with an error.
    case invalid
  }

  public var kind: Kind
  /// Without the parentheses round it.
  @Apart public var span: SourceSpan
}

/// A value and a test of it: `mrr > 100`, `signup in last 90 days`, `count of login >= 8`.
public struct Comparison: Sendable, Hashable {
  public var value: Value
  public var test: Test
}

/// A test of a value. Each negative form is exactly the complement of the positive one.
public struct Test: Sendable, Hashable {
  public enum Kind: Sendable, Hashable {
    case compare(Operator, Operand)
    /// `is missing`, `is not set`
    case missing
    /// `is set`, `is not missing`
    case present
    /// `in (pro, enterprise)`, `is in (…)`, `not in (…)`; one literal or more.
    case oneOf([Literal], negated: Bool)
    /// `between 50 and 200`, `between 5 and 10 days`: two numbers, or two durations; either may be a parameter.
    case range(Bound, Bound, negated: Bool)
    case window(Window, negated: Bool)
    /// `within 7 days of signup`; `of` is always there.
    case within(Within, negated: Bool)
    /// `contains "café"`; with `exactly`, accents that are typed count.
    case contains(Literal, negated: Bool, exactly: Bool)
    case startsWith(Literal)
    case endsWith(Literal)
    case matches(Regex)
  }

  public var kind: Kind
  @Apart public var span: SourceSpan
}

/// `is` is also written `=`, `==`, `are`; `isNot` also `!=`, `<>`, `≠`.
public enum Operator: String, Sendable, Hashable, CaseIterable {
  case isEqual = "is"
  case isNot = "is not"
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
}

/// The right side of an operator. A bare name is the literal `.word`, never `Value.name`.
public enum Operand: Sendable, Hashable {
  case literal(Literal)
  case value(Value)

  public var span: SourceSpan {
    switch self {
    case .literal(let literal): literal.span
    case .value(let value): value.span
    }
  }
}

/// One end of a range.
public enum Bound: Sendable, Hashable {
  case number(Number)
  case duration(Duration)
}

/// `/^A/i`: the pattern between the slashes, as typed.
public struct Regex: Sendable, Hashable {
  public var pattern: String
  public var ignoresCase: Bool
  @Apart public var span: SourceSpan
}
