/// Selects records by person and time.
public enum SelectionKernel {
  /// The records of members whose time is in `first...last`, ascending. `members` has a bit for each of the first
  /// `count` people; records of other people are selected if `takesOthers`. O(records)
  public static func rows(
    people: [UInt32], members: [UInt64], count: Int, takesOthers: Bool, at: [Int64], first: Int64, last: Int64
  ) -> [UInt32] {
    precondition(people.count == at.count && members.count * 64 >= count, "a time a record, a bit a person")
    return unsafe [UInt32](unsafeUninitializedCapacity: people.count) { rows, filled in
      unsafe people.withUnsafeBufferPointer { people in
        unsafe members.withUnsafeBufferPointer { members in
          unsafe at.withUnsafeBufferPointer { at in
            for record in 0..<people.count {
              // SAFETY: `record` is below both counts; a member's bit is read only below `count`, which the words cover;
              // at most every record is written.
              let (person, time) = unsafe (Int(people[record]), at[record])
              let isMember =
                person < count ? unsafe members[person >> 6] >> UInt64(person & 63) & 1 != 0 : takesOthers
              unsafe rows.initializeElement(at: filled, to: UInt32(truncatingIfNeeded: record))
              filled += isMember && first <= time && time <= last ? 1 : 0
            }
          }
        }
      }
    }
  }
}
