internal import DataModel
internal import SourceText
internal import Store

/// What is odd about a column, or makes it unusable.
extension LoadRun {
  func check(_ column: FinishedColumn, _ source: LoadPlan.Source, _ problems: inout Problems) {
    let title = titleInFile(source)
    let path = plan.paths[source.table][0]
    if let (last, first) = column.openYear {
      let years = "\(Day(Int32(truncatingIfNeeded: last)).iso) or \(first.iso)"
      problems.add(
        origin.diagnostic(
          .ambiguous,
          "\(title) of \(path) has years of two digits that can stand last or first: \(years) for one",
          notes: ["Years vary less than days, and no fewer numbers stand last than first."],
          fixes: orderFixes(source, ["day", "year"]), dataFile: path))
    } else if column.isOpen {
      problems.add(
        origin.diagnostic(
          .ambiguous, "\(title) of \(path) can be day first or month first: no value decides",
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
    if let notice = column.notice {
      problems.add(
        origin.diagnostic(.suspiciousData, severity: .note, "\(title) of \(path): \(notice)", dataFile: path))
    }
    if let id = column.scientific {
      let (path, line) = place(of: id.row, in: source.table)
      problems.add(
        origin.diagnostic(
          .suspiciousData, severity: .warning,
          "\(title) holds ids in scientific notation (“\(shortened(id.text))”): digits are lost, and different ids may be one",
          notes: ["A spreadsheet did that: export the column as text."], dataFile: path, dataLine: line))
    }
    guard column.misfitCount > 0, !rejectsMisfits(source), !column.isUnfit else { return }
    let (misfitPath, line) = place(of: column.misfits.first?.row ?? 0, in: source.table)
    let isOne = column.misfitCount == 1
    let cell = shortened(column.misfits.first?.text ?? "")
    let many = isOne ? "1 value is" : "\(column.misfitCount) values are"
    problems.add(
      origin.diagnostic(
        .suspiciousData, severity: .warning,
        "\(title): \(many) not \(what(column)) and \(isOne ? "counts" : "count") as missing, first “\(cell)”",
        notes: column.column.type.isTime
          ? MomentCell.wrongWeekday(in: column.misfits.first?.text ?? "").map { ["\($0)."] } ?? [] : [],
        fixes: missingLine(column.unread.texts).map { [origin.adding($0)] } ?? [],
        dataFile: misfitPath, dataLine: line))
  }

  /// The line that says of a few cells that they hold no value.
  func missingLine(_ cells: [String]) -> String? {
    guard cells.count <= 3, cells.allSatisfy({ $0.count <= 60 }) else { return nil }
    return "missing \(cells.map { "\"\($0.replacing("\"", with: "\"\""))\"" }.joined(separator: ", "))"
  }

  private func what(_ column: FinishedColumn) -> String {
    if column.column.unit == .duration { return "a length of time" }
    if column.target == .integer { return "a whole number" }
    return switch column.column.type {
    case .integer, .decimal, .real: "a number"
    case .boolean: "yes or no"
    case .date, .timestamp: "a date or time"
    case .text, .list: column.column.type.words
    }
  }

  /// `dates day first`: for the load's own file, or for one column of a joined one.
  private func orderFixes(_ source: LoadPlan.Source, _ orders: [String] = ["day", "month"]) -> [Diagnostic
    .Fix]
  {
    let place = source.table == 0 ? "" : " in \(lineName(source))"
    return orders.map { origin.adding("dates \($0) first\(place)") }
  }

  /// A column of dates of which some are day first and some month first.
  private func contradiction(
    _ day: ColumnBuilder.Misfit, _ month: ColumnBuilder.Misfit, _ source: LoadPlan.Source
  ) -> Diagnostic {
    let title = titleInFile(source)
    let (first, second) = (place(of: day.row, in: source.table), place(of: month.row, in: source.table))
    let isOne = first.path.pathBytes == second.path.pathBytes
    let rows =
      rejectsMisfits(source)
      ? "rows with the other order are rejected" : "dates of the other order are missing"
    return origin.diagnostic(
      .ambiguous,
      "\(title) of \(first.path) has dates of both orders: “\(shortened(day.text))” on line \(first.line) is day first, “\(shortened(month.text))” on line \(second.line)\(isOne ? "" : " of \(second.path)") month first",
      notes: [
        "Where one order is right, say so: \(rows). Where both are, "
          + (isOne
            ? "load the rows as two files."
            : "load each file by itself: `\(first.path)` with `dates day first`, `\(second.path)` with `dates month first`.")
      ],
      fixes: orderFixes(source), dataFile: first.path, dataLine: first.line)
  }

  /// How a line of the load calls a column.
  private func lineName(_ source: LoadPlan.Source) -> String {
    if source.table == 0 { return columnName(title(source)) }
    let join = plan.joins[source.table - 1]
    return qualifiedName(join.summed == nil ? title(source) : "\(join.spec.alias).\(titleInFile(source))")
  }

  /// Numbers of several currencies, shares beside plain numbers, or a decimal mark that nothing decides.
  private func problem(_ numbers: NumberReading, _ source: LoadPlan.Source) -> Diagnostic? {
    let title = titleInFile(source)
    let path = plan.paths[source.table][0]
    if let mixture = numbers.mixture { return mixed(mixture, source) }
    guard let (point, comma) = numbers.clash else { return nil }
    let cells = [point, comma].filter { $0.count > 0 }.map { "“\(shortened($0.first))”" }.joined(
      separator: " and ")
    return origin.diagnostic(
      .ambiguous,
      comma.count > 0
        ? "\(title) of \(path) has numbers of two kinds, \(cells): is the point or the comma before the decimals?"
        : "\(title) of \(path) can be thousands or decimals: \(cells), and no cell decides",
      fixes: ["point", "comma"].map {
        origin.adding("decimals \($0)" + (source.table == 0 ? "" : " in \(lineName(source))"))
      }, dataFile: path)
  }

  /// Several currencies in a column of amounts, as another column says.
  func severalCurrencies(
    _ currencies: [(words: String, tally: NumberReading.Tally)], _ source: LoadPlan.Source, by column: String
  ) -> Diagnostic { mixed(currencies, source, by: column) }

  private func mixed(
    _ mixture: [(words: String, tally: NumberReading.Tally)], _ source: LoadPlan.Source,
    by column: String? = nil
  ) -> Diagnostic {
    let (title, path) = (titleInFile(source), plan.paths[source.table][0])
    let cells = mixture.map { "\($0.tally.count) \($0.words) (“\(shortened($0.tally.first))”)" }
    let currencies = mixture.map(\.words).filter { $0.count == 3 && $0 == $0.uppercased() }
    let isMoney = currencies.count > 1 || currencies.count == mixture.count
    let rates = currencies.enumerated().map { "\($1) \($0 == 0 ? "1" : "…")" }.joined(separator: ", ")
    let holds =
      !isMoney
      ? "holds numbers of several kinds"
      : currencies.count > 1 ? "holds several currencies" : "is in a currency that `rates` does not name"
    return origin.diagnostic(
      .typeMismatch,
      column.map {
        "\(title) of \(path) \(holds), as \($0) says: \(mixture.map { "\($0.tally.count) \($0.words)" }.joined(separator: ", "))"
      } ?? "\(title) of \(path) \(holds): \(cells.joined(separator: ", "))",
      notes: isMoney
        ? [
          currencies.count > 1
            ? "`rates \"\(rates)\"` says what one unit of each is worth, and makes all of them the one that is 1."
            : "Add to the `rates` of the load what one \(currencies[0]) is worth: `, \(currencies[0]) …`.",
          "As text they can be shown, not added up.",
        ]
        : [
          "20% is 0.2: which of the two do the other cells mean? Mend the file, or take the column as text."
        ],
      // What is added up has to be numbers.
      fixes: source.table == 0 || plan.joins[source.table - 1].summed == nil
        ? [origin.adding("type \(lineName(source)) text")] : [],
      dataFile: path)
  }

  /// A slot or `type` asks for what most values are not.
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
      (what, notes) = ("lengths of time", ["Read are 27:13:05, 13:05 (minutes and seconds), 1h 20m."])
    case .moment, .date, .timestamp, .inferred, .text, .id, .words, .list:
      (what, notes) = ("dates or times", [MomentCell.formsRead])
    }
    let (target, cell) = (column.target, shortened(first?.text ?? ""))
    let line = plan.line(asking: source)
    // Texts are present whatever they should be.
    let total = values.count - values.missing + (values.type == .text ? 0 : column.misfitCount)
    if let line, target.isTime, let words = fewWords(column), !words.contains(where: isTime) {
      let name = columnName(title(source))
      let isYesNo = words.allSatisfy { isYesOrNo($0) }
      let asked =
        isYesNo
        ? "by its name: `count customers where \(name)`."
        : "by its values: `count customers where \(name) is \"\(cell)\"`."
      return origin.diagnostic(
        .typeMismatch,
        "`\(line.word)` wants a date, and \(title(source)) of \(place.path) "
          + (isYesNo
            ? "is yes or no: “\(cell)” for one"
            : "holds nothing but \(words.map { "“\(shortened($0))”" }.joined(separator: ", "))"),
        at: line.column.span, label: "when was it?",
        notes: [
          "Without this line it is asked \(asked)"
            + (["0", "1"].contains(cell) ? " `type \(name) boolean` makes 0 and 1 no and yes." : "")
        ], fixes: [asText(line) ?? withoutLine(line)].compactMap { $0 }, dataFile: place.path,
        dataLine: place.line)
    }
    // Of a file that is summed up only what is made of it can be asked for.
    let isSummed = source.table > 0 && plan.joins[source.table - 1].summed != nil
    let shown = isSummed ? [] : shownColumns
    let others = shown.filter {
      target.isTime ? $0.column.column.type.isTime : target.isNumber && $0.column.column.type.isNumber
    }.map { title($0.source) }.filter { $0 != title(source) }
    if !others.isEmpty { notes.append("Columns of \(what) are: \(listed(others)).") }
    return origin.diagnostic(
      .typeMismatch,
      "\(column.misfitCount) of \(total) cells of \(titleInFile(source)) of \(place.path) are no \(what): “\(cell)” for one",
      at: line?.column.span, label: line.map { "wanted by `\($0.word)`" } ?? "", notes: notes,
      fixes: mending(column, of: total, source) + (line.flatMap(asText).map { [$0] } ?? [])
        + (line.map { line in
          others.count == 1
            ? [Diagnostic.Fix("use \(others[0])", [Diagnostic.Edit(line.column.span, columnName(others[0]))])]
            : []
        } ?? []), dataFile: place.path, dataLine: place.line)
  }

  /// Lines that make of the cells of a column what it has to be: where few different ones are not, they hold no value.
  private func mending(_ column: FinishedColumn, of total: Int, _ source: LoadPlan.Source) -> [Diagnostic.Fix]
  {
    let texts = column.unread.texts
    if column.target == .number, texts.allSatisfy({ NumberCell(duration: $0.utf8.span) != nil }) {
      return [origin.adding("type \(lineName(source)) duration")]
    }
    guard column.misfitCount < total else { return [] }
    return missingLine(texts).map { [origin.adding($0)] } ?? []
  }

  /// The values of a column that has a few alone, as of yes and no; nil where it has more.
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

  /// Whether a word is a date or time after all.
  private func isTime(_ word: String) -> Bool {
    MomentCell(word.utf8.span, isForced: true).map { $0.kind != .missing } ?? false
  }

  private func isYesOrNo(_ word: String) -> Bool {
    ["yes", "no", "true", "false", "y", "n", "t", "f", "0", "1"].contains(word.lowercased())
  }

  /// A rewrite that makes `type x number` `type x text`.
  private func asText(_ line: (word: String, column: LoadSpec.Column)) -> Diagnostic.Fix? {
    guard line.word == "type", let file = origin.file else { return nil }
    let rest = file.text(of: SourceSpan(line.column.span.end, origin.statement.end))
    let blanks = rest.prefix { $0.isWhitespace }.utf8.count
    let word = rest.drop { $0.isWhitespace }.prefix { $0.isLetter }.utf8.count
    let start = line.column.span.end + blanks
    return word == 0
      ? nil : Diagnostic.Fix("take it as text", [Diagnostic.Edit(SourceSpan(start, start + word), "text")])
  }

  /// A rewrite that takes a line of one column out of the load.
  private func withoutLine(_ line: (word: String, column: LoadSpec.Column)) -> Diagnostic.Fix? {
    guard let file = origin.file else { return nil }
    let before = file.text(of: SourceSpan(origin.statement.start, line.column.span.start))
    let head = before.trimmedEnd
    guard head.hasSuffix(line.word) else { return nil }
    let start = origin.statement.start + String(head.dropLast(line.word.count)).trimmedEnd.utf8.count
    return Diagnostic.Fix("leave it out", [Diagnostic.Edit(SourceSpan(start, line.column.span.end), "")])
  }

}

extension MomentCell {
  /// `2025-03-15 is a Saturday`, where a date is none for the weekday before it alone.
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

  /// The forms that are read, for who wrote another.
  static let formsRead =
    "Read are 2025-03-01, 2025/3/1, 01.03.2025, 3/1/2025, 1 Mar 2025, Mar 1, 2025, 01-Mar-25, 20250301, 2025-03, 2025-Q1, 2025-W09, each day also with a time (14:30, 14:30:05.25, 2:30 PM) and a zone (Z, +02:00, EST); 20250301143000; seconds or milliseconds since 1970. A weekday before a date has to be its own."
}

extension String {
  fileprivate var trimmedEnd: String {
    var text = self[...]
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return String(text)
  }
}
