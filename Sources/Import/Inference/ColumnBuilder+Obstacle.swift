internal import DataModel
internal import Store

extension ColumnBuilder {
  /// How many distinct values are sampled to tell what a column mostly is, and how many misfits are listed.
  private static let sample = 200
  private static let looked = 20_000

  /// What keeps this text column from being numbers, dates or booleans; nil if most of it is ordinary text.
  func obstacle(isLeftOpen: Bool) -> TypeObstacle? {
    if isLeftOpen, values(matching: { $0.shortYear?.withYearFirst != nil }),
      !values(matching: { $0.order == .open })
    {
      return TypeObstacle(
        .date, reason: "the years of its dates can come first or last, and no cell decides",
        clauses: ["dates day first in \(lineName)", "dates year first in \(lineName)"])
    }
    if isLeftOpen {
      return TypeObstacle(
        .date, reason: "its dates can be day first or month first, and no cell decides",
        clauses: ["dates day first in \(lineName)", "dates month first in \(lineName)"])
    }
    let values = (0..<pool.count).lazy.filter { mark(pool.bytes(of: $0).span, amongTyped: true) == nil }
    let sample = values.prefix(ColumnBuilder.sample)
    guard !sample.isEmpty else { return nil }
    func isMost(_ fits: (Span<UInt8>) -> Bool) -> Bool {
      sample.count { fits(pool.bytes(of: $0).span) } * 2 > sample.count
    }
    if isMost(isObject) {
      return TypeObstacle(
        .object,
        reason:
          "its cells are JSON objects, which become columns if the load names a member, as in `type \(lineName).member text`",
        clauses: [])
    }
    if isMost({ LooseNumber($0) != nil }) {
      return numberObstacle(Array(values.prefix(ColumnBuilder.looked)))
    }
    if isMost({ MomentCell($0) != nil }) {
      return dateObstacle(Array(values.prefix(ColumnBuilder.looked)))
    }
    if isMost({ NumberCell(duration: $0) != nil }) {
      return TypeObstacle(
        .number, reason: "its cells may be durations", clauses: ["type \(lineName) duration"])
    }
    return nil
  }

  /// The column's name as a line of the load writes it.
  var lineName: String { (settings.alias.map { columnName($0) + "." } ?? "") + columnName(name) }

  private func values(matching test: (MomentCell) -> Bool) -> Bool {
    (0..<pool.count).contains { code in moment(pool.bytes(of: code).span).map(test) ?? false }
  }

  private func isObject(_ cell: Span<UInt8>) -> Bool {
    let bounds = trimmedBounds(cell)
    guard bounds.count >= 2 else { return false }
    return cell[bounds.lowerBound] == UInt8(ascii: "{") && cell[bounds.upperBound - 1] == UInt8(ascii: "}")
  }

  private func numberObstacle(_ values: [Int]) -> TypeObstacle? {
    let unlike = values.filter { NumberCell(pool.bytes(of: $0).span) == nil }
    let none = unlike.filter { LooseNumber(pool.bytes(of: $0).span) == nil }
    if unlike.isEmpty {
      var reading = NumberParser(.inferred, settings)
      for code in values { _ = reading.number(pool.bytes(of: code).span) }
      guard reading.isOpen, let open = reading.openPoint else { return nil }
      return TypeObstacle(
        .number, reason: "its numbers can be thousands or decimals, such as “\(open)”, and no cell decides",
        clauses: ["point", "comma"].map {
          "decimals \($0)" + (settings.alias == nil ? "" : " in \(lineName)")
        })
    }
    // Ids and telephone numbers are not meant as numbers.
    if none.isEmpty, unlike.allSatisfy({ isIdLike(pool.bytes(of: $0).span) }) { return nil }
    if let mixture {
      return TypeObstacle(
        .number, reason: "it \(mixture.holds()): \(mixture.cells); \(mixture.advice(lineName))", clauses: [])
    }
    let isLoose = unlike.count > none.count
    return obstacle(
      .number, isLoose ? unlike : none, isLoose ? "not plain numbers" : "not numbers", none: none,
      type: isLoose || none.count > 3 ? "number" : nil)
  }

  /// The conflicting units of its cells, if it would be numbers but for them.
  private var mixture: MixedUnits? {
    var reading = NumberParser(.number, settings)
    for code in 0..<pool.count { reading.look(at: pool.bytes(of: code).span) }
    _ = reading.decideMark()
    for code in 0..<pool.count { _ = reading.number(pool.bytes(of: code).span) }
    reading.weigh(weighedCells())
    return reading.mixture
  }

  private func dateObstacle(_ values: [Int]) -> TypeObstacle? {
    if let (day, month) = bothOrders {
      return TypeObstacle(
        .date, reason: "“\(day.text)” is day first and “\(month.text)” is month first",
        clauses: ["dates day first in \(lineName)", "dates month first in \(lineName)"])
    }
    var (none, digits): ([Int], [Int]) = ([], [])
    for code in values {
      let cell = pool.bytes(of: code).span
      if moment(cell, isForced: true) == nil { none.append(code) }
      if MomentCell(cell) == nil { digits.append(code) }
    }
    let unlike = none.isEmpty ? digits : none
    guard !unlike.isEmpty else { return nil }
    return obstacle(
      .date, unlike, "not dates", none: none, type: none.count > 3 || none.isEmpty ? "date" : nil)
  }

  /// The first cell that proves each order of day and month, if the column has both.
  var bothOrders: (dayFirst: Misfit, monthFirst: Misfit)? {
    func first(_ order: MomentCell.Order) -> Misfit? {
      let code = (0..<pool.count).first { moment(pool.bytes(of: $0).span, isForced: true)?.order == order }
      return code.map { code in
        Misfit(row: codes.firstIndex(of: UInt32(truncatingIfNeeded: code)) ?? 0, text: pool[code])
      }
    }
    guard let day = first(.dayFirst), let month = first(.monthFirst) else { return nil }
    return (day, month)
  }

  private func obstacle(
    _ kind: TypeObstacle.Kind, _ unlike: [Int], _ what: String, none: [Int], type: String?
  ) -> TypeObstacle? {
    guard !unlike.isEmpty else { return nil }
    let rows = rowCounts()
    let count = unlike.reduce(0) { $0 + rows[$1] }
    let total = rows.reduce(0, +)
    let shown = unlike.prefix(3).map { "“\(cut(pool[$0]))”" }.joined(separator: ", ")
    var clauses: [String] = []
    if let type { clauses.append("type \(lineName) \(type)") }
    if !none.isEmpty, none.count <= 3 {
      let marks = none.map { "\"\(pool[$0].replacing("\"", with: ""))\"" }.joined(separator: ", ")
      clauses.append("missing \(marks)")
    }
    let are = count == 1 ? "1 of its \(total) cells is" : "\(count) of its \(total) cells are"
    let singular =
      count == 1
      ? what.replacing("not", with: "not a").replacing("numbers", with: "number").replacing(
        "dates", with: "date")
      : what
    return TypeObstacle(kind, reason: "\(are) \(singular): \(shown)", clauses: clauses)
  }

  private func cut(_ text: String) -> String { text.count > 40 ? text.prefix(40) + "…" : text }

  /// Whether a cell looks like an id: `007`, `+44…`.
  private func isIdLike(_ cell: Span<UInt8>) -> Bool {
    trimmedBounds(cell).allSatisfy { digit(cell[$0]) != nil || cell[$0] == UInt8(ascii: "+") }
  }
}

extension ColumnBuilder {
  /// A note that most cells hold several of a small set of values, with the `split` line to add.
  func splitRemark() -> String? {
    let values = (0..<min(pool.count, ColumnBuilder.looked)).filter {
      mark(pool.bytes(of: $0).span, amongTyped: false) == nil
    }
    guard values.count > 1 else { return nil }
    for separator in [";", "|", ","] {
      let split = ListSplit(separator: Array(separator.utf8))
      if isSplit(values, by: split) {
        return
          "its cells seem to hold several values: `split \(lineName) by \"\(separator)\"` makes them a list"
      }
    }
    return nil
  }

  /// Whether at least four of five values that the cells split into are among 50 or fewer values, each found in at
  /// least two distinct cells.
  private func isSplit(_ values: [Int], by split: ListSplit) -> Bool {
    var holding = 0
    var cells: [String: Int] = [:]
    var all = 0
    for code in values {
      let bytes = pool.bytes(of: code)
      guard bytes.count <= 400 else { return false }
      let parts = split.parts(of: bytes.span)
      if parts.count > 1 { holding += 1 }
      for part in parts {
        guard part.utf8.count <= 60 else { return false }
        cells[part, default: 0] += 1
        all += 1
      }
      if cells.count > 60, holding == 0 || cells.count > 500 { return false }
    }
    let repeated = cells.values.filter { $0 > 1 }
    return holding > 1 && cells.count <= 50 && repeated.count > 1
      && repeated.reduce(0, +) * 5 >= all * 4
  }
}

extension TypeObstacle {
  /// The reason and its remedy, for the load report.
  var words: String {
    let lines = clauses.map { "`\($0)`" }.joined(separator: " or ")
    return "text, because \(reason)\(lines.isEmpty ? "" : ": " + lines)"
  }
}
