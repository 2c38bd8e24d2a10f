/// The rates of leaving in each kind of world, and how often people act.
extension World {
  /// The probability of leaving on a day.
  func hazard(_ person: Person, _ day: Int) -> Double {
    let tenure = day - person.start
    switch kind {
    case .plain, .onboarding, .launch, .heavyUsers, .survivor, .leavingWord, .survey: return 0.0016
    case .doubledHazard: return 0.0014
    case .shock: return 0.0009 * (310..<340 ~= day ? 10 : 1)
    case .earlyLeavers: return 0.008 / (1 + Double(tenure) / 20)
    case .planDriven: return 0.0012 * (person.plan == 0 ? 2 : 1)
    case .season: return 0.001 * (isDecember(day) ? 6 : 1)
    case .trial: return tenure == 14 ? 0.2 : 0.0008
    case .renewal: return tenure == 365 ? 0.35 : 0.0006
    case .twoSegments: return 0.001 * (person.plan == 0 ? 2 : 1) * (person.region == 0 ? 2 : 1)
    case .cohorts: return 0.0008 + 0.0024 * Double(person.start) / Double(World.starting)
    case .simpson: return (person.plan == 0 ? 0.0042 : 0.0009) * (person.flag ? 0.6 : 1)
    }
  }

  /// A factor for how often somebody does a kind of thing on a day, up to 6.
  func eagerness(_ person: Person, _ day: Int, _ number: Int) -> Double {
    let tenure = Double(day - person.start)
    switch kind {
    case .plain, .onboarding, .heavyUsers, .trial, .renewal, .doubledHazard, .leavingWord, .simpson, .survey:
      return 1
    // New events of the product, shortly before the month in which many leave.
    case .shock: return number < 5 ? (day >= 285 ? 3 : 0) : 1
    case .launch: return number < 3 ? (day >= 250 ? 3 : 0) : 1
    case .earlyLeavers: return 0.3 + 5 / (1 + tenure / 15)
    case .survivor: return min(6, 0.3 + tenure / 60)
    case .planDriven: return number < 3 && person.plan == 0 ? 2.5 : 1
    case .season: return number < 8 && isDecember(day) ? 5 : 1
    case .twoSegments:
      return (number < 3 && person.plan == 0 ? 2.5 : 1) * (number < 2 && person.region == 0 ? 2 : 1)
    case .cohorts: return number < 4 ? 0.5 + 3 * Double(person.start) / Double(World.starting) : 1
    }
  }

  /// The calendar begins in July.
  private func isDecember(_ day: Int) -> Bool { 153..<184 ~= day || 518..<549 ~= day }
}
