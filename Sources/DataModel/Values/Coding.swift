/// The JSON form of values: `{"integer": 5}`, `{"moment": "2025-03-01"}`, `{"missing": true}`.
extension Scalar: Codable {
  private enum CodingKeys: String, CodingKey {
    case missing, boolean, integer, units, places, real, moment, text, list
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    switch container.allKeys.first {
    case .boolean: self = .boolean(try container.decode(Bool.self, forKey: .boolean))
    case .integer: self = .integer(try container.decode(Int64.self, forKey: .integer))
    case .units, .places:
      self = .decimal(
        units: try container.decode(Int64.self, forKey: .units),
        places: try container.decode(Int.self, forKey: .places))
    case .real: self = .real(try container.decode(Double.self, forKey: .real))
    case .moment: self = .moment(try container.decode(Moment.self, forKey: .moment))
    case .text: self = .text(try container.decode(String.self, forKey: .text))
    case .list: self = .list(try container.decode([String].self, forKey: .list))
    case .missing, nil: self = .missing
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .missing: try container.encode(true, forKey: .missing)
    case .boolean(let holds): try container.encode(holds, forKey: .boolean)
    case .integer(let number): try container.encode(number, forKey: .integer)
    case .decimal(let units, let places):
      try container.encode(units, forKey: .units)
      try container.encode(places, forKey: .places)
    case .real(let number): try container.encode(number, forKey: .real)
    case .moment(let moment): try container.encode(moment, forKey: .moment)
    case .text(let text): try container.encode(text, forKey: .text)
    case .list(let texts): try container.encode(texts, forKey: .list)
    }
  }
}

/// The JSON form: a day as a date, an instant as microseconds since 1970.
extension Moment: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let microseconds = try? container.decode(Int64.self) {
      self = .instant(Instant(microseconds: microseconds))
    } else {
      self = .day(try container.decode(Day.self))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .day(let day): try container.encode(day)
    case .instant(let instant): try container.encode(instant.microseconds)
    }
  }
}

/// The JSON form: `2025-03-01`.
extension Day: Codable {
  public init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    let isBefore = text.hasPrefix("-")
    let parts = text.dropFirst(isBefore ? 1 : 0).split(separator: "-").map { Int($0) ?? 0 }
    guard parts.count == 3,
      let day = Day(year: isBefore ? -parts[0] : parts[0], month: parts[1], day: parts[2])
    else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "\(text) is no date"))
    }
    self = day
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(iso)
  }
}

/// The JSON form: `text`, `decimal 2`.
extension ValueType: Codable {
  private static let plain: [(word: String, type: ValueType)] = [
    ("boolean", .boolean), ("integer", .integer), ("real", .real), ("date", .date),
    ("timestamp", .timestamp), ("text", .text), ("list", .list),
  ]

  public init(from decoder: any Decoder) throws {
    let word = try decoder.singleValueContainer().decode(String.self)
    if let known = ValueType.plain.first(where: { $0.word == word }) {
      self = known.type
    } else if word.hasPrefix("decimal "), let places = Int(word.dropFirst("decimal ".count)) {
      self = .decimal(places: places)
    } else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "no type is called \(word)"))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    if case .decimal(let places) = self {
      try container.encode("decimal \(places)")
    } else {
      try container.encode(ValueType.plain.first { $0.type == self }?.word ?? "text")
    }
  }
}

extension NumberUnit {
  enum MoneyCodingKeys: String, CodingKey { case _0 = "currency" }
  enum CurrenciesCodingKeys: String, CodingKey { case `in` = "column" }
}
