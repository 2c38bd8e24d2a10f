internal import DataModel
internal import SourceText

/// Writes an answer as GitHub Markdown, to paste into an issue or a document: the statement and its reading, the headline,
/// tables, quotes as block quotes, and notes as a list. Text from data is escaped, so that none of it becomes Markdown.
struct MarkdownFormat: Layout {
  let style: Style

  private var figures: FigureText { FigureText(zone: style.zone) }

  func answer(_ answer: Answer, after place: Document.Place) -> String {
    var blocks = ["**\(code(answer.statement))**"]
    if !answer.reading.isEmpty { blocks.append("*\(escaped(answer.reading))*") }
    if let headline = answer.headline { blocks.append("**\(escaped(headline))**") }
    if let change = answer.change { blocks.append(escaped(change)) }
    blocks += answer.tables.map(table)
    blocks += style.untilCancelled(answer.quotes).map(quote)
    if let caption = answer.quotesCaption { blocks.append("*\(escaped(caption))*") }
    if !answer.notes.isEmpty {
      blocks.append(answer.notes.map { "- \(escaped($0))" }.joined(separator: "\n"))
    }
    return blocks.joined(separator: "\n\n") + "\n\n"
  }

  func note(_ text: String, after place: Document.Place) -> String { escaped(text) + "\n\n" }

  /// A code span, fenced with more backticks than the text has in a row.
  private func code(_ text: String) -> String {
    var longest = 0
    for run in text.split(whereSeparator: { $0 != "`" }) { longest = max(longest, run.count) }
    let fence = String(repeating: "`", count: longest + 1)
    return longest == 0 ? "\(fence)\(printable(text))\(fence)" : "\(fence) \(printable(text)) \(fence)"
  }

  // MARK: Tables

  private func table(_ table: Answer.Table) -> String {
    let shown = table.columns.indices.filter { table.columns[$0].audience != .machines }
    var lines = table.title.map { ["**\(escaped($0))**", ""] } ?? []
    guard !table.rows.isEmpty || table.total != nil, !shown.isEmpty else {
      return (lines + ["(none)"]).joined(separator: "\n")
    }
    lines.append(line(shown.map { escaped(table.columns[$0].name) }))
    lines.append(line(shown.map { table.columns[$0].type.isNumber ? "---:" : "---" }))
    let keys = table.total?.prefix { $0.value == .missing }.count ?? 0
    lines += style.untilCancelled(table.rows).map { row in
      line(shown.map { cell(row, $0, table, missing: $0 < keys ? "(missing)" : "–") })
    }
    if let total = table.total {
      let cells = shown.map { index in
        index == shown.first ? "all" : cell(total, index, table, missing: index < keys ? "" : "–")
      }
      lines.append(line(cells.map { $0.isEmpty ? $0 : "**\($0)**" }))
    }
    if table.hidden > 0 { lines += ["", "… \(table.hidden) more"] }
    return lines.joined(separator: "\n")
  }

  private func line(_ cells: [String]) -> String { "| \(cells.joined(separator: " | ")) |" }

  private func cell(_ row: [Answer.Cell], _ index: Int, _ table: Answer.Table, missing: String) -> String {
    guard row.indices.contains(index) else { return "" }
    let text = figures.text(table.written(row, index), table.columns[index], missing: missing)
    let base = text.base.drop { $0 == " " }
    return escaped(text.figure + text.interval + (base.isEmpty ? "" : " · \(base)"))
  }

  // MARK: Words

  private func quote(_ quote: Answer.Quote) -> String {
    var text = ""
    var rest = Array(quote.text.utf8)[...]
    for mark in quote.marks where mark.lowerBound >= rest.startIndex && mark.upperBound <= rest.endIndex {
      text += escaped(String(decoding: rest[..<mark.lowerBound], as: UTF8.self))
      text += "**\(escaped(String(decoding: rest[mark], as: UTF8.self)))**"
      rest = rest[mark.upperBound...]
    }
    text += escaped(String(decoding: rest, as: UTF8.self))
    return "> “\(text)”\n>\n> — \(escaped(quote.source(in: style.zone)))"
  }

  /// Escapes text so that it is shown as it is: no markup, HTML, links, mentions or references.
  private func escaped(_ text: String) -> String {
    var result = ""
    var atStart = true
    var numbering = isNumbering(text)
    let text = printable(text)
    for (index, character) in zip(text.indices, text) {
      let isBeforeWord = text[text.index(after: index)...].first.map { $0.isLetter || $0.isNumber } ?? false
      switch character {
      case "\\", "`", "*", "_", "[", "]", "|", "~", "$": result += "\\\(character)"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "&": result += "&amp;"
      // GitHub looks for mentions and references in the rendered text, so a zero-width space breaks them up.
      case "#": result += isBeforeWord ? "&#35;&#8203;" : "&#35;"
      case "@": result += isBeforeWord ? "&#64;&#8203;" : "&#64;"
      case ":" where ["http", "https", "ftp"].contains { result.lowercased().hasSuffix($0) }:
        result += "&#58;"
      case "." where result.lowercased().hasSuffix("www"): result += "&#46;"
      case "-" where atStart, "+" where atStart, "=" where atStart: result += "\\\(character)"
      case "." where numbering, ")" where numbering:
        result += "\\\(character)"
        numbering = false
      case _: result.append(character)
      }
      if character != " " { atStart = false }
    }
    return result
  }

  /// Whether a text starts as an item of a numbered list does.
  private func isNumbering(_ text: String) -> Bool {
    let rest = text.drop { $0.isASCII && $0.isNumber }
    return rest.startIndex > text.startIndex && (rest.first == "." || rest.first == ")")
      && rest.dropFirst().first?.isWhitespace ?? true
  }
}
