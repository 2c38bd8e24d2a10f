/// The population of a question: a noun with its adjective, and the claims that define it.
struct Audience: Hashable {
  var words: String
  /// All of these hold.
  var claims: [Claim]

  static var everybody: Audience { Audience(words: "customers", claims: []) }
}

extension ClaimMaker {
  mutating func audience() -> Audience {
    if dice.chance(50) {
      return Audience(
        words: dice.pick(["", "customers", "everybody", "people", "users", "accounts"]), claims: [])
    }
    var result: Audience
    switch dice.roll(1...4) {
    case 1: result = Audience(words: dice.pick(["merchant", "merchants"]), claims: [.bare(.merchant)])
    case 2:
      let role = dice.pick(Schema.roles)
      result = Audience(
        words: role + dice.pick(["", "s"]), claims: [.bare(.value(role, attribute: "role"))])
    case 3:
      let plan = dice.pick(Schema.plans)
      result = Audience(words: plan, claims: [.bare(.value(plan, attribute: "plan"))])
    case _: result = .everybody
    }
    if dice.chance(40) {
      let adjective = bare()
      switch adjective {
      case .flag, .date, .defined, .prelude:
        result.words = (Claim.bare(adjective).words ?? "") + " " + result.words
        result.claims.append(.bare(adjective))
      case .event, .value, .merchant: break
      }
    }
    return result
  }
}

extension Claim {
  /// The word of a bare name; nil for any other claim.
  fileprivate var words: String? {
    guard case .bare(let bare) = self else { return nil }
    switch bare {
    case .event(let name), .flag(let name), .date(let name, _), .value(let name, _), .defined(let name, _),
      .prelude(let name):
      return name
    case .merchant: return "merchant"
    }
  }
}
