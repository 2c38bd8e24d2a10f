public import DataModel
internal import Parquet

/// An answer as the bytes of a Parquet file: its first table; without a table, its quotes; without those, its figures.
/// Columns keep their types: whole numbers, exact decimals, dates and times stay what they are, and what is missing is
/// null.
public func parquet(_ answer: Answer, _ style: Style) throws(HostError) -> [UInt8] {
  let rows = AnswerRows(answer)
  var names: Set<String> = []
  let columns = rows.names.indices.map { column in
    let values = rows.cells.map { $0[column] }
    return ParquetTable.Column(
      unused(rows.names[column], &names),
      ColumnValues(values, type: rows.types[column], zone: style.zone).parquet)
  }
  guard let bytes = ParquetTable(columns: columns).bytes(isCancelled: style.isCancelled) else {
    throw .cancelled
  }
  return bytes
}

/// A name that no other column has: `name_2`.
private func unused(_ name: String, _ names: inout Set<String>) -> String {
  var (candidate, number) = (name, 1)
  while !names.insert(candidate).inserted {
    number += 1
    candidate = "\(name)_\(number)"
  }
  return candidate
}

/// The rows of an answer for a table of data: names, declared types and values, a row of cells each.
private struct AnswerRows {
  var names: [String]
  var types: [ValueType]
  var cells: [[Scalar]]

  init(_ answer: Answer) {
    if let table = answer.tables.first {
      let shown = table.columns.indices.filter { table.columns[$0].audience != .people }
      names = shown.map { table.columns[$0].name }
      types = shown.map { table.columns[$0].type }
      cells = table.rows.map { row in
        shown.map { row.indices.contains($0) ? row[$0].value : .missing }
      }
    } else if !answer.quotes.isEmpty || answer.quotesCaption != nil {
      names = ["customer", "at", "channel", "score", "text"]
      types = [.text, .timestamp, .text, .real, .text]
      cells = answer.quotes.map { quote in
        [
          quote.customer.map { .text($0) } ?? .missing, quote.at.map { .moment($0) } ?? .missing,
          quote.channel.map { .text($0) } ?? .missing, quote.score, .text(quote.text),
        ]
      }
    } else {
      names = answer.summary.map(\.key)
      types = answer.summary.map { _ in .real }
      cells = [answer.summary.map(\.value)]
    }
  }
}

/// The values of a column as one type, which is the narrowest that all of them have.
private struct ColumnValues {
  let values: [Scalar]
  let type: ValueType
  let zone: Zone

  init(_ values: [Scalar], type: ValueType, zone: Zone) {
    (self.values, self.type, self.zone) = (values, type, zone)
  }

  private enum Kind { case boolean, integer, decimal, real, day, instant, text }

  var parquet: ParquetTable.Values {
    switch kind {
    case .boolean: .booleans(values.map { if case .boolean(let value) = $0 { value } else { nil } })
    case .integer: .integers(values.map { if case .integer(let value) = $0 { value } else { nil } })
    case .decimal: decimals ?? .reals(values.map(\.number))
    case .real: .reals(values.map { $0.number.flatMap { $0.isFinite ? $0 : nil } })
    case .day:
      .days(values.map { if case .moment(let moment) = $0 { zone.day(of: moment).number } else { nil } })
    case .instant: .instants(values.map(instant))
    case .text: .texts(values.map(text))
    }
  }

  private var kind: Kind {
    let kinds = Set(values.compactMap { ColumnValues.kind(of: $0) })
    if kinds.count == 1, let only = kinds.first { return only }
    if kinds.isEmpty { return declared }
    if kinds == [.integer, .decimal] { return .decimal }
    if kinds.isSubset(of: [.integer, .decimal, .real]) { return .real }
    return kinds == [.day, .instant] ? .instant : .text
  }

  private static func kind(of value: Scalar) -> Kind? {
    switch value {
    case .missing: nil
    case .boolean: .boolean
    case .integer: .integer
    case .decimal: .decimal
    case .real: .real
    case .moment(.day): .day
    case .moment(.instant): .instant
    case .text, .list: .text
    }
  }

  /// The type of a column without a value.
  private var declared: Kind {
    switch type {
    case .boolean: .boolean
    case .integer: .integer
    case .decimal: .decimal
    case .real: .real
    case .date: .day
    case .timestamp: .instant
    case .text, .list: .text
    }
  }

  /// Decimals with the most places that a value has; nil if a number then has more than 18 digits.
  private var decimals: ParquetTable.Values? {
    var places = 0
    for case .decimal(_, let own) in values { places = max(places, own) }
    var scaled: [Int64?] = []
    for value in values {
      let (units, own): (Int64, Int)
      switch value {
      case .integer(let number): (units, own) = (number, 0)
      case .decimal(let number, let places): (units, own) = (number, places)
      case _:
        scaled.append(nil)
        continue
      }
      var (result, overflow) = (units, false)
      for _ in own..<max(own, places) where !overflow {
        (result, overflow) = result.multipliedReportingOverflow(by: 10)
      }
      guard !overflow, result.magnitude < 1_000_000_000_000_000_000 else { return nil }
      scaled.append(result)
    }
    return .decimals(scaled, places: places)
  }

  private func instant(_ value: Scalar) -> Int64? {
    guard case .moment(let moment) = value else { return nil }
    switch moment {
    case .instant(let instant): return instant.microseconds
    case .day(let day): return zone.start(of: day).microseconds
    }
  }

  private func text(_ value: Scalar) -> String? {
    switch value {
    case .missing: nil
    case .boolean(let value): value ? "true" : "false"
    case .integer(let number): String(number)
    case .decimal(let units, let places): decimalText(units, places)
    case .real(let number): number.isFinite ? realText(number) : nil
    case .moment(let moment): isoText(moment, in: zone)
    case .text(let text): text
    case .list(let values): values.joined(separator: "; ")
    }
  }
}
