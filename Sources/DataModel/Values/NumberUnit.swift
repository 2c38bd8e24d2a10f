/// What the numbers of a column measure, if its cells say so.
public enum NumberUnit: Hashable, Sendable, Codable {
  /// Money of one currency.
  case money(Currency)
  /// Money in several currencies: another column of the row, of this name, says in which.
  case currencies(in: String)
  /// Percentages as fractions: `20%` is 0.2.
  case percent
  /// Durations in hours: `27:15:00` is 27.25.
  case duration
  /// Calendar years, written without a thousands separator.
  case year
}

/// A currency: its ISO 4217 code, or the word in the cells if several currencies share it (`kr`).
public struct Currency: Hashable, Sendable, Codable {
  public var code: String

  public init(code: String) { self.code = code }

  /// The currency of a symbol or word: `$`, `US$`, `usd`, `zł`; nil if it is none. `$` alone means US dollars.
  public init?(spelled word: String) {
    let upper = word.uppercased()
    if let code = Currency.codesOfSigns[upper] {
      self.init(code: code)
    } else if Currency.codes.contains(upper) {
      self.init(code: upper)
    } else {
      return nil
    }
  }

  /// The prefix of an amount: `$`, `CA$`, `CHF `.
  public var prefix: String { Currency.signs[code] ?? code + " " }

  private static let signs = [
    "USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "INR": "₹", "KRW": "₩", "ILS": "₪", "VND": "₫",
    "RUB": "₽", "TRY": "₺", "UAH": "₴", "NGN": "₦", "PHP": "₱", "THB": "฿", "BRL": "R$", "CAD": "CA$",
    "AUD": "A$", "NZD": "NZ$", "HKD": "HK$", "SGD": "S$", "MXN": "MX$", "TWD": "NT$", "CNY": "CN¥",
  ]

  private static let codesOfSigns = [
    "$": "USD", "US$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "JP¥": "JPY", "￥": "JPY", "円": "JPY",
    "CN¥": "CNY", "RMB": "CNY", "元": "CNY", "₹": "INR", "RS": "INR", "RS.": "INR", "₩": "KRW", "₪": "ILS",
    "₫": "VND", "₽": "RUB", "₺": "TRY", "TL": "TRY", "₴": "UAH", "₦": "NGN", "₱": "PHP", "฿": "THB",
    "R$": "BRL", "CA$": "CAD", "C$": "CAD", "A$": "AUD", "AU$": "AUD", "NZ$": "NZD", "HK$": "HKD",
    "S$": "SGD",
    "SG$": "SGD", "MX$": "MXN", "NT$": "TWD", "ZŁ": "PLN", "KČ": "CZK", "FT": "HUF", "FR.": "CHF",
    "SFR.": "CHF",
    "LEI": "RON", "KR": "kr", "KR.": "kr", "EURO": "EUR", "EUROS": "EUR",
  ]

  private static let codes: Set<String> = [
    "AED", "ARS", "AUD", "BDT", "BGN", "BHD", "BRL", "CAD", "CHF", "CLP", "CNY", "COP", "CZK", "DKK", "EGP",
    "EUR",
    "GBP", "GEL", "GHS", "HKD", "HRK", "HUF", "IDR", "ILS", "INR", "ISK", "JOD", "JPY", "KES", "KRW", "KWD",
    "KZT",
    "LKR", "MAD", "MXN", "MYR", "NGN", "NOK", "NZD", "OMR", "PEN", "PHP", "PKR", "PLN", "QAR", "RON", "RSD",
    "RUB",
    "SAR", "SEK", "SGD", "THB", "TND", "TRY", "TWD", "TZS", "UAH", "UGX", "USD", "UYU", "VND", "XAF", "XOF",
    "ZAR",
  ]
}

extension NumberUnit {
  /// A number with its unit: `$1,280.50`, `20%`, `27:13:05`. `plain` is the number alone, formatted for people.
  public func words(_ value: Scalar, plain: String) -> String {
    switch self {
    case .money(let currency):
      return plain.hasPrefix("-") ? "-" + currency.prefix + plain.dropFirst() : currency.prefix + plain
    case .currencies: return plain
    case .percent: return NumberUnit.hundredths(value).map { $0 + "%" } ?? plain
    case .duration: return value.number.map(NumberUnit.clock) ?? plain
    case .year: return plain.filter { $0 != "," }
    }
  }

  /// A fraction as a percentage without trailing zeros; an inexact one has one decimal place.
  private static func hundredths(_ value: Scalar) -> String? {
    switch value {
    case .integer(let whole): return "\(whole.multipliedReportingOverflow(by: 100).partialValue)"
    case .decimal(let units, let places):
      let digits = String(units.magnitude)
      let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits + "00"
      let whole = padded.dropLast(places).drop { $0 == "0" }
      let fraction = padded.suffix(places).trimmingZeros
      return (units < 0 ? "-" : "") + (whole.isEmpty ? "0" : whole) + (fraction.isEmpty ? "" : "." + fraction)
    case .real(let real):
      guard real.isFinite, abs(real) < 1e12 else { return nil }
      let tenths = Int64((real * 1000).rounded())
      let rest = tenths.magnitude % 10
      return (tenths < 0 ? "-" : "") + "\(tenths.magnitude / 10)" + (rest == 0 ? "" : ".\(rest)")
    case .missing, .boolean, .moment, .text, .list: return nil
    }
  }

  /// Hours as `27:13:05`, rounded to the second.
  public static func clock(hours: Double) -> String {
    guard hours.isFinite, abs(hours) < 1e12 else { return "–" }
    let seconds = Int64((hours * 3600).rounded()).magnitude
    return (hours < 0 && seconds > 0 ? "-" : "")
      + "\(seconds / 3600):\(padded(Int(seconds / 60 % 60), 2)):\(padded(Int(seconds % 60), 2))"
  }
}

extension Substring {
  fileprivate var trimmingZeros: Substring {
    var cut = self
    while cut.last == "0" { cut.removeLast() }
    return cut
  }
}
