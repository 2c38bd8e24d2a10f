/// The quantile of ascending values by type 7 (Hyndman & Fan 1996): linear between the two nearest, the ends at 0 and 1.
///
///     quantile([1, 2, 3, 4], 0.5)    // 2.5
///
/// Nil of nothing.
func quantile(_ ascending: some RandomAccessCollection<Double>, _ p: Double) -> Double? {
  guard let last = ascending.last else { return nil }
  let position = Double(ascending.count - 1) * max(0, min(1, p))
  let below = Int(position)
  guard below + 1 < ascending.count else { return last }
  let low = ascending[ascending.index(ascending.startIndex, offsetBy: below)]
  let high = ascending[ascending.index(ascending.startIndex, offsetBy: below + 1)]
  return low + (position - Double(below)) * (high - low)
}
