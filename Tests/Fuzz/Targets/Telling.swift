internal import DataModel
internal import Present
internal import Session
internal import SourceText

/// The text of outcomes: answers as JSON, diagnostics as they are drawn.
func told(_ outcomes: [Outcome]) -> String {
  outcomes.map { outcome in
    let drawn = outcome.diagnostics.map { $0.drawn() }.joined(separator: "\n")
    return switch outcome.result {
    case .answer(let answer): drawn + Format.json.write(answer, Style())
    case .note(let text), .done(let text): drawn + text
    case .loaded(let report): drawn + report.files.map { "\($0.rowsTaken) of \($0.rowsRead)\n" }.joined()
    case .failed: drawn
    }
  }.joined(separator: "\n")
}

/// Writes answers in every format, also on a narrow screen.
func showAll(_ outcomes: [Outcome]) {
  for case .answer(let answer) in outcomes.map(\.result) {
    for format in Format.allCases {
      _ = format.write(answer, Style())
      _ = format.write(answer, Style(width: 20, usesColor: true, usesASCII: true, isOnScreen: true))
    }
  }
}
