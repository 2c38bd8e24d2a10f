import ArgumentParser
import Demo
import Foundation
import HostPOSIX
import SourceText

/// `heed demo DIR`: writes the example marketplace.
struct Demo: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write the example marketplace: data, workspace, definitions, scripts.")

  @Argument(
    help: ArgumentHelp("A folder that is empty or does not exist yet.", valueName: "DIR"),
    completion: .directory)
  var directory: String

  func run() throws {
    let name = printable(directory)
    let files = Marketplace().files()
    do {
      guard isFree(for: files) else {
        Terminal.err("error: “\(name)” is not empty; name a new folder. Nothing was written.\n")
        throw ExitCode(1)
      }
      for file in files {
        let path = path(of: file.path)
        try FileManager.default.createDirectory(
          at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
        try replaceFile(path.path, with: file.bytes)
      }
    } catch let error as ExitCode {
      throw error
    } catch let error as WriteError {
      throw failed(error.reason)
    } catch {
      let reason = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError ?? error as NSError
      throw failed(reason.localizedDescription)
    }
    let workspace = URL(fileURLWithPath: directory).appendingPathComponent("workspace.heed").relativePath
    Terminal.out(
      """
      The example marketplace is in \(name). To ask it:
        heed \(printable(workspace))
        heed run \(printable(directory.hasSuffix("/") ? directory : directory + "/"))scripts/churned-sellers.heed

      """)
  }

  private func failed(_ reason: String) -> ExitCode {
    Terminal.err("error: the demo cannot be written to “\(printable(directory))”: \(reason)\n")
    return ExitCode(1)
  }

  private func path(of name: String) -> URL {
    URL(fileURLWithPath: directory).appendingPathComponent(name)
  }

  /// Whether nothing would be overwritten: the folder does not exist, is empty, or only has files of the demo (left by
  /// an interrupted run).
  private func isFree(for files: [(path: String, bytes: [UInt8])]) -> Bool {
    guard FileManager.default.fileExists(atPath: directory) else { return true }
    guard let found = try? FileManager.default.subpathsOfDirectory(atPath: directory) else { return false }
    var own = Set(files.map(\.path))
    for path in own { own.formUnion(path.indices.filter { path[$0] == "/" }.map { String(path[..<$0]) }) }
    return found.allSatisfy { own.contains($0) || isUnfinished(path: $0) }
      && files.allSatisfy { file in
        let there = try? Data(contentsOf: path(of: file.path))
        return there == nil || there == Data(file.bytes)
      }
  }
}
