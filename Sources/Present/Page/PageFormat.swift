internal import DataModel

/// Writes a self-contained page, as a memo: the title and the date of the data, up to three key figures, contents, then each answer
/// under a sentence with its finding. What explains how it was counted is folded. There is no network, and no script but
/// `PageScript`, without which all can be read.
struct PageFormat: Layout {
  let style: Style

  private var figures: FigureText { FigureText(zone: style.zone) }

  var isWrittenAtEnd: Bool { true }

  func document(_ parts: [Document.Part], _ heading: Document.Heading, _ provenance: Provenance?) -> String {
    let outline = PageOutline(parts, heading, figures)
    var page = HTMLWriter()
    opening(outline, provenance, &page)
    for section in outline.sections {
      switch section.part {
      case .note(let text): page.element("h2", ["id": section.anchor], text)
      case .answer(let answer): self.answer(answer, section, outline, &page)
      case .failure(let message): failure(message, section, outline, &page)
      }
      page.own("\n")
    }
    closing(provenance, &page)
    return page.html
  }

  func answer(_ answer: Answer, after place: Document.Place) -> String {
    document([.answer(answer)], Document.Heading(answer.statement), nil)
  }

  // MARK: The head

  private func opening(_ outline: PageOutline, _ provenance: Provenance?, _ page: inout HTMLWriter) {
    page.own(
      """
      <!doctype html>
      <html lang="en"><head><meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-\(PageScript.digest)'">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark"><meta name="generator" content="Heed">

      """)
    page.element("title", outline.title)
    page.own("\n<style>\n\(PageStyle.text)</style></head>\n<body>\n")
    page.element("header") { page in
      page.element("h1", outline.title)
      for line in outline.lead { page.element("p", ["class": "lead"], line) }
      if let provenance { page.element("p", ["class": "dateline"], provenance.dateline) }
      if style.isAnonymous { page.element("p", ["class": "dateline"], Document.anonymityNote) }
      keyFigures(outline, &page)
      contents(outline, &page)
    }
    page.own("\n<main>\n")
  }

  private func keyFigures(_ outline: PageOutline, _ page: inout HTMLWriter) {
    guard !outline.keyFigures.isEmpty else { return }
    page.element("ul", ["class": "keys", "aria-label": "Key figures"]) { page in
      for key in outline.keyFigures {
        page.element("li") { page in
          page.element("a", ["href": "#" + key.anchor]) { page in
            page.element("strong", key.figure)
            page.text(" " + key.label)
            if !key.interval.isEmpty { page.element("span", ["class": "rest"], " " + key.interval) }
          }
        }
      }
    }
  }

  private func contents(_ outline: PageOutline, _ page: inout HTMLWriter) {
    guard !outline.contents.isEmpty else { return }
    page.element("nav", ["aria-label": "Contents"]) { page in
      page.element("ol") { page in
        for entry in outline.contents {
          page.element("li") { $0.element("a", ["href": "#" + entry.anchor], entry.title) }
        }
      }
    }
  }

  // MARK: Answers

  private func failure(
    _ message: String, _ section: PageOutline.Section, _ outline: PageOutline, _ page: inout HTMLWriter
  ) {
    page.element("section", ["class": "failure", "id": section.anchor]) { page in
      page.element(outline.level(of: section), "This was not answered")
      page.element("pre", ["tabindex": "0"]) { $0.lines(message) }
    }
  }

  private func answer(
    _ answer: Answer, _ section: PageOutline.Section, _ outline: PageOutline, _ page: inout HTMLWriter
  ) {
    page.element("section", ["class": "answer", "id": section.anchor]) { page in
      page.element(outline.level(of: section), section.title)
      if let headline = answer.headline.map(PageOutline.capitalized), headline != section.title {
        page.element("p", ["class": "result"], headline)
      }
      if let change = answer.change { page.element("p", ["class": "result"], change) }
      for table in answer.tables { PageTable(table: table, figures: figures, style: style).write(&page) }
      voices(answer, section.title, &page)
      method(answer, &page)
    }
  }

  /// - Parameter title: the heading of the answer, which may be the caption of the quotes; it is not repeated.
  private func voices(_ answer: Answer, _ title: String, _ page: inout HTMLWriter) {
    guard !answer.quotes.isEmpty || answer.quotesCaption != nil else { return }
    page.element("div", ["class": "voices"]) { page in
      for quote in style.untilCancelled(answer.quotes) {
        PageQuote(quote: quote, zone: style.zone).write(&page)
      }
      if let caption = answer.quotesCaption, PageOutline.capitalized(caption) != title {
        page.element("p", ["class": "heard"], caption)
      }
    }
  }

  /// How it was counted: the exact reading, the notes and the question.
  private func method(_ answer: Answer, _ page: inout HTMLWriter) {
    page.element("details", ["class": "method", "open": style.isFull ? "open" : ""]) { page in
      let notes = answer.notes.isEmpty ? "" : ", with \(counted(answer.notes.count, "note"))"
      page.element("summary", "How this was counted\(notes)")
      if !answer.reading.isEmpty {
        page.element("p", ["class": "reading"]) { $0.prose(PageOutline.sentence(answer.reading)) }
      }
      if !answer.notes.isEmpty {
        page.element("ul", ["class": "notes", "aria-label": "Notes"]) { page in
          for note in answer.notes { page.element("li") { $0.prose(note) } }
        }
      }
      page.element("pre", ["tabindex": "0"]) { page in page.element("code", answer.statement) }
    }
  }

  // MARK: The foot

  private func closing(_ provenance: Provenance?, _ page: inout HTMLWriter) {
    page.own("</main>\n")
    page.element("footer") { page in
      if let provenance { foot(provenance, &page) }
      page.element("p") { page in
        page.text(
          "Asked with Heed. Ranges are 95% intervals; * marks figures of fewer than 30 people; … marks a time that is not "
            + "over, or lies only in part within what was asked for.")
      }
    }
    page.own("\n<script>\(PageScript.text)</script>\n</body></html>\n")
  }

  /// What the page is based on.
  private func foot(_ provenance: Provenance, _ page: inout HTMLWriter) {
    page.element("dl") { page in
      fact("Data", &page) { $0.text(provenance.extent) }
      fact("Files", &page) { page in
        page.text(
          provenance.report.files.map { "\($0.name) (\(counted($0.rowsRead, "row")))" }.joined(
            separator: ", "))
      }
      fact("Fingerprint", &page) { page in page.element("code", provenance.fingerprint) }
      if let clock = provenance.clock {
        fact("Today is", &page) { $0.text("\(clock.today.iso), \(clock.words)") }
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
}

extension Provenance {
  /// `Data to 2025-06-30 · 4,200 customers, 66,041 events, 6,864 pieces of feedback`
  var dateline: String { (clock.map { "Data to \($0.today.iso) · " } ?? "") + extent }

  fileprivate var extent: String {
    "\(counted(report.customers, "customer")), \(counted(report.events, "event")), "
      + counted(report.feedback, "piece of feedback", "pieces of feedback")
  }
}
