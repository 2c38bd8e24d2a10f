import ArgumentParser
import Demo
import Foundation
import SourceText

/// `heed demo DIR`: writes the example marketplace.
struct Demo: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write the example marketplace: data, workspace, definitions, scripts.")

  @Argument(
    help: ArgumentHelp("A folder that is empty or not there yet.", valueName: "DIR"), completion: .directory)
  var directory: String

  func run() throws {
    let name = printable(directory)
    do {
      guard try isFree() else {
        Terminal.err("error: “\(name)” is not empty; name a new folder. Nothing was written.\n")
        throw ExitCode(1)
      }
      for file in Marketplace().files() {
        let path = URL(fileURLWithPath: directory).appendingPathComponent(file.path)
        try FileManager.default.createDirectory(
          at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(file.bytes).write(to: path, options: .withoutOverwriting)
      }
    } catch let error as ExitCode {
      throw error
    } catch {
      let reason = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError ?? error as NSError
      Terminal.err("error: the demo cannot be written to “\(name)”: \(reason.localizedDescription)\n")
      throw ExitCode(1)
    }
    let workspace = URL(fileURLWithPath: directory).appendingPathComponent("workspace.heed").relativePath
    Terminal.out(
      """
      The example marketplace is in \(name). To ask it:
        heed \(printable(workspace))
        heed run \(printable(directory.hasSuffix("/") ? directory : directory + "/"))scripts/churned-sellers.heed

      """)
  }

  /// Whether the folder is empty or not there; a file of that name is neither.
  private func isFree() throws -> Bool {
    guard FileManager.default.fileExists(atPath: directory) else { return true }
    return try FileManager.default.contentsOfDirectory(atPath: directory).isEmpty
  }
}
