internal import DataModel
internal import Plan
internal import Store

/// The groups of each person.
struct PersonGroups {
  /// The keys of each group.
  let keys: [[KeyValue]]
  let count: Int
  /// Each person's first group; `none` for those in no group.
  private var first: [UInt32]
  /// Further ones, of people with several values in a list.
  private var others: [Int: [Int]] = [:]

  static let none = UInt32.max

  init(keys: [[KeyValue]], members: [[Int]], people: Int) {
    self.keys = keys
    count = members.count
    first = [UInt32](repeating: PersonGroups.none, count: people)
    for (group, members) in members.enumerated() {
      for person in members {
        if first[person] == PersonGroups.none {
          first[person] = UInt32(truncatingIfNeeded: group)
        } else {
          others[person, default: []].append(group)
        }
      }
    }
  }

  @inline(__always)
  func forEach(of person: Int, _ body: (_ group: Int) -> Void) {
    guard person < first.count, first[person] != PersonGroups.none else { return }
    body(Int(first[person]))
    if !others.isEmpty, let more = others[person] { for group in more { body(group) } }
  }
}

extension Evaluator {
  func groups(of people: Bitmap, by keys: [GroupKey]) throws(BackendError) -> PersonGroups {
    let (keys, members) = try grouped(by: keys, frames: [everybody], rows: [people])
    return PersonGroups(keys: keys, members: members.map { $0[0] }, people: people.count)
  }
}
