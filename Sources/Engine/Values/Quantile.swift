/// The quantile of ascending values by type 7 (Hyndman & Fan 1996): linear between the two nearest; 0 and 1 are the ends.
///
///     typeSevenQuantile([1, 2, 3, 4], 0.5)    // 2.5
///
/// Nil without values.
func typeSevenQuantile(_ ascending: [Double], _ p: Double) -> Double? {
  guard let last = ascending.last else { return nil }
  let position = Double(ascending.count - 1) * max(0, min(1, p))
  let below = Int(position)
  guard below + 1 < ascending.count else { return last }
  let low = ascending[below]
  let high = ascending[below + 1]
  return low + (position - Double(below)) * (high - low)
}
