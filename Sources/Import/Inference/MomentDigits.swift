internal import DataModel

extension MomentCell {
  /// Parses a cell of digits, for columns that must hold times. By length and size: `20250315`, `202503151430`,
  /// `20250315143000`, `202503`; an epoch in seconds, milliseconds, microseconds or nanoseconds; a spreadsheet's days
  /// since 30 December 1899. Each cell is judged by itself. Seconds and days may have a fraction.
  init?(digits cell: Span<UInt8>) {
    let bounds = trimmedBounds(cell)
    guard bounds.count <= 32, let first = bounds.first else { return nil }
    let isNegative = cell[first] == UInt8(ascii: "-")
    var index = isNegative ? first + 1 : first
    var (whole, width): (Int64, Int) = (0, 0)
    while index < bounds.upperBound, let value = digit(cell[index]), width < 19 {
      let (sum, overflow) = (whole &* 10).addingReportingOverflow(value)
      if overflow || sum < whole { return nil }
      (whole, width, index) = (sum, width + 1, index + 1)
    }
    var (fraction, places): (Int64, Int) = (0, 0)
    if index < bounds.upperBound, cell[index] == UInt8(ascii: "."), width > 0 {
      index += 1
      while index < bounds.upperBound, let value = digit(cell[index]) {
        if places < 12 { (fraction, places) = (fraction * 10 + value, places + 1) }
        index += 1
      }
      guard places > 0 else { return nil }
    }
    guard index == bounds.upperBound, width > 0 else { return nil }
    if !isNegative, places == 0, let compact = MomentCell.compact(whole, width) {
      self = compact
      return
    }
    guard let moment = MomentCell.counted(whole, fraction, places, isNegative: isNegative) else { return nil }
    self = moment
  }

  /// `20250315143000` and its shorter forms, for plausible years.
  private static func compact(_ number: Int64, _ width: Int) -> MomentCell? {
    var parts = number
    func last() -> Int {
      defer { parts /= 100 }
      return Int(parts % 100)
    }
    var (hour, minute, second) = (0, 0, 0)
    switch width {
    case 14: (second, minute, hour) = (last(), last(), last())
    case 12: (minute, hour) = (last(), last())
    case 6, 8: break
    case _: return nil
    }
    let day = width == 6 ? 1 : last()
    let month = last()
    guard (1900...2100).contains(parts), second < 60,
      let time = microsecondsOfDay(hour, minute, second, 0, isEndOfDay: true),
      let date = Day(year: Int(parts), month: month, day: day)
    else { return nil }
    if width <= 8 {
      return MomentCell(
        kind: .day, value: Int64(date.number), order: .certain, traits: width == 6 ? .period : [])
    }
    return MomentCell(
      kind: .local, value: Int64(date.number) * Instant.microsecondsPerDay + time, order: .certain)
  }

  /// An epoch in seconds or a smaller unit, or a spreadsheet's day number, told apart by size.
  private static func counted(_ whole: Int64, _ fraction: Int64, _ places: Int, isNegative: Bool)
    -> MomentCell?
  {
    let scale = (0..<places).reduce(Int64(1)) { scale, _ in scale * 10 }
    let part = Double(fraction) / Double(scale)
    let sign: Int64 = isNegative ? -1 : 1
    func at(_ microseconds: Int64, _ traits: Traits) -> MomentCell {
      MomentCell(kind: .absolute, value: sign * microseconds, order: .certain, traits: traits)
    }
    switch whole {
    case 0 where fraction == 0: return at(0, .seconds)
    case 10_000..<73_416 where !isNegative:
      let days = whole - 25_569
      if fraction == 0 { return MomentCell(kind: .day, value: days, order: .certain, traits: .serial) }
      let milliseconds = Int64((part * 86_400_000).rounded())
      return MomentCell(
        kind: .local, value: days * Instant.microsecondsPerDay + milliseconds * 1000, order: .certain,
        traits: .serial)
    case 100_000_000..<100_000_000_000:
      return at(whole * 1_000_000 + Int64((part * 1_000_000).rounded()), .seconds)
    case 100_000_000_000..<100_000_000_000_000:
      return at(whole * 1000 + Int64((part * 1000).rounded()), .milliseconds)
    case 100_000_000_000_000..<100_000_000_000_000_000: return at(whole, .microseconds)
    case 100_000_000_000_000_000...: return at(whole / 1000, .nanoseconds)
    case _: return nil
    }
  }
}
