/// A condition as the tests know it. Negative spellings are `not` of these.
indirect enum Claim: Hashable, Sendable {
  case not(Claim)
  /// Two or more.
  case all([Claim])
  case any([Claim])
  case bare(Bare)
  case did(Deed)
  case course(Course)
  case voice(Voice)
  case test(Term, Trial)
}

/// What a bare name can be.
enum Bare: Hashable, Sendable {
  case event(String)
  case flag(String)
  /// The name as typed, and the attribute that it means.
  case date(String, attribute: String)
  case value(String, attribute: String)
  /// People of `sellers.csv`.
  case merchant
  case defined(String, Claim)
  case prelude(String)
}

/// `did order with amount > 50 in last 30 days at least 2 times`.
struct Deed: Hashable, Sendable {
  var what: What
  var filter: Claim?
  var window: Window?
  var times: Amount?
  var days: Amount?

  enum What: Hashable, Sendable {
    case kinds([String])
    /// A date attribute used as an event.
    case attribute(String)
    case anything
    /// `anything except order`, one kind or more.
    case anythingExcept([String])
  }
}

struct Amount: Hashable, Sendable {
  var relation: Relation
  var count: Int
}

enum Relation: String, Sendable, CaseIterable {
  case equal = "="
  case less = "<"
  case atMost = "<="
  case greater = ">"
  case atLeast = ">="

  func holds(_ order: Int) -> Bool {
    switch self {
    case .equal: order == 0
    case .less: order < 0
    case .atMost: order < 1
    case .greater: order > 0
    case .atLeast: order > -1
    }
  }

  /// With its sides exchanged.
  var mirrored: Relation {
    switch self {
    case .equal: .equal
    case .less: .greater
    case .atMost: .atLeast
    case .greater: .less
    case .atLeast: .atMost
    }
  }
}

struct Course: Hashable, Sendable {
  struct Step: Hashable, Sendable {
    enum What: Hashable, Sendable {
      case deed(Deed.What)
      case mentioned(Saying)
    }
    var what: What
    var filter: Claim?
    var isAbsent = false
  }

  var steps: [Step]
  var span: Length?
  var sameKey: String?
  /// Of the first step.
  var window: Window?
  /// Whether the window applies to every step.
  var isConfined = false
  var times: Amount?
  var days: Amount?
  /// If the last step is absent: whether attempts count although their span is not over.
  var countsOpen = false

  /// The window of a step. `within 7 days of signup` applies to every step.
  func window(ofStep step: Int) -> Window? {
    if case .within = window { return window }
    return step == 0 || isConfined ? window : nil
  }
}

struct Length: Hashable, Sendable {
  var count: Int
  var unit: Unit

  init(_ count: Int, _ unit: Unit) {
    self.count = count
    self.unit = unit
  }
}

struct Voice: Hashable, Sendable {
  enum What: Hashable, Sendable {
    case pattern(Saying)
    case something
    case response
  }
  var isHeard = false
  /// `they mentioned`: the author's words, in a question about messages.
  var isTheirs = false
  var what: What
  var channels: [String] = []
  var filter: Claim?
  var window: Window?
  var times: Amount?
}

indirect enum Term: Hashable, Sendable {
  case attribute(String, their: Bool)
  /// A date attribute by its bare name, in a window: the name as typed, and the attribute.
  case bare(String, attribute: String)
  case property(String)
  /// `count of login in last 4 weeks`.
  case count(Source)
  case mentions(Saying, channels: [String], window: Window?)
  case aggregate(Figure, String, Source)
  case since(Unit, Anchor)
  case elapsed(Unit, from: Anchor, to: Anchor, calendar: Bool)
  case moment(Anchor)
  case defined(String, Term)
}

enum Figure: Hashable, Sendable {
  case average, median, total, min, max, distinct, latest, first
  case percentile(Int)
}

struct Source: Hashable, Sendable {
  enum What: Hashable, Sendable {
    case kind(String)
    case feedback
    case heard
  }
  var what: What
  var filter: Claim?
  var channels: [String] = []
  var window: Window?
}

/// What a term is tested for.
indirect enum Trial: Hashable, Sendable {
  case compare(Relation, Datum)
  case compareTerm(Relation, Term)
  case oneOf([Datum])
  case between(Datum, Datum)
  case contains(String)
  case starts(String)
  case ends(String)
  case matches(String, ignoresCase: Bool)
  case missing
  case within(Window)
}

indirect enum Anchor: Hashable, Sendable {
  case day(Int)
  case instant(Int)
  case period(Period)
  case today, yesterday
  case ago(Length)
  case attribute(String)
  case start, end
  case first(String, Claim?)
  case last(String, Claim?)
}

enum Period: Hashable, Sendable {
  case year(Int)
  case quarter(Int, Int)
  case month(Int, Int)
  case week(Int, Int)
}

enum Window: Hashable, Sendable {
  case last(Length)
  case lastWhole(Unit)
  case this(Unit)
  case period(Period)
  case on(Int)
  case since(Anchor)
  case before(Anchor)
  case after(Anchor)
  case over(Length)
  case between(Anchor, Anchor)
  /// The earlier bound first: `between 90 and 30 days ago`.
  case betweenAgo(Int, Int, Unit)
  case betweenBefore(Int, Int, Unit, Anchor)
  case inBefore(Length, Anchor)
  case inAfter(Length, Anchor)
  case within(Length, of: Anchor)
}
