import DataModel
import Plan

extension Toy {
  func reply(_ groups: Groups) throws(BackendError) -> Groups.Reply {
    var members: [Subject] = []
    switch groups.subject {
    case .people: members = try people(groups.who).map { Subject(soul: $0) }
    case .records(let scope):
      for soul in try people(groups.who) {
        members += try records(scope, of: soul).map { Subject(soul: soul, record: $0) }
      }
      if groups.who == .everyone {
        let stranger = Soul(id: "")
        stranger.said = census.messages.filter { $0.customer == nil }
        members += try records(scope, of: stranger).map { Subject(soul: stranger, record: $0) }
      }
    }
    var reply = Groups.Reply(rows: [])
    for group in try grouped(members, by: groups.keys) {
      var row = Groups.Row(keys: group.keys, figures: [])
      for metric in groups.metrics { row.figures.append(try figure(metric, group.members, groups.subject)) }
      reply.rows.append(row)
    }
    return reply
  }
}
