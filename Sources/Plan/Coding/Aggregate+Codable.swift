/// As its word: `average`, `p90`.
extension Aggregate: Codable {
  public init(from decoder: any Decoder) throws {
    let word = try decoder.singleValueContainer().decode(String.self)
    let plain: [Aggregate] = [.average, .median, .total, .minimum, .maximum, .distinct, .latest, .first]
    if let known = plain.first(where: { $0.word == word }) {
      self = known
    } else if word.hasPrefix("p"), let percent = Int(word.dropFirst()) {
      self = .percentile(percent)
    } else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "no figure is called \(word)"))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(word)
  }
}
