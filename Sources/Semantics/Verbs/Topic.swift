import Plan
import SourceText
import Syntax

/// `topic safety as trust, scam*, fraud`, with its own tests: `matches "I feel unsafe"`, `ignores "a trust fund"`.
extension Resolver {
  func topic(_ name: Syntax.Name, _ tree: Syntax.Topic, _ statement: Statement) -> Plan.Definition? {
    guard isFree(name, of: topic(name)) else { return nil }
    underway = name.text
    defer { underway = nil }
    guard let pattern = patterns(tree.patterns), let definition = definition(name, .topic(pattern), statement)
    else {
      return nil
    }
    for sample in tree.samples {
      let found = matches(pattern, in: sample.text.content, language: scope.language)
      if found == sample.matches { continue }
      report(
        .failedTest,
        found
          ? "`\(name.spelling)` should ignore “\(sample.text.content)”, but matches it"
          : "`\(name.spelling)` should match “\(sample.text.content)”, but does not",
        at: sample.text.span, label: found ? "matches" : "does not match")
    }
    return definition
  }
}
