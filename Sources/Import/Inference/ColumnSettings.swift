internal import DataModel

/// What a load says of how the cells of a column are to be read.
struct ColumnSettings {
  /// `decimals comma`, `decimals point`; nil: found in the cells.
  var hasDecimalComma: Bool?
  /// `missing "TBD"`: further cells that hold no value, in lower case and without blanks around.
  var missingMarks: Set<String> = []
  var rates: Rates?
  /// `split uses by ","`
  var split: ListSplit?
  /// Whether decimals may have a comma: in files that separate cells by semicolons.
  var allowsCommas = false
  /// What people are told apart and shown by: a number or a day only where each cell is printed as it stands, so that
  /// `1.1` and `1.10` stay two.
  var keepsSpelling = false
  /// `dates day first`: cells that prove the other order are no dates.
  var dateOrder: LoadSpec.DateOrder?
  /// The alias of a joined file, by which lines of the load call its columns.
  var alias: String?
  /// The column was tried as something else, and a later cell did not fit: it is text.
  var isText = false
}

/// What one unit of each currency is worth in one of them: `rates "USD 1, EUR 1.08"`.
struct Rates: Hashable {
  /// The currency whose rate is 1: what amounts are turned into.
  var base: Currency
  /// By code, as units and places: exact.
  var values: [String: Rate]

  struct Rate: Hashable {
    var units: Int64
    var places: Int
  }

  /// Why a text holds no rates, and where in it.
  struct Failure: Error {
    var message: String
    /// Bytes of the text.
    var range: Range<Int>
  }

  /// Reads `USD 1, EUR 1.08`.
  init(_ text: String) throws(Failure) {
    var values: [String: Rate] = [:]
    var base: Currency?
    var start = 0
    for part in text.utf8.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
      let range = start..<start + part.count
      start = range.upperBound + 1
      let words = String(decoding: part, as: UTF8.self).split(separator: " ")
      guard words.count == 2, let currency = Currency(spelled: String(words[0])) else {
        throw Failure(message: "a rate is a currency and a number, such as `EUR 1.08`", range: range)
      }
      guard case .exact(let units, let places)? = NumberCell(Array(words[1].utf8).span), units > 0 else {
        throw Failure(
          message: "“\(words[1])” is no rate: a number above 0 with a point is wanted", range: range)
      }
      guard values[currency.code] == nil else {
        throw Failure(message: "\(currency.code) has two rates", range: range)
      }
      values[currency.code] = Rate(units: units, places: places)
      if Double(units) == NumberValues.power(places), base == nil { base = currency }
    }
    guard let base else {
      throw Failure(
        message: "one currency has to have the rate 1: amounts are turned into it", range: 0..<text.utf8.count
      )
    }
    (self.base, self.values) = (base, values)
  }
}

extension NumberCell {
  /// The amount in another currency. Exact where six places are enough.
  func converted(by rate: Rates.Rate) -> NumberCell {
    switch self {
    case .real(let value): return .real(value * Double(rate.units) / NumberValues.power(rate.places))
    case .exact(let units, let places):
      var (product, overflow) = units.multipliedReportingOverflow(by: rate.units)
      var total = places + rate.places
      while total > max(places, 2), product % 10 == 0, !overflow {
        (product, total) = (product / 10, total - 1)
      }
      if !overflow, total <= 6 { return .exact(units: product, places: total) }
      let value = Double(units) / NumberValues.power(places)
      return .real(value * Double(rate.units) / NumberValues.power(rate.places))
    }
  }
}
