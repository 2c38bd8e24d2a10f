/// Moments and periods of time.
extension ClaimMaker {
  mutating func someDay() -> Int {
    today - dice.pick([dice.roll(0...20), dice.roll(0...100), dice.roll(0...400)])
  }

  mutating func someInstant() -> Int {
    // Sometimes the exact moment of a record.
    let exact = census.events.compactMap { record -> Int? in
      if case .instant(let instant) = record.at { return instant }
      return nil
    }
    // A time that a clock shows twice cannot be written in a question.
    if dice.chance(40), !exact.isEmpty {
      let instant = dice.pick(exact)
      let whole = instant - instant % Place.second
      if census.place.instant(atLocal: census.place.local(whole)) == whole { return whole }
    }
    let wall =
      someDay() * Place.dayLength + dice.roll(3...23) * Place.hour + dice.pick([0, 30]) * 60 * Place.second
    return census.place.instant(atLocal: wall)
  }

  mutating func somePeriod(inMoment: Bool = false) -> Period {
    let (year, month, _) = Almanac.civil(someDay())
    switch dice.roll(inMoment ? 2...4 : 1...4) {
    case 1: return .year(year)
    case 2: return .quarter(year, (month + 2) / 3)
    case 3: return .month(year, month)
    case _: return .week(year, dice.roll(1...52))
    }
  }

  mutating func someLength() -> Length {
    let (count, unit) = dice.pick([
      (1, Unit.day), (7, .day), (14, .day), (30, .day), (60, .day), (90, .day), (180, .day), (2, .week),
      (4, .week),
      (12, .week), (1, .month), (2, .month), (3, .month), (6, .month), (1, .quarter), (2, .quarter),
      (1, .year),
    ])
    return Length(count, unit)
  }

  /// Inside a value, and beside the span of a sequence, there is no `within … of`.
  mutating func window(inValue: Bool = false) -> Window {
    switch dice.weighted([14, 5, 5, 6, 3, 7, 7, 7, 7, 6, 6, 6, 6, 5, inValue ? 0 : 8, 5]) {
    case 0: .last(someLength())
    case 1: .lastWhole(dice.pick([.day, .week, .month, .quarter, .year]))
    case 2: .this(dice.pick([.week, .month, .quarter, .year]))
    case 3: .period(somePeriod())
    case 4: .on(someDay())
    case 5: .since(anchor())
    case 6: .before(anchor())
    case 7: .after(anchor())
    case 8: .over(dice.chance(15) ? Length(dice.pick([24, 100]), .hour) : someLength())
    case 9: betweenDates()
    case 10: betweenAgo()
    case 11: betweenBefore()
    case 12: .inBefore(Length(dice.pick([7, 14, 30, 60, 90]), .day), personal())
    case 13: .inAfter(Length(dice.pick([7, 14, 30, 60, 90]), .day), personal())
    case 14: .within(someLength(), of: personal())
    case _: .last(Length(dice.pick([12, 24, 48, 240, 1000]), .hour))
    }
  }

  mutating func betweenDates() -> Window {
    let days = [someDay(), someDay() - dice.roll(0...60)].sorted()
    if dice.chance(20) { return .between(.period(.month(Almanac.civil(days[0]).year, 1)), .day(days[1])) }
    return .between(.day(days[0]), dice.chance(20) ? .today : .day(days[1]))
  }

  mutating func betweenAgo() -> Window {
    let near = dice.roll(0...60)
    if dice.chance(25) { return .betweenAgo(near / 20 + dice.roll(1...4), near / 20, .month) }
    return .betweenAgo(near + dice.roll(5...120), near, .day)
  }

  mutating func betweenBefore() -> Window {
    let near = dice.roll(0...20)
    return .betweenBefore(near + dice.roll(5...90), near, .day, personal())
  }

  mutating func anchor() -> Anchor {
    switch dice.weighted([28, 9, 9, 9, 12, 33]) {
    case 0: .day(someDay())
    case 1: .instant(someInstant())
    case 2: .period(somePeriod(inMoment: true))
    case 3: dice.pick([.today, .yesterday])
    case 4: .ago(dice.chance(15) ? Length(dice.pick([12, 100]), .hour) : someLength())
    case _: personal()
    }
  }

  /// A moment of the person's own.
  mutating func personal() -> Anchor {
    switch dice.weighted([40, 25, 25, 10]) {
    case 0: return .attribute(dice.pick(["signup", "signup", "churned_at", "renewed_on"]))
    case 1:
      let kind = recentKind()
      return .first(kind, dice.chance(12) ? filter(for: .kinds([kind])) : nil)
    case 2:
      let kind = recentKind()
      return .last(kind, dice.chance(12) ? filter(for: .kinds([kind])) : nil)
    case _: return dice.pick([.start, .end])
    }
  }
}
