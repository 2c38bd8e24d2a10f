/// Claims as SQL over `Tables`, written from the language's documentation.
struct Query {
  let world: World
  /// The last microsecond of the clock.
  let clock: Int
  private var aliases = 0

  init(_ world: World, clock: Int) {
    self.world = world
    self.clock = clock
  }

  /// The place of an expression: about a person or, inside `with`, about a record.
  struct Spot {
    var person: String
    var record: String?
  }

  mutating func alias() -> String {
    aliases += 1
    return "t\(aliases)"
  }

  static func text(_ text: String) -> String {
    "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
  }

  // MARK: Claims, each 0 or 1

  mutating func sql(_ claim: Claim, _ place: Spot) -> String {
    switch claim {
    case .not(let inner): return "NOT (\(sql(inner, place)))"
    case .all(let parts): return parts.map { "(\(sql($0, place)))" }.joined(separator: " AND ")
    case .any(let parts): return parts.map { "(\(sql($0, place)))" }.joined(separator: " OR ")
    case .bare(let bare): return sql(bare, place)
    case .did(let deed):
      let record = alias()
      return amounts(
        from: record, where: self.records(deed.what, record, deed.filter, deed.window, place), record,
        deed.times,
        deed.days)
    case .course(let course): return sql(course, place)
    case .voice(let voice):
      let record = alias()
      if let message = place.record, !voice.isHeard, !voice.isTheirs {
        // Filters with voices are about messages only.
        var tests = ["\(record).rid = \(message).rid"]
        tests += said(voice, record, place)
        return amounts(from: record, where: tests, record, nil, nil)
      }
      var tests = [
        voice.isHeard ? "\(record).about = \(place.person).id" : "\(record).customer = \(place.person).id"
      ]
      tests += said(voice, record, place)
      return amounts(from: record, where: tests, record, voice.times, nil)
    case .test(.bare(let name, let attribute), let trial):
      let falls = sql(trial, of: value(.attribute(attribute, their: false), place), place)
      return "(\(sql(.date(name, attribute: attribute), place)) AND IFNULL(\(falls), 0))"
    case .test(let term, let trial): return "IFNULL(\(sql(trial, of: value(term, place), place)), 0)"
    }
  }

  private mutating func said(_ voice: Voice, _ record: String, _ place: Spot) -> [String] {
    var tests = ["\(record).sort = 'message'"]
    if !voice.channels.isEmpty { tests.append(Query.isIn("\(record).kind", voice.channels)) }
    let hasWords = "\(record).rid IN (SELECT msg FROM token)"
    switch voice.what {
    case .pattern(let saying): tests.append("\(record).rid IN (SELECT msg FROM (\(spans(saying))))")
    case .something: tests.append(hasWords)
    case .response: tests.append("(\(hasWords) OR \(record).score IS NOT NULL)")
    }
    return tests + narrowing(record, voice.filter, voice.window, place)
  }

  private mutating func sql(_ bare: Bare, _ place: Spot) -> String {
    let p = place.person
    switch bare {
    case .event(let kind):
      return "EXISTS (SELECT 1 FROM record WHERE customer = \(p).id AND sort = 'event' AND kind = '\(kind)')"
    case .flag(let name): return "IFNULL(\(p).\(name), 0)"
    case .date(_, let name):
      return "EXISTS (SELECT 1 FROM record WHERE customer = \(p).id AND sort = 'date' AND kind = '\(name)')"
    case .value(let value, let name): return "IFNULL(\(p).\(name) = '\(value)', 0)"
    case .merchant: return "IFNULL(\(p).merchant, 0)"
    case .defined(_, let claim): return sql(claim, place)
    case .prelude(let name):
      let score =
        "(SELECT score FROM record WHERE customer = \(p).id AND score IS NOT NULL ORDER BY r_at DESC, ord DESC LIMIT 1)"
      let isActive =
        "EXISTS (SELECT 1 FROM record WHERE customer = \(p).id AND sort = 'event' AND r_day > now_day - 30)"
      switch name {
      case "promoter": return "IFNULL(\(score) >= 900, 0)"
      case "passive": return "IFNULL(\(score) > 600 AND \(score) < 900, 0)"
      case "detractor": return "IFNULL(\(score) <= 600, 0)"
      case "active": return isActive
      case "dormant":
        return
          "(EXISTS (SELECT 1 FROM record WHERE customer = \(p).id AND sort = 'event') AND NOT \(isActive))"
      case _:
        let start = moment(.start, place)
        return "IFNULL(\(start.day) > now_day - 30 AND \(start.day) <= now_day, 0)"
      }
    }
  }

  // MARK: Records

  static func isIn(_ value: String, _ texts: [String]) -> String {
    "\(value) IN (\(texts.map(text).joined(separator: ", ")))"
  }

  mutating func records(
    _ what: Deed.What, _ record: String, _ filter: Claim?, _ window: Window?, _ place: Spot
  ) -> [String] {
    var tests = ["\(record).customer = \(place.person).id"]
    switch what {
    case .anything: tests.append("\(record).sort = 'event'")
    case .anythingExcept(let kinds):
      tests += ["\(record).sort = 'event'", "NOT " + Query.isIn("\(record).kind", kinds)]
    case .kinds(let kinds): tests += ["\(record).sort = 'event'", Query.isIn("\(record).kind", kinds)]
    case .attribute(let name): tests += ["\(record).sort = 'date'", "\(record).kind = '\(name)'"]
    }
    return tests + narrowing(record, filter, window, place)
  }

  mutating func narrowing(_ record: String, _ filter: Claim?, _ window: Window?, _ place: Spot) -> [String] {
    var tests: [String] = []
    if let filter { tests.append("(\(sql(filter, Spot(person: place.person, record: record))))") }
    if let window { tests.append(holds(window, Time(of: "\(record).r"), place)) }
    return tests
  }

  /// Whether there are as many records, on as many days, as asked for; at least one if nothing is.
  private func amounts(
    from record: String, where tests: [String], _ alias: String, _ times: Amount?, _ days: Amount?
  ) -> String {
    let from = "FROM record \(record) WHERE " + tests.joined(separator: " AND ")
    var parts: [String] = []
    if let times { parts.append("(SELECT COUNT(*) \(from)) \(times.relation.rawValue) \(times.count)") }
    if let days {
      parts.append(
        "(SELECT COUNT(DISTINCT \(alias).r_day) \(from)) \(days.relation.rawValue) \(days.count)")
    }
    return parts.isEmpty ? "EXISTS (SELECT 1 \(from))" : "(\(parts.joined(separator: " AND ")))"
  }

  private mutating func sql(_ course: Course, _ place: Spot) -> String {
    let steps = course.steps.map { _ in alias() }
    var tests: [String] = []
    for (index, step) in course.steps.enumerated().reversed() {
      let own = steps[index]
      var mine: [String]
      switch step.what {
      case .deed(let what): mine = records(what, own, step.filter, course.window(ofStep: index), place)
      case .mentioned(let saying):
        mine = [
          "\(own).customer = \(place.person).id", "\(own).sort = 'message'",
          "\(own).rid IN (SELECT msg FROM (\(spans(saying))))",
        ]
        mine += narrowing(own, step.filter, course.window(ofStep: index), place)
      }
      if index > 0 {
        let (first, before) = (steps[0], steps[index - 1])
        mine += steps[..<index].map { "\($0).rid <> \(own).rid" }
        mine.append(Time(of: "\(own).r").compared(">=", Time(of: "\(before).r")))
        if let key = course.sameKey { mine.append("\(own).\(key) = \(first).\(key)") }
        if let span = course.span {
          mine.append("\(isWithin(span, of: Time(of: "\(first).r"), Time(of: "\(own).r")))")
        }
      }
      if step.isAbsent {
        let none = "NOT EXISTS (SELECT 1 FROM record \(own) WHERE \(mine.joined(separator: " AND ")))"
        tests = [none]
        if let key = course.sameKey { tests.append("\(steps[0]).\(key) IS NOT NULL") }
        if let span = course.span { tests.append(isOver(span, from: Time(of: "\(steps[0]).r"))) }
      } else if index > 0 {
        let all = (mine + tests).joined(separator: " AND ")
        tests = ["EXISTS (SELECT 1 FROM record \(own) WHERE \(all))"]
      } else {
        tests = mine + tests
      }
    }
    return amounts(from: steps[0], where: tests, steps[0], course.times, course.days)
  }

  // MARK: Words

  /// `msg, lo, hi`: the positions where a saying occurs.
  func spans(_ saying: Saying) -> String {
    switch saying {
    case .words(let typed):
      let words = Utterance(typed).words
      let found = words.map { word -> (test: (String) -> String, isCharacter: Bool) in
        ({ Query.test(word, $0) }, word.isCharacter)
      }
      guard words.count > 1, let place = words.firstIndex(where: { $0.form == "not" }) else {
        return row(found)
      }
      return Query.denials.map { denial in
        "SELECT * FROM (\(row(found[..<place] + denial.map { ($0, false) } + found[(place + 1)...])))"
      }.joined(separator: " UNION ALL ")
    case .prefix(let typed):
      let start = Utterance.fold(typed)
      return
        "SELECT msg, pos AS lo, pos AS hi FROM token WHERE NOT ischar AND substr(folded, 1, length(\(Query.text(start)))) = \(Query.text(start))"
    case .part(let typed):
      return
        "SELECT msg, pos AS lo, pos AS hi FROM token WHERE NOT ischar AND instr(folded, \(Query.text(Utterance.fold(typed)))) > 0"
    case .exactly(let forms):
      let tests = forms.map { "exactly(text, \(Query.text($0)))" }.joined(separator: " OR ")
      return
        "SELECT rid AS msg, 0 AS lo, 0 AS hi FROM record WHERE sort = 'message' AND text IS NOT NULL AND (\(tests))"
    case .negated(let part, let isNegated):
      let denials = Query.denials.map { "SELECT * FROM (\(row($0.map { ($0, false) })))" }
        .joined(separator: " UNION ALL ")
      return """
        SELECT * FROM (\(spans(part))) s WHERE \(isNegated ? "" : "NOT ")EXISTS (SELECT 1 FROM (\(denials)) d
          WHERE d.msg = s.msg AND (s.lo > d.hi AND s.lo - d.hi <= 3 OR d.lo > s.hi AND d.lo - s.hi <= 3))
        """
    case .any(let parts), .topic(_, let parts):
      return parts.map { "SELECT * FROM (\(spans($0)))" }.joined(separator: " UNION ALL ")
    case .all(let parts):
      return parts.map { part in
        let others = parts.map { " AND msg IN (SELECT msg FROM (\(spans($0))))" }.joined()
        return "SELECT * FROM (\(spans(part))) WHERE 1\(others)"
      }.joined(separator: " UNION ALL ")
    case .near(let first, let second, let distance):
      return """
        SELECT a.msg, min(a.lo, b.lo) AS lo, max(a.hi, b.hi) AS hi FROM (\(spans(first))) a JOIN (\(spans(second))) b
          ON a.msg = b.msg AND (b.lo > a.hi AND b.lo - a.hi <= \(distance ?? 8) OR a.lo > b.hi AND a.lo - b.hi <= \(distance ?? 8))
        """
    }
  }

  /// Words in a row; each test gets the alias of its token.
  private func row(_ words: [(test: (String) -> String, isCharacter: Bool)]) -> String {
    guard !words.isEmpty else { return "SELECT msg, pos AS lo, pos AS hi FROM token WHERE 0" }
    let joins = words.indices.dropFirst().map { index in
      let isBeside = words[index].isCharacter || words[index - 1].isCharacter
      return " JOIN token w\(index) ON w\(index).msg = w0.msg AND w\(index).pos = w0.pos + \(index)"
        + (isBeside ? " AND w\(index).blank" : "")
    }
    let tests = words.enumerated().map { index, word in word.test("w\(index)") }
    return
      "SELECT w0.msg, w0.pos AS lo, w0.pos + \(words.count - 1) AS hi FROM token w0\(joins.joined()) WHERE "
      + tests.joined(separator: " AND ")
  }

  private static func test(_ word: Utterance.Word, _ alias: String) -> String {
    if word.isCharacter { return "\(alias).form = \(text(word.form))" }
    let stems = "\(alias).stem = \(text(word.stems[0])) OR \(alias).bare = \(text(word.stems.last ?? ""))"
    return "NOT \(alias).ischar AND (\(stems))"
  }

  /// The forms of negation: `not`, and `don t`.
  private static let denials: [[@Sendable (String) -> String]] = [
    [{ "\($0).folded IN (\(Utterance.denying.map { text($0) }.joined(separator: ", ")))" }],
    [
      { "\($0).folded IN (\(Utterance.cut.map { text($0) }.joined(separator: ", ")))" },
      { "\($0).folded = 't'" },
    ],
  ]
}
