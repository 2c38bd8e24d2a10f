internal import DataModel

/// Additional header rows below the first, in exports of survey tools.
///
/// - Qualtrics: the second row has the questions, the third `{"ImportId":"startDate","timeZone":"America/Denver"}`.
/// Both
///   are skipped, and the third gives the zone of times.
/// - SurveyMonkey: the second row has the kinds of answers (`Response`) and, for a question with several columns, the
///   choice of each: `Which parts do you use?: Search`. The column of a choice has its name or nothing in its cells, and
///   is read as yes or no.
struct HeaderRows {
  /// How many records form the header.
  private(set) var count = 1
  private(set) var names: [String]
  /// For each column of a choice: the choice, and the columns of its question.
  private(set) var choices: [Int: Choice] = [:]
  private(set) var zone: Zone?
  private(set) var remarks: [String] = []
  /// A note about how the second row was used, if Heed had to guess.
  private(set) var guess: String?

  struct Choice: Hashable {
    var text: [UInt8]
    var question: Range<Int>
  }

  /// Examines a file's first records, the header first.
  init(_ records: [Dialect.Record], _ options: CSVOptions) {
    names = records.first?.cells ?? []
    let imports = records.prefix(3).firstIndex { $0.cells.first?.hasPrefix("{\"ImportId\":") == true }
    if let imports, imports > 0 {
      zone = records[imports].cells.lazy.compactMap(HeaderRows.zone).first
      if let zone { remarks.append("times are in \(zone.name), as line \(records[imports].line) says") }
      if options.headerRows == nil, options.skippedRows.isEmpty, !options.keepsAllRows {
        count = imports + 1
        let rows = imports == 1 ? "row 2" : "rows 2 to \(imports + 1)"
        remarks.append(
          "below its header are the questions and import ids of Qualtrics: read as `skip \(rows)`")
      }
      return
    }
    if let rows = options.headerRows {
      count = rows.upperBound
      combine(records.prefix(count).dropFirst(rows.lowerBound - 1).map(\.cells), records.dropFirst(count))
    } else if !options.keepsAllRows, options.skippedRows.isEmpty, HeaderRows.isSurveyMonkeys(records) {
      count = 2
      combine(records.prefix(2).map(\.cells), records.dropFirst(2))
      let guess =
        "its second row has kinds of answers and choices: read as `header rows 1 to 2` (otherwise add `header rows 1 to 1`)"
      remarks.append(guess)
      self.guess = guess
    }
  }

  /// `{"ImportId":"startDate","timeZone":"America/Denver"}`
  private static func zone(in cell: String) -> Zone? {
    guard let mark = cell.firstRange(of: "\"timeZone\":\"") else { return nil }
    return Zone(named: String(cell[mark.upperBound...].prefix { $0 != "\"" }))
  }

  private static let kinds: Set = ["response", "open-ended response"]

  /// Whether the file is SurveyMonkey's: the second record is empty where the first names the respondent and times, and
  /// has a kind of answer elsewhere. If the first column is SurveyMonkey's, choices below unnamed columns are enough.
  private static func isSurveyMonkeys(_ records: [Dialect.Record]) -> Bool {
    guard records.count > 1, let first = records.first?.cells, first.count > 2 else { return false }
    let second = records[1].cells
    guard let name = first.first?.trimmed, !name.isEmpty, second.first?.trimmed == "",
      second.count <= first.count
    else { return false }
    return second.contains { kinds.contains($0.trimmed.lowercased()) }
      || name.lowercased() == "respondent id"
        && zip(first, second).contains { $0.trimmed.isEmpty && !$1.trimmed.isEmpty }
  }

  /// Combines the names of several header rows; `rows` are records below them.
  private mutating func combine(_ headers: [[String]], _ rows: ArraySlice<Dialect.Record>) {
    guard var top = headers.first else { return }
    for lower in headers.dropFirst() {
      let width = max(top.count, lower.count)
      var starts: [Int] = []
      func cell(_ cells: [String], _ index: Int) -> String { index < cells.count ? cells[index].trimmed : "" }
      for index in 0..<width where index == 0 || !cell(top, index).isEmpty || cell(lower, index).isEmpty {
        starts.append(index)
      }
      var combined: [String] = []
      for (start, end) in zip(starts, starts.dropFirst() + [width]) {
        for index in start..<end {
          let (question, part) = (cell(top, start), cell(lower, index))
          let isKind = HeaderRows.kinds.contains(part.lowercased()) && end - start == 1
          let name = part.isEmpty || isKind ? question : question.isEmpty ? part : "\(question): \(part)"
          combined.append(name)
          if end - start > 1, HeaderRows.isChoice(part, at: index, in: rows) {
            choices[index] = Choice(text: Array(part.utf8), question: start..<end)
          }
        }
      }
      top = combined
    }
    names = top
  }

  /// Whether a column's cells are all a choice's name or empty.
  private static func isChoice(_ text: String, at index: Int, in rows: ArraySlice<Dialect.Record>) -> Bool {
    guard !text.isEmpty, !text.lowercased().contains("please specify") else { return false }
    return rows.allSatisfy { row in
      index >= row.cells.count || row.cells[index].trimmed.isEmpty || row.cells[index].trimmed == text
    }
  }
}
