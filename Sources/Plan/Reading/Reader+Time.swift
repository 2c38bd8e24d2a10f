import DataModel

/// Puts windows into words, with the dates they stand for.
extension Reader {
  /// `in last 30 days (1–30 June 2025)`; a window relative to a moment of the person's own names that moment.
  func window(_ window: Window) -> String {
    noteWindow()
    let ends = [window.lower, window.upper].compactMap(\.?.anchor)
    let own = ends.compactMap { anchor -> String? in
      switch anchor {
      case .literal, .now: nil
      case .attribute, .start, .end, .record, .property: self.anchor(anchor)
      }
    }
    if own.isEmpty {
      let dates = dates(window)
      return dates.isEmpty ? window.words : "\(window.words) (\(dates))"
    }
    let unsaid = own.filter { !window.words.contains($0.lowercased()) }
    return unsaid.isEmpty ? window.words : "\(window.words) (\(list(Array(Set(unsaid)).sorted(), "and")))"
  }

  private func dates(_ window: Window) -> String {
    let from = window.lower.flatMap { bound($0, isLower: true) }
    let to = window.upper.flatMap { bound($0, isLower: false) }
    switch (from, to) {
    case (.day(let first)?, .day(let last)?): return first > last ? "no day" : range(first, last)
    case (let from?, let to?): return "\(since(window.lower, from)) \(until(window.upper, to))"
    case (let from?, nil): return since(window.lower, from)
    case (nil, let to?): return until(window.upper, to)
    case (nil, nil): return ""
    }
  }

  /// The day (both ends included) or instant of a fixed edge; nil if it differs between people.
  private func bound(_ edge: Window.Edge, isLower: Bool) -> Moment? {
    switch edge {
    case .moment(.literal(.day(let day)), let inclusive):
      .day(inclusive ? day : day.adding(days: isLower ? 1 : -1))
    case .moment(.literal(let moment), _): moment
    case .moment(.now, _): catalog.clock.map { .instant($0.now) }
    case .day(.literal(let moment), let span): .day(catalog.zone.day(of: moment).adding(span))
    case .moved(.literal(let moment), let span, _): catalog.zone.adding(span, to: moment)
    case .moment, .day, .moved: nil
    }
  }

  private func since(_ edge: Window.Edge?, _ moment: Moment) -> String {
    if case .moment(.literal(.instant), inclusive: false)? = edge { return "after \(self.moment(moment))" }
    return "from \(self.moment(moment))"
  }

  private func until(_ edge: Window.Edge?, _ moment: Moment) -> String {
    if case .moment(.literal(.instant), inclusive: false)? = edge { return "before \(self.moment(moment))" }
    return "up to \(self.moment(moment))"
  }

  /// `1–30 June 2025`, `2 April – 30 June 2025`, `1 July 2024 – 30 June 2025`.
  func range(_ first: Day, _ last: Day) -> String {
    let (from, to) = (first.civil, last.civil)
    if first == last { return day(first) }
    if from.year == to.year, from.month == to.month { return "\(from.day)–\(day(last))" }
    return from.year == to.year
      ? "\(from.day) \(month(from.month)) – \(day(last))" : "\(day(first)) – \(day(last))"
  }

  func moment(_ moment: Moment) -> String {
    switch moment {
    case .day(let day): return self.day(day)
    case .instant(let instant):
      let day = catalog.zone.day(of: instant)
      let local = catalog.zone.local(instant)
      let seconds = floorDivide(local, 1_000_000) - Int64(day.number) * 86_400
      let parts = [seconds / 3_600, seconds / 60 % 60, seconds % 60].map { $0 < 10 ? "0\($0)" : String($0) }
      return "\(self.day(day)) \(parts[0]):\(parts[1])\(seconds % 60 == 0 ? "" : ":\(parts[2])")"
    }
  }

  private func day(_ day: Day) -> String {
    let civil = day.civil
    return "\(civil.day) \(month(civil.month)) \(civil.year)"
  }

  private func month(_ number: Int) -> String {
    let names = [
      "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
      "November",
      "December",
    ]
    return names.indices.contains(number - 1) ? names[number - 1] : String(number)
  }
}
