internal import DataModel

/// Writes a self-contained page: no network, no script, no other files. Notes are headings; each answer has its reading, its
/// pictures with their tables, its quotes, and the question itself.
struct PageFormat: Layout {
  let style: Style

  private var figures: FigureText { FigureText(zone: style.zone) }

  func opening(_ heading: Document.Heading) -> String {
    var page = HTMLWriter()
    page.own(
      """
      <!doctype html>
      <html lang="en"><head><meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark"><meta name="generator" content="Heed">

      """)
    page.element("title", heading.title)
    page.own("\n<style>\n\(PageStyle.text)</style></head>\n<body>\n")
    page.element("header") { page in
      page.element("h1", heading.title)
      for line in heading.lead { page.element("p", ["class": "lead"], line) }
    }
    page.own("\n<main>\n")
    return page.html
  }

  func note(_ text: String, after place: Document.Place) -> String {
    var page = HTMLWriter()
    page.element("h2", text)
    return page.html + "\n"
  }

  func failure(_ message: String, after place: Document.Place) -> String {
    var page = HTMLWriter()
    page.element("section", ["class": "failure"]) { page in
      page.element(heading(place), "This was not answered")
      page.element("pre", ["tabindex": "0"]) { page in
        // Line by line, because the line breaks here are not part of the data.
        for line in message.split(separator: "\n", omittingEmptySubsequences: false) {
          page.text(String(line))
          page.own("\n")
        }
      }
    }
    return page.html + "\n"
  }

  /// The heading element of an answer: one level lower under a note.
  private func heading(_ place: Document.Place) -> String { place.notes > 0 ? "h3" : "h2" }

  func answer(_ answer: Answer, after place: Document.Place) -> String {
    var page = HTMLWriter()
    page.element("section", ["class": "answer"]) { page in
      let (title, reading) = PageFormat.title(answer)
      page.element(heading(place), title)
      if !reading.isEmpty { page.element("p", ["class": "reading"]) { $0.prose(reading) } }
      for table in answer.tables { PageTable(table: table, figures: figures, style: style).write(&page) }
      voices(answer, &page)
      if !answer.notes.isEmpty {
        page.element("ul", ["class": "notes", "aria-label": "Notes"]) { page in
          for note in answer.notes { page.element("li") { $0.prose(note) } }
        }
      }
      page.element("details", ["class": "query"]) { page in
        page.element("summary", "The question in Heed")
        page.element("pre", ["tabindex": "0"]) { page in page.element("code", answer.statement) }
      }
    }
    return page.html + "\n"
  }

  private func voices(_ answer: Answer, _ page: inout HTMLWriter) {
    guard !answer.quotes.isEmpty || answer.quotesCaption != nil else { return }
    page.element("div", ["class": "voices"]) { page in
      for quote in style.untilCancelled(answer.quotes) {
        PageQuote(quote: quote, zone: style.zone).write(&page)
      }
      if let caption = answer.quotesCaption { page.element("p", ["class": "heard"], caption) }
    }
  }

  func closing(_ provenance: Provenance?) -> String {
    var page = HTMLWriter()
    page.own("</main>\n")
    page.element("footer") { page in
      if let provenance { foot(provenance, &page) }
      page.element("p") { page in
        page.text(
          "Asked with Heed. Ranges are 95% intervals; * marks figures of fewer than 30 people; … marks a time that is not "
            + "over, or lies only in part within what was asked for.")
      }
    }
    page.own("\n</body></html>\n")
    return page.html
  }

  /// What the page is based on.
  private func foot(_ provenance: Provenance, _ page: inout HTMLWriter) {
    page.element("dl") { page in
      let report = provenance.report
      fact("Data", &page) { page in
        page.text(
          "\(grouped(report.customers)) customers, \(grouped(report.events)) events, "
            + "\(grouped(report.feedback)) pieces of feedback")
      }
      fact("Files", &page) { page in
        page.text(
          report.files.map { "\($0.name) (\(grouped($0.rowsRead)) rows)" }.joined(separator: ", "))
      }
      fact("Fingerprint", &page) { page in page.element("code", provenance.fingerprint) }
      if let clock = provenance.clock {
        fact("Now is", &page) { $0.text("\(clock.today.iso), \(clock.words)") }
      }
      fact("Time zone", &page) { $0.text(provenance.zone.name) }
    }
  }

  private func fact(_ name: String, _ page: inout HTMLWriter, _ body: (inout HTMLWriter) -> Void) {
    page.element("div") { page in
      page.element("dt", name)
      page.element("dd") { body(&$0) }
    }
  }

  /// The title of an answer and the text below it: the headline and the reading; without a headline, the reading up to its first
  /// semicolon and the rest.
  private static func title(_ answer: Answer) -> (title: String, reading: String) {
    func capitalized(_ text: some StringProtocol) -> String { text.prefix(1).uppercased() + text.dropFirst() }
    let reading = capitalized(answer.reading)
    let sentence = reading.isEmpty || ".?!:".contains(reading.last ?? ".") ? reading : reading + "."
    if let headline = answer.headline { return (capitalized(headline), sentence) }
    let clauses = reading.split(separator: "; ", maxSplits: 1)
    guard clauses.count == 2 else { return (reading.isEmpty ? answer.verb : reading, "") }
    return (String(clauses[0]), capitalized(sentence.dropFirst(clauses[0].count + 2)))
  }
}
