import Foundation
import HostPOSIX
import Present
import Session
import SourceText

/// `benchmark-heed WORKSPACE`: loads a workspace, then answers the statements on standard input, one per line. Each
/// reply is a line of JSON, `{"wall", "cpu", "answer"}`, with times in seconds; the reply for loading has no answer.
///
/// `clock` counts microseconds (POSIX).
///
/// The time includes everything from the text of a statement to all rows of its answer in memory, without quotes; it
/// does not include writing the answer.
guard CommandLine.arguments.count == 2 else {
  FileHandle.standardError.write(Data("usage: benchmark-heed WORKSPACE\n".utf8))
  exit(2)
}

/// The result of some work, and the wall-clock and processor seconds it took.
func timed(_ work: () -> [Outcome]) -> (outcomes: [Outcome], times: String) {
  let (wall, cpu) = (ContinuousClock.now, clock())
  let outcomes = work()
  let seconds = (ContinuousClock.now - wall) / .seconds(1)
  return (outcomes, "\"wall\":\(seconds),\"cpu\":\(Double(clock() - cpu) / 1e6)")
}

func reply(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }

func endIfFailed(_ outcomes: [Outcome]) {
  guard outcomes.contains(where: \.failed) else { return }
  for diagnostic in outcomes.flatMap(\.diagnostics) {
    FileHandle.standardError.write(Data((diagnostic.message + "\n").utf8))
  }
  exit(1)
}

var session = QuerySession(host: .posix(), limits: QuerySession.Limits(rows: nil, quotes: 0))
let load = timed { session.open(CommandLine.arguments[1]) }
endIfFailed(load.outcomes)
reply("{\(load.times)}")

while let statement = readLine() {
  let (outcomes, times) = timed { session.run(SourceFile(name: "benchmark", text: statement)) }
  endIfFailed(outcomes)
  for case .answer(let answer) in outcomes.map(\.result) {
    let json = Format.json.write(answer, Style(zone: session.zone)).dropLast()
    reply("{\(times),\"answer\":\(json)}")
  }
}
