import Foundation
import Worlds

// why-worlds [RUNS [PEOPLE [FIRST SEED [WORLD …]]]]: of how many worlds of each kind something is found, and what.
// Exits with 1 where a world in which nothing is there has findings in more than nine runs of a hundred.

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
  var (found, planted, departed, silent, compared) = (0, 0, 0, 0, 0)
  var examples: [String: Int] = [:]
  for run in 0..<runs {
    do {
      let verdict = try World(kind, people: people, seed: UInt64(first + run)).verdict()
      let findings = verdict.findings(in: kind)
      if !findings.isEmpty { found += 1 }
      if !verdict.departures.isEmpty { departed += 1 }
      if !verdict.silences(in: kind).isEmpty { silent += 1 }
      if !verdict.differences(in: kind).isEmpty { compared += 1 }
      if verdict.isFound(in: kind) { planted += 1 }
      for finding in findings { examples[finding, default: 0] += 1 }
    } catch {
      print(error)
      isWithin = false
    }
  }
  func share(_ count: Int) -> String {
    "\(count) of \(runs) (\(Int((100 * Double(count) / Double(runs)).rounded()))%)"
  }
  var line =
    "\(kind.rawValue): findings in \(share(found)), priorities in \(share(departed)), "
    + "blindspots in \(share(silent)), compare in \(share(compared))"
  if !kind.isNull { line += ", planted one found in \(share(planted))" }
  if kind.isNull, [found, departed, silent, compared].contains(where: { $0 * 100 > runs * 9 }) {
    isWithin = false
    line += " TOO MANY"
  }
  let often = examples.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(4)
  if !often.isEmpty { line += " | " + often.map { "\($0.key) ×\($0.value)" }.joined(separator: ", ") }
  print(line)
}
exit(isWithin ? 0 : 1)
