/// Values, and tests of them.
extension Writer {
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

  mutating func valueModifiers(_ source: Source) -> String {
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

  mutating func operators(_ relation: Relation) -> String {
    switch relation {
    case .equal: pick("=", "is")
    case .less, .greater: relation.rawValue
    case .atMost: pick("<=", "≤")
    case .atLeast: pick(">=", "≥")
    }
  }

  /// The negative spelling, if the form has one.
  mutating func negativeTest(_ term: Term, _ trial: Trial) -> String? {
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
}
