internal import DataModel
internal import Plan

/// How many messages a person would have sent in the last days if, on each day, all customers had sent equally many. On a day
/// with M messages and N customers that is M/N each. So people who were not customers on the day of a survey are not expected
/// to have answered it.
struct ExpectedMessages {
  private let first: Int
  /// The expected messages of one person over all days before each day; the last entry covers all days.
  private var sums: [Double]

  /// Groups people by how many of the days they were customers and by the day of their end, which together say which days
  /// those were.
  static func keys(_ recent: Window) -> [GroupKey] {
    [
      GroupKey(title: "days", .value(.presence(recent))),
      GroupKey(title: "end", .value(.moment(.end)), cut: .period(.day)),
    ]
  }

  /// A request for the number of messages on each day, from people who were customers on any of the days.
  static func messages(_ words: RecordScope, of who: Condition, _ recent: Window) -> Groups {
    let there = Condition.test(.presence(recent), .compare(.greater, .literal(.integer(0))))
    let day = GroupKey(
      title: "day", .value(.property(PropertyRef("at", .at, .timestamp))), cut: .period(.day))
    return Groups(who: .conjunction([who, there]), subject: .records(words), keys: [day], metrics: [.count])
  }

  /// - Parameters:
  ///   - people: the number of people for each value of `keys`.
  ///   - messages: the reply to `messages`.
  ///   - today: the last of the days.
  init(_ people: [(keys: ArraySlice<KeyValue>, count: Int)], messages: Groups.Reply, _ today: Day) {
    first = Int(today.number) - Topics.trendDays + 1
    sums = [Double](repeating: 0, count: Topics.trendDays + 1)
    var there = [Int](repeating: 0, count: Topics.trendDays + 1)
    for (keys, count) in people {
      let days = days(keys)
      guard !days.isEmpty else { continue }
      there[days.lowerBound] += count
      there[days.upperBound] -= count
    }
    var said = [Int](repeating: 0, count: Topics.trendDays)
    for row in messages.rows {
      guard case .period(let day)? = row.keys.first else { continue }
      let place = Int(day.number) - first
      if said.indices.contains(place) { said[place] += row.figures[0].n ?? 0 }
    }
    var present = 0
    for place in said.indices {
      present += there[place]
      sums[place + 1] = sums[place] + (present > 0 ? Double(said[place]) / Double(present) : 0)
    }
  }

  /// The days, counted from 0, on which people with these values of `keys` were customers.
  func days(_ keys: ArraySlice<KeyValue>) -> Range<Int> {
    let count = min(keys.first?.scalar.integer ?? 0, Topics.trendDays)
    guard count > 0 else { return 0..<0 }
    var last = Topics.trendDays - 1
    if case .period(let end)? = keys.last { last = min(last, Int(end.number) - first) }
    return max(0, last - count + 1)..<(max(0, last) + 1)
  }

  /// How many messages a person who was a customer on these days is expected to have sent.
  func share(of days: Range<Int>) -> Double { sums[days.upperBound] - sums[days.lowerBound] }
}
