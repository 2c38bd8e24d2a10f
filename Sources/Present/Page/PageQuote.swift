internal import DataModel
internal import SourceText

/// A full quote with the match marked, and its source: who, where, when.
struct PageQuote {
  let quote: Answer.Quote
  let zone: Zone

  func write(_ page: inout HTMLWriter) {
    page.element("figure", ["class": "quote"]) { page in
      page.element("blockquote") { page in
        page.element("p", ["dir": "auto"]) { words(&$0) }
      }
      page.element("figcaption", ["dir": "auto"]) { page in
        page.text("— ")
        page.text(quote.source(in: zone))
      }
    }
  }

  private func words(_ page: inout HTMLWriter) {
    page.text("“")
    quote.write(&page) { page, match in page.element("mark", match) }
    page.text("”")
  }
}

extension Answer.Quote {
  /// Writes its text, with each match by `marked`.
  func write(_ page: inout HTMLWriter, _ marked: (inout HTMLWriter, String) -> Void) {
    let bytes = Array(text.utf8)
    var position = 0
    func part(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
    for mark in marks where mark.lowerBound >= position && mark.upperBound <= bytes.count {
      page.text(part(position..<mark.lowerBound))
      marked(&page, part(mark))
      position = mark.upperBound
    }
    page.text(part(position..<bytes.count))
  }

  /// `Ada Byron (s0042), survey, score 3 on 0–10, 2025-03-01, ×2`
  func source(in zone: Zone) -> String {
    var parts: [String] = []
    let name = [label, customer.map { label == nil ? $0 : "(\($0))" }]
    parts.append(name.compactMap { $0.map(printable) }.joined(separator: " "))
    if parts == [""] { parts = ["unknown author"] }
    if let channel { parts.append(printable(channel)) }
    if score != .missing, let score = score.number {
      parts.append("score \(realText(score))" + (scale.map { " on \($0.words)" } ?? ""))
    }
    if let at { parts.append(zone.day(of: at).iso) }
    if copies > 1 { parts.append("×\(copies)") }
    if let caption { parts.append(printable(caption)) }
    return parts.joined(separator: ", ")
  }
}
