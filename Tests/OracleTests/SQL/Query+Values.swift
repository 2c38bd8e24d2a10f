extension Query {
  /// The value of a term, as SQL; numbers in hundredths, NULL if missing.
  enum Worth {
    case number(String)
    case text(String)
    case flag(String)
    /// A JSON array.
    case list(String)
    case time(Time)
  }

  mutating func value(_ term: Term, _ place: Spot) -> Worth {
    switch term {
    case .attribute(let name, _), .bare(_, let name): return column("\(place.person).\(name)", name)
    case .property(let name): return column("\(place.record ?? "").\(name)", name)
    case .count(let source):
      let record = alias()
      return .number("(SELECT 100 * COUNT(*) \(from(source, record, place)))")
    case .mentions(let saying, let channels, let window):
      let record = alias()
      var tests = ["\(record).customer = \(place.person).id", "\(record).sort = 'message'"]
      tests.append("\(record).rid IN (SELECT msg FROM (\(spans(saying))))")
      if !channels.isEmpty { tests.append(Query.isIn("\(record).kind", channels)) }
      tests += narrowing(record, nil, window, place)
      return .number(
        "(SELECT 100 * COUNT(*) FROM record \(record) WHERE \(tests.joined(separator: " AND ")))")
    case .aggregate(let figure, let property, let source): return aggregate(figure, property, source, place)
    case .since(_, let anchor): return .number("(100 * (now_day - \(moment(anchor, place).day)))")
    case .elapsed(let unit, let from, let to, let calendar):
      let (first, last) = (moment(from, place), moment(to, place))
      let days = unit == .week ? 7 : 1
      if calendar { return .number("(100 * ((\(last.day) - \(first.day)) / \(days)))") }
      let byDay = "100.0 * (\(last.day) - \(first.day)) / \(days)"
      let elapsed = "100.0 * (\(last.at) - \(first.at)) / \(days * Place.dayLength)"
      return .number("(CASE WHEN \(first.isDay) OR \(last.isDay) THEN \(byDay) ELSE \(elapsed) END)")
    case .moment(let anchor): return .time(moment(anchor, place))
    case .defined(_, let inner): return value(inner, place)
    }
  }

  private func column(_ column: String, _ name: String) -> Worth {
    switch name {
    case "vip", "gift", "known", "merchant": .flag(column)
    case "tags": .list(column)
    case _ where Schema.dates.contains(name): .time(Time(of: column))
    case _ where Schema.numbers.contains(name): .number(column)
    case "amount", "score", "priority", "stars": .number(column)
    case _: .text(column)
    }
  }

  private mutating func from(_ source: Source, _ record: String, _ place: Spot) -> String {
    var tests: [String]
    switch source.what {
    case .kind(let kind): tests = records(.kinds([kind]), record, nil, nil, place)
    case .feedback: tests = ["\(record).customer = \(place.person).id", "\(record).sort = 'message'"]
    case .heard: tests = ["\(record).about = \(place.person).id", "\(record).sort = 'message'"]
    }
    if !source.channels.isEmpty { tests.append(Query.isIn("\(record).kind", source.channels)) }
    tests += narrowing(record, source.filter, source.window, place)
    return "FROM record \(record) WHERE \(tests.joined(separator: " AND "))"
  }

  private mutating func aggregate(
    _ figure: Figure, _ property: String, _ source: Source, _ place: Spot
  ) -> Worth {
    let record = alias()
    let from = from(source, record, place)
    let cell = "\(record).\(property)"
    func number(_ sql: String) -> Worth { .number("(SELECT \(sql) \(from))") }
    func nth(_ order: String) -> Worth {
      let one =
        "(SELECT \(cell) \(from) AND \(cell) IS NOT NULL ORDER BY \(record).r_at \(order), \(record).ord \(order) LIMIT 1)"
      if case .text = column(cell, property) { return .text(one) }
      return .number(one)
    }
    switch figure {
    case .average: return number("1.0 * SUM(\(cell)) / COUNT(\(cell))")
    case .total: return number("IFNULL(SUM(\(cell)), 0)")
    case .min: return number("MIN(\(cell))")
    case .max: return number("MAX(\(cell))")
    case .distinct: return number("100 * COUNT(DISTINCT \(cell))")
    case .latest: return nth("DESC")
    case .first: return nth("ASC")
    case .median: return .number(quantile(50, cell, from))
    case .percentile(let percent): return .number(quantile(percent, cell, from))
    }
  }

  /// Linear between the values around index (n − 1)p, counted from 0.
  private func quantile(_ percent: Int, _ cell: String, _ from: String) -> String {
    let place = "((COUNT(*) OVER () - 1) * \(percent) / 100.0)"
    let ranked =
      "SELECT \(cell) AS x, ROW_NUMBER() OVER (ORDER BY \(cell)) - 1 AS i, \(place) AS place, LEAD(\(cell)) OVER (ORDER BY \(cell)) AS next \(from) AND \(cell) IS NOT NULL"
    return
      "(SELECT x + (place - i) * (IFNULL(next, x) - x) FROM (\(ranked)) WHERE i = CAST(place AS INTEGER))"
  }

  // MARK: Trials

  /// The result may be NULL, which means false.
  mutating func sql(_ trial: Trial, of worth: Worth, _ place: Spot) -> String {
    switch (trial, worth) {
    case (.missing, .number(let sql)), (.missing, .text(let sql)), (.missing, .flag(let sql)),
      (.missing, .list(let sql)):
      return "\(sql) IS NULL"
    case (.missing, .time(let time)): return "\(time.day) IS NULL"
    case (.compare(let relation, let datum), _): return compared(worth, relation, datum)
    case (.oneOf(let data), _):
      return "(\(data.map { "IFNULL(\(compared(worth, .equal, $0)), 0)" }.joined(separator: " OR ")))"
    case (.between(let low, let high), _):
      return "(\(compared(worth, .atLeast, low)) AND \(compared(worth, .atMost, high)))"
    case (.compareTerm(let relation, let term), _):
      switch (worth, value(term, place)) {
      case (.number(let one), .number(let other)), (.text(let one), .text(let other)):
        return "\(one) \(relation.rawValue) \(other)"
      case (.time(let one), .time(let other)): return one.compared(relation.rawValue, other)
      case (_, _): return "0"
      }
    case (.within(let window), .time(let time)): return holds(window, time, place)
    case (.contains(let part), .text(let sql)): return "instr(fold(\(sql)), \(folded(part))) > 0"
    case (.starts(let part), .text(let sql)):
      return "substr(fold(\(sql)), 1, length(\(folded(part)))) = \(folded(part))"
    case (.ends(let part), .text(let sql)):
      return "substr(fold(\(sql)), -length(\(folded(part)))) = \(folded(part))"
    case (.matches(let pattern, let ignoresCase), .text(let sql)):
      return "matches(\(sql), \(Query.text(pattern)), \(ignoresCase ? 1 : 0))"
    case (_, _): return "0"
    }
  }

  private func folded(_ text: String) -> String { Query.text(Utterance.fold(text)) }

  private func compared(_ worth: Worth, _ relation: Relation, _ datum: Datum) -> String {
    switch (worth, datum) {
    case (.number(let sql), .number(let hundredths)): "\(sql) \(relation.rawValue) \(hundredths)"
    case (.text(let sql), .text(let text)): "\(sql) \(relation.rawValue) \(Query.text(text))"
    case (.flag(let sql), .flag(let flag)): "\(sql) = \(flag ? 1 : 0)"
    case (.list(let sql), .text(let text)):
      "EXISTS (SELECT 1 FROM json_each(\(sql)) WHERE value = \(Query.text(text)))"
    case (.time(let time), .when(let when)):
      time.compared(
        relation.rawValue,
        Time(
          at: "\(world.place.start(when))", day: "\(world.place.day(when))",
          isDay: { if case .day = when { "1" } else { "0" } }()))
    case (_, _): "0"
    }
  }
}
