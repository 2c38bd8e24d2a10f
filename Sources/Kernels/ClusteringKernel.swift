/// Sorts records by customer and then by time: a stable counting sort by customer, then a sort of those clusters that
/// are not in order of time.
public enum ClusteringKernel {
  /// `customers[i]` and `at[i]` belong to record `i`. Customers are below `customerCount`; any other value means an
  /// unknown customer, whose cluster comes last.
  ///
  /// Returns `customerCount + 2` offsets, the records in their new order, and their times in that order. Records with
  /// the same customer and time keep their order. O(records + customers), and O(n log n) for each cluster of n records
  /// that is out of order.
  public static func cluster(
    customers: [UInt32], at: [Int64], customerCount: Int
  ) -> (offsets: [UInt32], order: [UInt32], at: [Int64]) {
    precondition(customers.count == at.count)
    let offsets = clusterOffsets(of: customers, customerCount: customerCount)
    var next = offsets
    var order = [UInt32](repeating: 0, count: at.count)
    var clustered = [Int64](repeating: 0, count: at.count)
    unsafe next.withUnsafeMutableBufferPointer { next in
      unsafe order.withUnsafeMutableBufferPointer { order in
        unsafe clustered.withUnsafeMutableBufferPointer { clustered in
          unsafe customers.withUnsafeBufferPointer { customers in
            unsafe at.withUnsafeBufferPointer { at in
              // SAFETY: a cluster is at most `customerCount`, and `next` has one more; counting gave each cluster as
              // many places as it has records, so that every place is below their number.
              for record in 0..<at.count {
                let cluster = unsafe min(Int(customers[record]), customerCount)
                let place = unsafe Int(next[cluster])
                unsafe next[cluster] &+= 1
                unsafe order[place] = UInt32(truncatingIfNeeded: record)
                unsafe clustered[place] = at[record]
              }
            }
          }
          unsafe sortClusters(offsets, order: order, at: clustered)
        }
      }
    }
    return (offsets, order, clustered)
  }

  /// The start of each cluster, including that of unknown customers, and the end of the last.
  private static func clusterOffsets(of customers: [UInt32], customerCount: Int) -> [UInt32] {
    var offsets = [UInt32](repeating: 0, count: customerCount + 2)
    for customer in customers { offsets[min(Int(customer), customerCount) + 1] &+= 1 }
    for cluster in 1..<offsets.count { offsets[cluster] &+= offsets[cluster - 1] }
    return offsets
  }

  private static func sortClusters(
    _ offsets: [UInt32], order: UnsafeMutableBufferPointer<UInt32>, at: UnsafeMutableBufferPointer<Int64>
  ) {
    var start = 0
    for end in offsets.dropFirst() {
      let range = start..<Int(end)
      start = range.upperBound
      // SAFETY: the range lies between two offsets, of which the last is the number of records.
      guard unsafe !isAscending(at, range) else { continue }
      if range.count <= 32 {
        unsafe sortByInsertion(range, order: order, at: at)
      } else {
        unsafe sortByMerging(range, order: order, at: at)
      }
    }
  }

  private static func isAscending(_ at: UnsafeMutableBufferPointer<Int64>, _ range: Range<Int>) -> Bool {
    var i = range.lowerBound + 1
    // SAFETY: `i` and the place before it are inside the range, and the range inside the buffer.
    while i < range.upperBound {
      if unsafe at[i - 1] > at[i] { return false }
      i += 1
    }
    return true
  }

  private static func sortByInsertion(
    _ range: Range<Int>, order: UnsafeMutableBufferPointer<UInt32>, at: UnsafeMutableBufferPointer<Int64>
  ) {
    for i in range.dropFirst() {
      // SAFETY: `i` is inside the range; `place` runs down from it and stops at the range's start.
      let (time, record) = unsafe (at[i], order[i])
      var place = i
      while place > range.lowerBound, unsafe at[place - 1] > time {
        unsafe at[place] = at[place - 1]
        unsafe order[place] = order[place - 1]
        place -= 1
      }
      unsafe at[place] = time
      unsafe order[place] = record
    }
  }

  private static func sortByMerging(
    _ range: Range<Int>, order: UnsafeMutableBufferPointer<UInt32>, at: UnsafeMutableBufferPointer<Int64>
  ) {
    // SAFETY: every index is inside the range, which is inside both buffers.
    var records = range.map { unsafe (at: at[$0], record: order[$0]) }
    records.sort { $0.at != $1.at ? $0.at < $1.at : $0.record < $1.record }
    for (i, entry) in zip(range, records) {
      unsafe at[i] = entry.at
      unsafe order[i] = entry.record
    }
  }
}
