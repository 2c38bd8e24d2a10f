import Present
import REPL
import Session
import SourceText
import Testing

/// Errors at the width of the screen.
@Suite struct OutcomeWriterTests {
  private func drawn(_ text: String, width: Int) -> [String] {
    var session = demoSession
    final class Screen { var text = "" }
    let screen = Screen()
    var writer = OutcomeWriter(
      format: .table, style: Style(width: width), out: { screen.text += $0 }, err: { screen.text += $0 })
    writer.write(session.run(SourceFile(name: "typed", text: text)))
    return screen.text.split(separator: "\n").map(String.init)
  }

  @Test(arguments: [20, 40, 80, 140]) func errorsFitTheScreen(width: Int) {
    let long = "segment sellers where " + String(repeating: "churned and ", count: 30) + "plan is prro"
    for text in [
      "count selers", long, long + " by region", "count sellers where mentioned a, b",
      "segment sellers order by mrr",
    ] {
      let lines = drawn(text, width: width)
      #expect(lines.first?.hasPrefix("error: ") == true && lines.contains { $0.contains("^") })
      for line in lines { #expect(line.count <= width, "\(width): \(line)") }
    }
  }

  @Test func theSpanStandsUnderItsWords() {
    let lines = drawn("count selers where churned and did login in last 30 days", width: 40)
    let source = lines.firstIndex { $0.hasPrefix("1 | ") } ?? 0
    let mark = lines[source + 1].firstIndex(of: "^").map {
      lines[source + 1].distance(from: lines[source + 1].startIndex, to: $0)
    }
    let word = lines[source].firstRange(of: "selers").map {
      lines[source].distance(from: lines[source].startIndex, to: $0.lowerBound)
    }
    #expect(mark != nil && mark == word, "\(lines)")
  }
}
