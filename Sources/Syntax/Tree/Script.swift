public import SourceText

/// A parsed text: its statements in order, and its comments.
public struct Script: Sendable, Hashable {
  public var statements: [Statement]
  @Apart public var comments: [Comment]
  @Apart public var file: SourceFile
}

/// `# …` up to the end of its line, without the line break.
public struct Comment: Sendable, Hashable {
  public var text: String
  public var span: SourceSpan
  /// Nothing but blanks stands before it on its line.
  public var isAlone: Bool
}

/// One statement: what it asks, and the clauses that narrow and shape the answer.
///
/// A statement that could not be read whole keeps what was read; holes are `.invalid`. A tree that comes without an
/// error has none.
public struct Statement: Sendable, Hashable {
  public indirect enum Kind: Sendable, Hashable {
    // Who and how many. No population written: `isImplied`.
    case segment(Population)
    case count(Population)
    case sample(Number?, Population)
    case measure([Value])
    // What they say. The population is the clause's.
    case quotes
    case topics
    case priorities
    case blindspots
    case words(Population, versus: Population)
    // Look and listen
    case compare(Population, versus: Population)
    case compareWindows(Window, versus: Window)
    /// The population is the clause's.
    case why(Condition)
    case whyPerson(Identifier, in: Population)
    case person(Identifier)
    // Over time
    case trend(Value)
    case funnel(Steps)
    case retention(Step)
    case survival(Argument)
    case lifecycle(Step)
    case paths(Side, Step)
    // Vocabulary
    case define(Name, Definition)
    case topic(Name, Topic)
    case suggest(Name)
    case param(Name, Literal)
    case expect(Value, Operator, Literal)
    // Files and sharing
    case load(Load)
    case link(Name, to: Name, from: Text, Load.FilePart?)
    case use(Text)
    case note(Text)
    case export(Statement, to: Text)
    case set(Setting, Literal)
    // About the workspace
    /// `describe`, `describe plan`
    case describe(Name?)
    /// `explain count sellers`, `explain plan count sellers`
    case explain(Statement, asPlan: Bool)
    /// Could not be read; a diagnostic has said so.
    case invalid
  }

  public var kind: Kind
  public var clauses: Clauses
  /// Its first word, where that is a verb.
  @Apart public var verb: Keyword? = nil
  @Apart public var span: SourceSpan
  /// Every diagnostic with severity error points elsewhere: this statement was read whole.
  @Apart public var isComplete: Bool
}

extension Statement {
  /// Whether there is something to answer, rather than to set up.
  public var isQuestion: Bool {
    switch kind {
    case .segment, .count, .sample, .measure, .quotes, .topics, .priorities, .blindspots, .words, .compare,
      .compareWindows, .why, .whyPerson, .person, .trend, .funnel, .retention, .survival, .lifecycle, .paths,
      .suggest,
      .expect, .export, .describe, .explain:
      true
    case .define, .topic, .param, .load, .link, .use, .note, .set, .invalid: false
    }
  }
}

/// The right of `as` in `define`. From the tokens alone; a bare name is a condition here, whatever it turns out to mean.
public enum Definition: Sendable, Hashable {
  case condition(Condition)
  /// `sellers where mrr > 50`, `churned sellers`
  case population(Population)
  /// `total mrr for customers where risky`: its clauses are the statement's.
  case value(Value)
}

/// The right of `as` in `topic`.
public struct Topic: Sendable, Hashable {
  /// A test of the topic: `matches "I feel unsafe"`, `ignores "a trust fund"`.
  public struct Sample: Sendable, Hashable {
    public var matches: Bool
    public var text: Text
  }

  /// One or more: any of them.
  public var patterns: [Pattern]
  public var samples: [Sample]
}

/// `week starts monday` holds its day as a word.
public enum Setting: String, Sendable, Hashable, CaseIterable {
  case today, timezone, language
  case weekStarts = "week starts"
}
