import Foundation
import Testing

@testable import Syntax

/// The editor grammar agrees with the registry.
@Suite struct EditorGrammarTests {
  /// The rules of `grammar/vscode/syntaxes/heed.tmLanguage.json` by name.
  private let rules: [String: [String: Any]]

  init() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let data = try Data(contentsOf: root.appending(path: "grammar/vscode/syntaxes/heed.tmLanguage.json"))
    let grammar = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    rules = try #require(grammar["repository"] as? [String: [String: Any]])
    let included = try #require(grammar["patterns"] as? [[String: String]]).compactMap { $0["include"] }
    #expect(Set(included) == Set(rules.keys.map { "#" + $0 }))
  }

  /// The words of a rule, from its longest group of alternatives.
  private func words(of rule: String) throws -> [String] {
    let match = try #require(rules[rule]?["match"] as? String)
    let groups = match.matches(of: /\(([a-z]+(?:\|[a-z]+)+)\)/).map {
      $0.output.1.split(separator: "|").map(String.init)
    }
    return try #require(groups.max { $0.count < $1.count })
  }

  @Test func keywords() throws {
    #expect(try words(of: "keyword").sorted() == Keyword.allCases.map(\.rawValue).sorted())
  }

  @Test func verbs() throws {
    #expect(try words(of: "verb").sorted() == Registry.verbs.map(\.name).sorted())
  }

  @Test func units() throws {
    #expect(try words(of: "duration").sorted() == Unit.allCases.map(\.rawValue).sorted())
  }

  /// Every regular expression compiles, and the examples of the verbs begin with a verb.
  @Test func expressions() throws {
    func expressions(in value: Any) -> [String] {
      if let rule = value as? [String: Any] {
        return rule.flatMap { key, value in
          ["match", "begin", "end"].contains(key)
            ? [value as? String].compactMap { $0 } : expressions(in: value)
        }
      }
      return (value as? [Any] ?? []).flatMap(expressions)
    }
    for expression in expressions(in: rules) {
      #expect(throws: Never.self) { try NSRegularExpression(pattern: expression) }
    }
    let verb = try NSRegularExpression(pattern: try #require(rules["verb"]?["match"] as? String))
    for example in Registry.verbs.map(\.example) {
      let range = NSRange(example.startIndex..., in: example)
      #expect(verb.firstMatch(in: example, range: range)?.range.location == 0, "\(example)")
    }
  }
}
