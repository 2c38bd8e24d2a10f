/// The q of each of several tests, in the same order: the smallest false discovery rate at which the test would be significant
/// (Benjamini & Hochberg, Journal of the Royal Statistical Society B 57, 1995). O(n log n)
///
///     falseDiscoveryRates([0.01, 0.04, 0.03])    // [0.03, 0.04, 0.04]
public func falseDiscoveryRates(_ chances: [Double]) -> [Double] {
  var rates = [Double](repeating: 1, count: chances.count)
  var smallest = 1.0
  let order = chances.indices.sorted { chances[$0] > chances[$1] }
  for (place, test) in order.enumerated() {
    let rank = Double(chances.count - place)
    smallest = min(smallest, chances[test] * Double(chances.count) / rank)
    rates[test] = smallest
  }
  return rates
}
