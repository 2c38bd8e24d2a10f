import Foundation
import Testing

/// The files of a release besides the program, and that all have the same version.
@Suite struct ReleaseTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  private func text(_ path: String) throws -> String {
    try String(contentsOf: Self.root.appending(path: path), encoding: .utf8)
  }

  private func version() throws -> String {
    try Command.heed("--version").out.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  @Test func oneVersion() throws {
    let version = try version()
    #expect(version.wholeMatch(of: /\d+\.\d+\.\d+/) != nil)
    let newest = try text("CHANGELOG.md").firstMatch(of: /(?m)^## (\d\S*) - \d{4}-\d\d-\d\d$/)
    #expect(newest.map { String($0.output.1) } == version)
    #expect(try text("grammar/vscode/package.json").contains("\"version\": \"\(version)\""))
  }

  @Test func whatIsInstalled() throws {
    let scratch = try Scratch()
    let install = Self.root.appending(path: "packaging/install.sh").path
    let ended = try Command.shell("'\(install)' \"$HEED\" '\(scratch.url("usr").path)'", in: scratch.url("."))
    #expect(ended.code == 0, "\(ended.err)")
    func installed(_ path: String) throws -> String {
      try String(contentsOf: scratch.url("usr/share/\(path)"), encoding: .utf8)
    }
    #expect(try installed("man/man1/heed.1").contains(".Os Heed \(try version())\n"))
    #expect(try installed("doc/heed/LICENSE") == text("LICENSE"))
    #expect(try installed("doc/heed/THIRD_PARTY_NOTICES") == text("THIRD_PARTY_NOTICES"))
    #expect(try installed("bash-completion/completions/heed").contains("heed"))
  }

  /// Each library that the program is built with has its notice: those of `Package.swift`, of the C modules, of Swift.
  @Test func everyLibraryHasItsNotice() throws {
    let notices = try text("THIRD_PARTY_NOTICES")
    let packages = try text("Package.swift").matches(of: /\.package\(\s*url: "[^"]*\/([^"\/]+?)(\.git)?"/)
      .map { String($0.output.1) }
    let modules = try ["CStemmer", "CEditline"].map { module in
      let map = try text("Sources/\(module)/module.modulemap").firstMatch(of: /link "(\w+)"/)
      return "lib" + (map.map { String($0.output.1) } ?? "")
    }
    #expect(packages.count >= 2 && modules.count == 2)
    // Only the tests use GRDB.
    for name in packages.filter({ $0 != "GRDB.swift" }) + modules + ["Foundation", "ICU"] {
      #expect(
        notices.contains("\n\(name)") || notices.contains(", \(name)") || notices.contains("\(name),"),
        "\(name)")
    }
    for words in ["Runtime Library Exception", "UNICODE LICENSE V3", "Regents", "Snowball project"] {
      #expect(notices.contains(words), "\(words)")
    }
  }
}
