/// Writes claims in Heed, in one of many ways that mean the same, and counts the forms that it uses.
struct Writer {
  var dice: Dice?
  let place: Place
  /// Texts that need no quotes: some record or person has them, wherever they can be asked for.
  let known: Set<String>
  /// How often each production of `condition` was written.
  private(set) var used: [String: Int] = [:]
  /// Whether it is inside a `not`, where an open `with` of several comparisons would have two readings.
  var isNegated = false

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

  mutating func pick(_ options: String...) -> String { dice?.pick(options) ?? options[0] }
  mutating func chance(_ percent: Int) -> Bool { dice?.chance(percent) ?? false }

  static func number(_ hundredths: Int) -> String {
    let (whole, rest) = (abs(hundredths) / 100, abs(hundredths) % 100)
    let fraction = rest == 0 ? "" : rest % 10 == 0 ? ".\(rest / 10)" : "." + Almanac.padded(rest)
    return (hundredths < 0 ? "-" : "") + "\(whole)" + fraction
  }

  // MARK: Conditions

  /// - Parameter place: how tightly it binds: 0 a whole condition, 1 a part of `or`, 2 of `and`, 3 what follows `not`.
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

  mutating func parens(_ text: String) -> String {
    use("( condition )")
    return "(\(text))"
  }

  mutating func negation(_ inner: Claim) -> String {
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

  mutating func name(_ bare: Bare) -> String {
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

  mutating func text(_ deed: Deed, isLast: Bool) -> String {
    "did \(target(deed.what))" + modifiers(deed, isLast: isLast)
  }

  mutating func modifiers(_ deed: Deed, isLast: Bool) -> String {
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

  /// - Parameter isClosed: whether something follows that an open `with` could take in.
  mutating func with(_ filter: Claim, isClosed: Bool, _ amounts: [Amount?]) -> String {
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

  /// One or more comparisons without parentheses, if the filter can be written that way.
  mutating func open(_ filter: Claim) -> String? {
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

  mutating func text(_ amount: Amount) -> String {
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

  mutating func text(days: Amount) -> String {
    use("on days")
    switch days.relation {
    case .equal: return "on \(pick("", "exactly "))\(days.count) days"
    case .atLeast: return pick("on at least \(days.count) days", "on \(days.count) or more days")
    case .atMost: return "on at most \(days.count) days"
    case .greater: return "on more than \(days.count) days"
    case .less: return "on fewer than \(days.count) days"
    }
  }

  mutating func text(_ course: Course, isLast: Bool) -> String {
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
}

extension Claim {
  /// Whether, after `or`, it could be read as another value for the part before it: a bare name, or a name with a window.
  fileprivate var couldBeOneMore: Bool {
    switch self {
    case .bare, .test(.attribute, .within), .test(.bare, .within): true
    case .all(let parts): parts.first?.couldBeOneMore ?? false
    case .test, .not, .any, .did, .course, .voice: false
    }
  }
}
