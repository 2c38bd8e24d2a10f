/// The usable names of a file's columns: trimmed, filled in where empty, unique ignoring case.
///
///     Header(["", "id", "ID "]).names    // ["column_1", "id", "ID_2"]
struct Header: Hashable {
  private(set) var names: [String] = []
  /// A note for each column whose name was changed, by its index.
  private(set) var remarks: [Int: String] = [:]
  /// The original names of columns that had to get another one, by index.
  private(set) var originals: [Int: String] = [:]

  init(_ cells: [String]) {
    var taken = Set(cells.map { Header.trimmed($0).lowercased() })
    var seen: Set<String> = []
    var numbers: [String: Int] = [:]
    for (index, cell) in cells.enumerated() {
      var name = Header.trimmed(cell)
      if name.isEmpty {
        name = Header.free("column_\(index + 1)", taken)
        remarks[index] = "it had no name"
      } else if seen.contains(name.lowercased()) {
        remarks[index] = "a second column called \(name)"
        originals[index] = name
        let key = name.lowercased()
        var number = numbers[key] ?? 2
        while taken.contains("\(key)_\(number)") { number += 1 }
        numbers[key] = number + 1
        name = "\(name)_\(number)"
      }
      taken.insert(name.lowercased())
      seen.insert(name.lowercased())
      names.append(name)
    }
  }

  /// This header with further columns, whose names are made unique.
  func adding(_ more: [String]) -> Header {
    var header = self
    var taken = Set(names.map { $0.lowercased() })
    for name in more {
      let free = Header.free(Header.trimmed(name), taken)
      taken.insert(free.lowercased())
      header.names.append(free)
    }
    return header
  }

  /// A name that is not taken: the name itself, or with `_2`, `_3` … appended.
  static func free(_ name: String, _ taken: Set<String>) -> String {
    guard taken.contains(name.lowercased()) else { return name }
    var number = 2
    while taken.contains("\(name)_\(number)".lowercased()) { number += 1 }
    return "\(name)_\(number)"
  }

  /// The name without blanks at its ends (also no-break ones), with line breaks as single blanks.
  private static func trimmed(_ name: String) -> String {
    let words = name.split { $0.isWhitespace || $0 == "\u{FEFF}" }
    return words.joined(separator: " ")
  }
}
