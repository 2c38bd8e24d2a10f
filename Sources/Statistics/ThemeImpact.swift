/// How far a theme moves a score: the mean (or NPS) of all less that without the people who raise the theme. Where all
/// hundred give 30, and twenty of them, who raise it, −40, the theme costs 17.5: −17.5.
///
/// Nil where nobody is left without it.
public func themeImpact(all: Double, of people: Int, raising: Double, by raisers: Int) -> Double? {
  guard people > raisers, raisers >= 0 else { return nil }
  let rest = (all * Double(people) - raising * Double(raisers)) / Double(people - raisers)
  return all - rest
}
