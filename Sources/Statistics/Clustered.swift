/// How many independent values so many are worth, of which some are of one person: their number by the design effect,
/// the variance between people by that between values (Kish, Survey Sampling, 1965), and less as the variance itself is
/// known from few people (Korn & Graubard, Survey Methodology 24, 1998). Never more than there are; nil of one person's.
///
/// - Parameters:
///   - spread: the variance of the values, Σ(x − mean)² / n.
///   - variance: that of their mean between people.
public func effectiveNumber(of n: Int, people: Int, spread: Double, variance: Double?) -> Double? {
  if people >= n { return Double(n) }
  guard people > 1, let variance else { return nil }
  let values = Double(n)
  let effect = spread > 0 ? max(1, variance * (values - 1) / spread) : values / Double(people)
  let known =
    studentQuantile(0.975, degrees: values - 1) / studentQuantile(0.975, degrees: Double(people - 1))
  return values / effect * known * known
}
