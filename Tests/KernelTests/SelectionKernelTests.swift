import Kernels
import TestSupport
import Testing

@Suite struct SelectionKernelTests {
  @Test func selectsWhatALoopSelects() {
    var random = SplitMix(seed: 2)
    for _ in 0..<200 {
      let count = random.below(130)
      let people = (0..<random.below(300)).map { _ in UInt32(random.below(count + 3)) }
      let at = people.map { _ in Int64(random.below(20)) - 10 }
      let members = (0..<(count + 63) / 64).map { _ in UInt64(random.below(.max)) }
      let takesOthers = random.below(2) == 0
      let (first, last) = (Int64(random.below(20)) - 12, Int64(random.below(20)) - 8)
      let rows = SelectionKernel.rows(
        people: people, members: members, count: count, takesOthers: takesOthers, at: at, first: first,
        last: last)
      let expected = people.indices.filter { row in
        let person = Int(people[row])
        let isMember = person < count ? members[person / 64] >> UInt64(person % 64) & 1 == 1 : takesOthers
        return isMember && first <= at[row] && at[row] <= last
      }
      #expect(rows == expected.map { UInt32($0) })
    }
  }
}
