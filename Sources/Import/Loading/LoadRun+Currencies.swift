internal import DataModel
internal import SourceText
internal import Store

/// Currency columns beside amount columns: `Amount, Currency`, `Amount, Amount Currency`. A single currency means the
/// same as its symbol in the cells; of several, a question says which it is about.
extension LoadRun {
  /// A column of amounts, and the column with their currencies.
  struct Amounts {
    var column: Int
    var beside: Int
    var currencies: Currencies
  }

  /// Finds the amount columns of a table, and converts them to one currency if the load gives `rates`.
  mutating func readCurrencies(of table: Int) {
    let reading = plan.reading(table)
    let stems = reading.currencyStems
    if stems.isEmpty { return }
    let used = table > 0 ? plan.joins[table - 1].aggregation?.used : nil
    for index in tables[table].columns.indices where used?.contains(index) != false {
      guard let amount = tables[table].columns[index]?.column, amount.type.isNumber, amount.unit == nil,
        let beside = reading.currencies(of: index, isUsed: isMoney(index, of: table), among: stems),
        let column = tables[table].columns[beside]?.column,
        let currencies = Currencies(amount, column)
      else { continue }
      amounts[table, default: []].append(Amounts(column: index, beside: beside, currencies: currencies))
      if let rates = reading.settings.rates {
        tables[table].columns[index]?.column = currencies.converted(amount, by: rates)
      }
    }
  }

  /// Whether a line of the load uses a column as money.
  private func isMoney(_ column: Int, of table: Int) -> Bool {
    if table > 0, let aggregation = plan.joins[table - 1].aggregation {
      return aggregation.totals.contains(column)
        || aggregation.column(newest: plan.value, of: table) == column
    }
    return plan.value == LoadPlan.Source(table: table, column: column)
  }

  /// Whether amounts must have one currency: the load adds them up, or passes them on without their currencies.
  private func needsOneCurrency(_ column: Int, of table: Int) -> Bool {
    table > 0 && plan.joins[table - 1].aggregation != nil || isMoney(column, of: table)
  }

  /// Sets the currency of amounts from the rows that are kept. Several currencies are an error where the load needs one;
  /// otherwise the column says where its currencies are.
  mutating func settleCurrencies(of table: Int, among kept: Bitmap, _ problems: inout Problems) {
    let rates = plan.reading(table).settings.rates
    let path = table == 0 ? report.path : plan.joins[table - 1].spec.path
    var open = amounts[table] ?? []
    while let beside = open.first?.beside {
      let named = LoadPlan.Source(table: table, column: beside)
      var several: (sources: [LoadPlan.Source], tallies: [Currencies.Tally], spellings: [String]) = (
        [], [], []
      )
      var told: [(words: String, titles: [String])] = []
      func add(_ words: String, _ source: LoadPlan.Source) {
        if let place = told.firstIndex(where: { $0.words == words }) {
          told[place].titles.append(titleInFile(source))
        } else {
          told.append((words, [titleInFile(source)]))
        }
      }
      for amount in open where amount.beside == beside {
        let source = LoadPlan.Source(table: table, column: amount.column)
        guard let column = tables[table].columns[amount.column]?.column else { continue }
        let tallies = amount.currencies.tallies(of: column, among: kept)
        let isMixed = tallies.count > 1
        if rates == nil, isMixed, !needsOneCurrency(amount.column, of: table) {
          let name = title(named)
          tables[table].columns[amount.column]?.column.unit = .currencies(in: name)
          let counts = tallies.map { "\($0.tally.count) \($0.words)" }.joined(separator: ", ")
          add("in several currencies, according to \(titleInFile(named)) (\(counts))", source)
          continue
        }
        if rates == nil ? isMixed : tallies.contains(where: { rates?.values[$0.words] == nil }) {
          several.sources.append(source)
          if several.tallies.isEmpty, let first = tallies.first {
            several.tallies = tallies
            several.spellings = amount.currencies.spellings(of: first.words)
          }
          continue
        }
        guard let first = tallies.first else { continue }
        let unit = rates?.base ?? Currency(code: first.words)
        tables[table].columns[amount.column]?.column.unit = .money(unit)
        add(
          rates == nil
            ? "in \(unit.code), according to \(titleInFile(named))"
            : "converted to \(unit.code) from the currencies in \(titleInFile(named))", source)
      }
      if !several.sources.isEmpty {
        problems.add(
          severalCurrencies(
            MixedUnits(kinds: several.tallies), several.sources, by: named, spelled: several.spellings))
      }
      for (words, titles) in told {
        report.currencies.append(
          LoadReport.Currencies(path: path, words: "\(titles.joined(separator: ", ")): \(words)"))
      }
      open.removeAll { $0.beside == beside }
    }
  }
}

/// What a currency column says about the amounts beside it.
struct Currencies {
  /// A currency code, and how many rows have it.
  typealias Tally = (words: String, tally: NumberParser.Tally)

  private let codes: Codes
  private let dictionary: StringPool
  /// The currency of each dictionary code; nil if its text is no currency.
  private let meaning: [Currency?]

  /// Nil if a cell beside an amount is no currency, or there are no currencies.
  init?(_ amounts: Column, _ currencies: Column) {
    guard case .texts(let codes, let dictionary) = currencies.values, dictionary.count <= 1000 else {
      return nil
    }
    let meaning =
      (0..<dictionary.count).map { code in
        dictionary[code].count == 3 ? Currency(spelled: dictionary[code]) : nil
      } + [nil]
    (self.codes, self.dictionary, self.meaning) = (codes, dictionary, meaning)
    let counts = counts(of: amounts, among: nil)
    let used = (0..<dictionary.count).filter { counts[$0] > 0 }
    guard !used.isEmpty, used.allSatisfy({ meaning[$0] != nil }) else { return nil }
  }

  /// The number of rows with an amount, by the dictionary code of their currency.
  private func counts(of amounts: Column, among kept: Bitmap?) -> [Int] {
    var counts = [Int](repeating: 0, count: meaning.count)
    for row in 0..<amounts.count where amounts.isPresent(at: row) && kept?[row] != false {
      counts[Int(codes[row])] += 1
    }
    return counts
  }

  /// The currencies of the kept rows that have an amount, most frequent first.
  func tallies(of amounts: Column, among kept: Bitmap) -> [Tally] {
    let counts = counts(of: amounts, among: kept)
    var tallies: [String: NumberParser.Tally] = [:]
    for code in 0..<dictionary.count where counts[code] > 0 {
      guard let currency = meaning[code] else { continue }
      tallies[currency.code, default: NumberParser.Tally(first: dictionary[code])].count += counts[code]
    }
    return tallies.map { (words: $0, tally: $1) }.sorted {
      ($0.tally.count, $1.words) > ($1.tally.count, $0.words)
    }
  }

  /// The spellings of a currency code in the cells: `usd`, `USD`.
  func spellings(of code: String) -> [String] {
    (0..<dictionary.count).filter { meaning[$0]?.code == code }.map { dictionary[$0] }
  }

  /// The amounts converted to the base currency; those without a currency are taken to be in it.
  func converted(_ amounts: Column, by rates: Rates) -> Column {
    var numbers = NumberBuilder()
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
