internal import Foundation

/// The quantile of Student's t distribution: `studentQuantile(0.975, degrees: 10)` is 2.228. Returns NaN unless `degrees` is
/// positive and `probability` is between 0 and 1.
public func studentQuantile(_ probability: Double, degrees: Double) -> Double {
  guard probability > 0, probability < 1, degrees > 0 else { return .nan }
  if probability == 0.5 { return 0 }
  if probability < 0.5 { return -studentQuantile(1 - probability, degrees: degrees) }
  var low = 0.0
  var high = 2.0
  while studentDistribution(high, degrees: degrees) < probability, high < 1e15 { high *= 2 }
  for _ in 0..<200 where high - low > 1e-13 * high {
    let middle = (low + high) / 2
    if studentDistribution(middle, degrees: degrees) < probability { low = middle } else { high = middle }
  }
  return (low + high) / 2
}

/// P(T ≤ t) for Student's t, by the incomplete beta function (DLMF 8.17).
public func studentDistribution(_ t: Double, degrees: Double) -> Double {
  let tail = incompleteBeta(degrees / (degrees + t * t), a: degrees / 2, b: 0.5) / 2
  return t > 0 ? 1 - tail : tail
}

/// The regularised incomplete beta function I_x(a, b), by the continued fraction of DLMF 8.17.22, evaluated with
/// Lentz's method (Lentz, Applied Optics 15, 1976).
func incompleteBeta(_ x: Double, a: Double, b: Double) -> Double {
  if x <= 0 { return 0 }
  if x >= 1 { return 1 }
  if x > (a + 1) / (a + b + 2) { return 1 - incompleteBeta(1 - x, a: b, b: a) }
  let front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x)) / a
  let tiny = 1e-300
  var c = 1.0
  var d = 1 - (a + b) * x / (a + 1)
  d = 1 / (abs(d) < tiny ? tiny : d)
  var fraction = d
  for step in 1...500 {
    let m = Double(step)
    let terms = [
      m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
      -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
    ]
    var change = 1.0
    for term in terms {
      d = 1 + term * d
      d = 1 / (abs(d) < tiny ? tiny : d)
      c = 1 + term / c
      if abs(c) < tiny { c = tiny }
      change = c * d
      fraction *= change
    }
    if abs(change - 1) < 1e-15 { break }
  }
  return front * fraction
}
