public import DataModel
internal import Spreadsheets

/// An answer as the bytes of an Excel workbook: each table on a sheet, then the quotes, then how the question was
/// understood, its figures and its notes. Texts are texts, whatever they begin with.
///
/// - Parameter path: is what errors call the file.
public func workbook(_ answer: Answer, _ style: Style, for path: String) throws(HostError) -> [UInt8] {
  let writer = AnswerSheets(zone: style.zone)
  do throws(Workbook.Failure) {
    return try Workbook(writer.sheets(of: answer)).bytes(isCancelled: style.isCancelled)
  } catch {
    switch error {
    case .cancelled: throw .cancelled
    case .notInstalled:
      let reason = "the library libxlsxwriter is not installed (Debian: libxlsxwriter4); a .csv needs none"
      throw .unwritable(path: path, reason: reason)
    case .tooLarge:
      let most = "\(Workbook.mostRows - 1) rows and \(Workbook.mostColumns) columns"
      throw .unwritable(path: path, reason: "a sheet has at most \(most); a .csv may have more")
    case .failed: throw .unwritable(path: path, reason: "libxlsxwriter cannot write it")
    }
  }
}

private struct AnswerSheets {
  let zone: Zone

  func sheets(of answer: Answer) -> [Workbook.Sheet] {
    let tables = answer.tables.enumerated().map { index, table in
      sheet(of: table, named: table.title ?? (index == 0 ? answer.verb : "\(answer.verb) \(index + 1)"))
    }
    let quotes = answer.quotes.isEmpty ? [] : [sheet(of: answer.quotes)]
    return tables + quotes + [about(answer)]
  }

  private func sheet(of table: Answer.Table, named name: String) -> Workbook.Sheet {
    let shown = table.columns.indices.filter { table.columns[$0].audience != .people }
    let rows = table.rows.map { row in
      shown.map { row.indices.contains($0) ? cell(row[$0].value, table.columns[$0].unit) : .missing }
    }
    return Workbook.Sheet(name: name, header: shown.map { table.columns[$0].name }, rows: rows)
  }

  private func sheet(of quotes: [Answer.Quote]) -> Workbook.Sheet {
    let rows = quotes.map { quote in
      [
        cell(quote.customer.map { .text($0) } ?? .missing), cell(quote.at.map { .moment($0) } ?? .missing),
        cell(quote.channel.map { .text($0) } ?? .missing), cell(quote.score), .text(quote.text),
      ]
    }
    return Workbook.Sheet(name: "quotes", header: ["customer", "at", "channel", "score", "text"], rows: rows)
  }

  private func about(_ answer: Answer) -> Workbook.Sheet {
    var rows: [[Workbook.Cell]] = [
      [.text("statement"), .text(answer.statement)], [.text("reading"), .text(answer.reading)],
    ]
    if let headline = answer.headline { rows.append([.text("answer"), .text(headline)]) }
    rows += answer.summary.map { [.text($0.key), cell($0.value, $0.unit)] }
    rows += answer.notes.map { [.text("note"), .text($0)] }
    return Workbook.Sheet(name: "about", header: ["what", "value"], rows: rows)
  }

  // MARK: - Cells

  private func cell(_ value: Scalar, _ unit: Answer.Unit = .none) -> Workbook.Cell {
    switch value {
    case .missing: return .missing
    case .boolean(let value): return .boolean(value)
    case .integer(let number):
      return number.magnitude <= AnswerSheets.mostExact
        ? .number(Double(number), format(unit)) : .text(String(number))
    case .decimal(let units, let places):
      return units.magnitude <= AnswerSheets.mostExact
        ? .number(Double(units) / Scalar.scale(places), format(unit)) : .text(decimalText(units, places))
    case .real(let number): return number.isFinite ? .number(number, format(unit)) : .missing
    case .moment(let moment): return cell(moment)
    case .text(let text): return .text(text)
    case .list(let values): return .text(values.joined(separator: "; "))
    }
  }

  /// Excel keeps fifteen digits of a number.
  private static let mostExact: UInt64 = 999_999_999_999_999

  private func format(_ unit: Answer.Unit) -> Workbook.NumberFormat {
    switch unit {
    case .share, .change, .percent: .share
    case .money: .money
    case .none, .people, .records, .chance, .days, .hours, .points, .duration, .year: .general
    }
  }

  /// Days since 1899-12-30, as Excel counts them from March 1900 on; earlier ones as text.
  private func cell(_ moment: Moment) -> Workbook.Cell {
    let day = Double(zone.day(of: moment).number) + 25_569
    guard day >= 61, day < 2_958_466 else { return .text(isoText(moment, in: zone)) }
    switch moment {
    case .day: return .number(day, .day)
    case .instant(let instant):
      let local = Double(zone.local(instant)) / Double(Instant.microsecondsPerDay)
      return .number(local + 25_569, .moment)
    }
  }
}
