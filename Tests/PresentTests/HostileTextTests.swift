import DataModel
import Foundation
import SourceText
import Testing

@testable import Present

/// Whatever foreign text contains, no format writes characters that control a terminal, reverse a line or are invisible.
@Suite struct HostileTextTests {
  static let signs: [UInt32] =
    Array(0..<0x20) + Array(0x7F..<0xA0) + [0xAD, 0x61C, 0x180E, 0x200B, 0x200E, 0x200F, 0x2028, 0x2029]
    + Array(0x202A...0x202E) + Array(0x2060...0x206F) + [
      0xFEFF, 0xFFF9, 0xFFFA, 0xFFFB, 0xE0001, 0xE0041, 0xE007F,
    ]
  static let payloads =
    signs.compactMap { Unicode.Scalar($0).map { "a\(Character($0))b" } }
    + ["\u{1B}]0;title\u{7}", "\u{1B}[2J", "\u{9B}31m", "\u{1F3F4}\u{E0068}\u{E0069}\u{E0064}\u{E007F}"]

  private func answer(_ text: String) -> Answer {
    var answer = Answer(verb: "segment", statement: "segment \(text)", reading: text)
    answer.headline = text
    var table = Answer.Table(
      columns: [Answer.Column(text, .text), Answer.Column("n", .integer)],
      rows: [
        [Answer.Cell(.text(text)), Answer.Cell(.integer(1))],
        [Answer.Cell(.list([text, text])), Answer.Cell(.integer(2))],
      ])
    table.title = text
    answer.tables = [table]
    answer.quotes = [
      Answer.Quote(
        customer: text, label: text, at: nil, channel: text, score: .missing, scale: nil, text: text,
        marks: [])
    ]
    answer.quotesCaption = text
    answer.notes = [text]
    return answer
  }

  @Test(arguments: Format.allCases) func nothingHostileComesThrough(_ format: Format) {
    for text in Self.payloads {
      let written = format.write(answer(text), Style(isOnScreen: true))
      let left = written.unicodeScalars.filter { isHostile($0) && !["\n", "\r", "\t"].contains($0) }
      #expect(left.isEmpty, "\(format) of \(text.unicodeScalars.map { String($0.value, radix: 16) })")
    }
  }

  @Test func whatBelongsToLettersAndEmojiStays() {
    for text in [
      "👩‍👩‍👧‍👦", "❤️", "👍🏽", "🇩🇪", "🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}", "می‌خواهم", "e\u{301}",
    ] {
      #expect(printable(text) == text)
      for format in Format.allCases where format != .json {
        #expect(format.write(answer(text), Style()).contains(text), "\(format)")
      }
    }
  }

  @Test func jsonLosesNothing() throws {
    for text in Self.payloads {
      var json = JSONWriter()
      json.array([text]) { $1.string($0) }
      #expect(try JSONDecoder().decode([String].self, from: Data(json.text.utf8)) == [text])
    }
  }

  @Test func noCellIsAFormula() {
    for start in ["=", "+", "-", "@", "\t=", "\r=", "\n=", "\u{FEFF}=", "\u{200B}=", "＝"] {
      #expect(csv([["\(start)1+1"]]).trimmingCharacters(in: ["\""]).hasPrefix("'"), "\(start)")
    }
    #expect(csv([["-5", "+1,200.50", "a=b"]]) == "-5,\"+1,200.50\",a=b\r\n")
  }
}
