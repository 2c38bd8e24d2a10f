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
  /// Whether only blanks are before it on its line.
  public var isAlone: Bool
}

/// One statement: its question, and the clauses that filter and shape the answer.
///
/// A statement that could not be read completely keeps what was read; missing parts are `.invalid`. A tree without an
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
    // Questions about behaviour and words
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
    /// `synonym unhappy is detractor`: another word for a name, in plain English.
    case synonym(Name, of: Name)
    case param(Name, Literal)
    case expect(Value, Operator, Literal)
    // Files and sharing
    case load(Load)
    case link(Name, to: Name, from: Text, isServer: Bool, Load.FilePart?)
    case use(Text)
    case note(Text)
    /// `export segment sellers to "list.csv" as hubspot list`
    case export(Statement, to: Text, list: ListTool?)
    case set(Setting, Literal)
    // About the workspace
    /// `describe`, `describe plan`
    case describe(Name?)
    /// `explain count sellers`, `explain plan count sellers`
    case explain(Statement, asPlan: Bool)
    /// Could not be read, which a diagnostic reports.
    case invalid
  }

  public var kind: Kind
  public var clauses: Clauses
  /// Its first word, if that is a verb.
  @Apart public var verb: Keyword? = nil
  @Apart public var span: SourceSpan
  /// Whether the statement was read completely: no error points into it.
  @Apart public var isComplete: Bool
}

extension Statement {
  /// Whether it is a question, rather than setting something up.
  public var isQuestion: Bool {
    switch kind {
    case .segment, .count, .sample, .measure, .quotes, .topics, .priorities, .blindspots, .words, .compare,
      .compareWindows, .why, .whyPerson, .person, .trend, .funnel, .retention, .survival, .lifecycle, .paths,
      .suggest,
      .expect, .export, .describe, .explain:
      true
    case .define, .topic, .synonym, .param, .load, .link, .use, .note, .set, .invalid: false
    }
  }
}

/// The right side of `as` in `define`, by its form alone: a bare name is a condition, whatever it means.
public enum Definition: Sendable, Hashable {
  case condition(Condition)
  /// `sellers where mrr > 50`, `churned sellers`
  case population(Population)
  /// `total mrr for customers where risky`: its clauses are the statement's.
  case value(Value)
}

/// The right side of `as` in `topic`.
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

/// A tool that takes a list of people.
public enum ListTool: String, Sendable, Hashable, CaseIterable { case hubspot, customerio, intercom }
