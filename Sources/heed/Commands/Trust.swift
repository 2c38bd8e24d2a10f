import ArgumentParser
import DataModel
import Foundation
import HostPOSIX
import Session
import SourceText

/// `heed trust DIR`: lets the workspace in a folder read any file, until its content changes.
struct Trust: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Trust the workspace in a folder, so that it may read any file even if it is not named.",
    discussion: """
      A workspace.heed that Heed finds in a folder may only read files below that folder. One that is trusted may read \
      anything, like one that you name. Trust covers its present content: after a change it must be trusted again. Only \
      --allow-write lets it write.
      """)

  @Argument(
    help: ArgumentHelp("The folder with workspace.heed; by default the current one.", valueName: "DIR"),
    completion: .directory)
  var directory: String?

  @Flag(help: "List the trusted workspaces, and which have changed since.")
  var list = false

  @Flag(help: "Stop trusting the workspace in DIR.")
  var remove = false

  func validate() throws {
    if list, remove || directory != nil { throw ValidationError("--list takes no other arguments.") }
  }

  func run() throws {
    if list { return tell() }
    let host = Host.posix()
    let folder = directory.map { $0.fileName == "workspace.heed" ? $0.folder : $0 } ?? ""
    let place = try orTell { () throws(HostError) in try host.resolve(folder.isEmpty ? "." : folder) }
    let path = (place == "/" ? "" : place) + "/workspace.heed"
    if remove {
      var wasTrusted = false
      try change { wasTrusted = $0.remove(path) }
      guard wasTrusted else {
        throw failed("“\(path)” was not trusted; `heed trust --list` shows what is.")
      }
      return Terminal.out("“\(printable(path))” is no longer trusted.\n")
    }
    guard !path.utf8.contains(where: { $0 == 0x0A || $0 == 0x0D }), !path.unicodeScalars.contains("\u{FFFD}")
    else {
      throw failed("A folder whose path has a line break, or is not valid text, cannot be trusted.")
    }
    let bytes = try orTell { () throws(HostError) in try host.open(path).bytes(of: path) }
    try change { $0.add(path, bytes) }
    Terminal.out("“\(printable(path))” is trusted as it is: it may read any of your files.\n")
  }

  private func tell() {
    let host = Host.posix()
    for entry in TrustedWorkspaces.own.entries {
      let bytes = try? host.open(entry.path).bytes(of: entry.path)
      let state =
        bytes.map {
          TrustedWorkspaces.own.standing(of: entry.path, $0) == .trusted ? "" : "  (changed since)"
        }
        ?? "  (does not exist)"
      Terminal.out(printable(entry.path) + state + "\n")
    }
  }

  private func change(_ change: (inout TrustedWorkspaces) -> Void) throws {
    guard let path = TrustedWorkspaces.file else {
      throw failed("The list of trusted workspaces is kept in your home folder, but HOME is not set.")
    }
    do {
      try changeFile(path) { bytes in
        let before = TrustedWorkspaces(bytes: bytes)
        var trusted = before
        change(&trusted)
        return trusted.entries == before.entries ? nil : Array(trusted.text.utf8)
      }
    } catch {
      throw failed("“\(path)” cannot be written: \(error.reason)")
    }
  }

  private func orTell<T>(_ work: () throws(HostError) -> T) throws -> T {
    do { return try work() } catch { throw failed(Diagnostic(error).message) }
  }

  private func failed(_ sentence: String) -> ExitCode {
    Terminal.err("error: \(printable(sentence))\n")
    return ExitCode(1)
  }
}

extension TrustedWorkspaces {
  /// `$XDG_CONFIG_HOME/heed/trusted`, else `~/.config/heed/trusted`; nil if there is no home folder.
  static var file: String? {
    let environment = ProcessInfo.processInfo.environment
    let home = environment["HOME"].flatMap { $0.isFromRoot ? $0 + "/.config" : nil }
    let config = environment["XDG_CONFIG_HOME"].flatMap { $0.isFromRoot ? $0 : nil } ?? home
    return config.map { $0 + "/heed/trusted" }
  }

  /// The workspaces that this user trusts.
  static var own: TrustedWorkspaces {
    TrustedWorkspaces(bytes: file.flatMap { FileManager.default.contents(atPath: $0) }.map(Array.init))
  }

  fileprivate init(bytes: [UInt8]?) {
    self.init(bytes.map { String(decoding: $0, as: UTF8.self) } ?? "")
  }
}
