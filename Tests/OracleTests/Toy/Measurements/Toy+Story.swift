import Plan

extension Toy {
  func reply(_ story: Story) -> Story.Reply {
    guard let soul = census.person(story.id) else {
      return Story.Reply(events: 0, said: 0, heard: 0, rows: [])
    }
    let records =
      soul.events.map { ($0, Story.Kind.event) } + soul.said.map { ($0, .said) }
      + soul.heard.map { ($0, .heard) }
    let sorted = records.sorted { left, right in
      let (l, r) = (census.place.start(left.0.at), census.place.start(right.0.at))
      return l != r ? l < r : left.0.order.lexicographicallyPrecedes(right.0.order)
    }
    return Story.Reply(
      events: soul.events.count, said: soul.said.count, heard: soul.heard.count,
      rows: sorted.suffix(story.latest ?? sorted.count).map { record, kind in
        Story.Row(
          at: moment(record.at), kind, name: record.kind, score: scalar(record.properties["score"]),
          text: record.text, author: kind == .heard ? record.customer : nil, details: [])
      })
  }
}
