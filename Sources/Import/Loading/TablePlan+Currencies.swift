/// Which column of a file says in what currency the amounts of another are.
extension TablePlan {
  /// The columns of currencies, and what their names begin with: found once for all columns of amounts.
  var currencyStems: [(column: Int, stem: [String])] {
    header.names.enumerated().compactMap { column, name in currencyStem(name).map { (column, $0) } }
  }

  /// The column of currencies that a column of amounts goes with: of its own name, or the beginning of it (`Converted
  /// Currency` of `Converted Amount`); else the one of the whole row, where the column is money. `isUsed`: a line of the
  /// load takes it for money.
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
    // `amount_usd` says itself what it is in.
    let saysItself = best.stem.isEmpty && own.contains { currencyCodes.contains($0) }
    return saysItself ? nil : best.column
  }
}

/// `amount`, `paid` of `AmountPaid`, `amount_paid` and `Amount Paid`.
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

/// What stands before the word for currency in a column's name, nothing in `Currency` and `CurrencyIsoCode`; nil where it
/// has no such word at its end.
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

/// Beside a word for money these say that it is counted or measured otherwise: `Total Orders`, `Tax Rate`, `Days Due`.
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
