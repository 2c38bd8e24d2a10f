import DataModel
import Foundation

/// Generates the customers of the marketplace, and `customers.csv`.
struct People {
  /// The first day of the data, its length in days, and its end in seconds since 1970.
  static let firstDay = Day(year: 2023, month: 1, day: 1)?.number ?? 0
  static let days = 1096
  static let end = (Int(firstDay) + days) * 86_400

  static let roles = ["buyer", "seller", "agent", "admin"]
  static let plans = ["free", "starter", "pro", "enterprise"]
  static let regions = [
    "us-east", "us-west", "canada", "latam", "uk", "eu-north", "eu-west", "eu-south", "mena", "africa",
    "apac", "oceania",
  ]

  /// Seconds since 1970: when each joined, and the latest time of their records.
  private(set) var start: [Int] = []
  private(set) var end: [Int] = []
  private(set) var hasChurned: [Bool] = []

  var count: Int { start.count }

  /// Draws `count` customers and writes them. Sign-ups increase with time; leaving depends on plan, role and country.
  init(_ count: Int, writing path: String) throws {
    var draw = Draw(seed: 1)
    var sheet = try CSVWriter(
      path, columns: ["id", "role", "plan", "region", "country", "signup", "mrr", "company", "churned_at"])
    let role = Weighted([62, 30, 6, 2])
    let plan = Weighted([60, 24, 13, 3])
    let region = Weighted([14, 11, 5, 9, 9, 6, 12, 8, 5, 6, 12, 3])
    // A Zipf distribution with exponent 1.6; its tail is in the fifth.
    let country = Weighted([0.4375, 0.1443, 0.0754, 0.0476, 0.2952])
    let legalForm = Weighted([20, 15, 10, 10, 12, 12, 20, 1])
    let legalForms = [" Ltd", ", Inc.", " GmbH", " & Co", " Group", " Labs", "", " \"Direct\""]
    let names = (0..<4000).map { _ in People.word(&draw).capitalized }
    for number in 0..<count {
      let (role, plan, region) = (role.pick(&draw), plan.pick(&draw), region.pick(&draw))
      let country = region * 5 + country.pick(&draw)
      let signup = Int(pow(draw.unit(), 0.8) * (Double(People.days) - 0.001))
      let start = (Int(People.firstDay) + signup) * 86_400 + draw.below(43_200)
      let life = max(0, People.end - start) / 86_400
      var chance = 0.138 + (plan == 0 ? 0.06 : 0) - (plan >= 2 ? 0.05 : 0)
      chance += (role == 1 ? 0.05 : 0) + (region == 8 ? 0.03 : 0) + (country % 5 == 3 ? 0.02 : 0)
      let churnDay = signup + 7 + draw.below(max(life - 14, 1))
      let churns = draw.chance(chance) && life > 20 && churnDay < People.days
      let last = churns ? (Int(People.firstDay) + churnDay) * 86_400 : People.end
      let mrr = [0, 19, 79, 600][plan] * (0.5 + 1.5 * draw.unit())

      sheet.add(id: number + 1, prefix: "c", digits: 7)
      sheet.add(People.roles[role])
      sheet.add(People.plans[plan])
      sheet.add(People.regions[region])
      sheet.add(People.country(country))
      sheet.add(Day(People.firstDay + Int32(signup)))
      sheet.add(cents: Int((mrr * 100).rounded()))
      let company = "\(names[draw.below(4000)]) \(names[draw.below(4000)])"
      sheet.add(company + legalForms[legalForm.pick(&draw)])
      if churns { sheet.add(Day(People.firstDay + Int32(churnDay))) } else { sheet.addMissing() }
      try sheet.endLine()

      end.append(min(max(last, start + 3600), People.end))
      self.start.append(min(start, (end.last ?? start) - 1))
      hasChurned.append(churns)
    }
    try sheet.finish()
  }

  /// One of 60 two-letter codes.
  private static func country(_ index: Int) -> String {
    let letters = Array("ABCDEFGHIJKLMNOPQRST")
    return String([letters[index / 3], Array("XYZ")[index % 3]])
  }

  /// A pronounceable random word.
  static func word(_ draw: inout Draw) -> String {
    (0..<(2 + draw.below(3))).map { _ in syllables[draw.below(syllables.count)] }.joined()
  }

  private static let syllables = [
    "ba", "co", "di", "fu", "ga", "he", "jo", "ki", "lo", "mu", "na", "pe", "qui", "ro", "su", "ta", "ve",
    "wi",
    "xo", "zen", "tra", "ple", "sto", "mar", "lin", "der", "gra", "vel", "nor", "cal",
  ]

  /// A random time while somebody is a customer.
  func moment(of person: Int, _ draw: inout Draw) -> Int {
    start[person] + Int(draw.unit() * Double(end[person] - start[person]))
  }
}
