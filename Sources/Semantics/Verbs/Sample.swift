import DataModel
import Plan
import SourceText
import Syntax

extension Resolver {
  /// `sample 8 sellers where churned spread by plan, region seed 5`
  func sample(_ size: Syntax.Number?, _ population: Syntax.Population, _ clauses: Clauses) -> Question? {
    let who = who(population, verb: "`sample`")
    let size = size.map { whole($0, atLeast: 1) } ?? Sample.usualSize
    let seed = clauses.seed.map { whole($0.content, atLeast: 0) } ?? Int(Sample.usualSeed)
    let spread = all(clauses.spread?.content ?? [], spread)
    let show = all(clauses.show?.content ?? [], shown)
    guard let who, let size, let seed, let spread, let show else { return nil }
    return .sample(Sample(size: size, who: who, spread: spread, seed: UInt64(seed), show: show))
  }

  private func spread(_ name: Syntax.Name) -> AttributeRef? {
    if let attribute = attribute(name) { return attribute }
    let names = catalog.attributes.map(\.ref.name)
    return unknown(
      "A sample is spread by attributes, and none is called `\(name.spelling)`", name,
      near: nearest(to: name.text, among: names), notes: []
    ) { self.bare($0) }
  }
}
