public import SourceText

/// What somebody did: `did order at least 3 times in last 90 days`, `never did login`,
/// `did signup then not order within 30 days`.
public struct Behaviour: Sendable, Hashable {
  public enum Subject: Sendable, Hashable {
    case steps(Steps)
    /// `did anything`, `did nothing` (negated), `did nothing except pay`
    case anything(except: [Name] = [], with: Condition?)
  }

  /// `never did X`, `did not X`, `did nothing`. A sequence of several steps is negated by `never` only.
  public var negated: Bool
  public var subject: Subject
  public var window: Window?
  public var times: Quantity?
  /// `on at least 5 days`
  public var days: Quantity?
  /// Without `of` only where there are two steps or more.
  public var within: Within?
  @Apart public var span: SourceSpan
}

/// Steps in order: `list_item then order then not cancel`.
public struct Steps: Sendable, Hashable {
  /// One or more; the first is not negated.
  public var steps: [Step]
  /// `on same order_id`; only with two steps or more.
  public var sameKey: Name?
  @Apart public var span: SourceSpan
}

/// One step: an event, one of several, or words said.
public struct Step: Sendable, Hashable {
  public enum Kind: Sendable, Hashable {
    /// One name, or those of `any of (…)`; never empty.
    case event([Name])
    case mentioned(Pattern)
  }

  /// `then not order`
  public var negated: Bool
  public var kind: Kind
  /// `order with (amount > 50 and device is ios)`
  public var with: Condition?
  /// The `with` was written without parentheses.
  @Apart public var withIsOpen = false
  @Apart public var span: SourceSpan
}

/// How often: `at least 3`, `once`, `5 or more`.
public struct Quantity: Sendable, Hashable {
  public enum Relation: String, Sendable, Hashable, CaseIterable {
    case exactly
    case atLeast = "at least"
    case atMost = "at most"
    case moreThan = "more than"
    case fewerThan = "fewer than"
  }

  public var relation: Relation
  public var number: Number
  @Apart public var span: SourceSpan
}
