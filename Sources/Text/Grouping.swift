/// Numbers 0..<n sorted into groups: the members of each group, ascending (compressed sparse rows).
struct Grouping: Sendable {
  private var starts: [Int]
  private var members: [UInt32]

  /// Groups each index of `groups` under its value, which is below `count`. O(n)
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
