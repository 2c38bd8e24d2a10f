import SourceText
import Testing

@testable import Syntax

@Suite struct CompletionTests {
  private func keywords(_ text: String) -> Set<String> {
    Set(
      completion(in: text, at: text.utf8.count).expectations.compactMap { expectation in
        if case .keyword(let keyword) = expectation { keyword.rawValue } else { nil }
      })
  }

  private func expectations(_ text: String) -> [Syntax.Expectation] {
    completion(in: text, at: text.utf8.count).expectations
  }

  @Test func verbsAtTheStart() {
    #expect(keywords("") == Set(Registry.verbs.map(\.name)))
    #expect(keywords("seg") == Set(Registry.verbs.map(\.name)))
    #expect(completion(in: "count sellers wh", at: 16).span == SourceSpan(14, 16))
  }

  @Test func keywordsThatCanFollow() {
    #expect(keywords("segment sellers ").isSuperset(of: ["where", "show", "sort", "limit"]))
    #expect(!keywords("segment sellers ").contains("by"))
    #expect(keywords("count sellers ").contains("by"))
    #expect(keywords("segment sellers where churned ").isSuperset(of: ["and", "or", "limit"]))
    #expect(keywords("segment sellers where ").isSuperset(of: ["did", "mentioned", "never", "not"]))
    #expect(keywords("segment sellers where did order at ") == ["least", "most"])
    #expect(keywords("segment sellers where did order in ").isSuperset(of: ["last", "this"]))
    #expect(keywords("load customers from \"a.csv\" ").isSuperset(of: ["key", "label", "segments"]))
    #expect(keywords("set ") == ["today", "timezone", "language", "week"])
    #expect(keywords("measure count for sellers ").contains("by"))
    #expect(keywords("describe; ") == Set(Registry.verbs.map(\.name)))
  }

  @Test func namesAndValues() {
    #expect(expectations("segment ").contains(.name(.population)))
    #expect(expectations("segment sellers where ").contains(.name(.condition)))
    #expect(expectations("segment sellers where did ").contains(.name(.event)))
    #expect(expectations("segment sellers where plan is ").contains(.value(of: "plan")))
    #expect(expectations("segment sellers where plan in (pro, ").contains(.value(of: "plan")))
    #expect(expectations("segment sellers where plan is \"Pro pl").contains(.value(of: "plan")))
    #expect(expectations("segment sellers where mentioned ").contains(.name(.word)))
    #expect(expectations("segment sellers where mentioned trust in ").contains(.name(.channel)))
    #expect(expectations("segment sellers where did order in last ").contains(.duration))
    #expect(expectations("segment sellers where plan ").contains(.operators))
    #expect(expectations("count sellers by ").contains(.name(.attribute)))
    #expect(expectations("person ").contains(.name(.person)))
    #expect(expectations("use ").contains(.file))
    #expect(expectations("load customers from ").contains(.file))
    #expect(expectations("load customers from \"a.csv\" key ").contains(.name(.column)))
  }

  /// Every word offered anywhere in the examples leaves a text that can still be completed.
  @Test func offersAreAccepted() {
    for text in Examples.statements.prefix(30) {
      var offsets = [0]
      for (offset, byte) in text.utf8.enumerated() where byte == UInt8(ascii: " ") {
        offsets.append(offset + 1)
      }
      for offset in offsets {
        let head = String(decoding: Array(text.utf8.prefix(offset)), as: UTF8.self)
        let offers = keywords(head)
        for offer in offers { #expect(Parser.isPrefix(Array((head + offer + " ").utf8)), "\(head)\(offer)") }
        // The next word of the example is among them, if it is a keyword there.
        #expect(!completion(in: head, at: offset).expectations.isEmpty, "\(head)")
      }
    }
  }

  @Test func completeness() {
    for text in Examples.statements { #expect(isComplete(text), "\(text)") }
    for text in [
      "segment sellers where", "segment sellers where churned and", "segment sellers where (churned",
      "count sellers by",
      "count sellers by plan,", "note \"for", "segment sellers where plan is",
      "segment sellers where did order in last",
      "define lost as", "funnel a then", "load customers from", "measure",
      "segment sellers where total amount of order",
      "export count sellers", "count sellers\nsegment sellers where",
    ] {
      #expect(!isComplete(text), "\(text)")
    }
    for text in ["segment sellers", "", "segmnt sellers where", "segment sellers ) (", "churned"] {
      #expect(isComplete(text), "\(text)")
    }
  }
}
