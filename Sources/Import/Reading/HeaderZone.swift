internal import DataModel

/// The time zone in a column's name: `Created (UTC)`, `created_at_utc`, `Sent (America/New_York)`, `Time (GMT+01:00)`,
/// `Opened (PST)`, `createdAtUTC`, `event_time_pst`, `Start (GMT-08:00 Pacific Time)`.
struct HeaderZone {
  var zone: Zone
  /// The zone's name in messages: `UTC`, `PST (UTC−8)`.
  var words: String

  init?(_ name: String) {
    if let end = name.lastIndex(where: { $0 == ")" || $0 == "]" }),
      let open = name[..<end].lastIndex(where: { $0 == "(" || $0 == "[" }),
      // `Date (UTC).1`: a second column of that name.
      name[name.index(after: end)...].allSatisfy({ $0.isNumber || " ._".contains($0) })
    {
      self.init(inBrackets: String(name[name.index(after: open)..<end]))
      return
    }
    let words = HeaderZone.words(of: name)
    guard words.count > 1, let last = words.last else { return nil }
    if words.contains(where: { ["UTC", "GMT"].contains($0.uppercased()) }) {
      self.init(inBrackets: "UTC")
      return
    }
    // `event_time_pst`, `Start PST`; but the est in date_est may mean estimated.
    let isTime = HeaderZone.times.contains(words[words.count - 2].lowercased())
    guard isTime || last == last.uppercased() && name != name.uppercased(), last.count > 2 || isTime else {
      return nil
    }
    self.init(inBrackets: last)
  }

  private static let times: Set = ["time", "times", "timestamp", "datetime", "at", "ts"]

  /// A name split into words: `created`, `At`, `UTC` for `createdAtUTC`.
  private static func words(of name: String) -> [String] {
    var words: [String] = []
    var last: Character = " "
    for character in name {
      if character.isLetter {
        if !last.isLetter || last.isLowercase && character.isUppercase { words.append("") }
        words[words.count - 1].append(character)
      }
      last = character
    }
    return words
  }

  private init?(inBrackets text: String) {
    let text = text.split(separator: " ").joined(separator: " ")
    let upper = text.uppercased()
    var name = ["time", "zone", "timezone", "in", "standard", "daylight"].reduce(upper) { text, word in
      text.split(separator: " ").filter { $0 != word.uppercased() }.joined(separator: " ")
    }
    if let gap = name.firstIndex(of: " "), HeaderZone.offset(String(name[..<gap])) != nil {
      // `GMT-08:00 Pacific Time`: a known place also has daylight saving time.
      let place = String(name[gap...].dropFirst())
      name = HeaderZone.places[place] == nil ? String(name[..<gap]) : place
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

  /// Zones of the United States that have daylight saving time.
  private static let places = [
    "ET": "America/New_York", "CT": "America/Chicago", "MT": "America/Denver", "PT": "America/Los_Angeles",
    "EASTERN": "America/New_York", "CENTRAL": "America/Chicago", "MOUNTAIN": "America/Denver",
    "PACIFIC": "America/Los_Angeles",
  ]

  private static func fixed(_ minutes: Int) -> String {
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "GMT\(minutes < 0 ? "-" : "+")\(two(abs(minutes) / 60))\(two(abs(minutes) % 60))"
  }

  /// An offset in minutes, from `UTC+2`, `GMT-05:30`, `+01:00`.
  private static func offset(_ text: String) -> Int? {
    let rest = text.hasPrefix("UTC") || text.hasPrefix("GMT") ? text.dropFirst(3) : text[...]
    guard let sign = rest.first, sign == "+" || sign == "-" || sign == "\u{2212}" else { return nil }
    let digits = rest.dropFirst().filter { $0 != ":" }
    guard let number = Int(digits), (1...4).contains(digits.count) else { return nil }
    let minutes = digits.count <= 2 ? number * 60 : number / 100 * 60 + number % 100
    return minutes <= 15 * 60 ? (sign == "+" ? minutes : -minutes) : nil
  }
}
