/// The lines of `key: value` between two lines `---` at the start of a document.
///
///     participant: P026
///     tags: [vet nurse, round-2]    // a list, as `- vet nurse` on lines of its own
///
/// What lies deeper than a list is kept as it is written. Aliases are letters like any other.
struct FrontMatter {
  private(set) var names: [String] = []
  private(set) var values: [String] = []
  /// How many lines of the text it takes.
  private(set) var lineCount = 0
  /// The values of further keys that are left out.
  private(set) var leftOut = 0

  /// The most keys that are read.
  static let mostKeys = 256

  init() {}

  /// `text` is the beginning of a document. Nothing where no front matter begins it, or none ends there.
  init(_ text: [UInt8]) {
    let lines = String(decoding: text, as: UTF8.self).split(
      omittingEmptySubsequences: false, whereSeparator: { ["\n", "\r\n", "\r"].contains($0) })
    guard let first = lines.first, FrontMatter.isBorder(first),
      let end = lines.dropFirst().firstIndex(where: { FrontMatter.isBorder($0) || $0.trimmed == "..." })
    else { return }
    lineCount = end + 1
    var items: [String] = []
    for line in lines[1..<end] {
      let text = line.trimmed
      if text.isEmpty || text.hasPrefix("#") { continue }
      if line.first?.isWhitespace != true, !text.hasPrefix("- "), let (key, value) = FrontMatter.pair(text) {
        close(&items)
        add(key, value)
      } else if !values.isEmpty, leftOut == 0 {
        extend(with: text, &items)
      }
    }
    close(&items)
  }

  private mutating func add(_ key: String, _ value: String) {
    guard names.count < FrontMatter.mostKeys else {
      leftOut += 1
      return
    }
    names.append(key)
    values.append(FrontMatter.value(value))
  }

  /// A further line of a value: an item of a list, or more of a text.
  private mutating func extend(with line: String, _ items: inout [String]) {
    let last = values.count - 1
    if values[last].isEmpty, line.hasPrefix("- ") {
      items.append(FrontMatter.unquoted(line.dropFirst(2).trimmed))
    } else {
      values[last] += (values[last].isEmpty ? "" : "\n") + line
    }
  }

  private mutating func close(_ items: inout [String]) {
    if !items.isEmpty { values[values.count - 1] = FrontMatter.list(items) }
    items = []
  }

  private static func isBorder(_ line: Substring) -> Bool { line.trimmed == "---" }

  /// `key: value`
  private static func pair(_ line: String) -> (String, String)? {
    guard let colon = line.firstIndex(of: ":") else { return nil }
    let (key, value) = (line[..<colon], line[colon...].dropFirst())
    guard !key.isEmpty, value.isEmpty || value.first?.isWhitespace == true else { return nil }
    return (unquoted(String(key)), value.trimmed)
  }

  private static func value(_ text: String) -> String {
    // A text over several lines follows.
    if ["|", ">", "|-", ">-", "|+", ">+"].contains(text) { return "" }
    if text == "~" || text.lowercased() == "null" { return "" }
    if text.hasPrefix("["), text.hasSuffix("]") {
      let items = text.dropFirst().dropLast().split(separator: ",").map { unquoted($0.trimmed) }
      return list(items.filter { !$0.isEmpty })
    }
    return unquoted(text)
  }

  private static func unquoted(_ text: String) -> String {
    for quote in ["\"", "'"] where text.count >= 2 && text.hasPrefix(quote) && text.hasSuffix(quote) {
      return String(text.dropFirst().dropLast())
    }
    return text.firstRange(of: " #").map { text[..<$0.lowerBound].trimmed } ?? text.trimmed
  }

  /// Items as a cell that is read as a list.
  private static func list(_ items: [String]) -> String {
    let texts = items.map { item in
      "\"" + item.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
    return texts.isEmpty ? "" : "[" + texts.joined(separator: ", ") + "]"
  }
}
