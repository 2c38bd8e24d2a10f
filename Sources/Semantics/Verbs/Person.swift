import Plan
import SourceText
import Syntax

extension Resolver {
  /// `person s0042`
  func person(_ id: Identifier) -> Question? { customer(id).map { .person(id: $0) } }

  /// The id of a person as the data spells it.
  func customer(_ id: Identifier) -> String? {
    var text = id.text
    if id.isParameter {
      guard let literal = scope.parameters[String(text.drop { $0 == "$" })] else {
        return fail(.unknownName, "There is no parameter `\(text)`", at: id.span, label: "not known")
      }
      text = literal.plainText ?? text
    }
    if let known = catalog.customerID(text) { return known }
    let called = catalog.customerIDs(called: text)
    if let label = catalog.slots.label, !called.isEmpty {
      return fail(
        .unknownName, "`\(text)` is not an id, but the \(label.name) of \(called.joined(separator: ", "))",
        at: id.span,
        label: called.count == 1 ? "the \(label.name) of \(called[0])" : "which of them?",
        fixes: called.map { .init("use the id", replacing: id.span, with: identifier($0)) })
    }
    let near = catalog.nearestIDs(to: text).prefix(4)
    return fail(
      .unknownName, "Nobody has the id \(text)", at: id.span,
      label: near.first.map { "did you mean \($0)?" } ?? "not known",
      notes: near.isEmpty ? ["An id is a value of `\(catalog.slots.key)`."] : [],
      fixes: near.map { .init("did you mean \($0)?", replacing: id.span, with: identifier($0)) })
  }

  private func identifier(_ id: String) -> String {
    id.unicodeScalars.allSatisfy {
      $0.isASCII && ($0.properties.isAlphabetic || ("0"..."9").contains($0) || $0 == "-")
    }
      ? id : "\"" + id.replacing("\"", with: "\"\"") + "\""
  }
}
