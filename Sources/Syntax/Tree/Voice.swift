public import SourceText

/// What somebody said, or what was said about them: `mentioned trust in survey`, `said nothing in last 90 days`,
/// `heard scam in review`, `responded in survey`.
public struct Voice: Sendable, Hashable {
  public enum Verb: Sendable, Hashable {
    case mentioned(Pattern)
    case heard(Pattern)
    /// `said something`; `said nothing` is negated.
    case said
    case responded
  }

  /// `they mentioned X`: also in a question about messages, what their author said.
  public var theirs: Bool
  /// `never mentioned X`, `said nothing`
  public var negated: Bool
  public var verb: Verb
  public var with: Condition?
  /// The `with` was written without parentheses.
  @Apart public var withIsOpen = false
  /// Empty: any channel.
  public var channels: [Name]
  public var window: Window?
  public var times: Quantity?
  /// `of` is always there.
  public var within: Within?
  @Apart public var span: SourceSpan
}

/// Words to look for in one message.
public struct Pattern: Sendable, Hashable {
  public indirect enum Kind: Sendable, Hashable {
    /// `trust`, `404`: the topic of that name if one is defined, otherwise the word.
    case word(Name)
    /// `` `late delivery` ``: a topic.
    case topic(Name)
    /// `$word`: a parameter.
    case parameter(Name)
    /// `"late delivery"`: stems in a row; never a topic.
    case phrase(Text)
    /// `refund*`; the text is without the star.
    case prefix(String)
    /// `*fund*`; the text is without the stars.
    case part(String)
    /// `exactly "Trust"`, `exactly any of (bag, bags)`; one or more.
    case exactly([Text])
    /// One or more.
    case any([Pattern])
    /// One or more, all in one message.
    case all([Pattern])
    /// `price near slow`, `price within 10 words of slow`; without a number, the default distance.
    case near(Pattern, Pattern, words: Number?)
    /// `trust negated`, `trust not negated`
    case negated(Pattern, Bool)
  }

  public var kind: Kind
  @Apart public var span: SourceSpan
}
