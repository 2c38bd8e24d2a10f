/// The numbers 0..<n by group, with ascending members (compressed sparse row format).
struct Grouping: Sendable {
  private var starts: [Int]
  private var members: [UInt32]

  /// Assigns each index of `groups` to the group of its value, which must be below `count`. O(n)
  init(_ groups: [UInt32], count: Int) {
    starts = [Int](repeating: 0, count: count + 1)
    for group in groups { starts[Int(group) + 1] += 1 }
    for group in 0..<count { starts[group + 1] += starts[group] }
    members = [UInt32](repeating: 0, count: groups.count)
    var next = starts
    for (member, group) in groups.enumerated() {
      members[next[Int(group)]] = UInt32(truncatingIfNeeded: member)
      next[Int(group)] += 1
    }
  }

  subscript(group: UInt32) -> ArraySlice<UInt32> {
    members[starts[Int(group)]..<starts[Int(group) + 1]]
  }
}
