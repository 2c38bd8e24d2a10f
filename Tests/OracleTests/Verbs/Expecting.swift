import DataModel
import Testing

/// Expects two figures to be equal except for rounding.
func expect(_ found: Double?, _ expected: Double?, _ words: String) {
  switch (found, expected) {
  case (nil, nil): break
  case (let found?, let expected?):
    #expect(abs(found - expected) <= 1e-9 * max(1, abs(expected)), "\(words): \(found), not \(expected)")
  case (let found, let expected):
    Issue.record("\(words): \(String(describing: found)), not \(String(describing: expected))")
  }
}

/// n of N; nil if N is 0.
func ratio(_ hits: Int, _ all: Int) -> Double? { all == 0 ? nil : Double(hits) / Double(all) }

extension Heed {
  /// The answer to a statement that must have one.
  mutating func answer(to text: String) -> Answer? {
    switch ask(text) {
    case .answer(let answer): return answer
    case .refusal(let why):
      // An event alone in parentheses is refused, with both rewrites.
      if !why.hasPrefix("ambiguous") { Issue.record("HEED_SEED=\(Dice.seed): \(text)\n\(why)") }
      return nil
    }
  }
}

extension Answer.Table {
  /// A column by its name.
  func column(_ name: String) -> [Scalar] {
    guard let index = columns.firstIndex(where: { $0.name == name }) else {
      return rows.map { _ in .missing }
    }
    return rows.map { $0[index].value }
  }

  func numbers(_ name: String) -> [Double?] { column(name).map(\.number) }
  func texts(_ name: String) -> [String] { column(name).map { $0.text ?? "" } }
}

extension Audience {
  /// The words after `for`.
  var noun: String { words.isEmpty ? "customers" : words }
}

extension Census {
  struct Scale: Hashable {
    var low: Int
    var high: Int
    var words: String { "\(low)–\(high)" }
  }

  /// The declared scales, each once.
  var scales: [Scale] {
    [Scale(low: 0, high: 10)] + (world.hasTwoScales ? [Scale(low: 1, high: 5)] : [])
  }

  /// The scale that a message's score is on; nil without a score.
  func scale(of message: Record) -> Scale? {
    guard message.properties["score"] != nil else { return nil }
    return message.kind == "survey" || !world.hasTwoScales ? scales[0] : scales[1]
  }
}

extension String {
  /// Whether a dictionary cut it out of a script without spaces; the loops have no dictionary.
  var isCut: Bool { Utterance(self).words.contains(where: \.isCharacter) }
}
