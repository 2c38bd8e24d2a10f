internal import DataModel

/// Writes each answer as one JSON object on one line. The keys are a public interface.
struct JSONFormat: Layout {
  let style: Style

  func answer(_ answer: Answer, after place: Document.Place) -> String {
    var json = JSONWriter()
    json.object { json in
      json.field("statement") { $0.string(answer.statement) }
      json.field("reading") { $0.string(answer.reading) }
      let tables = answer.tables
      json.field("columns") { columns(tables.first, &$0) }
      json.field("rows") { rows(tables.first, &$0) }
      if tables.count > 1 {
        json.field("tables") { json in
          json.array(tables) { table, json in
            json.object { json in
              json.field("title") { json in table.title.map { json.string($0) } ?? json.null() }
              json.field("columns") { columns(table, &$0) }
              json.field("rows") { rows(table, &$0) }
            }
          }
        }
      }
      json.field("summary") { summary(answer, &$0) }
      json.field("quotes") { json in json.array(style.untilCancelled(answer.quotes)) { quote($0, &$1) } }
      json.field("notes") { json in json.array(answer.notes) { $1.string($0) } }
    }
    return json.text + "\n"
  }

  private func shown(_ table: Answer.Table) -> [Int] {
    table.columns.indices.filter { table.columns[$0].audience != .people }
  }

  private func columns(_ table: Answer.Table?, _ json: inout JSONWriter) {
    json.array(table.map { table in shown(table).map { table.columns[$0] } } ?? []) { column, json in
      json.object { json in
        json.field("name") { $0.string(column.name) }
        json.field("type") { $0.string(column.type.jsonName) }
        if let measure = column.unit.measure { json.field("unit") { $0.string(measure.jsonName) } }
      }
    }
  }

  private func rows(_ table: Answer.Table?, _ json: inout JSONWriter) {
    let indices = table.map(shown) ?? []
    json.array(style.untilCancelled(table?.rows ?? [])) { row, json in
      json.array(indices.filter(row.indices.contains)) { index, json in scalar(row[index].value, &json) }
    }
  }

  private func summary(_ answer: Answer, _ json: inout JSONWriter) {
    json.object { json in
      for figure in answer.summary {
        json.field(figure.key) { scalar(figure.value, &$0) }
        if let measure = figure.unit.measure {
          json.field("\(figure.key) unit") { $0.string(measure.jsonName) }
        }
        if let low = figure.low, let high = figure.high {
          json.field("\(figure.key) low") { scalar(low, &$0) }
          json.field("\(figure.key) high") { scalar(high, &$0) }
        }
      }
      guard answer.tables.count == 1, let table = answer.tables.first, let total = table.total else { return }
      json.field("all") { json in
        json.object { json in
          for (column, cell) in zip(table.columns, total) where cell.value != .missing {
            json.field(column.name) { scalar(cell.value, &$0) }
          }
        }
      }
    }
  }

  private func quote(_ quote: Answer.Quote, _ json: inout JSONWriter) {
    json.object { json in
      json.field("customer") { json in quote.customer.map { json.string($0) } ?? json.null() }
      json.field("at") { json in scalar(quote.at.map { .moment($0) } ?? .missing, &json) }
      json.field("channel") { json in quote.channel.map { json.string($0) } ?? json.null() }
      json.field("score") { scalar(quote.score, &$0) }
      json.field("text") { $0.string(quote.text) }
      if quote.copies > 1 { json.field("copies") { $0.raw(String(quote.copies)) } }
    }
  }

  private func scalar(_ value: Scalar, _ json: inout JSONWriter) {
    switch value {
    case .missing: json.null()
    case .boolean(let value): json.raw(value ? "true" : "false")
    case .integer(let value): json.raw(String(value))
    case .decimal(let units, let places): json.raw(decimalText(units, places))
    case .real(let value): value.isFinite ? json.raw(realText(value)) : json.null()
    case .moment(let moment): json.string(isoText(moment, in: style.zone))
    case .text(let text): json.string(text)
    case .list(let values): json.array(values) { $1.string($0) }
    }
  }
}

extension NumberUnit {
  /// The unit's name in JSON: a currency's code, `percent` (0.2 is 20%), `hours`.
  fileprivate var jsonName: String {
    switch self {
    case .money(let currency): currency.code
    case .currencies: "money"
    case .percent: "percent"
    case .duration: "hours"
    case .year: "year"
    }
  }
}

extension ValueType {
  /// The type's name in JSON.
  var jsonName: String {
    switch self {
    case .boolean: "boolean"
    case .integer: "integer"
    case .decimal, .real: "number"
    case .date: "date"
    case .timestamp: "timestamp"
    case .text: "text"
    case .list: "list"
    }
  }
}
