extension Range<Int> {
  /// The first index at which a condition holds, if it is false below some index and true from there on; the end if it
  /// never holds. O(log n)
  @inline(__always)
  func partitionPoint(where holds: (Int) -> Bool) -> Int {
    var (low, high) = (lowerBound, upperBound)
    while low < high {
      let middle = low + (high - low) / 2
      if holds(middle) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

/// The first index of an ascending array whose element is not below a value. O(log n)
func firstIndex<Value: Comparable>(in values: [Value], notBelow value: Value) -> Int {
  values.indices.partitionPoint { values[$0] >= value }
}
