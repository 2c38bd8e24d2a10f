internal import DataModel
internal import Plan

/// What a reader of a count of people would be misled by without a word: negatives that are true for lack of data,
/// and people who were not there for the whole of a window.
struct Caveats {
  /// A question to the backend, and the sentence for a number greater than zero.
  struct Caveat {
    let measurement: Measurement
    let sentence: (_ people: Int) -> String
  }

  let caveats: [Caveat]

  init(_ who: Who, context: Asking.Context) {
    var found: [Caveat] = []
    for part in who.filter?.conjuncts ?? [] {
      guard case .not(let positive) = part.unnamed else { continue }
      switch positive.unnamed {
      case .test(let value, let test):
        guard test.isFalseWhenMissing else { continue }
        found.append(
          Caveat(measurement: .people(.conjunction([who.condition, .test(value, .isMissing)]))) { people in
            "Including \(grouped(people)) with no \(value.words)."
          })
      case .records(let scope, let amount):
        guard amount.needsOne, let window = scope.window, let clock = context.catalog.clock,
          case .day(.literal(let moment), let moved) = window.lower
        else { continue }
        let firstDay = clock.zone.day(of: moment).adding(moved)
        let late = Condition.test(
          .moment(.start),
          .within(
            Window(
              from: .day(.literal(.day(firstDay)), moved: TimeSpan(1, .day)), to: nil,
              words: "after \(firstDay.iso)"))
        )
        found.append(
          Caveat(measurement: .people(.conjunction([who.condition, late]))) { people in
            "\(grouped(people)) of them became \(people == 1 ? "a customer" : "customers") only after \(firstDay.iso), "
              + "so not for the whole window."
          })
      case .everyone, .not, .all, .any, .sequence, .among, .named: continue
      }
    }
    caveats = found
  }

  var measurements: [Measurement] { caveats.map(\.measurement) }

  func notes(_ columns: ArraySlice<Columns>) -> [String] {
    zip(caveats, columns).compactMap { caveat, columns in
      let people = columns["n", 0].integer ?? 0
      return people > 0 ? caveat.sentence(people) : nil
    }
  }
}

extension Condition {
  /// The parts that must all hold; a name stands for its parts.
  var conjuncts: [Condition] {
    switch unnamed {
    case .all(let parts): parts.flatMap(\.conjuncts)
    case .everyone: []
    case .not, .any, .test, .records, .sequence, .among, .named: [self]
    }
  }

  /// What a name stands for.
  var unnamed: Condition {
    var condition = self
    while case .named(_, let inner) = condition { condition = inner }
    return condition
  }
}

extension Test {
  /// Whether its negation is true of those who have no value.
  var isFalseWhenMissing: Bool {
    switch self {
    case .isMissing, .hasCome: false
    case .isTrue, .compare, .oneOf, .between, .contains, .startsWith, .endsWith, .matches, .within: true
    }
  }
}

extension Value {
  /// A short name for a note.
  var words: String {
    switch self {
    case .attribute(let attribute): attribute.name
    case .property(let property): property.name
    case .named(let name, _): name
    case .aggregate(let aggregate, let property, _): "\(aggregate.word) \(property.name)"
    case .moment(.attribute(let attribute)): attribute.name
    case .literal, .count, .moment, .elapsed: "value"
    }
  }
}
