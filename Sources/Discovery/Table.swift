internal import DataModel
internal import Import
internal import SourceText
internal import Store
internal import Syntax

/// A file, or several files of the same columns, with what its name and its columns tell.
struct Table {
  /// The path or pattern as a load names it, from the folder of the workspace.
  var path: String
  /// How many files it stands for.
  var files = 1
  var profile: TableProfile
  /// The words of its name, in the singular, without those that all names of the folder begin with.
  var words: [String]

  /// The names of its files, where there are several.
  var fileNames: [String] = []
  /// Of snapshots, several files of mostly the same rows: the columns that differ in all rows of each.
  var snapshotKeys: Set<String> = []
  /// Of interviews the speakers who lead them.
  var hosts: [String] = []

  /// The file as a load names it: `"tickets.json" rows tickets.comments`.
  var source: String {
    let file = (profile.isServer ? "postgres " : "") + Spelling.text(path)
    switch profile.part {
    case .whole: return file
    case .rows(let rows): return "\(file) rows \(Spelling.path(rows))"
    case .sheet(let name): return "\(file) sheet \(Spelling.text(name))"
    case .table(let name): return "\(file) table \(Spelling.column(name))"
    }
  }

  /// The file for people: `tickets.json, tickets.comments`.
  var title: String {
    switch profile.part {
    case .whole: path
    case .rows(let rows): "\(path), \(rows)"
    case .sheet(let name), .table(let name): "\(path), \(name)"
    }
  }

  /// Whether it is an array in the records of another one.
  func isInside(_ other: Table) -> Bool {
    guard path == other.path, case .rows(let inner) = profile.part else { return false }
    switch other.profile.part {
    case .whole: return true
    case .rows(let outer): return inner.hasPrefix(outer + ".")
    case .sheet, .table: return false
    }
  }

  /// Whether a column of an array in the records of another one is a column of those.
  func isOfOuter(_ column: ColumnProfile) -> Bool {
    guard case .rows(let rows) = profile.part else { return false }
    let outer = rows.split(separator: ".").dropLast() + ["parent"]
    return outer.contains { column.name.hasPrefix("\($0).") }
  }

  /// Whether it has the same rows as another file: a second download of one export.
  func isCopy(of other: Table) -> Bool {
    guard rows == other.rows, rows > 0, columns.count == other.columns.count else { return false }
    return zip(columns, other.columns).allSatisfy { mine, theirs in
      mine.name == theirs.name && mine.counts == theirs.counts
        && mine.counts.indices.allSatisfy { mine.values[$0] == theirs.values[$0] }
    }
  }

  var rows: Int { profile.rows }
  var columns: [ColumnProfile] { profile.columns }

  /// What one row is, as a word: `ticket`, `order`.
  var noun: String {
    let told = words.filter { word in
      !Hint.filler.contains(word) && word.count > 1 && word.contains(where: \.isLetter)
    }
    let records = told.filter(Hint.records.contains)
    return records.last ?? told.last ?? words.last { $0.contains(where: \.isLetter) } ?? "record"
  }

  /// Whether a word of its name is one of these.
  func isNamed(_ hints: Set<String>) -> Bool { words.contains(where: hints.contains) }

  func named(_ name: String) -> ColumnProfile? { profile.column(name) }
}

extension ColumnProfile {
  var words: [String] { nameWords(name) }

  /// Its name as a load writes it.
  var spelled: String { Spelling.path(name) }

  func isNamed(_ hints: Set<String>) -> Bool { words.contains(where: hints.contains) }

  /// Whether its name is that of an id: `user_id`, `Kundennummer`.
  var isNamedID: Bool {
    isNamed(Hint.id) || words.contains { $0.count > 6 && ($0.hasSuffix("nummer") || $0.hasSuffix("number")) }
  }

  /// Whether it may be a time: its values are, and where they are plain numbers its name says so, too.
  var isTime: Bool {
    type.isTime || isOrderOpen
      || fitsTimes && filled > 0 && isNamed(Hint.time) && !isNamed(Hint.id.subtracting(["no", "number"]))
  }

  /// Whether its values are mostly mail addresses.
  var isMail: Bool {
    guard type == .text, filled > 0 else { return false }
    let sample = (0..<min(values.count, 200)).map { values[$0] }
    return sample.count { $0.contains("@") && $0.contains(".") && !$0.contains(" ") } * 10 > sample.count * 8
  }

  /// Whether its values are mostly addresses of pages.
  var isAddress: Bool {
    guard type == .text, filled > 0 else { return false }
    let sample = (0..<min(values.count, 50)).map { values[$0] }
    return sample.count { $0.contains("://") } * 2 > sample.count
  }

  /// Whether its values could identify something: none is a date, a truth, a fraction or a sentence.
  var isIdentifying: Bool {
    switch type {
    case .integer, .text: filled > 0 && wordsPerValue < 1.6 && !isAddress && !isOrderOpen
    case .boolean, .decimal, .real, .date, .timestamp, .list: false
    }
  }

  /// Whether nearly every row has a value and nearly all are different.
  func isKey(of rows: Int) -> Bool {
    isIdentifying && rows > 0 && filled * 100 >= rows * 95 && values.count * 100 >= filled * 95
  }

  /// Whether each row has a value of its own.
  func isWholeKey(of rows: Int) -> Bool { filled == rows && values.count == rows }

  /// Whether people wrote its values, in sentences.
  var isProse: Bool {
    guard type == .text || type == .list, filled > 0, !isMail, !isAddress, !isNamed(Hint.notTheirs), !isTime
    else {
      return false
    }
    if values.count == 1, filled > 3 { return false }
    if isStructured { return false }
    if isNamed(Hint.prose) || words.count > 4 { return wordsPerValue >= 1.9 && values.count > 1 }
    return wordsPerValue >= 4 && values.count * 10 >= filled && values.count > 5
  }

  /// Whether its values are JSON inside of a cell.
  private var isStructured: Bool {
    let sample = (0..<min(values.count, 20)).map { values[$0] }
    return sample.allSatisfy { $0.hasPrefix("[{") || $0.hasPrefix("{\"") || $0.hasPrefix("[\"") }
  }

  /// Whether it is the line above a text: a title, a subject.
  var isHeadline: Bool {
    type == .text && isNamed(Hint.headline) && !isNamed(["job"]) && wordsPerValue >= 1.2
  }

  /// Whether it is something of a person that no question needs: a telephone number, an address on the network.
  var isPersonal: Bool { isNamed(Hint.personal) && type == .text && values.count * 2 > filled && filled > 1 }

  /// Its smallest and largest number; nil if it holds none.
  var range: ClosedRange<Double>? {
    guard type.isNumber else { return nil }
    let numbers = (0..<values.count).compactMap { Double(values[$0]) }
    guard let least = numbers.min(), let most = numbers.max() else { return nil }
    return least...most
  }

  /// Its smallest and largest number as text, with all their digits; nil if it holds none.
  var extremes: (least: String, most: String)? {
    guard type.isNumber else { return nil }
    let all = (0..<values.count).map { values[$0] }.filter { Double($0) != nil }
    func isLess(_ left: String, _ right: String) -> Bool {
      if let left = Int(left), let right = Int(right) { return left < right }
      return Double(left) ?? 0 < Double(right) ?? 0
    }
    guard let least = all.min(by: isLess), let most = all.max(by: isLess) else { return nil }
    return (Int(least).map(grouped) ?? least, Int(most).map(grouped) ?? most)
  }

  /// Whether it may be a score, by its name and its numbers.
  var isScore: Bool {
    guard isNamed(Hint.score), let range, range.lowerBound >= 0, range.upperBound <= 100 else { return false }
    return values.count <= 101
  }
}
