internal import DataModel
internal import Plan

/// How much each would have said in the last days, if on each of them all who were there had spoken alike: of a day on which N
/// were there and M messages came, M/N. After a survey's one wave, whoever was not there on its day was not asked.
struct Hearing {
  private let first: Int
  /// Of the days before each, the last one's end included.
  private var sums: [Double]

  /// By how many of the days people were there, and by the day of their end: from both follows which days those are.
  static func keys(_ recent: Window) -> [GroupKey] {
    [
      GroupKey(title: "days", .value(.presence(recent))),
      GroupKey(title: "end", .value(.moment(.end)), cut: .period(.day)),
    ]
  }

  /// How many messages came on each day, of those who were there on any.
  static func messages(_ words: RecordScope, of who: Condition, _ recent: Window) -> Groups {
    let there = Condition.test(.presence(recent), .compare(.greater, .literal(.integer(0))))
    let day = GroupKey(
      title: "day", .value(.property(PropertyRef("at", .at, .timestamp))), cut: .period(.day))
    return Groups(who: .conjunction([who, there]), subject: .records(words), keys: [day], metrics: [.count])
  }

  /// - Parameters:
  ///   - people: how many stand under each value of `keys`.
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

  /// On which of the days, counted from 0, people were there who have these values of `keys`.
  func days(_ keys: ArraySlice<KeyValue>) -> Range<Int> {
    let count = min(keys.first?.scalar.integer ?? 0, Topics.trendDays)
    guard count > 0 else { return 0..<0 }
    var last = Topics.trendDays - 1
    if case .period(let end)? = keys.last { last = min(last, Int(end.number) - first) }
    return max(0, last - count + 1)..<(max(0, last) + 1)
  }

  func share(of days: Range<Int>) -> Double { sums[days.upperBound] - sums[days.lowerBound] }
}
