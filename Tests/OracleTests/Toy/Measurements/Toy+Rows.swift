import DataModel
import Plan

extension Toy {
  func reply(_ rows: Rows) throws(BackendError) -> Rows.Reply {
    var found: [(id: String, soul: Soul, keys: [Datum?])] = []
    for soul in try people(rows.who) {
      var keys: [Datum?] = []
      for order in rows.order { keys.append(try value(order.value, soul)) }
      found.append((soul.id, soul, keys))
    }
    found.sort { precedes($0.keys, $1.keys, rows.order) ?? ($0.id < $1.id) }
    if let limit = rows.limit { found = Array(found.prefix(limit)) }
    var reply = Rows.Reply(rows: [])
    for row in found {
      var values: [Scalar] = []
      for column in rows.columns { values.append(scalar(try value(column, row.soul))) }
      reply.rows.append(
        Rows.Row(id: row.id, label: scalar(row.soul.attributes["name"]).text, values: values))
    }
    return reply
  }
}
