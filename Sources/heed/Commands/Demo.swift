import ArgumentParser
import Demo
import Foundation
import SourceText

/// `heed demo DIR`: writes the example marketplace.
struct Demo: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write the example marketplace: data, workspace, definitions, scripts.")

  @Argument(help: "A folder that is empty or not there yet.")
  var directory: String

  func run() throws {
    let manager = FileManager.default
    do {
      if let entries = try? manager.contentsOfDirectory(atPath: directory), !entries.isEmpty {
        Terminal.err("“\(printable(directory))” is not empty; name a new folder.\n")
        throw ExitCode(1)
      }
      for file in Marketplace().files() {
        let path = URL(fileURLWithPath: directory).appendingPathComponent(file.path)
        try manager.createDirectory(at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(file.bytes).write(to: path)
      }
    } catch let error as ExitCode {
      throw error
    } catch {
      Terminal.err("The demo cannot be written to “\(printable(directory))”: \(error.localizedDescription)\n")
      throw ExitCode(1)
    }
    Terminal.out(
      "The example marketplace is in \(directory). Open it with: heed \(directory)/workspace.heed\n")
  }
}
