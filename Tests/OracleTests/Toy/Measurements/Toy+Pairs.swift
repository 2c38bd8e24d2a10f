import DataModel
import Plan

extension Toy {
  func reply(_ pairs: Pairs) throws(BackendError) -> Pairs.Reply {
    let people = try people(pairs.who)
    var reply = Pairs.Reply(rows: [])
    for pair in pairs.pairs {
      var (firsts, seconds) = ([Datum](), [Datum]())
      for soul in people {
        guard let first = try value(pair.first, soul), let second = try value(pair.second, soul),
          first.double != nil, second.double != nil
        else { continue }
        firsts.append(first)
        seconds.append(second)
      }
      let differences = zip(firsts, seconds).map { ($0.double ?? 0) - ($1.double ?? 0) }
      let mean = differences.reduce(0, +) / Double(max(1, differences.count))
      let squares = differences.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      reply.rows.append(
        Pairs.Row(
          n: firsts.count, first: sum(of: firsts), second: sum(of: seconds),
          variance: firsts.count > 1 ? squares / Double(firsts.count - 1) : nil))
    }
    return reply
  }
}
