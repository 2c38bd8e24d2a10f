import Plan
import SourceText
import Syntax

extension Resolver {
  /// `synonym unhappy is detractor`: the name must be known here.
  func synonym(_ said: Syntax.Name, of meant: Syntax.Name) -> Planned? {
    let isKnown =
      definition(meant) != nil || topic(meant) != nil || attribute(meant) != nil || !dates(meant).isEmpty
      || event(meant) != nil || channel(meant) != nil || !populations(meant).isEmpty || flag(meant) != nil
      || preludeEntry(meant) != nil
    guard isKnown else {
      let near = nearest(to: meant.text, among: conditionNames + catalog.attributes.map(\.ref.name))
      return unknown(
        "Nothing here is called `\(meant.spelling)`", meant, near: near,
        notes: near.isEmpty ? ["`describe` lists every name."] : []
      ) { self.bare($0) }
    }
    return .synonym(said.spelling, of: meant.spelling)
  }
}
