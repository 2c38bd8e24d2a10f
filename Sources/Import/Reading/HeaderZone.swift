internal import DataModel

/// The zone that a column's name gives for its times: `Created (UTC)`, `created_at_utc`, `Sent (America/New_York)`,
/// `Time (GMT+01:00)`, `Opened (PST)`.
struct HeaderZone {
  var zone: Zone
  /// `UTC`, `PST (UTC−8)`
  var words: String

  init?(_ name: String) {
    let trimmed = name.trimmingSuffix { $0 == " " }
    if trimmed.hasSuffix(")") || trimmed.hasSuffix("]"),
      let open = trimmed.lastIndex(where: { $0 == "(" || $0 == "[" })
    {
      self.init(inBrackets: String(trimmed[trimmed.index(after: open)...].dropLast()))
      return
    }
    let last = trimmed.split { $0 == " " || $0 == "_" || $0 == "-" }.last.map { $0.lowercased() }
    guard last == "utc" || last == "gmt", trimmed.count > 3 else { return nil }
    self.init(inBrackets: "UTC")
  }

  private init?(inBrackets text: String) {
    let text = text.split(separator: " ").joined(separator: " ")
    let upper = text.uppercased()
    let name = ["time", "zone", "timezone", "in"].reduce(upper) { text, word in
      text.split(separator: " ").filter { $0 != word.uppercased() }.joined(separator: " ")
    }
    if ["UTC", "GMT", "Z"].contains(name) {
      (zone, words) = (.utc, "UTC")
    } else if text.contains("/"), let known = Zone.names.first(where: { $0.uppercased() == upper }),
      let found = Zone(named: known)
    {
      (zone, words) = (found, known)
    } else if let place = HeaderZone.places[name], let found = Zone(named: place) {
      (zone, words) = (found, "\(name) (\(place))")
    } else if let minutes = ZoneNames.minutes[name], let found = Zone(named: HeaderZone.fixed(minutes)) {
      (zone, words) = (found, "\(name) (\(ZoneNames.words(name)))")
    } else if let minutes = HeaderZone.offset(name), let found = Zone(named: HeaderZone.fixed(minutes)) {
      (zone, words) = (found, name)
    } else {
      return nil
    }
  }

  /// Zones of the United States that change with summer time.
  private static let places = [
    "ET": "America/New_York", "CT": "America/Chicago", "MT": "America/Denver", "PT": "America/Los_Angeles",
  ]

  private static func fixed(_ minutes: Int) -> String {
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "GMT\(minutes < 0 ? "-" : "+")\(two(abs(minutes) / 60))\(two(abs(minutes) % 60))"
  }

  /// `UTC+2`, `GMT-05:30`, `+01:00` as minutes.
  private static func offset(_ text: String) -> Int? {
    let rest = text.hasPrefix("UTC") || text.hasPrefix("GMT") ? text.dropFirst(3) : text[...]
    guard let sign = rest.first, sign == "+" || sign == "-" || sign == "\u{2212}" else { return nil }
    let digits = rest.dropFirst().filter { $0 != ":" }
    guard let number = Int(digits), (1...4).contains(digits.count) else { return nil }
    let minutes = digits.count <= 2 ? number * 60 : number / 100 * 60 + number % 100
    return minutes <= 15 * 60 ? (sign == "+" ? minutes : -minutes) : nil
  }
}

extension String {
  fileprivate func trimmingSuffix(_ isCut: (Character) -> Bool) -> Substring {
    var end = endIndex
    while end > startIndex, isCut(self[index(before: end)]) { end = index(before: end) }
    return self[..<end]
  }
}
