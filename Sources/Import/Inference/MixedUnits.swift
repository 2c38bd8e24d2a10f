/// Numbers whose units cannot share a column: percentages beside plain numbers, or several currencies.
struct MixedUnits {
  /// The name of each unit, its number of cells and the first of them; most frequent first.
  var kinds: [(words: String, tally: NumberParser.Tally)]

  /// The ISO 4217 codes among the units.
  var currencies: [String] { kinds.map(\.words).filter { $0.count == 3 && $0 == $0.uppercased() } }

  var isMoney: Bool { currencies.count > 1 || currencies.count == kinds.count }

  /// `holds several currencies`
  func holds(isOne: Bool = true) -> String {
    let (hold, be) = isOne ? ("holds", "is") : ("hold", "are")
    if !isMoney { return "\(hold) numbers of several kinds" }
    return currencies.count > 1
      ? "\(hold) several currencies" : "\(be) in a currency that `rates` does not name"
  }

  /// `4 USD (“US$ 100”), 1 AUD (“A$ 10”)`
  var cells: String {
    kinds.map { "\($0.tally.count) \($0.words) (“\(shortened($0.tally.first))”)" }.joined(separator: ", ")
  }

  /// A `rates` line that would convert all currencies to one.
  private var rates: String {
    "`rates \"\(currencies.enumerated().map { "\($1) \($0 == 0 ? "1" : "…")" }.joined(separator: ", "))\"`"
  }

  /// How to make the units one, or why that is impossible.
  var remedy: String {
    if !isMoney { return "20% is read as 0.2; the file has to write all cells alike." }
    return currencies.count > 1
      ? "\(rates) gives the value of one unit of each, and converts all to the one with 1."
      : "Add to the `rates` of the load what one \(currencies[0]) is worth: `, \(currencies[0]) …`."
  }

  /// The same for a column that no line of the load needs as numbers, to follow a sentence.
  func advice(_ column: String) -> String {
    if !isMoney { return "20% is read as 0.2; the file has to write all cells alike" }
    return currencies.count > 1
      ? "`type \(column) number` and \(rates) make one of them"
      : "`type \(column) number` and its rate, `, \(currencies[0]) …`, make one of them"
  }
}
