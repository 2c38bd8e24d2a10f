extension MomentTokenParser {
  /// The offset from UTC in microseconds, from `Z`, `+01`, `+0100`, `GMT+01:00 (CET)`, `EST`.
  mutating func zone() -> Int64? {
    var found: Int64?
    if case .word(let name)? = part(0) {
      index += 1
      guard let minutes = ZoneNames.minutes[name.uppercased()] else { return nil }
      let isUniversal = ["Z", "UTC", "GMT"].contains(name.uppercased())
      if !isUniversal { traits.insert(.namedZone) }
      found = Int64(minutes)
      if !isUniversal || !(part(0) == .sign("+") || part(0) == .sign("-")) { return comment(found) }
    }
    let isBehind = part(0) == .sign("-") || part(0) == .sign("\u{2212}")
    guard isBehind || part(0) == .sign("+"), case .number(let number, let width)? = part(1) else {
      return nil
    }
    index += 2
    var (hours, minutes) = (number, 0)
    if width == 4 {
      (hours, minutes) = (number / 100, number % 100)
    } else if width <= 2, part(0) == .sign(":"), case .number(let rest, 2)? = part(1) {
      index += 2
      minutes = rest
    }
    guard width == 4 || width <= 2, hours <= 15, minutes < 60 else { return nil }
    found = Int64(hours * 60 + minutes) * (isBehind ? -1 : 1)
    return comment(found)
  }

  /// Consumes the zone's name after the offset: `+0000 UTC`, or in brackets: `(CET)`, `(Central European Standard
  /// Time)`.
  mutating func comment(_ minutes: Int64?) -> Int64? {
    let start = index
    eatBlank()
    if eat("(") {
      while index < parts.count, part(0) != .sign(")") {
        switch part(0) {
        case .word?, .blank?: index += 1
        case .number?, .sign?, nil: return nil
        }
      }
      guard eat(")") else { return nil }
    } else if case .word(let name)? = part(0), ZoneNames.minutes[name.uppercased()] != nil {
      index += 1
    } else {
      index = start
    }
    return minutes.map { $0 * 60_000_000 }
  }
}
