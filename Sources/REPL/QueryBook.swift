internal import Present
internal import Semantics
internal import SourceText
internal import Syntax

/// Questions saved under names. In their file each is below a line `# query: NAME`, so that the file is also a script.
struct QueryBook {
  struct Entry {
    var name: String
    var text: String
  }

  private static let mark = "# query: "
  private(set) var entries: [Entry] = []

  init(_ file: String) {
    for line in file.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix(QueryBook.mark) {
        entries.append(Entry(name: String(line.dropFirst(QueryBook.mark.count)), text: ""))
      } else if !entries.isEmpty {
        entries[entries.count - 1].text += line + "\n"
      }
    }
    for index in entries.indices { entries[index].text = entries[index].text.trimmedLines }
  }

  var text: String {
    "# Saved by `.queries save NAME`; `.queries NAME` runs it.\n"
      + entries.map { "\n\(QueryBook.mark)\($0.name)\n\(QueryBook.unmarked($0.text))\n" }.joined()
  }

  /// The text; a comment that looks like the line before a query is indented, so that it is not taken for one.
  private static func unmarked(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.hasPrefix(mark) ? " \($0)" : String($0) }.joined(separator: "\n")
  }

  func find(_ name: String) throws(Complaint) -> Entry {
    if let entry = entries.first(where: { $0.name.lowercased() == name.lowercased() }) { return entry }
    let begun = entries.map(\.name).filter { $0.lowercased().hasPrefix(name.lowercased()) }
    let near = (begun.isEmpty ? nearest(to: name, among: entries.map(\.name)) : begun).map { "`\($0)`" }
    throw Complaint(
      "There is no saved query “\(name)”. "
        + (near.isEmpty
          ? "`.queries save NAME` saves the last statement." : "Did you mean \(near.listed(by: "or"))?"))
  }

  mutating func keep(_ text: String, as name: String, unlessIn words: [String]) throws(Complaint) {
    if let first = name.split(separator: " ").first, words.contains(first.lowercased()) {
      throw Complaint("A query cannot be called “\(name)”: `.queries \(first)` is a command.")
    }
    let entry = Entry(name: name, text: text.trimmedLines)
    if let index = entries.firstIndex(where: { $0.name.lowercased() == name.lowercased() }) {
      entries[index] = entry
    } else {
      entries.append(entry)
      entries.sort { $0.name.lowercased() < $1.name.lowercased() }
    }
  }

  mutating func delete(_ name: String) { entries.removeAll { $0.name == name } }

  /// The queries, one line each, fitted to the screen.
  func list(width: Int) -> String {
    if entries.isEmpty { return "No queries are saved. `.queries save NAME` saves the last statement.\n" }
    let widest = min(entries.map { $0.name.cellWidth }.max() ?? 0, max(8, width / 3))
    return entries.map { entry in
      let name = printable(entry.name).fitted(to: widest).padded(to: widest)
      return "\(name)  \(printable(entry.text.firstLine))".fitted(to: width) + "\n"
    }.joined()
  }
}

extension String {
  /// The first line, with `…` if there are more.
  var firstLine: String {
    let lines = trimmedLines.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.count > 1 ? lines[0] + " …" : String(lines.first ?? "")
  }

  /// The text without blank lines and blanks at both ends.
  var trimmedLines: String {
    let start = drop(while: \.isWhitespace)
    return String(start.reversed().drop(while: \.isWhitespace).reversed())
  }
}
