/// Finds the column that holds the currency of an amount column.
extension TablePlan {
  /// The currency columns, and what their names start with. Computed once for all amount columns.
  var currencyStems: [(column: Int, stem: [String])] {
    header.names.enumerated().compactMap { column, name in currencyStem(name).map { (column, $0) } }
  }

  /// The currency column of an amount column: one with the same name or prefix (`Converted Currency` for `Converted
  /// Amount`), else the currency column of the whole row if the column is money. `isUsed`: a line of the load uses the
  /// column as money.
  func currencies(of column: Int, isUsed: Bool, among stems: [(column: Int, stem: [String])]) -> Int? {
    guard !stems.isEmpty, header.names.indices.contains(column) else { return nil }
    let own = words(of: header.names[column])
    if !own.isEmpty, let exact = stems.first(where: { $0.stem == own }), exact.column != column {
      return exact.column
    }
    let all = own + (names[column] == header.names[column] ? [] : words(of: names[column]))
    guard !all.contains(where: isNoMoney), !header.names[column].contains("%"),
      isUsed || all.contains(where: isMoney)
    else { return nil }
    let fitting = stems.filter { own.starts(with: $0.stem) }
    let best = fitting.max { ($0.stem.count, -$0.column) < ($1.stem.count, -$1.column) }
    guard let best else { return nil }
    // `amount_usd` names its own currency.
    let saysItself = best.stem.isEmpty && own.contains { currencyCodes.contains($0) }
    return saysItself ? nil : best.column
  }
}

/// A name split into words: `amount`, `paid` for `AmountPaid`, `amount_paid` and `Amount Paid`.
private func words(of name: String) -> [String] {
  var words: [String] = []
  var last: Character = " "
  for character in name {
    if character.isLetter || character.isNumber {
      let isFirst = !(last.isLetter || last.isNumber) || last.isLowercase && character.isUppercase
      if isFirst { words.append("") }
      words[words.count - 1].append(character)
    }
    last = character
  }
  return words.map { $0.lowercased() }
}

/// The words before the word for currency at the end of a column's name, none for `Currency` and `CurrencyIsoCode`; nil
/// if the name has no such word at its end.
private func currencyStem(_ name: String) -> [String]? {
  var words = words(of: name)
  if words.last == "code" { words.removeLast() }
  if words.last == "iso" { words.removeLast() }
  guard let last = words.popLast() else { return nil }
  for ending in ["currency", "currencycode", "currencyisocode", "währung", "waehrung"]
  where last.hasSuffix(ending) {
    let rest = String(last.dropLast(ending.count))
    return rest.isEmpty ? words : words + [rest]
  }
  return nil
}

private func isMoney(_ word: String) -> Bool {
  moneyWords.contains(word) || word.hasPrefix("amount") || germanMoney.contains { word.hasSuffix($0) }
}

private func isNoMoney(_ word: String) -> Bool {
  countingWords.contains(word) || germanCounts.contains { word.hasSuffix($0) }
}

private let moneyWords: Set = [
  "amount", "amounts", "price", "prices", "total", "subtotal", "paid", "mrr", "arr", "acv", "tcv", "ltv",
  "gmv",
  "revenue", "sales", "spend", "spent", "fee", "fees", "net", "gross", "tax", "taxes", "vat", "refund",
  "refunds",
  "refunded", "cost", "costs", "balance", "discount", "discounts", "due", "value", "sum", "payout", "charge",
]

/// Words that, beside a word for money, say that a column is a count or another measure: `Total Orders`, `Tax Rate`,
/// `Days Due`.
private let countingWords: Set = [
  "quantity", "quantities", "qty", "count", "counts", "seat", "seats", "units", "items", "orders", "users",
  "customers", "people", "employees", "licenses", "licences", "sessions", "visits", "views", "clicks",
  "logins",
  "events", "messages", "tickets", "points", "payments", "invoices", "number", "num", "id", "ids", "code",
  "score",
  "rate", "ratio", "percent", "percentage", "pct", "time", "duration", "date", "seconds", "minutes", "hours",
  "days",
  "weeks", "months", "years", "is", "has", "was",
]

private let germanMoney = [
  "betrag", "preis", "umsatz", "summe", "kosten", "gebühr", "rabatt", "saldo", "steuer",
]
private let germanCounts = ["anzahl", "menge", "stück", "tage", "steuersatz", "prozent", "nummer"]

private let currencyCodes: Set = [
  "usd", "eur", "gbp", "chf", "cad", "aud", "jpy", "sek", "nok", "dkk", "pln", "inr",
]
