internal import DataModel
internal import SourceText
internal import Store

/// A column of currencies beside one of amounts: `Amount, Currency`, `Amount, Amount Currency`. It says what a sign in
/// the cells would say.
extension LoadRun {
  /// Gives the amounts of a table their currency, or tells that there are several.
  mutating func readCurrencies(of table: Int, _ problems: inout Problems) {
    let names = plan.reading(table).header.names.map(letters)
    let places = Dictionary(zip(names, names.indices)) { first, _ in first }
    for index in tables[table].columns.indices {
      guard let amount = tables[table].columns[index], amount.column.type.isNumber, amount.column.unit == nil
      else { continue }
      let source = LoadPlan.Source(table: table, column: index)
      guard index < names.count, let beside = currencyColumn(of: source, called: names[index], places),
        let currencies = tables[table].columns[beside]?.column,
        let found = Currencies(amount.column, currencies)
      else { continue }
      let named = titleInFile(LoadPlan.Source(table: table, column: beside))
      let rates = plan.reading(table).settings.rates
      let unrated = found.tallies.contains { rates?.values[$0.words] == nil }
      if rates == nil ? found.tallies.count > 1 : unrated {
        problems.add(severalCurrencies(Mixture(kinds: found.tallies), source, by: named))
        continue
      }
      var column = rates.map { found.converted(amount.column, by: $0) } ?? amount.column
      guard let unit = rates?.base ?? found.tallies.first.map({ Currency(code: $0.words) }) else { continue }
      column.unit = .money(unit)
      let words =
        rates == nil
        ? "in \(unit.code), as \(named) says" : "turned into \(unit.code) from what \(named) says"
      tables[table].columns[index]?.column = column
      tables[table].columns[index]?.assumed = [amount.assumed, words].filter { !$0.isEmpty }.joined(
        separator: "; ")
    }
  }

  /// The column that says in which currency an amount is: of its own name with `currency` after it; one of the whole row
  /// for the columns that are commonly called an amount, and for the customers' value.
  private func currencyColumn(
    of amount: LoadPlan.Source, called own: String, _ places: [String: Int]
  ) -> Int? {
    if let column = ["currency", "currencycode"].compactMap({ places[own + $0] }).min() { return column }
    guard plan.value == amount || LoadRun.amounts.contains(own) else { return nil }
    return LoadRun.currencies.compactMap { places[$0] }.min()
  }

  private static let amounts: Set = [
    "amount", "price", "total", "subtotal", "revenue", "mrr", "arr", "amountrefunded", "fee", "net",
  ]
  private static let currencies: Set = ["currency", "currencycode", "currencyisocode"]
}

/// `Amount Currency`, `amount_currency` and `AmountCurrency` are one.
private func letters(_ name: String) -> String { name.lowercased().filter { $0.isLetter || $0.isNumber } }

/// What a column of currencies says of the amounts beside it.
private struct Currencies {
  /// Those of the rows that have an amount, most rows first, each by its code.
  let tallies: [(words: String, tally: NumberReading.Tally)]
  private let codes: Codes
  /// By the code of the column; nil where it holds none.
  private let meaning: [Currency?]

  /// Nil where a cell beside an amount is no currency, or none is.
  init?(_ amounts: Column, _ currencies: Column) {
    guard case .texts(let codes, let dictionary) = currencies.values, dictionary.count <= 1000 else {
      return nil
    }
    let meaning =
      (0..<dictionary.count).map { code in
        dictionary[code].count == 3 ? Currency(spelled: dictionary[code]) : nil
      } + [nil]
    var counts = [Int](repeating: 0, count: meaning.count)
    for row in 0..<amounts.count where amounts.isPresent(at: row) { counts[Int(codes[row])] += 1 }
    var tallies: [String: NumberReading.Tally] = [:]
    for code in 0..<dictionary.count where counts[code] > 0 {
      guard let currency = meaning[code] else { return nil }
      tallies[currency.code, default: NumberReading.Tally(first: dictionary[code])].count += counts[code]
    }
    if tallies.isEmpty { return nil }
    (self.codes, self.meaning) = (codes, meaning)
    self.tallies = tallies.map { (words: $0, tally: $1) }.sorted {
      ($0.tally.count, $1.words) > ($1.tally.count, $0.words)
    }
  }

  /// The amounts in the currency whose rate is 1; those without a currency are in it.
  func converted(_ amounts: Column, by rates: Rates) -> Column {
    var numbers = NumberValues()
    for row in 0..<amounts.count {
      let number: NumberCell? =
        switch (amounts.values, amounts.type) {
        case (.integers(let units), .decimal(let places)): .exact(units: units[row], places: places)
        case (.integers(let units), _): .exact(units: units[row], places: 0)
        case (.reals(let reals), _): .real(reals[row])
        case _: nil
        }
      guard let number, amounts.isPresent(at: row) else {
        numbers.appendMissing()
        continue
      }
      let rate = meaning[Int(codes[row])].flatMap { rates.values[$0.code] }
      numbers.append(rate.map { number.converted(by: $0) } ?? number)
    }
    return numbers.column(amounts.name, presence: amounts.presence)
  }
}
