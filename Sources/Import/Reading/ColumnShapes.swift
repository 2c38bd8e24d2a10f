/// The typical shape of each column's cells, learnt from a file's first records: numbers, dates, ids, single words.
///
/// It distinguishes rows that a quote swallowed from a text over several lines: `3,C,pro` below `1,A,pro` fits all
/// columns, `thanks, Tom` does not.
struct ColumnShapes {
  /// The shape by column; nil if its cells have none in common.
  private let forms: [String?]
  /// The letters with which all cells of a column of ids begin, by column: `u` of `u1`, `u2`.
  private let prefixes: [String]
  /// Columns with texts over several lines, whose lines do not look like rows.
  private let longTexts: Set<Int>

  /// `records` are a file's first records, without the header.
  init(_ records: ArraySlice<Dialect.Record>, width: Int, delimiter: UInt8) {
    var counts = [[String: Int]](repeating: [:], count: width)
    var longTexts: Set<Int> = []
    var prefixes = [String?](repeating: nil, count: width)
    for record in records where record.cells.count == width {
      let long = record.cells.indices.filter { record.cells[$0].contains(where: \.isNewline) }
      guard long.isEmpty else {
        for index in long {
          var lines = record.cells[index].split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            .map { line in line.utf8.count { $0 == delimiter } }
          // The cells before it are on its first line, those after it on its last.
          lines[0] += index
          lines[lines.count - 1] += width - 1 - index
          if lines.contains(where: { $0 != width - 1 }) { longTexts.insert(index) }
        }
        continue
      }
      for (index, cell) in record.cells.enumerated() where !cell.trimmed.isEmpty {
        counts[index][ColumnShapes.form(cell), default: 0] += 1
        let letters = String(cell.prefix { $0.isLetter })
        prefixes[index] = prefixes[index].map { $0 == letters ? $0 : "" } ?? letters
      }
    }
    forms = counts.map { counts in
      let all = counts.values.reduce(0, +)
      guard all > 1, let most = counts.max(by: { ($0.value, $0.key) < ($1.value, $1.key) }),
        most.value * 10 >= all * 9, !most.key.contains(" ")
      else { return nil }
      return most.key
    }
    self.longTexts = longTexts
    self.prefixes = prefixes.map { $0 ?? "" }
  }

  /// Whether the names of columns look like one more row: each is such a number, date or id as its column holds, and one
  /// of them is more than a number, which may be a year as a name.
  func areRow(_ names: [String]) -> Bool {
    guard names.count == forms.count else { return false }
    var isMore = false
    for (index, name) in names.enumerated() {
      guard let form = forms[index], form != "a" else { continue }
      guard ColumnShapes.form(name) == form else { return false }
      if form == "x" {
        isMore = isMore || !prefixes[index].isEmpty && name.hasPrefix(prefixes[index])
      } else if form != "9" {
        isMore = true
      }
    }
    return isMore
  }

  func mayHoldLines(_ column: Int) -> Bool { longTexts.contains(column) }

  /// Whether a cell does not look like those of a column of numbers, dates or ids.
  func isOdd(_ cell: String, at column: Int) -> Bool {
    guard let form = forms[column], form != "a" else { return false }
    return ColumnShapes.form(cell) != form
  }

  enum Fit { case no, words, values }

  /// Whether the cells of a line fit the columns; `values` if one of them is a number, a date or an id as its column
  /// expects.
  func fit(_ cells: [String]) -> Fit {
    guard cells.count == forms.count else { return .no }
    var (words, values, isOdd) = (0, 0, false)
    for (cell, form) in zip(cells, forms) {
      // Prose has a blank after a comma.
      if cell.first?.isWhitespace == true { return .no }
      guard let form, !cell.isEmpty else { continue }
      let fits = ColumnShapes.form(cell.filter { $0 != "\"" }) == form
      if form == "a" {
        words += fits ? 1 : 0
        isOdd = isOdd || !fits
      } else {
        guard fits else { return .no }
        values += 1
      }
    }
    return values > 0 ? .values : words > 0 && !isOdd ? .words : .no
  }

  /// The shape of a cell: `9` for a number, `9-9-9` for a date, `x` for `c12`, `a` for a word, `a a` for words
  /// separated by blanks.
  static func form(_ cell: String) -> String {
    if cell.contains("@") { return "@" }
    let hasLetters = cell.contains(where: \.isLetter)
    let hasDigits = cell.contains { $0.isNumber }
    let sign: Character = hasLetters ? hasDigits ? "x" : "a" : "9"
    var form = ""
    for character in hasLetters ? cell[...] : cell.drop(while: { $0 == "-" || $0 == "+" }) {
      let next = character.isLetter || character.isNumber ? sign : character
      if next != sign || form.last != sign { form.append(next) }
    }
    return ["9.9", "9,9"].contains(form) ? "9" : form
  }
}
