/// Puts claims into Heed, in one of the many ways that mean the same, and counts which forms it has used.
struct Writer {
  private var dice: Dice?
  private let place: Place
  /// Texts that stand for themselves without quotes: some record or person has them, wherever they can be asked for.
  private let known: Set<String>
  /// How often each production of `condition` was written.
  private(set) var used: [String: Int] = [:]
  /// Inside a `not`, where an open `with` of several would have two readings.
  private var isNegated = false

  /// Always the first spelling.
  init(plain world: World) {
    place = world.place
    known = []
  }

  init(_ census: Census, dice: Dice) {
    self.dice = dice
    place = census.place
    known = census.knownTexts
  }

  mutating func use(_ production: String) { used[production, default: 0] += 1 }

  private mutating func pick(_ options: String...) -> String { dice?.pick(options) ?? options[0] }
  private mutating func chance(_ percent: Int) -> Bool { dice?.chance(percent) ?? false }

  static func number(_ hundredths: Int) -> String {
    let (whole, rest) = (abs(hundredths) / 100, abs(hundredths) % 100)
    let fraction = rest == 0 ? "" : rest % 10 == 0 ? ".\(rest / 10)" : "." + Almanac.padded(rest)
    return (hundredths < 0 ? "-" : "") + "\(whole)" + fraction
  }

  // MARK: Conditions

  /// How tightly the place binds: 0 a whole condition, 1 a part of `or`, 2 of `and`, 3 what follows `not`.
  mutating func text(_ claim: Claim, in place: Int = 0, isLast: Bool = true) -> String {
    switch claim {
    case .any(let parts):
      use("or")
      let inside = parts.enumerated().map { index, part in
        index > 0 && part.couldBeOneMore ? parens(text(part)) : text(part, in: 1)
      }.joined(separator: " \(pick("or", "OR")) ")
      return place > 0 ? parens(inside) : inside
    case .all(let parts):
      use("and")
      let inside = parts.enumerated().map { index, part in
        text(part, in: 2, isLast: index == parts.count - 1)
      }.joined(separator: " and ")
      return place > 1 || place == 1 && chance(30) ? parens(inside) : inside
    case .not(let inner): return negation(inner)
    case .bare(let bare):
      use("bare \(bare.sort)")
      return name(bare)
    case .did(let deed): return text(deed, isLast: isLast && place < 3)
    case .course(let course): return text(course, isLast: isLast && place < 3)
    case .voice(let voice): return text(voice, isLast: isLast && place < 3)
    case .test(let term, let trial): return chance(4) ? parens(test(term, trial)) : test(term, trial)
    }
  }

  private mutating func parens(_ text: String) -> String {
    use("( condition )")
    return "(\(text))"
  }

  private mutating func negation(_ inner: Claim) -> String {
    let outer = isNegated
    isNegated = true
    defer { isNegated = outer }
    switch inner {
    case .did(let deed) where deed.times == nil && deed.days == nil && !chance(25):
      if deed.what == .anything, deed.filter == nil, chance(50) {
        use("did nothing")
        return "did nothing" + modifiers(deed, isLast: false)
      }
      let negative = pick("never did", "did not")
      use(negative)
      return "\(negative) \(target(deed.what))" + modifiers(deed, isLast: false)
    case .voice(let voice) where voice.times == nil && !chance(25):
      if voice.what == .something, chance(70) {
        use("said nothing")
        return "\(voice.isTheirs ? "they " : "")said nothing" + modifiers(voice, isLast: false)
      }
      use("never voice")
      return text(voice, isNever: true, isLast: false)
    case .test(let term, let trial) where !chance(20):
      if let negative = negativeTest(term, trial) { return negative }
    case .not, .all, .any, .bare, .did, .course, .voice, .test: break
    }
    use("not")
    switch inner {
    case .all, .any: return "not " + parens(text(inner))
    case .course: return "not " + parens(text(inner))
    case .not, .bare, .did, .voice, .test:
      return "not " + (chance(30) ? parens(text(inner)) : text(inner, in: 3))
    }
  }

  private mutating func name(_ bare: Bare) -> String {
    switch bare {
    case .event(let name), .flag(let name), .date(let name, _), .value(let name, _), .defined(let name, _),
      .prelude(let name):
      return chance(15) ? pick("`\(name)`", name.uppercased()) : name
    case .merchant: return pick("merchant", "merchants")
    }
  }

  // MARK: Behaviour

  mutating func target(_ what: Deed.What) -> String {
    switch what {
    case .anything:
      use("did anything")
      return "anything"
    case .anythingExcept(let kinds):
      use("did anything except")
      return "anything except \(kinds.count == 1 ? kinds[0] : "any of (\(kinds.joined(separator: ", ")))")"
    case .attribute(let name):
      use("did date")
      return name
    case .kinds(let kinds):
      if kinds.count == 1, !chance(3) {
        use("did event")
        return kinds[0]
      }
      use("any of events")
      return "any of (\(kinds.joined(separator: ", ")))"
    }
  }

  private mutating func text(_ deed: Deed, isLast: Bool) -> String {
    "did \(target(deed.what))" + modifiers(deed, isLast: isLast)
  }

  private mutating func modifiers(_ deed: Deed, isLast: Bool) -> String {
    var parts: [String] = []
    if let times = deed.times { parts.append(text(times)) }
    if let days = deed.days { parts.append(text(days: days)) }
    if let window = deed.window { parts.append(text(window)) }
    parts = dice?.some(parts, parts.count) ?? parts
    if chance(50) { parts.reverse() }
    if let filter = deed.filter {
      parts.insert(with(filter, isClosed: !isLast && parts.isEmpty, [deed.times, deed.days]), at: 0)
    }
    return parts.map { " " + $0 }.joined()
  }

  /// - Parameter isClosed: something follows that an open `with` could take in.
  private mutating func with(_ filter: Claim, isClosed: Bool, _ amounts: [Amount?]) -> String {
    let isBounded = isNegated || amounts.contains { amount in amount.map { !$0.relation.isAtLeast } ?? false }
    var mayBeOpen = !isClosed
    if case .all = filter, isBounded { mayBeOpen = false }
    if mayBeOpen, chance(60), let open = open(filter) {
      use("with open")
      return "with \(open)"
    }
    use("with ( )")
    return "with (\(text(filter)))"
  }

  /// One or more comparisons without parentheses, where that is a `with`.
  private mutating func open(_ filter: Claim) -> String? {
    switch filter {
    case .test(.property, .compare), .test(.attribute(_, their: false), .compare):
      guard case .test(let term, let trial) = filter else { return nil }
      return test(term, trial)
    case .all(let parts):
      let texts = parts.compactMap { open($0) }
      return texts.count == parts.count ? texts.joined(separator: " and ") : nil
    case .test, .any, .not, .bare, .did, .course, .voice: return nil
    }
  }

  private mutating func text(_ amount: Amount) -> String {
    let n = amount.count
    switch amount.relation {
    case .equal:
      use("exactly times")
      if n == 1, chance(60) { return "once" }
      if n == 2, chance(50) { return "twice" }
      return pick("\(n) times", "exactly \(n) times")
    case .atLeast:
      use("at least times")
      return pick("at least \(n) times", "\(n) or more times")
    case .atMost:
      use("at most times")
      return "at most \(n) times"
    case .greater:
      use("more than times")
      return "more than \(n) times"
    case .less:
      use("fewer than times")
      return "fewer than \(n) times"
    }
  }

  private mutating func text(days: Amount) -> String {
    use("on days")
    switch days.relation {
    case .equal: return "on \(pick("", "exactly "))\(days.count) days"
    case .atLeast: return pick("on at least \(days.count) days", "on \(days.count) or more days")
    case .atMost: return "on at most \(days.count) days"
    case .greater: return "on more than \(days.count) days"
    case .less: return "on fewer than \(days.count) days"
    }
  }

  private mutating func text(_ course: Course, isLast: Bool) -> String {
    var result = "did"
    for (index, step) in course.steps.enumerated() {
      if index > 0 {
        use(step.isAbsent ? "then not" : "then")
        result += step.isAbsent ? " then not" : " then"
      }
      switch step.what {
      case .deed(let what): result += " " + target(what)
      case .mentioned(let saying):
        use("then mentioned")
        result += " mentioned " + text(saying)
      }
      if let filter = step.filter {
        result +=
          " "
          + with(
            filter, isClosed: !isLast && index == course.steps.count - 1 || step.isAbsent,
            [course.times, course.days])
      }
    }
    var parts: [String] = []
    if let same = course.sameKey {
      use("on same")
      parts.append("on same \(same)")
    }
    if let span = course.span {
      use("sequence within")
      parts.append("within \(text(span))")
    }
    if let times = course.times {
      use("sequence times")
      parts.append(text(times))
    }
    if let days = course.days { parts.append(text(days: days)) }
    if let window = course.window {
      use("sequence window")
      var isLimit = false
      if case .within = window { isLimit = true }
      parts.append((course.isConfined && !isLimit ? "all " : "") + text(window))
    }
    return result + parts.map { " " + $0 }.joined()
  }

  // MARK: Voice

  private mutating func text(_ voice: Voice, isNever: Bool = false, isLast: Bool) -> String {
    var head: String
    switch voice.what {
    case .pattern(let saying):
      use(voice.isHeard ? "heard" : "mentioned")
      head = "\(voice.isHeard ? "heard" : "mentioned") \(text(saying))"
    case .something:
      use("said something")
      head = pick("said something", "said anything")
    case .response:
      use("responded")
      head = "responded"
    }
    return (voice.isTheirs ? "they " : "") + (isNever ? "never " : "") + head
      + modifiers(voice, isLast: isLast)
  }

  private mutating func modifiers(_ voice: Voice, isLast: Bool) -> String {
    var parts: [String] = []
    if !voice.channels.isEmpty {
      use(voice.channels.count == 1 ? "in channel" : "in channels")
      parts.append(text(channels: voice.channels))
    }
    if let times = voice.times { parts.append(text(times)) }
    if let window = voice.window { parts.append(text(window)) }
    if chance(50) { parts.reverse() }
    if let filter = voice.filter {
      use("voice with")
      parts.insert(with(filter, isClosed: !isLast || !voice.channels.isEmpty, [voice.times]), at: 0)
    }
    return parts.map { " " + $0 }.joined()
  }

  mutating func text(channels: [String]) -> String {
    channels.count == 1 ? "in \(channels[0])" : "in (\(channels.joined(separator: ", ")))"
  }

  mutating func text(_ saying: Saying) -> String {
    switch saying {
    case .words(let words):
      let isBare =
        words.unicodeScalars.allSatisfy { $0.properties.isAlphabetic } && !Writer.reserved.contains(words)
      use(words.contains(" ") ? "phrase" : isBare ? "word" : "quoted word")
      return isBare && !chance(40) ? words : quoted(words)
    case .prefix(let start):
      use("prefix*")
      return start + "*"
    case .part(let part):
      use("*part*")
      return "*\(part)*"
    case .exactly(let forms):
      if forms.count > 1 {
        use("exactly any of")
        return "exactly any of (\(forms.map { quoted($0) }.joined(separator: ", ")))"
      }
      use("exactly")
      return "exactly \(quoted(forms[0]))"
    case .any(let sayings):
      use("any of patterns")
      return "any of (\(sayings.map { text($0) }.joined(separator: ", ")))"
    case .all(let sayings):
      use("all of patterns")
      return "all of (\(sayings.map { text($0) }.joined(separator: ", ")))"
    case .near(let first, let second, let distance):
      use(distance == nil ? "near" : "within words of")
      let link = distance.map { "within \($0) words of" } ?? "near"
      return "\(text(first)) \(link) \(text(second))"
    case .negated(let saying, let isNegated):
      use(isNegated ? "negated" : "not negated")
      return "\(text(saying)) \(isNegated ? "negated" : "not negated")"
    case .topic(let name, _):
      use("topic")
      return chance(40) ? "`\(name)`" : name
    }
  }

  /// Words of the language that a text may be made of.
  private static let reserved: Set<String> = [
    "the", "is", "and", "not", "with", "but", "it", "was", "last", "first",
  ]

  private mutating func quoted(_ text: String) -> String {
    if text.contains("'") || !chance(40) {
      return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
        + "\""
    }
    return chance(20) && !text.contains("’") && !text.contains("‘") ? "‘\(text)’" : "'\(text)'"
  }

  // MARK: Values

  mutating func text(_ term: Term) -> String {
    switch term {
    case .attribute(let name, let their):
      use(their ? "their attribute" : "attribute")
      return their ? "their \(name)" : name
    case .bare(let name, _):
      use("bare date in a window")
      return name
    case .property(let name):
      use("property")
      return name
    case .count(let source):
      use("count of")
      return "count of \(text(source))"
    case .mentions(let saying, let channels, let window):
      use("mentions of")
      var result = "mentions of \(text(saying))"
      if !channels.isEmpty { result += " " + text(channels: channels) }
      if let window { result += " " + text(window) }
      return result
    case .aggregate(let figure, let property, let source):
      if case .percentile = figure { use("pNN") } else { use(figure.word) }
      var result = "\(figure == .latest && chance(20) ? "last" : figure.word) \(property)"
      if source.what == .heard {
        use("value heard")
        result += " heard" + valueModifiers(source)
      } else if source.what == .feedback, chance(40) {
        result += valueModifiers(source)
      } else {
        result += " of \(text(source))"
      }
      return result
    case .since(let unit, let anchor):
      use("UNIT since")
      return "\(unit)s since \(text(anchor))"
    case .elapsed(let unit, let from, let to, let calendar):
      use(calendar ? "calendar UNIT from" : "UNIT from")
      return "\(calendar ? "calendar " : "")\(unit)s from \(text(from)) to \(text(to))"
    case .moment(let anchor):
      use("moment value")
      return text(anchor)
    case .defined(let name, _):
      use("defined value")
      return name
    }
  }

  mutating func text(_ source: Source) -> String {
    switch source.what {
    case .kind(let kind): kind + (chance(20) ? " events" : "") + valueModifiers(source)
    case .feedback: "feedback" + valueModifiers(source)
    case .heard: "heard" + valueModifiers(source)
    }
  }

  private mutating func valueModifiers(_ source: Source) -> String {
    var parts: [String] = []
    if let filter = source.filter {
      use("value with")
      parts.append("with (\(text(filter)))")
    }
    if !source.channels.isEmpty {
      use("value in channels")
      parts.append(text(channels: source.channels))
    }
    if let window = source.window {
      use("value window")
      parts.append(text(window))
    }
    return parts.map { " " + $0 }.joined()
  }

  // MARK: Tests

  mutating func test(_ term: Term, _ trial: Trial) -> String {
    let left = text(term)
    switch trial {
    case .compare(let relation, let datum):
      use("op \(relation.rawValue)")
      if relation == .equal {
        if case .flag(let flag) = datum { return "\(left) is \(flag)" }
        if !datum.isNumberOrTime { return "\(left) \(pick("is", "is", "=")) \(text(datum))" }
        return "\(left) \(pick("=", "==", "is")) \(text(datum))"
      }
      return "\(left) \(operators(relation)) \(text(datum))"
    case .compareTerm(let relation, let other):
      use("value op value")
      return "\(left) \(operators(relation)) \(text(other))"
    case .oneOf(let data):
      use("in set")
      return "\(left) \(pick("in", "is in")) (\(data.map { text($0) }.joined(separator: ", ")))"
    case .between(let low, let high):
      use("between range")
      return "\(left) \(pick("between", "is between")) \(text(low)) and \(text(high))"
    case .contains(let part):
      use("contains")
      return "\(left) contains \(quoted(part))"
    case .starts(let part):
      use("starts with")
      return "\(left) starts with \(quoted(part))"
    case .ends(let part):
      use("ends with")
      return "\(left) ends with \(quoted(part))"
    case .matches(let pattern, let ignoresCase):
      use("matches")
      return "\(left) matches /\(pattern)/\(ignoresCase ? "i" : "")"
    case .missing:
      use("is missing")
      return "\(left) is missing"
    case .within(let window):
      use("value in window")
      return "\(left) \(text(window))"
    }
  }

  private mutating func operators(_ relation: Relation) -> String {
    switch relation {
    case .equal: pick("=", "is")
    case .less, .greater: relation.rawValue
    case .atMost: pick("<=", "≤")
    case .atLeast: pick(">=", "≥")
    }
  }

  /// The negative spelling, where the form has one.
  private mutating func negativeTest(_ term: Term, _ trial: Trial) -> String? {
    switch trial {
    case .compare(.equal, let datum):
      if case .flag = datum { return nil }
      use("is not")
      let left = text(term)
      return datum.isNumberOrTime
        ? "\(left) \(pick("!=", "<>", "≠", "is not")) \(text(datum))"
        : "\(left) \(pick("is not", "!=")) \(text(datum))"
    case .oneOf(let data):
      use("not in set")
      let left = text(term)
      return "\(left) \(pick("not in", "is not in")) (\(data.map { text($0) }.joined(separator: ", ")))"
    case .between(let low, let high):
      use("not between")
      return "\(text(term)) \(pick("not between", "is not between")) \(text(low)) and \(text(high))"
    case .contains(let part):
      use("does not contain")
      return "\(text(term)) does not contain \(quoted(part))"
    case .missing:
      use("is set")
      return "\(text(term)) \(pick("is set", "is not missing"))"
    case .compare, .compareTerm, .starts, .ends, .matches, .within: return nil
    }
  }

  mutating func text(_ datum: Datum) -> String {
    switch datum {
    case .text(let text):
      return known.contains(text) && chance(60) ? text : quoted(text)
    case .number(let hundredths): return Writer.number(hundredths)
    case .real(let value): return "\(value)"
    case .flag(let flag): return "\(flag)"
    case .when(.day(let day)): return Almanac.text(day)
    case .when(.instant(let instant)): return World.wall(place.local(instant))
    case .list(let elements): return quoted(elements.joined())
    }
  }

  // MARK: Time

  mutating func text(_ length: Length) -> String {
    "\(length.count) \(length.unit)\(length.count == 1 ? pick("", "s") : "s")"
  }

  mutating func text(_ period: Period) -> String {
    switch period {
    case .year(let year): "\(year)"
    case .quarter(let year, let quarter): "\(year)-Q\(quarter)"
    case .month(let year, let month): "\(year)-\(Almanac.padded(month))"
    case .week(let year, let week): "\(year)-W\(Almanac.padded(week))"
    }
  }

  mutating func text(_ anchor: Anchor) -> String {
    use("anchor \(anchor.sort)")
    switch anchor {
    case .day(let day): return Almanac.text(day)
    case .instant(let instant): return World.wall(place.local(instant))
    case .period(let period): return text(period)
    case .today: return "today"
    case .yesterday: return "yesterday"
    case .ago(let length): return "\(text(length)) ago"
    case .attribute(let name): return name
    case .start: return "start"
    case .end: return "end"
    case .first(let kind, let filter): return "first \(kind)" + (filter.map { " with (\(text($0)))" } ?? "")
    case .last(let kind, let filter): return "last \(kind)" + (filter.map { " with (\(text($0)))" } ?? "")
    }
  }

  mutating func text(_ window: Window) -> String {
    use("window \(window.sort)")
    switch window {
    case .last(let length): return "in \(chance(10) ? "the " : "")last \(text(length))"
    case .lastWhole(let unit): return "in last \(unit)"
    case .this(let unit): return "in this \(unit)"
    case .period(let period): return "in \(text(period))"
    case .on(let day): return "\(pick("on", "in")) \(Almanac.text(day))"
    case .since(let anchor): return "since \(text(anchor))"
    case .before(let anchor): return "before \(text(anchor))"
    case .after(let anchor): return "after \(text(anchor))"
    case .over(let length): return "over \(text(length)) ago"
    case .between(let low, let high): return "between \(text(low)) and \(text(high))"
    case .betweenAgo(let far, let near, let unit): return "between \(far) and \(near) \(unit)s ago"
    case .betweenBefore(let far, let near, let unit, let anchor):
      return "between \(far) and \(near) \(unit)s before \(text(anchor))"
    case .inBefore(let length, let anchor): return "in \(text(length)) before \(text(anchor))"
    case .inAfter(let length, let anchor): return "in \(text(length)) after \(text(anchor))"
    case .within(let length, let anchor): return "within \(text(length)) of \(text(anchor))"
    }
  }
}

extension Claim {
  /// After `or` a bare name, or a name with a window, could be one more value of what stands before it.
  fileprivate var couldBeOneMore: Bool {
    switch self {
    case .bare, .test(.attribute, .within), .test(.bare, .within): true
    case .all(let parts): parts.first?.couldBeOneMore ?? false
    case .test, .not, .any, .did, .course, .voice: false
    }
  }
}

// MARK: What each form is called in the count

extension Relation {
  fileprivate var isAtLeast: Bool { self == .atLeast || self == .greater }
}

extension Bare {
  var sort: String {
    switch self {
    case .event: "event"
    case .flag: "boolean"
    case .date: "date"
    case .value, .merchant: "population"
    case .defined: "definition"
    case .prelude: "prelude"
    }
  }
}

extension Anchor {
  var sort: String {
    switch self {
    case .day: "DATE"
    case .instant: "DATE with time"
    case .period: "period"
    case .today, .yesterday: "today"
    case .ago: "ago"
    case .attribute: "attribute"
    case .start, .end: "start"
    case .first: "first"
    case .last: "last"
    }
  }
}

extension Window {
  var sort: String {
    switch self {
    case .last: "in last N"
    case .lastWhole: "in last UNIT"
    case .this: "in this UNIT"
    case .period: "in period"
    case .on: "on DATE"
    case .since: "since"
    case .before: "before"
    case .after: "after"
    case .over: "over ago"
    case .between: "between"
    case .betweenAgo: "between ago"
    case .betweenBefore: "between before"
    case .inBefore: "in before"
    case .inAfter: "in after"
    case .within: "within of"
    }
  }
}

extension Figure {
  var word: String {
    switch self {
    case .average: "average"
    case .median: "median"
    case .total: "total"
    case .min: "min"
    case .max: "max"
    case .distinct: "distinct"
    case .latest: "latest"
    case .first: "first"
    case .percentile(let p): "p\(p)"
    }
  }
}

extension Datum {
  fileprivate var isNumberOrTime: Bool {
    switch self {
    case .number, .real, .when: true
    case .text, .flag, .list: false
    }
  }
}

extension Census {
  /// Texts of one lower-case word that every attribute and every kind of record which could have them does have.
  var textsWithoutQuotes: Set<String> {
    func isKnown(_ text: String) -> Bool {
      let attributes = Schema.texts.filter { $0.value.contains(text) }.keys
      let properties = Schema.textProperties.filter { $0.value.contains(text) }.keys
      return attributes.allSatisfy { name in people.contains { $0.attributes[name] == .text(text) } }
        && properties.allSatisfy { name in
          let kinds = Schema.kinds.filter { Schema.properties(of: $0).contains(name) }
          return kinds.allSatisfy { kind in
            events.contains { $0.kind == kind && $0.properties[name] == .text(text) }
          } && (!kinds.isEmpty || messages.contains { $0.properties[name] == .text(text) })
        }
    }
    let all = ([Schema.plans, Schema.roles, Schema.tiers, Schema.tags] + Schema.textProperties.values)
      .joined()
    return Set(all).filter { text in
      text.unicodeScalars.allSatisfy { $0.isASCII && $0.properties.isLowercase }
        && (Schema.tags.contains(text)
          ? people.contains { $0.attributes["tags"]?.texts.contains(text) ?? false } : isKnown(text))
    }
  }
}
