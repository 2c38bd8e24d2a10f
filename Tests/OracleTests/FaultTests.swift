import Foundation
import Testing

/// The faults of `make faults` still apply: each changes one line of a source, and names a suite that exists.
@Suite struct FaultTests {
  private static let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()

  @Test func everyFaultApplies() throws {
    let list = try String(contentsOf: Self.tests.appending(path: "Faults/faults.txt"), encoding: .utf8)
    let faults = list.split(separator: "\n").filter { !$0.hasPrefix("#") }
    #expect(faults.count >= 20)
    for fault in faults {
      let fields = fault.components(separatedBy: " :: ")
      try #require(fields.count == 4, "\(fault)")
      let (change, suite) = (fields[2].components(separatedBy: " =>"), fields[0].split(separator: "."))
      try #require(change.count == 2 && suite.count == 2, "\(fault)")
      let source = Self.tests.deletingLastPathComponent().appending(path: "Sources/\(fields[1])")
      let found = try String(contentsOf: source, encoding: .utf8).ranges(of: change[0])
      #expect(found.count == 1, "“\(change[0])” stands \(found.count) times in \(fields[1])")
      #expect(change[0] != change[1].trimmingCharacters(in: .whitespaces), "\(fault)")
      let folder = Self.tests.appending(path: String(suite[0]))
      let isSuite = try hasSuite(suite[1], below: folder)
      #expect(isSuite, "\(fields[0]) is no suite")
    }
  }

  private func hasSuite(_ name: Substring, below folder: URL) throws -> Bool {
    let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)?.compactMap {
      $0 as? URL
    }
    return try (files ?? []).filter { $0.pathExtension == "swift" }.contains {
      let text = try String(contentsOf: $0, encoding: .utf8)
      return text.contains("struct \(name) ") || text.contains("struct \(name):")
    }
  }
}
