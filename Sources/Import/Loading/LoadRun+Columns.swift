internal import DataModel
internal import SourceText
internal import Store

/// Checks each column: what is odd becomes a warning, what makes it unusable an error.
extension LoadRun {
  /// Whether the members of the objects in its cells are columns.
  private func isOpened(_ source: LoadPlan.Source) -> Bool {
    let reading = plan.reading(source.table)
    guard !source.isDerived, source.column < reading.header.names.count else { return false }
    return reading.reading.opened.contains(reading.header.names[source.column].lowercased())
  }

  func check(_ column: FinishedColumn, _ source: LoadPlan.Source, _ problems: inout Problems) {
    let title = titleInFile(source)
    let path = plan.paths[source.table][0]
    if let (last, first) = column.openYear {
      let years = "\(Day(Int32(truncatingIfNeeded: last)).iso) or \(first.iso)"
      problems.add(
        origin.diagnostic(
          .ambiguous,
          "\(title) of \(path) has two-digit years that can come last or first, such as \(years)",
          notes: ["Years usually vary less than days, but here the last numbers vary as much as the first."],
          fixes: orderFixes(source, ["day", "year"]), dataFile: path))
    } else if column.isOpen {
      problems.add(
        origin.diagnostic(
          .ambiguous, "\(title) of \(path) can be day first or month first, and no value decides",
          notes: ["Only days up to 12 occur, as in 03/04/2025."], fixes: orderFixes(source), dataFile: path))
    }
    if let numbers = column.numbers, let problem = problem(numbers, source) {
      problems.add(problem)
      return
    }
    if let (day, month) = column.bothOrders {
      problems.add(contradiction(day, month, source))
    } else if column.isUnfit {
      problems.add(unfit(column, source))
    }
    if let notice = column.notice, !isOpened(source) {
      problems.add(
        origin.diagnostic(.suspiciousData, severity: .note, "\(title) of \(path): \(notice)", dataFile: path))
    }
    if let id = column.scientific {
      let (path, line) = place(of: id.row, in: source.table)
      problems.add(
        origin.diagnostic(
          .suspiciousData, severity: .warning,
          "\(title) holds ids in scientific notation (“\(shortened(id.text))”): digits are lost, and different ids may look the same",
          notes: ["A spreadsheet did this: format the column as text and export it again."], dataFile: path,
          dataLine: line))
    }
    guard column.misfitCount > 0, !rejectsMisfits(source), !column.isUnfit else { return }
    let (misfitPath, line) = place(of: column.misfits.first?.row ?? 0, in: source.table)
    let many = counted(column.misfitCount, "value is", "values are")
    let counts = column.misfitCount == 1 ? "counts" : "count"
    problems.add(
      origin.diagnostic(
        .suspiciousData, severity: .warning,
        "\(title): \(many) not \(what(column)) and \(counts) as missing: \(column.unread.words)",
        notes: column.column.type.isTime
          ? [
            MomentCell.wrongWeekday(in: column.misfits.first?.text ?? "").map { "\($0)." }
              ?? MomentCell.commonForms
          ]
          : [],
        fixes: (["type", "value"].contains(plan.line(asking: source)?.word)
          && column.unread.texts.contains(where: \.hasDigit) ? [typed(source, "text")] : [])
          + (missingLine(column.unread.texts).map { [origin.adding($0)] } ?? []),
        dataFile: misfitPath, dataLine: line))
  }

  /// The `missing` line that would treat a few cells as null.
  func missingLine(_ cells: [String]) -> String? {
    guard cells.count <= 3, cells.allSatisfy({ $0.count <= 60 }) else { return nil }
    return "missing \(cells.map { "\"\($0.replacing("\"", with: "\"\""))\"" }.joined(separator: ", "))"
  }

  private func what(_ column: FinishedColumn) -> String {
    if column.column.unit == .duration { return "a duration" }
    if column.target == .integer { return "a whole number" }
    return switch column.column.type {
    case .integer, .decimal, .real: "a number"
    case .boolean: "yes or no"
    case .date, .timestamp: "a date or time"
    case .text, .list: column.column.type.words
    }
  }

  /// Fixes that add `dates day first`, or `month first`: for the load's own file, or for one column of a joined one.
  private func orderFixes(_ source: LoadPlan.Source, _ orders: [String] = ["day", "month"]) -> [Diagnostic
    .Fix]
  {
    let place = source.table == 0 ? "" : " in \(lineName(source))"
    return orders.map { origin.adding("dates \($0) first\(place)") }
  }

  /// An error for a column with dates in both orders of day and month.
  private func contradiction(
    _ day: ColumnBuilder.Misfit, _ month: ColumnBuilder.Misfit, _ source: LoadPlan.Source
  ) -> Diagnostic {
    let title = titleInFile(source)
    let (first, second) = (place(of: day.row, in: source.table), place(of: month.row, in: source.table))
    let isOne = first.path.pathBytes == second.path.pathBytes
    let rows =
      rejectsMisfits(source)
      ? "rows with the other order are then rejected" : "dates in the other order then count as missing"
    return origin.diagnostic(
      .ambiguous,
      "\(title) of \(first.path) has dates in both orders: “\(shortened(day.text))” on line \(first.line) is day first, “\(shortened(month.text))” on line \(second.line)\(isOne ? "" : " of \(second.path)") month first",
      notes: [
        "If one order is right, say so: \(rows). If both are, "
          + (isOne
            ? "load the rows as two files."
            : "load each file by itself: `\(first.path)` with `dates day first`, `\(second.path)` with `dates month first`.")
      ],
      fixes: orderFixes(source), dataFile: first.path, dataLine: first.line)
  }

  /// The column's name as a line of the load writes it.
  private func lineName(_ source: LoadPlan.Source) -> String {
    if source.table == 0 { return columnName(title(source)) }
    let join = plan.joins[source.table - 1]
    return qualifiedName(
      join.aggregation == nil ? title(source) : "\(join.spec.alias).\(titleInFile(source))")
  }

  /// An error for a column with several currencies, percentages beside plain numbers, or an ambiguous decimal mark.
  private func problem(_ numbers: NumberParser, _ source: LoadPlan.Source) -> Diagnostic? {
    let title = titleInFile(source)
    let path = plan.paths[source.table][0]
    if let mixture = numbers.mixture { return mixed(mixture, [source]) }
    guard let (point, comma) = numbers.clash else { return nil }
    let cells = [point, comma].filter { $0.count > 0 }.map { "“\(shortened($0.first))”" }.joined(
      separator: " and ")
    return origin.diagnostic(
      .ambiguous,
      comma.count > 0
        ? "\(title) of \(path) has numbers of two kinds, \(cells): is the point or the comma the decimal mark?"
        : "\(title) of \(path) can be thousands or decimals: \(cells), and no cell decides",
      fixes: ["point", "comma"].map {
        origin.adding("decimals \($0)" + (source.table == 0 ? "" : " in \(lineName(source))"))
      }, dataFile: path)
  }

  /// An error for amounts in several currencies, as a currency column says. `spellings` are those of the most frequent
  /// currency.
  func severalCurrencies(
    _ currencies: MixedUnits, _ sources: [LoadPlan.Source], by column: LoadPlan.Source,
    spelled spellings: [String]
  ) -> Diagnostic {
    let words = spellings.map(columnName).joined(separator: ", ")
    let place = sources.contains(where: isTotalled) ? ", after the join," : ""
    let condition = "where \(lineName(column)) \(spellings.count == 1 ? "is \(words)" : "in (\(words))")"
    return mixed(
      currencies, sources, by: titleInFile(column),
      cures: ["`\(condition)`\(place) takes only the rows of one."])
  }

  private func mixed(
    _ mixture: MixedUnits, _ sources: [LoadPlan.Source], by column: String? = nil, cures: [String] = []
  ) -> Diagnostic {
    let titles = sources.map(titleInFile)
    let title = [titles.dropLast().joined(separator: ", "), titles.last ?? ""].filter { !$0.isEmpty }
      .joined(separator: " and ")
    let path = plan.paths[sources.first?.table ?? 0][0]
    let counts = mixture.kinds.map { "\($0.tally.count) \($0.words)" }.joined(separator: ", ")
    let holds = mixture.holds(isOne: sources.count == 1)
    return origin.diagnostic(
      .typeMismatch,
      column.map { "\(title) of \(path) \(holds), according to \($0): \(counts)" }
        ?? "\(title) of \(path) \(holds): \(mixture.cells)",
      at: sources.lazy.compactMap { plan.line(asking: $0)?.column.span }.first,
      notes: mixture.isMoney
        ? [mixture.remedy] + cures + ["As text they can be shown but not added up."]
        : ["\(mixture.remedy) Correct the file, or read the column as text."],
      fixes: asTexts(sources), dataFile: path)
  }

  /// A fix that reads columns as text; nil for columns that are summed, as those must be numbers.
  private func asTexts(_ sources: [LoadPlan.Source]) -> [Diagnostic.Fix] {
    if sources.contains(where: isTotalled) { return [] }
    if sources.count == 1 { return sources.map { typed($0, "text") } }
    let isTyped = plan.spec.types.contains { plan.find($0.column.name).map(sources.contains) ?? false }
    return isTyped
      ? [] : [origin.adding(sources.map { "type \(lineName($0)) text" }.joined(separator: "\n  "))]
  }

  /// Whether joins sum the column.
  private func isTotalled(_ source: LoadPlan.Source) -> Bool {
    source.table > 0 && plan.joins[source.table - 1].aggregation != nil
  }

  /// An error for a column most of whose values are not of the type that a slot or `type` needs.
  private func unfit(_ column: FinishedColumn, _ source: LoadPlan.Source) -> Diagnostic {
    let values = column.column
    let first = column.misfits.first
    let place = place(of: first?.row ?? 0, in: source.table)
    var notes: [String] = []
    let what: String
    switch column.target {
    case .number, .cents: what = "numbers"
    case .integer: what = "whole numbers"
    case .boolean: what = "yes or no"
    case .duration:
      (what, notes) = ("durations", ["Heed reads 27:13:05, 13:05 (minutes and seconds), 1h 20m."])
    case .moment, .date, .timestamp, .inferred, .text, .id, .words, .list:
      (what, notes) = ("dates or times", [MomentCell.formsRead])
    }
    let (target, cell) = (column.target, shortened(first?.text ?? ""))
    let line = plan.line(asking: source)
    // Texts have no misfits among the nulls, whatever type was asked for.
    let total = values.count - values.missing + (values.type == .text ? 0 : column.misfitCount)
    if let line, target.isTime, let words = fewWords(column), !words.contains(where: isTime) {
      let name = columnName(title(source))
      let isYesNo = words.allSatisfy { isYesOrNo($0) }
      let records =
        switch plan.spec.kind {
        case .customers: "customers"
        case .events: "events"
        case .feedback: "feedback"
        }
      let asked =
        isYesNo
        ? "`count \(records) where \(name)`."
        : "`count \(records) where \(name) is \"\(words.first ?? cell)\"`."
      return origin.diagnostic(
        .typeMismatch,
        "`\(line.word)` needs a date, but \(title(source)) of \(place.path) "
          + (isYesNo
            ? "is yes or no, such as “\(cell)”"
            : "has only \(words.map { "“\(shortened($0))”" }.joined(separator: ", "))"),
        at: line.column.span, label: "when was it?",
        notes: [
          "Without this line you can ask \(asked)"
            + (["0", "1"].contains(cell) ? " `type \(name) boolean` reads 0 as no and 1 as yes." : "")
        ], fixes: [line.word == "type" ? typed(source, "text") : withoutLine(line)].compactMap { $0 },
        dataFile: place.path,
        dataLine: place.line)
    }
    // Of a file that is aggregated, only its totals can be named in the load.
    let isSummed = source.table > 0 && plan.joins[source.table - 1].aggregation != nil
    let shown = isSummed ? [] : shownColumns
    let others = shown.filter {
      target.isTime ? $0.column.column.type.isTime : target.isNumber && $0.column.column.type.isNumber
    }.map { title($0.source) }.filter { $0 != title(source) }
    if !others.isEmpty { notes.append("Columns of \(what) are: \(listed(others)).") }
    return origin.diagnostic(
      .typeMismatch,
      "\(column.misfitCount) of \(total) cells of \(titleInFile(source)) of \(place.path) are not \(what), such as “\(cell)”",
      at: line?.column.span, label: line.map { "needed by `\($0.word)`" } ?? "", notes: notes,
      fixes: mending(column, of: total, source) + (line?.word == "type" ? [typed(source, "text")] : [])
        + (line.map { line in
          others.count == 1
            ? [Diagnostic.Fix("use \(others[0])", [Diagnostic.Edit(line.column.span, columnName(others[0]))])]
            : []
        } ?? []), dataFile: place.path, dataLine: place.line)
  }

  /// Fixes that make a column's cells fit its type; if few distinct cells do not, a line that treats them as null.
  private func mending(_ column: FinishedColumn, of total: Int, _ source: LoadPlan.Source) -> [Diagnostic.Fix]
  {
    let texts = column.unread.texts
    if column.target == .number, texts.allSatisfy({ NumberCell(duration: $0.utf8.span) != nil }) {
      return [typed(source, "duration")]
    }
    guard column.misfitCount < total else { return [] }
    return missingLine(texts).map { [origin.adding($0)] } ?? []
  }

  /// The values of a column that has only a few distinct ones, such as yes and no; nil if it has more.
  private func fewWords(_ finished: FinishedColumn) -> [String]? {
    let words: [String]
    switch finished.column.values {
    case .boolean: words = ["yes", "no"]
    case .texts(_, let dictionary): words = (0..<min(dictionary.count, 4)).map { dictionary[$0] }
    case .integers, .reals, .days, .instants, .lists:
      let misfits = Set(finished.misfits.map(\.text))
      words = misfits.allSatisfy { isYesOrNo($0) } ? misfits.sorted() : []
    }
    return (1...3).contains(words.count) ? words : nil
  }

  /// Whether a text can be read as a date or time.
  private func isTime(_ word: String) -> Bool {
    MomentCell(word.utf8.span, isForced: true).map { $0.kind != .missing } ?? false
  }

  private func isYesOrNo(_ word: String) -> Bool {
    ["yes", "no", "true", "false", "y", "n", "t", "f", "0", "1"].contains(word.lowercased())
  }

  /// A fix that declares the column's type, in the load's existing `type` line or in a new one.
  private func typed(_ source: LoadPlan.Source, _ type: String) -> Diagnostic.Fix {
    let (name, file) = (lineName(source), origin.file)
    let given = plan.spec.types.first { line in
      plan.find(line.column.name) == source
        || isTotalled(source) && qualifiedName(line.column.name).lowercased() == name.lowercased()
    }
    guard let given, let file else { return origin.adding("type \(name) \(type)") }
    let rest = file.text(of: SourceSpan(given.column.span.end, origin.statement.end))
    let start = given.column.span.end + rest.prefix { $0.isWhitespace }.utf8.count
    let word = rest.drop { $0.isWhitespace }.prefix { $0.isLetter }.utf8.count
    return Diagnostic.Fix(
      type == "text" ? "read it as text" : "read it as a \(type)",
      [Diagnostic.Edit(SourceSpan(start, start + word), type)])
  }

  /// A fix that removes the line which needs a time, if the load works without it.
  private func withoutLine(_ line: (word: String, column: LoadSpec.Column)) -> Diagnostic.Fix? {
    guard let file = origin.file else { return nil }
    let role = plan.spec.roles.first { $0.at.first?.span == line.column.span }
    if line.word == "at", role == nil {
      return Diagnostic.Fix("load them without times", [Diagnostic.Edit(line.column.span, "none")])
    }
    // The only event of a row is the purpose of the load.
    if role != nil, plan.spec.roles.count == 1, plan.spec.name == nil { return nil }
    let (word, name) = role.map { ("as", $0.name.span) } ?? (line.word, line.column.span)
    let head = file.text(of: SourceSpan(origin.statement.start, name.start)).trimmedEnd
    guard head.hasSuffix(word) else { return nil }
    let start = origin.statement.start + String(head.dropLast(word.count)).trimmedEnd.utf8.count
    return Diagnostic.Fix("leave it out", [Diagnostic.Edit(SourceSpan(start, line.column.span.end), "")])
  }

}

extension MomentCell {
  /// `2025-03-15 is a Saturday`: why a date with the wrong weekday is rejected; nil for other texts.
  static func wrongWeekday(in text: String) -> String? {
    let word = text.drop { $0 == " " }.prefix { $0.isLetter }
    guard !word.isEmpty, MonthNames.weekday(word.lowercased()) != nil else { return nil }
    let rest = String(text[word.endIndex...].drop { " ,.".contains($0) })
    guard let moment = MomentCell(rest.utf8.span, isForced: true), moment.order == .certain else {
      return nil
    }
    let day: Day
    switch moment.kind {
    case .day: day = Day(Int32(truncatingIfNeeded: moment.value))
    case .local: day = Zone.utc.day(of: Instant(microseconds: moment.value))
    case .absolute, .missing: return nil
    }
    let names = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
    return "\(day.iso) is a \(names[day.weekday - 1])"
  }

  /// The most common date formats, for error messages.
  static let commonForms =
    "Heed reads 2025-03-01, 01.03.2025, 3/1/2025, 1 Mar 2025, each also with a time and a zone."

  /// All date formats that are read, for error messages.
  static let formsRead =
    "Heed reads 2025-03-01, 2025/3/1, 01.03.2025, 3/1/2025, 1 Mar 2025, Mar 1, 2025, 01-Mar-25, 20250301, 2025-03, 2025-Q1, 2025-W09, each day also with a time (14:30, 14:30:05.25, 2:30 PM) and a zone (Z, +02:00, EST); 20250301143000; seconds or milliseconds since 1970. A weekday before a date has to be the right one."
}

extension UnparsedCells {
  /// The most frequent texts: `3 “TBD”, 1 “10 - very” and 2 others`.
  fileprivate var words: String {
    let sorted = counted.sorted { $0.rows > $1.rows }
    let isOnce = sorted.first.map { $0.rows == 1 } ?? true
    let shown = sorted.prefix(3).map { (isOnce ? "" : "\($0.rows) ") + "“\(shortened($0.text))”" }
    let more = sorted.dropFirst(3).reduce(0) { $0 + $1.rows }
    let others = more == 0 ? [] : [DataModel.counted(more, "other")]
    return listedInWords(shown + others)
  }
}

/// `a, b and c`
private func listedInWords(_ parts: [String]) -> String {
  parts.count < 2
    ? parts.joined() : parts.dropLast().joined(separator: ", ") + " and " + (parts.last ?? "")
}

extension String {
  /// A text with a digit may be a value in an unknown format.
  fileprivate var hasDigit: Bool { contains { $0.isNumber } }

  fileprivate var trimmedEnd: String {
    var text = self[...]
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return String(text)
  }
}
