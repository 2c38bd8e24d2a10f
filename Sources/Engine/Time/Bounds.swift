internal import DataModel
internal import Plan

/// A window with known anchors: the instants in it, and the local days of date-only records in it.
///
/// The two differ only if an edge is a moment with a time of day: a date-only record is then compared by days, the coarser
/// precision.
struct Bounds: Equatable {
  /// Microseconds, both ends included.
  var instants: (first: Int64, last: Int64)
  /// Day numbers, both ends included.
  var days: (first: Int32, last: Int32)

  static let always = Bounds(instants: (.min, .max), days: (.min, .max))
  static let never = Bounds(instants: (.max, .min), days: (.max, .min))

  func holds(_ moment: Moment) -> Bool {
    switch moment {
    case .day(let day): days.first <= day.number && day.number <= days.last
    case .instant(let instant):
      instants.first <= instant.microseconds && instant.microseconds <= instants.last
    }
  }

  func intersection(_ other: Bounds) -> Bounds {
    Bounds(
      instants: (max(instants.first, other.instants.first), min(instants.last, other.instants.last)),
      days: (max(days.first, other.days.first), min(days.last, other.days.last)))
  }

  static func == (left: Bounds, right: Bounds) -> Bool {
    left.instants == right.instants && left.days == right.days
  }
}

extension Zone {
  /// The bounds of a window with known anchors; a nil anchor is missing and makes the window empty.
  func bounds(
    from lower: Window.Edge?, _ lowerAnchor: Moment?, to upper: Window.Edge?, _ upperAnchor: Moment?
  ) -> Bounds {
    var bounds = Bounds.always
    if let lower {
      guard let lowerAnchor else { return .never }
      bounds = bounds.intersection(after(edge(lower, at: lowerAnchor)))
    }
    if let upper {
      guard let upperAnchor else { return .never }
      bounds = bounds.intersection(before(edge(upper, at: upperAnchor)))
    }
    return bounds
  }

  /// The moments for which a comparison with a moment holds.
  func bounds(_ comparison: Comparison, _ moment: Moment) -> Bounds {
    switch comparison {
    case .equal: after((moment, true)).intersection(before((moment, true)))
    case .less: before((moment, false))
    case .atMost: before((moment, true))
    case .greater: after((moment, false))
    case .atLeast: after((moment, true))
    }
  }

  /// The moment of an edge, and whether that moment itself is inside.
  private func edge(_ edge: Window.Edge, at anchor: Moment) -> (Moment, inclusive: Bool) {
    switch edge {
    case .moment(_, let inclusive): (anchor, inclusive)
    case .day(_, let span): (.day(day(of: anchor).adding(span)), true)
    case .moved(_, let span, let inclusive): (adding(span, to: anchor), inclusive)
    }
  }

  private func after(_ edge: (moment: Moment, inclusive: Bool)) -> Bounds {
    let day = edge.inclusive ? day(of: edge.moment) : day(of: edge.moment).adding(days: 1)
    let first: Int64
    switch edge.moment {
    case .day: first = start(of: day).microseconds
    case .instant(let instant): first = edge.inclusive ? instant.microseconds : instant.microseconds &+ 1
    }
    return Bounds(instants: (first, .max), days: (day.number, .max))
  }

  private func before(_ edge: (moment: Moment, inclusive: Bool)) -> Bounds {
    let day = edge.inclusive ? day(of: edge.moment) : day(of: edge.moment).adding(days: -1)
    let last: Int64
    switch edge.moment {
    case .day: last = start(of: day.adding(days: 1)).microseconds &- 1
    case .instant(let instant): last = edge.inclusive ? instant.microseconds : instant.microseconds &- 1
    }
    return Bounds(instants: (.min, last), days: (.min, day.number))
  }
}

extension Zone {
  /// Microseconds of a local midnight; days some 270,000 years away are clamped to the ends of time.
  func midnight(ofDay number: Int32) -> Int64 {
    if number < -100_000_000 { return .min }
    return number > 100_000_000 ? .max : start(of: Day(number)).microseconds
  }
}
