internal import DataModel

/// Turns a screen into ASCII: Heed's drawing characters and punctuation are replaced by ASCII of the same width. Letters from
/// data stay.
func inASCII(_ text: String) -> String {
  var result = String.UnicodeScalarView()
  for scalar in text.unicodeScalars { result.append(substitutes[scalar] ?? scalar) }
  return String(result)
}

private let substitutes: [Unicode.Scalar: Unicode.Scalar] = [
  "“": "\"", "”": "\"", "‘": "'", "’": "'", "–": "-", "—": "-", "−": "-", "…": "~", "·": ".", "×": "x",
  "─": "-", "│": "|", "├": "|", "┤": "|", "┼": "+", "╭": "+", "╮": "+", "╯": "+", "╰": "+", "┄": "'",
  "●": "o", "○": "?", "░": ".", "▒": ":", "▓": "%", "█": "#", "▉": "#", "▊": "#", "▋": "#", "▌": "#",
  "▍": "#",
  "▎": "|", "▏": "|", "▁": "_", "▂": ".", "▃": "-", "▄": "=", "▅": "+", "▆": "*", "▇": "%",
]

extension Answer {
  /// Replaces signs that need two characters in ASCII; done before layout. Quotes stay as they are.
  var withPlainSigns: Answer {
    func plain(_ text: String) -> String {
      text.replacing("≥", with: ">=").replacing("≤", with: "<=").replacing("→", with: "->")
        .replacing("χ²", with: "chi2")
    }
    var answer = self
    answer.reading = plain(reading)
    answer.headline = headline.map(plain)
    answer.notes = notes.map(plain)
    answer.tables = tables.map { table in
      var table = table
      table.title = table.title.map(plain)
      for index in table.columns.indices { table.columns[index].name = plain(table.columns[index].name) }
      table.rows = table.rows.map { row in
        row.map { cell in
          guard case .text(let text) = cell.value else { return cell }
          var cell = cell
          cell.value = .text(plain(text))
          return cell
        }
      }
      return table
    }
    return answer
  }
}
