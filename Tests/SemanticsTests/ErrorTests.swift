import DataModel
import Foundation
import Plan
import SourceText
import TestSupport
import Testing

@testable import Semantics

/// Each file of `Golden/Errors` contains a script, a line `---`, and its diagnostics as they are drawn.
@Suite struct ErrorTests {
  /// A first line `# shop: …` chooses another catalog.
  private func shop(_ source: String) -> ShopCatalog {
    var shop = ShopCatalog()
    let words = source.split(separator: "\n").first ?? ""
    if words.hasPrefix("# shop: two scales") {
      shop.scores[0].scales["review"] = Scale(low: 1, high: 5)
    } else if words.hasPrefix("# shop: no scale") {
      shop.scores[0].scales = ["survey": nil, "support": nil]
    } else if words.hasPrefix("# shop: no score on its scale") {
      shop.scores = []
      shop.declaredScales = [("stars", Scale(low: 0, high: 10))]
    } else if words.hasPrefix("# shop: users") {
      shop.values["role"] = [("user", 3), ("admin", 2)]
    } else if words.hasPrefix("# shop: no times") {
      shop.clock = nil
    } else if words.hasPrefix("# shop: nobody is spoken of") {
      shop.hasAbout = false
    } else if words.hasPrefix("# shop: one value twice") {
      shop.values["plan"] = [("seller", 3), ("free", 2)]
    } else if words.hasPrefix("# shop: one date twice") {
      shop.attributes.append(AttributeInfo(ref: AttributeRef("churned_on", .date), missing: 0))
    } else if words.hasPrefix("# shop: nobody leaves") {
      shop.attributes.removeAll { $0.ref.name == "churned_at" }
      shop.events.removeAll { $0.name == "churn" }
      shop.slots.end = nil
    } else if words.hasPrefix("# shop: people leave under another name") {
      shop.attributes.removeAll { $0.ref.name == "churned_at" }
      shop.events.removeAll { $0.name == "churn" }
      shop.attributes.append(AttributeInfo(ref: AttributeRef("closed_on", .date), missing: 150))
      shop.slots.end = AttributeRef("closed_on", .date)
    } else if words.hasPrefix("# shop: no feedback") {
      shop.feedbackCount = 0
      shop.channels = []
      shop.scores = []
    }
    return shop
  }

  @Test(arguments: Golden.files(in: "Errors"))
  func error(file: URL) throws {
    let text = try String(contentsOf: file, encoding: .utf8)
    let source = text.components(separatedBy: "\n---\n")[0].trimmingCharacters(in: .newlines)
    let scope = Scope(catalog: shop(source))
    let outcome = resolve(source, in: scope)
    let drawn = outcome.diagnostics.map { "[\($0.code.rawValue)] \($0.drawn())" }.joined(separator: "\n\n")
    let current = "\(source)\n---\n\(drawn)\n"
    if TestRun.isRecording {
      try current.write(to: file, atomically: true, encoding: .utf8)
    } else {
      #expect(text == current)
    }
    #expect(!outcome.diagnostics.isEmpty)

    for diagnostic in outcome.diagnostics {
      for fix in diagnostic.fixes {
        let fixed = String(decoding: fix.applied(to: Array(source.utf8)), as: UTF8.self)
        let after = resolve(fixed, in: scope)
        let others = outcome.diagnostics.filter { $0 != diagnostic }.map(\.message)
        #expect(after.diagnostics.map(\.message) == others, "\(fixed)")
        let least = outcome.planned.count + (diagnostic.severity == .error ? 1 : 0)
        #expect(others.isEmpty ? after.planned.count >= least : true)
      }
    }
  }
}
