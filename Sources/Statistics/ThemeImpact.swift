/// How far a theme moves a score: the mean (or NPS) of everybody minus the mean without the people who raise the theme. If a
/// hundred people average 30, and the twenty of them who raise it average −40, the impact is −17.5.
///
/// Nil if nobody is left without the theme.
public func themeImpact(all: Double, of people: Int, raising: Double, by raisers: Int) -> Double? {
  guard people > raisers, raisers >= 0 else { return nil }
  let rest = (all * Double(people) - raising * Double(raisers)) / Double(people - raisers)
  return all - rest
}
