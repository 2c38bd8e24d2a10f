/// The effective sample size of `n` values of which several may come from one person: n divided by the design effect, which is
/// the variance of the mean between people divided by that of independent values (Kish, Survey Sampling, 1965). It is reduced
/// further if the variance is estimated from few people (Korn & Graubard, Survey Methodology 24, 1998).
///
/// - Parameters:
///   - n: how many values there are.
///   - people: how many people they come from.
///   - spread: the variance of the values, Σ(x − mean)² / n.
///   - variance: the variance of their mean, calculated between people.
/// - Returns: at most `n`; nil if the values come from a single person.
public func effectiveNumber(of n: Int, people: Int, spread: Double, variance: Double?) -> Double? {
  if people >= n { return Double(n) }
  guard people > 1, let variance else { return nil }
  let values = Double(n)
  let effect = spread > 0 ? max(1, variance * (values - 1) / spread) : values / Double(people)
  let known =
    studentQuantile(0.975, degrees: values - 1) / studentQuantile(0.975, degrees: Double(people - 1))
  return values / effect * known * known
}
