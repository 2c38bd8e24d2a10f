/// The value of a term for somebody; nil if it is missing.
extension Census {
  func value(of term: Term, _ soul: Soul, _ record: Record? = nil) -> Datum? {
    switch term {
    case .attribute("known", _): return .flag(soul.isKnown)
    case .attribute(let name, _): return soul.attributes[name]
    case .bare(_, let name):
      return soul.time(name).flatMap { place.compare($0, now.at) <= 0 ? .when($0) : nil }
    case .property("at"): return record.map { .when($0.at) }
    case .property(let name): return record?.properties[name]
    case .count(let source): return .number(records(source, of: soul).count * 100)
    case .mentions(let saying, let channels, let window):
      let voice = Voice(what: .pattern(saying), channels: channels, window: window)
      return .number(messages(voice, of: soul).count * 100)
    case .aggregate(let figure, let property, let source):
      return figure.value(of: records(source, of: soul).compactMap { $0.properties[property] }, in: place)
    case .since(_, let anchor):
      return moment(anchor, of: soul).map { .number((now.day - place.day($0)) * 100) }
    case .elapsed(let unit, let from, let to, let calendar):
      let days = unit == .week ? 7 : 1
      guard let first = moment(from, of: soul), let last = moment(to, of: soul) else { return nil }
      if case .instant(let l) = first, case .instant(let r) = last, !calendar {
        return .real(Double(r - l) / Double(days * Place.dayLength))
      }
      let length = place.day(last) - place.day(first)
      return calendar || days == 1 ? .number(length / days * 100) : .real(Double(length) / Double(days))
    case .moment(let anchor): return moment(anchor, of: soul).map { .when($0) }
    case .defined(_, let inner): return value(of: inner, soul, record)
    }
  }

  func records(_ source: Source, of soul: Soul) -> [Record] {
    let all: [Record]
    switch source.what {
    case .kind(let kind): all = soul.events.filter { $0.kind == kind }
    case .feedback: all = soul.said
    case .heard: all = soul.heard
    }
    let found = all.filter { record in
      (source.channels.isEmpty || source.channels.contains(record.kind)) && holds(source.filter, soul, record)
    }
    return within(source.window, found, of: soul)
  }
}

extension Figure {
  /// The figure over values in the stable order.
  func value(of data: [Datum], in place: Place) -> Datum? {
    let hundredths = data.compactMap { if case .number(let number) = $0 { number } else { nil } }
    let doubles = data.compactMap(\.double)
    switch self {
    case .distinct: return .number(Set(data).count * 100)
    case .total: return .number(hundredths.reduce(0, +))
    case .latest: return data.last
    case .first: return data.first
    case .average:
      guard !data.isEmpty else { return nil }
      let sum = hundredths.reduce(0, +)
      return sum % data.count == 0 ? .number(sum / data.count) : .real(Double(sum) / 100 / Double(data.count))
    case .min: return Figure.extreme(data, place) { $0 < 0 }
    case .max: return Figure.extreme(data, place) { $0 > 0 }
    case .median: return Figure.quantile(50, of: doubles)
    case .percentile(let p): return Figure.quantile(p, of: doubles)
    }
  }

  private static func extreme(_ data: [Datum], _ place: Place, _ isBetter: (Int) -> Bool) -> Datum? {
    data.dropFirst().reduce(data.first) { best, next in
      guard let best else { return next }
      if case .when(let l) = next, case .when(let r) = best {
        return isBetter(place.compare(l, r)) ? next : best
      }
      guard let l = next.double, let r = best.double else { return best }
      return isBetter(l < r ? -1 : l > r ? 1 : 0) ? next : best
    }
  }

  /// Type 7 (Hyndman & Fan 1996): linear between the values around (n − 1)p.
  static func quantile(_ percent: Int, of values: [Double]) -> Datum? {
    guard !values.isEmpty else { return nil }
    let sorted = values.sorted()
    let position = Double(sorted.count - 1) * Double(percent) / 100
    let below = Int(position.rounded(.down))
    let above = Swift.min(below + 1, sorted.count - 1)
    return .real(sorted[below] + (position - Double(below)) * (sorted[above] - sorted[below]))
  }
}
