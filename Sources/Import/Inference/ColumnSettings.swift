internal import DataModel

/// What a load says about how the cells of a column are to be read.
struct ColumnSettings {
  /// `decimals comma` or `decimals point`; nil infers it from the cells.
  var hasDecimalComma: Bool?
  /// `missing "TBD"`: additional null markers, in lower case and trimmed.
  var missingMarks: Set<String> = []
  var rates: Rates?
  /// `split uses by ","`
  var split: ListSplit?
  /// Whether a decimal comma is possible: in files whose delimiter is a semicolon.
  var allowsCommas = false
  /// The column is the money that answers report (`value mrr`), which seldom has three decimals.
  var isMoney = false
  /// The column identifies or labels people, so that `1.1` and `1.10` must stay distinct: it becomes a number or date
  /// only if every cell is printed exactly as written.
  var keepsSpelling = false
  /// `dates day first`: cells that prove the other order are misfits.
  var dateOrder: LoadSpec.DateOrder?
  /// The alias of a joined file, which precedes the column's name in lines of the load.
  var alias: String?
  /// The column was typed too early and is now read as text.
  var isText = false
}

/// Exchange rates: `rates "USD 1, EUR 1.08"`.
struct Rates: Hashable {
  /// The currency whose rate is 1; amounts are converted to it.
  var base: Currency
  /// The rate of each currency, by ISO 4217 code, as exact decimals.
  var values: [String: Rate]

  struct Rate: Hashable {
    var units: Int64
    var places: Int
  }

  /// Why a text is not a list of rates, and where in it.
  struct Failure: Error {
    var message: String
    /// The faulty part, as a range of bytes of the text.
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
          message: "“\(words[1])” is not a rate: write a number above 0, with a decimal point", range: range)
      }
      guard values[currency.code] == nil else {
        throw Failure(message: "\(currency.code) has two rates", range: range)
      }
      values[currency.code] = Rate(units: units, places: places)
      if Double(units) == NumberBuilder.power(places), base == nil { base = currency }
    }
    guard let base else {
      throw Failure(
        message: "one currency has to have the rate 1; amounts are converted to it",
        range: 0..<text.utf8.count
      )
    }
    (self.base, self.values) = (base, values)
  }
}

extension NumberCell {
  /// The amount in the base currency; exact if six decimal places suffice.
  func converted(by rate: Rates.Rate) -> NumberCell {
    switch self {
    case .real(let value): return .real(value * Double(rate.units) / NumberBuilder.power(rate.places))
    case .exact(let units, let places):
      var (product, overflow) = units.multipliedReportingOverflow(by: rate.units)
      var total = places + rate.places
      while total > max(places, 2), product % 10 == 0, !overflow {
        (product, total) = (product / 10, total - 1)
      }
      if !overflow, total <= 6 { return .exact(units: product, places: total) }
      let value = Double(units) / NumberBuilder.power(places)
      return .real(value * Double(rate.units) / NumberBuilder.power(rate.places))
    }
  }
}
