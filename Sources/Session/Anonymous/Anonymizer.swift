internal import DataModel
internal import Text

/// Makes an answer that tells nobody's name: ids and names become pseudonyms, and in texts e-mail addresses, links and the numbers of
/// phones, cards and accounts are masked. What customers wrote may still tell who they are.
struct Anonymizer: Sendable {
  let pseudonyms: Pseudonyms

  func anonymous(_ answer: Answer) -> Answer {
    var answer = answer
    answer.statement = text(answer.statement)
    answer.reading = text(answer.reading)
    answer.headline = answer.headline.map { text($0) }
    answer.quotesCaption = answer.quotesCaption.map { text($0) }
    answer.notes = answer.notes.map { text($0) }
    for index in answer.summary.indices { answer.summary[index].value = scalar(answer.summary[index].value) }
    answer.tables = answer.tables.map(table)
    answer.quotes = answer.quotes.map(quote)
    return answer
  }

  private func table(_ table: Answer.Table) -> Answer.Table {
    var table = table
    table.title = table.title.map { text($0) }
    for index in table.columns.indices { table.columns[index].name = text(table.columns[index].name) }
    table.rows = table.rows.map(row)
    table.earlier = table.earlier.map(row)
    table.total = table.total.map(row)
    return table
  }

  private func row(_ cells: [Answer.Cell]) -> [Answer.Cell] {
    cells.map { cell in
      var cell = cell
      cell.value = scalar(cell.value)
      return cell
    }
  }

  private func scalar(_ value: Scalar) -> Scalar {
    switch value {
    case .text(let text): .text(pseudonyms.pseudonym(for: text) ?? self.text(text))
    case .list(let values): .list(values.map { pseudonyms.pseudonym(for: $0) ?? text($0) })
    case .missing, .boolean, .integer, .decimal, .real, .moment: value
    }
  }

  private func quote(_ quote: Answer.Quote) -> Answer.Quote {
    var quote = quote
    let masked = MaskedText(quote.text, places(in: quote.text, isVerbatim: true))
    quote.text = masked.text
    quote.marks = quote.marks.map(masked.range)
    quote.customer = quote.customer.map { pseudonyms.pseudonym(for: $0) ?? text($0) }
    quote.label = nil
    quote.caption = quote.caption.map { text($0) }
    return quote
  }

  /// A text of Heed's own, in which names may stand.
  private func text(_ text: String) -> String { MaskedText(text, places(in: text, isVerbatim: false)).text }

  private func places(in text: String, isVerbatim: Bool) -> [MaskedText.Place] {
    let data = PersonalData.all(in: text).map {
      MaskedText.Place(range: $0.range, replacement: "[\($0.kind.rawValue)]")
    }
    let names = pseudonyms.places(in: text, isVerbatim: isVerbatim)
      .map { MaskedText.Place(range: $0.range, replacement: $0.replacement) }
    return data + names
  }
}

/// A text with parts replaced, which can say where other parts of it are now.
struct MaskedText {
  struct Place {
    /// Bytes of UTF-8.
    var range: Range<Int>
    var replacement: String
  }

  private(set) var text = ""
  private var places: [(before: Range<Int>, after: Range<Int>)] = []

  /// Of places that overlap, the one that begins first is replaced; at one place the longest.
  init(_ original: String, _ places: [Place]) {
    let bytes = Array(original.utf8)
    var result: [UInt8] = []
    var end = 0
    let sorted = places.sorted {
      ($0.range.lowerBound, -$0.range.count) < ($1.range.lowerBound, -$1.range.count)
    }
    for place in sorted where place.range.lowerBound >= end {
      result += bytes[end..<place.range.lowerBound]
      let start = result.count
      result += Array(place.replacement.utf8)
      self.places.append((place.range, start..<result.count))
      end = place.range.upperBound
    }
    result += bytes[end...]
    text = String(decoding: result, as: UTF8.self)
  }

  /// Where a range of the original is now; one that begins or ends in a replaced part covers all of that part.
  func range(_ range: Range<Int>) -> Range<Int> {
    let start = moved(range.lowerBound, toEnd: false)
    return start..<max(start, moved(range.upperBound, toEnd: true))
  }

  private func moved(_ offset: Int, toEnd: Bool) -> Int {
    guard
      let last = places.last(where: { toEnd ? $0.before.lowerBound < offset : $0.before.lowerBound <= offset }
      )
    else {
      return offset
    }
    if offset < last.before.upperBound { return toEnd ? last.after.upperBound : last.after.lowerBound }
    return offset - last.before.upperBound + last.after.upperBound
  }
}
