import ArgumentParser
import Foundation
import Present
import REPL
import SourceText

extension EarlierRun {
  /// Reads the answers that `--format json` wrote, an object on each line. If there are none, reports that and ends the process with
  /// exit code 1.
  init(file: String, orTell writer: inout OutcomeWriter) throws {
    guard let data = FileManager.default.contents(atPath: file) else {
      writer.write([Diagnostic(.unreadableFile, "“\(file)”, to compare with, cannot be read")])
      throw ExitCode(1)
    }
    var figures: [String: [String: Double]] = [:]
    for line in data.split(separator: UInt8(ascii: "\n")) {
      guard let answer = try? JSONSerialization.jsonObject(with: Data(line)) as? [String: Any],
        let statement = answer["statement"] as? String, let summary = answer["summary"] as? [String: Any]
      else { continue }
      figures[statement] = summary.compactMapValues { ($0 as? NSNumber)?.doubleValue }
    }
    self.init(figures)
    guard !isEmpty else {
      writer.write([
        Diagnostic(
          .unreadableFile, "“\(file)” holds no answers to compare with",
          notes: ["An earlier run writes them: `heed run SCRIPT --format json --output \(file)`."])
      ])
      throw ExitCode(1)
    }
  }
}
