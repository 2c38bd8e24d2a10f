internal import DataModel
internal import Plan
internal import Store

/// The windows of a frame's rows: one for all, or one for each row.
enum RowBounds {
  case same(Bounds)
  case each([Bounds])

  /// Bounds that hold for every row.
  var common: Bounds {
    switch self {
    case .same(let bounds): bounds
    case .each: .always
    }
  }

  subscript(row: Int) -> Bounds {
    switch self {
    case .same(let bounds): bounds
    case .each(let bounds): bounds[row]
    }
  }
}

extension Evaluator {
  func windows(_ window: Window?, of frame: RowSet, among: Bitmap) throws(BackendError) -> RowBounds {
    guard let window else { return .same(.always) }
    let lower = try window.lower.map { edge throws(BackendError) in try moments(edge, of: frame, among: among)
    }
    let upper = try window.upper.map { edge throws(BackendError) in try moments(edge, of: frame, among: among)
    }
    let none = Moments.same(nil)
    switch (lower ?? none, upper ?? none) {
    case (.same(let low), .same(let high)):
      return .same(zone.bounds(from: window.lower, low, to: window.upper, high))
    case (let low, let high):
      var bounds = [Bounds](repeating: .never, count: frame.count)
      for row in among.ones {
        try checkCancellation(every: row)
        bounds[row] = zone.bounds(from: window.lower, low[row], to: window.upper, high[row])
      }
      return .each(bounds)
    }
  }

  private func moments(
    _ edge: Window.Edge, of frame: RowSet, among: Bitmap
  ) throws(BackendError) -> Moments {
    switch edge {
    case .moment(let anchor, _), .day(let anchor, _):
      return try moments(of: anchor, frame: frame, among: among)
    case .moved(.now, let span, _) where span.unit == .hour:
      // Hours are counted back from the clock's instant, even if only its day is known.
      return .same(store.clock.map { .instant($0.now) })
    case .moved(let anchor, _, _): return try moments(of: anchor, frame: frame, among: among)
    }
  }
}
