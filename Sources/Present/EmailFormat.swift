internal import DataModel
internal import SourceText

/// Writes HTML for the body of an e-mail: each element has its own style, since mail programs drop style sheets, and there are no
/// pictures, scripts or folded parts. Bars are cells of a table.
struct EmailFormat: Layout {
  let style: Style

  private var figures: FigureText { FigureText(zone: style.zone) }

  private static let mostBars = 24
  private static let ink = "color:#1d1c1a;"
  private static let soft = "color:#5b5852;"
  private static let sans = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;"
  private static let small = soft + sans + "font-size:13px;line-height:1.45;"

  var isWrittenAtEnd: Bool { true }

  func answer(_ answer: Answer, after place: Document.Place) -> String {
    document([.answer(answer)], Document.Heading(answer.statement), nil)
  }

  func document(_ parts: [Document.Part], _ heading: Document.Heading, _ provenance: Provenance?) -> String {
    let outline = PageOutline(parts, heading, figures)
    var page = HTMLWriter()
    page.own("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
    page.element("title", outline.title)
    page.own("</head>\n")
    page.element(
      "body", ["style": "margin:0;padding:16px;background:#ffffff;" + EmailFormat.ink + EmailFormat.sans]
    ) { page in
      page.element("div", ["style": "max-width:640px;margin:0 auto;"]) { page in
        head(outline, provenance, &page)
        for section in outline.sections {
          self.section(section, outline, &page)
          page.own("\n")
        }
        foot(provenance, &page)
      }
    }
    page.own("</html>\n")
    return page.html
  }

  // MARK: Head and foot

  private func head(_ outline: PageOutline, _ provenance: Provenance?, _ page: inout HTMLWriter) {
    page.element("h1", ["style": "margin:0 0 8px;font-size:24px;line-height:1.25;"], outline.title)
    for line in outline.lead {
      page.element("p", ["style": "margin:0 0 6px;font-size:15px;line-height:1.5;" + EmailFormat.soft], line)
    }
    if let provenance {
      page.element("p", ["style": "margin:0 0 6px;" + EmailFormat.small], provenance.dateline)
    }
    if style.isAnonymous {
      page.element("p", ["style": "margin:0 0 6px;" + EmailFormat.small], Document.anonymityNote)
    }
    guard !outline.keyFigures.isEmpty else { return }
    page.element("table", ["role": "presentation", "style": "margin:16px 0 0;border-collapse:collapse;"]) {
      page in
      page.element("tr") { page in
        for key in outline.keyFigures {
          page.element("td", ["style": "padding:0 28px 0 0;vertical-align:top;" + EmailFormat.small]) {
            page in
            page.element(
              "div", ["style": "font-size:28px;line-height:1.2;font-weight:600;" + EmailFormat.ink],
              key.figure)
            page.element("div", key.label)
            page.element("div", key.interval)
          }
        }
      }
    }
  }

  private func foot(_ provenance: Provenance?, _ page: inout HTMLWriter) {
    page.element(
      "p", ["style": "margin:32px 0 0;padding:12px 0 0;border-top:1px solid #d8d4cc;" + EmailFormat.small]
    ) { page in
      if let provenance {
        let now = provenance.clock.map { " Today is \($0.today.iso), \($0.words)." } ?? ""
        page.text("Data fingerprint \(provenance.fingerprint).\(now) ")
      }
      page.text("Asked with Heed. Ranges are 95% intervals; * marks figures of fewer than 30 people.")
    }
  }

  // MARK: Answers

  private func section(_ section: PageOutline.Section, _ outline: PageOutline, _ page: inout HTMLWriter) {
    switch section.part {
    case .note(let text):
      page.element("h2", ["style": "margin:32px 0 0;font-size:20px;line-height:1.3;"], text)
    case .failure(let message):
      page.element(outline.level(of: section), ["style": "margin:24px 0 6px;font-size:16px;"], section.title)
      page.element("pre", ["style": "white-space:pre-wrap;font-size:12px;background:#f3f1ec;padding:10px;"]) {
        $0.lines(message)
      }
    case .answer(let answer): self.answer(answer, section, outline, &page)
    }
  }

  private func answer(
    _ answer: Answer, _ section: PageOutline.Section, _ outline: PageOutline, _ page: inout HTMLWriter
  ) {
    page.element(
      outline.level(of: section), ["style": "margin:24px 0 4px;font-size:16px;line-height:1.35;"],
      section.title)
    if let headline = answer.headline.map(PageOutline.capitalized), headline != section.title {
      page.element("p", ["style": "margin:0 0 8px;font-size:14px;" + EmailFormat.soft], headline)
    }
    if let change = answer.change {
      page.element("p", ["style": "margin:0 0 8px;font-size:14px;" + EmailFormat.soft], change)
    }
    for table in answer.tables { self.table(table, &page) }
    for quote in style.untilCancelled(answer.quotes) { self.quote(quote, &page) }
    if let caption = answer.quotesCaption, PageOutline.capitalized(caption) != section.title {
      page.element("p", ["style": "margin:4px 0 0;" + EmailFormat.small], caption)
    }
    page.element("p", ["style": "margin:8px 0 0;" + EmailFormat.small]) {
      $0.prose(PageOutline.sentence(answer.reading))
    }
    for note in answer.notes {
      page.element("p", ["style": "margin:4px 0 0;" + EmailFormat.small]) { page in
        page.text("· ")
        page.prose(note)
      }
    }
  }

  private func quote(_ quote: Answer.Quote, _ page: inout HTMLWriter) {
    page.element(
      "blockquote",
      [
        "style":
          "margin:10px 0;padding:0 0 0 12px;border-left:3px solid #d8d4cc;font-size:15px;line-height:1.5;"
      ]
    ) { page in
      page.text("“")
      quote.write(&page) { page, match in page.element("strong", match) }
      page.text("”")
      page.element("div", ["style": EmailFormat.small], "— " + quote.source(in: style.zone))
    }
  }

  // MARK: Tables

  private func table(_ table: Answer.Table, _ page: inout HTMLWriter) {
    let shown = table.columns.indices.filter { table.columns[$0].audience != .machines }
    guard !shown.isEmpty else { return }
    if let title = table.title {
      page.element("p", ["style": "margin:12px 0 4px;font-size:14px;font-weight:600;"], title)
    }
    let bars = EmailFormat.bars(of: table, figures)
    page.element("table", ["style": "border-collapse:collapse;width:100%;font-size:14px;line-height:1.4;"]) {
      page in
      page.element("tr") { page in
        for index in shown {
          let side = table.columns[index].type.isNumber && index != shown.first ? "right" : "left"
          page.element(
            "th",
            [
              "style": cellStyle(side) + "font-weight:400;border-bottom:1px solid #d8d4cc;" + EmailFormat.soft
            ],
            table.columns[index].name)
        }
        if bars != nil { page.element("th", ["style": "width:30%;border-bottom:1px solid #d8d4cc;"], "") }
      }
      for (number, row) in style.untilCancelled(table.rows).enumerated() {
        line(
          row, table, shown, bar: bars.map { $0.indices.contains(number) ? $0[number] : nil }, isTotal: false,
          &page)
      }
      if let total = table.total {
        line(total, table, shown, bar: bars.map { _ in nil }, isTotal: true, &page)
      }
    }
    if table.hidden > 0 {
      page.element(
        "p", ["style": "margin:4px 0 0;" + EmailFormat.small], "\(grouped(table.hidden)) more are not shown.")
    }
  }

  /// - Parameter bar: the length of its bar from 0 to 1; the outer nil means that the table has no bars.
  private func line(
    _ row: [Answer.Cell], _ table: Answer.Table, _ shown: [Int], bar: Double??, isTotal: Bool,
    _ page: inout HTMLWriter
  ) {
    page.element("tr", ["style": isTotal ? "font-weight:600;" : ""]) { page in
      for index in shown where row.indices.contains(index) {
        let column = table.columns[index]
        let isKey = index < table.keyCount
        let missing = isTotal && isKey ? (index == shown.first ? "all" : "") : (isKey ? "(missing)" : "–")
        let text = figures.text(table.written(row, index), column, missing: missing)
        let side = column.type.isNumber && index != shown.first ? "right" : "left"
        page.element("td", ["style": cellStyle(side) + "border-bottom:1px solid #eeece6;"]) { page in
          page.text(text.figure)
          let rest = text.interval + (table.countsStandElsewhere(than: index) ? "" : text.base)
          if !rest.isEmpty { page.element("span", ["style": EmailFormat.soft], rest) }
        }
      }
      guard let bar else { return }
      page.element("td", ["style": "padding:4px 0;border-bottom:1px solid #eeece6;"]) { page in
        guard let length = bar, length > 0 else { return }
        let width = "width:\(Int((length * 100).rounded()))%;"
        page.element(
          "div", ["style": width + "height:10px;background:#1f5280;font-size:0;line-height:0;"], "")
      }
    }
  }

  private func cellStyle(_ side: String) -> String {
    "text-align:\(side);padding:5px \(side == "left" ? "10px 5px 0" : "12px 5px 10px");vertical-align:top;"
  }

  /// The bars of a table's first picture, one a row; nil if it has none that bars can show, or figures below zero.
  private static func bars(of table: Answer.Table, _ figures: FigureText) -> [Double?]? {
    guard case .rows(let rows)? = Picture.pictures(of: table, figures).last, rows.axis.low == 0,
      rows.marks.count <= mostBars
    else { return nil }
    return rows.marks.map { mark in mark.map { rows.axis.place($0.value) } }
  }
}
