import DataModel
import SourceText
import Store
import Testing

@testable import Import

/// All formats of numbers, in a column that has to be one.
struct NumberFormTests {
  private func number(_ cell: String, hasDecimalComma: Bool = false) -> NumberCell? {
    LooseNumber(Array(cell.utf8).span)?.number(hasDecimalComma: hasDecimalComma)
  }

  private func exact(_ units: Int64, _ places: Int = 0) -> NumberCell { .exact(units: units, places: places) }

  @Test(
    arguments: [
      ("1,200.50", 120_050, 2), ("1 200.50", 120_050, 2), ("1\u{202F}200.50", 120_050, 2),
      ("1\u{A0}200", 1200, 0),
      ("1\u{2009}200\u{2009}300", 1_200_300, 0), ("1'200.50", 120_050, 2), ("1’200", 1200, 0),
      ("12,34,567", 1_234_567, 0),
      ("12,34,567.5", 12_345_675, 1), ("1,234,567", 1_234_567, 0), ("(12)", -12, 0), ("($1,200)", -1200, 0),
      ("12-", -12, 0), ("-12", -12, 0), ("−12", -12, 0), ("+12", 12, 0), ("-$12.50", -1250, 2),
      ("$-12.50", -1250, 2),
      ("$ 12", 12, 0), ("12 €", 12, 0), ("USD 12", 12, 0), ("12 EUR", 12, 0), ("R$ 7", 7, 0),
      ("12 kr", 12, 0),
      ("12 zł", 12, 0), ("CA$7", 7, 0), ("$.50", 50, 2), ("1.2K", 1200, 0), ("1.2k", 1200, 0),
      ("3M", 3_000_000, 0),
      ("2.5bn", 2_500_000_000, 0), ("$3m", 3_000_000, 0), ("$1.25M", 1_250_000, 0), ("50¢", 50, 2),
      ("20%", 20, 2),
      ("12.5 %", 125, 3), ("007", 7, 0), ("1,200", 1200, 0), ("1.234.567,5", nil, 0), ("12,5", nil, 0),
      ("1,2,3", nil, 0),
      ("12,34", nil, 0), ("1.2.3", nil, 0), ("3 of 10", nil, 0), ("0x10", nil, 0), ("12 apples", nil, 0),
      ("3m", nil, 0),
      ("--12", nil, 0), ("(-12)", nil, 0), ("1,,200", nil, 0), ("1,200,", nil, 0), ("1,20,300", 120_300, 0),
      ("$", nil, 0),
      ("", nil, 0), ("12 34", nil, 0), ("1 200 30", nil, 0), ("$12€", nil, 0), ("%20", nil, 0),
      ("1-2", nil, 0),
      ("12:30", nil, 0), ("1'20", nil, 0), ("0,123.5", nil, 0), ("5/10", nil, 0), ("#12", nil, 0),
      ("~12", nil, 0),
      ("12?", nil, 0), ("NaN", nil, 0), ("1e", nil, 0),
    ] as [(String, Int64?, Int)])
  func isReadRightlyOrNotAtAll(cell: String, units: Int64?, places: Int) {
    guard let units else { return #expect(number(cell) == nil, "\(cell)") }
    guard case .exact(var found, var digits)? = number(cell) else {
      Issue.record("\(cell) is no number")
      return
    }
    while digits > places, found % 10 == 0 { (found, digits) = (found / 10, digits - 1) }
    #expect((found, digits) == (units, places), "\(cell)")
  }

  @Test func decimalCommas() {
    #expect(number("12,5", hasDecimalComma: true) == exact(125, 1))
    #expect(number("1.234.567,5", hasDecimalComma: true) == exact(12_345_675, 1))
    #expect(number("1.200", hasDecimalComma: true) == exact(1200))
    #expect(number("1,200", hasDecimalComma: true) == exact(1200, 3))
    #expect(number("12.5", hasDecimalComma: true) == nil)
  }

  private func shop(_ values: [String], _ set: (inout LoadSpec) -> Void = { _ in }) -> Shop {
    let rows = values.enumerated().map { "c\($0),\"\($1)\"" }
    return Shop(
      ["c.csv": (["id,x"] + rows).joined(separator: "\n")],
      [
        .customers {
          $0.value = .init("x")
          set(&$0)
        }
      ])
  }

  @Test func theWholeColumnDecidesTheDecimalMark() {
    #expect(shop(["1.200", "12,5"]).attribute("x") == ["12000e-1", "125e-1"])
    #expect(shop(["1,200", "12.5"]).attribute("x") == ["12000e-1", "125e-1"])
    #expect(shop(["1.200", "1.234.567"]).attribute("x") == ["1200", "1234567"])
    #expect(shop(["1,200", "3"]).attribute("x") == ["1200", "3"])
    let open = shop(["1.200", "1,300"])
    #expect(open.store == nil && open.codes == [.ambiguous])
    #expect(
      open.messages
        == "x of c.csv has numbers of two kinds, “1.200” and “1,300”: is the point or the comma the decimal mark?"
    )
    #expect(
      shop(["1.200", "1,300"]) { $0.hasDecimalComma = true }.attribute("x") == ["1200000e-3", "1300e-3"])
    #expect(
      shop(["1.200", "1,300"]) { $0.hasDecimalComma = false }.attribute("x") == ["1200e-3", "1300000e-3"])
    #expect(shop(["1,200.50", "12,5", "3"]).codes == [.ambiguous])
  }

  @Test func thousandsOrDecimalsAreNeverGuessed() {
    let open = [
      ["1.200", "2.500"], ["€1.200", "€2.500"], ["€1.200", "1500"], ["1.200", "800"], ["1.200", "1200"],
    ]
    for cells in open {
      #expect(shop(cells).codes == [.ambiguous], "\(cells)")
      #expect(shop(cells) { $0.hasDecimalComma = false }.codes == [], "\(cells)")
    }
    // Any cell with only one reading decides.
    #expect(shop(["1.234", "12.5"]).attribute("x") == ["1234e-3", "12500e-3"])
    #expect(shop(["1.234", "0.125"]).attribute("x") == ["1234e-3", "125e-3"])
    func number(_ load: inout LoadSpec) {
      (load.value, load.types) = (nil, [.init(column: .init("x"), type: .number)])
    }
    #expect(shop(["1.200", "1500"], number).attribute("x") == ["1200e-3", "1500000e-3"])
    #expect(shop(["1.200", "1234.567"]).attribute("x") == ["1200e-3", "1234567e-3"])
    // Other columns do not decide.
    let beside = Shop(["c.csv": "id,x,w\nc1,€1.200,4.5\n"], [.customers { $0.value = .init("x") }])
    #expect(beside.codes == [.ambiguous])
    // A column that no line needs as numbers stays text, with the reason.
    let plain = shop(["1.200", "2.500"]) { $0.value = nil }
    #expect(plain.type("x") == .text)
    #expect(
      plain.reported("x")?.remark
        == "text, because its numbers can be thousands or decimals, such as “1.200”, and no cell decides: `decimals point` or `decimals comma`"
    )
  }

  @Test func segmentsAndLabelsKeepTheirSpelling() {
    for cells in [["1.1", "1.10"], ["1e5", "100000"], ["1.0", "1"], ["007", "7"]] {
      let segments = shop(cells) { ($0.value, $0.segments) = (nil, [.init("x")]) }
      #expect(segments.attribute("x") == cells, "\(cells)")
      let label = shop(cells) { ($0.value, $0.label) = (nil, [.init("x")]) }
      #expect(label.attribute("x") == cells, "\(cells)")
    }
    #expect(shop(["1", "20"]) { ($0.value, $0.segments) = (nil, [.init("x")]) }.type("x") == .integer)
    #expect(
      shop(["1.5", "2.0"]) { ($0.value, $0.segments) = (nil, [.init("x")]) }.type("x") == .decimal(places: 1))
    let plain = shop(["1.1", "1.10", "2"]) { $0.value = nil }
    #expect(plain.attribute("x") == ["110e-2", "110e-2", "200e-2"])
    #expect(
      plain.reported("x")?.remark == "“1.1” and “1.10” are the same number: `type x text` keeps them apart")
    let version = Shop(["c.csv": "id,App version\na,1.1\nb,1.10\n"], [.customers()])
    #expect(version.attribute("App version") == ["1.1", "1.10"])
  }

  @Test func oneCurrencyAColumn() throws {
    let dollars = shop(["$10.00", "7", "US$ 1", ""])
    #expect(dollars.messages == "" && dollars.attribute("x") == ["1000e-2", "700e-2", "100e-2", "-"])
    #expect(dollars.store?.customers.value?.values.unit == .money(Currency(code: "USD")))
    #expect(dollars.reported("x")?.remark == "in USD")
    let mixed = shop(["$10.00", "€10.00", "€3", "£5.00"])
    #expect(mixed.store == nil)
    #expect(
      mixed.messages
        == "x of c.csv holds several currencies: 2 EUR (“€10.00”), 1 GBP (“£5.00”), 1 USD (“$10.00”)")
    #expect(mixed.diagnostics.first?.notes.first?.contains("rates \"EUR 1, GBP …, USD …\"") == true)
    #expect(shop(["USD 10", "10 EUR", "CA$7"]).codes == [.typeMismatch])
    let rated = shop(["$10.00", "€10.00", "€3", "5"]) { $0.rates = ("USD 1, EUR 1.08", .none) }
    #expect(
      rated.attribute("x") == ["1000e-2", "1080e-2", "324e-2", "500e-2"]
    )
    #expect(rated.store?.customers.value?.values.unit == .money(Currency(code: "USD")))
    #expect(shop(["$10.00", "£1"]) { $0.rates = ("USD 1, EUR 1.08", .none) }.codes == [.typeMismatch])
  }

  @Test(arguments: ["USD", "USD 1, EUR", "USD 1, EUR x", "USD 1, USD 2", "EUR 1.08", "XX 1", ""])
  func ratesThatAreNone(text: String) {
    #expect(shop(["$1"]) { $0.rates = (text, .none) }.codes == [.badNumber])
  }

  @Test func shares() {
    let shares = shop(["5%", "12.5%", "100%", "0"])
    #expect(shares.attribute("x") == ["50e-3", "125e-3", "1000e-3", "0e-3"])
    #expect(shares.store?.customers.value?.values.unit == .percent)
    let mixed = shop(["50%", "50", "20"])
    #expect(mixed.store == nil)
    #expect(
      mixed.messages
        == "x of c.csv holds numbers of several kinds: 2 without a percent sign (“50”), 1 per cent (“50%”)")
  }

  /// A currency column has the same meaning as currency symbols in cells.
  @Test(arguments: [
    "amount,currency", "Amount,Amount Currency", "Amount,CurrencyIsoCode", "x,currency", "x,xCurrencyCode",
  ])
  func currenciesBeside(header: String) {
    let amount = String(header.prefix { $0 != "," })
    func shop(_ rows: String, _ set: @escaping (inout LoadSpec) -> Void = { _ in }) -> Shop {
      Shop(
        ["c.csv": "id,\(header)\n" + rows],
        [
          .customers {
            $0.value = amount == "x" ? .init("x") : nil
            set(&$0)
          }
        ])
    }
    let column = String(header.dropFirst(amount.count + 1))
    let one = shop("a,12.50,usd\nb,3,USD\nc,,EUR\nd,1,\n")
    #expect(one.messages == "")
    #expect(one.attribute(amount) == ["1250e-2", "300e-2", "-", "100e-2"])
    #expect(one.store?.customers.attribute(named: amount)?.unit == .money(Currency(code: "USD")))
    #expect(
      one.result.report.files[0].currencies.map(\.words) == ["\(amount): in USD, according to \(column)"])
    let rows = "a,10.00,USD\nb,10.00,EUR\nc,3,EUR\nd,5,\n"
    let several = shop(rows)
    if amount == "x" {
      #expect(several.store == nil)
      #expect(several.messages == "x of c.csv holds several currencies, according to \(column): 2 EUR, 1 USD")
    } else {
      #expect(
        several.messages == "" && several.attribute(amount) == ["1000e-2", "1000e-2", "300e-2", "500e-2"])
      #expect(several.store?.customers.attribute(named: amount)?.unit == .currencies(in: column))
      #expect(
        several.result.report.files[0].currencies.map(\.words)
          == ["\(amount): in several currencies, according to \(column) (2 EUR, 1 USD)"])
    }
    let rated = shop(rows) { $0.rates = ("USD 1, EUR 1.08", .none) }
    #expect(rated.attribute(amount) == ["1000e-2", "1080e-2", "324e-2", "500e-2"])
    #expect(rated.store?.customers.attribute(named: amount)?.unit == .money(Currency(code: "USD")))
    let unrated = shop("a,1,CHF\n") { $0.rates = ("USD 1, EUR 1.08", .none) }
    #expect(
      unrated.messages
        == "\(amount) of c.csv is in a currency that `rates` does not name, according to \(column): 1 CHF")
    // Without a valid currency, the amounts have none.
    let points = shop("a,1,USD\nb,2,points\n")
    #expect(points.messages == "" && points.store?.customers.attribute(named: amount)?.unit == nil)
    #expect(
      shop(rows) { $0.ignored = [.init(column)] }.store?.customers.attribute(named: amount)?.unit == nil)
  }

  /// Which columns are money depends on their names, on how the load uses them, and on their own currencies.
  @Test(arguments: [
    ("Amount Paid", true), ("mrr_amount", true), ("Total Price", true), ("amountRefunded", true),
    ("Rechnungsbetrag", true), ("Jahresumsatz", true), ("Discount", true), ("Value", true), ("Seats", false),
    ("Total Orders", false), ("Tax Rate", false), ("Days Due", false), ("Quantity", false),
    ("amount_usd", false),
    ("Age", false), ("Discount %", false), ("Paid Seats", false),
  ])
  func moneyByItsName(name: String, isMoney: Bool) {
    let rows = "id,\(name),Currency\na,100,usd\nb,100,eur\n"
    func load(_ set: @escaping (inout LoadSpec) -> Void = { _ in }) -> Shop {
      Shop(["c.csv": rows], [.customers(set: set)])
    }
    #expect(load().messages == "")
    let unit = load().store?.customers.attribute(named: name)?.unit
    #expect(unit == (isMoney ? .currencies(in: "Currency") : nil))
    let rated = load { $0.rates = ("USD 1, EUR 2", .none) }
    #expect(rated.attribute(name) == ["100", isMoney ? "200" : "100"])
    let renamed = load {
      $0.renames = [(from: .init(name), to: .init("x"))]
      $0.rates = ("USD 1, EUR 2", .none)
    }
    #expect(renamed.attribute("x") == ["100", isMoney ? "200" : "100"])
  }

  /// The currency of each amount is in its own column, else in the one whose name it begins with, else in the row's.
  @Test func severalColumnsOfCurrencies() {
    let header = "id,Amount,Fee,Converted Amount,Converted Amount Refunded,Currency,Converted Currency"
    let shop = Shop(
      ["c.csv": "\(header)\na,10,1,20,2,usd,eur\nb,10,1,10,1,eur,eur\n"],
      [.customers { $0.rates = ("USD 1, EUR 2", .none) }])
    #expect(shop.messages == "")
    #expect(shop.attribute("Amount") == ["10", "20"] && shop.attribute("Fee") == ["1", "2"])
    #expect(shop.attribute("Converted Amount") == ["40", "20"])
    #expect(shop.attribute("Converted Amount Refunded") == ["4", "2"])
    #expect(
      shop.result.report.files[0].currencies.map(\.words) == [
        "Amount, Fee: converted to USD from the currencies in Currency",
        "Converted Amount, Converted Amount Refunded: converted to USD from the currencies in Converted Currency",
      ])
  }

  /// Rows that are left out have no part in the currencies.
  @Test func currenciesOfTheRowsThatCount() {
    let rows = "id,Amount,Total,Currency\na,10,12,usd\nb,5,6,eur\nc,1,2,usd\n"
    let all = Shop(["c.csv": rows], [.customers { $0.value = .init("Total") }])
    #expect(all.messages == "Total of c.csv holds several currencies, according to Currency: 2 USD, 1 EUR")
    #expect(all.diagnostics[0].notes.contains("`where Currency is usd` takes only the rows of one."))
    let unused = Shop(["c.csv": rows], [.customers()])
    #expect(
      unused.result.report.files[0].currencies.map(\.words)
        == ["Amount, Total: in several currencies, according to Currency (2 USD, 1 EUR)"])
    let dollars = Shop(
      ["c.csv": rows],
      [.customers { $0.condition = .test(.init("Currency"), .oneOf([.text("usd")])) }])
    #expect(dollars.messages == "" && dollars.attribute("Amount") == ["10", "1"])
    #expect(dollars.store?.customers.attribute(named: "Total")?.unit == .money(Currency(code: "USD")))
  }

  /// Loss of precision in a column of binary numbers is reported.
  @Test func numbersOfManyDigits() {
    let exact = shop(["12345678901234567.89", "0.01", "9007199254740993"])
    #expect(exact.attribute("x") == ["1234567890123456789e-2", "1e-2", "900719925474099300e-2"])
    #expect(exact.said("x") == "")
    for cells in [
      ["12345678901234567890123", "1"], ["$12,345,678,901,234,567.89", "$1.12345678"],
      ["9000000000000000001", "5.25"],
    ] {
      #expect(
        shop(cells).said("x")?.contains("numbers of more than 15 digits are rounded") == true, "\(cells)")
    }
    #expect(shop(["0.30000000000000004", "1.1"]).said("x") == "")
  }

  @Test func durations() {
    let shop = shop(["27:13:05", "0:30:00", "1h 30m", "13:05"]) {
      $0.value = nil
      $0.types = [.init(column: .init("x"), type: .duration)]
    }
    #expect(shop.messages == "")
    let hours = shop.attribute("x").compactMap(Double.init)
    #expect(hours.map { ($0 * 3600).rounded() } == [97_985, 1800, 5400, 785])
    #expect(shop.store?.customers.attribute(named: "x")?.unit == .duration)
    #expect(NumberUnit.duration.words(.real(hours[0]), plain: "") == "27:13:05")
  }

  @Test func unitsAsWritten() {
    let dollars = NumberUnit.money(Currency(code: "USD"))
    #expect(dollars.words(.integer(-5), plain: "-5") == "-$5")
    #expect(NumberUnit.money(Currency(code: "CHF")).words(.integer(5), plain: "5") == "CHF 5")
    #expect(NumberUnit.percent.words(.decimal(units: 125, places: 3), plain: "") == "12.5%")
    #expect(NumberUnit.percent.words(.decimal(units: 20, places: 2), plain: "") == "20%")
    #expect(NumberUnit.percent.words(.decimal(units: 5, places: 2), plain: "") == "5%")
    #expect(NumberUnit.percent.words(.real(0.4312), plain: "") == "43.1%")
    #expect(NumberUnit.percent.words(.integer(1), plain: "") == "100%")
  }
}
