internal import DataModel
internal import Plan
internal import Store

/// The residual of one row: how far it is from the figure, and the row's person.
struct Residual {
  var person: Int
  var e: Double
}

extension Evaluator {
  /// The number of people behind a figure, and its linearised variance between them, as `MetricResult.Spread` defines it.
  /// The residuals of a person are added up; every row of an unknown author counts as one person.
  func spread(of residuals: [Residual], per whole: Double) -> (people: Int, variance: Double?) {
    let nobody = store.customers.count
    func merged(_ residuals: [Residual]) -> [Residual] {
      var sums: [Residual] = []
      for one in residuals {
        if let last = sums.indices.last, sums[last].person == one.person, one.person < nobody {
          sums[last].e += one.e
        } else {
          sums.append(one)
        }
      }
      return sums
    }
    // Within one kind of record, the rows of a person are contiguous.
    let sums = merged(merged(residuals).sorted { $0.person < $1.person })
    guard sums.count > 1, whole != 0 else { return (sums.count, nil) }
    let n = Double(sums.count)
    return (sums.count, n / (n - 1) * sums.reduce(0) { $0 + $1.e * $1.e } / (whole * whole))
  }

  /// The spread of a mean.
  func spread(of values: [(person: Int, x: Double)], around mean: Double) -> MetricResult.Spread {
    let spread = spread(
      of: values.map { Residual(person: $0.person, e: $0.x - mean) }, per: Double(values.count))
    return MetricResult.Spread(people: spread.people, variance: spread.variance)
  }
}
