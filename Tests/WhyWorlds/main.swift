import Foundation
import Worlds

// why-worlds [RUNS [PEOPLE [FIRST SEED [WORLD …]]]]: in how many worlds of each kind something is found, and what. Exits
// with 1 if a verb finds more than it promises in a world without an effect. The bound is nine in a hundred for each
// measure (of 200 runs, one in twenty plus 2.6 standard errors):
// - `why`: answers with any false finding. Values of a segment that changes leaving are true ones, and are not counted.
// - `priorities`: answers with any topic after which more or fewer people leave than by chance.
// - `blindspots`: answers, by plan and by region, that call any group under-heard, except segments that speak differently.
// - `compare`: the false discovery rate: the share of false findings in an answer, on average over answers.
//   Beside true differences a false one passes more easily, so more than one answer in twenty may have one.
//   True are attributes that go with leaving: segments that change it; in cohorts, everything that moves with the start,
//   as leaving does (`compare` does not match starts).
// For worlds with a planted effect nothing is required here: they are printed.

let arguments = CommandLine.arguments.dropFirst()
func number(_ place: Int, _ usual: Int) -> Int {
  arguments.count > place ? Int(arguments[arguments.startIndex + place]) ?? usual : usual
}
let runs = max(1, number(0, 200))
let people = max(50, number(1, 1000))
let first = number(2, 1)
let wanted = Set(arguments.dropFirst(3))

var isWithin = true
for kind in World.Kind.allCases where wanted.isEmpty || wanted.contains(kind.rawValue) {
  var (found, planted, departed) = (0, 0, 0)
  // Sums over answers of the share of false findings.
  var (silent, compared) = (0.0, 0.0)
  var examples: [String: Int] = [:]
  for run in 0..<runs {
    do {
      let verdict = try World(kind, people: people, seed: UInt64(first + run)).verdict()
      let findings = verdict.findings(in: kind)
      if !findings.isEmpty { found += 1 }
      if !verdict.departures.isEmpty { departed += 1 }
      silent += verdict.falseSilences(in: kind)
      compared += verdict.falseDifferences(in: kind)
      if verdict.isFound(in: kind) { planted += 1 }
      for finding in findings { examples[finding, default: 0] += 1 }
    } catch {
      print(error)
      isWithin = false
    }
  }
  func percent(_ sum: Double) -> String { "\((1000 * sum / Double(runs)).rounded() / 10)%" }
  func share(_ count: Int) -> String { "\(count) of \(runs) (\(percent(Double(count))))" }
  var line =
    "\(kind.rawValue): findings in \(share(found)), priorities in \(share(departed)), "
    + "false of what blindspots find \(percent(silent)), of what compare finds \(percent(compared))"
  if !kind.isNull { line += ", planted one found in \(share(planted))" }
  let sums = [Double(found), Double(departed), silent, compared]
  if kind.isNull, sums.contains(where: { $0 * 100 > Double(runs * 9) }) {
    isWithin = false
    line += " TOO MANY"
  }
  let often = examples.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(4)
  if !often.isEmpty { line += " | " + often.map { "\($0.key) ×\($0.value)" }.joined(separator: ", ") }
  print(line)
}
exit(isWithin ? 0 : 1)
