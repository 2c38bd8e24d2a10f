internal import DataModel
internal import Plan
internal import Text

/// What a reader of a count of people would be misled by without a word: negatives that are true for lack of data,
/// people who were not there for the whole of a window, and words beside a negation.
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
    caveats = found + Caveats.denied(who, context: context)
  }

  /// Who denied what they are counted for saying.
  private static func denied(_ who: Who, context: Asking.Context) -> [Caveat] {
    guard let negation = Negation(context.language) else { return [] }
    return (who.filter?.voices ?? []).compactMap { voice in
      guard case .pattern(let pattern)? = voice.scope.saying, !pattern.isAboutNegation else { return nil }
      var denied = voice.scope
      denied.saying = .pattern(.negated(pattern, true))
      return Caveat(measurement: .people(.conjunction([who.condition, voice.when, .records(denied, .some)])))
      {
        "\(grouped($0)) of them said “\(pattern)” within \(Negation.distance) words of \(negation.summary): "
          + "`not negated` after it leaves that out."
      }
    }
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

extension Pattern {
  /// Whether it says itself what is denied.
  fileprivate var isAboutNegation: Bool {
    switch self {
    case .negated: true
    case .phrase(let words): words.contains(.stem("not"))
    case .exactly: false
    case .anyOf(let parts), .allOf(let parts): parts.contains(where: \.isAboutNegation)
    case .near(let first, let second, _): first.isAboutNegation || second.isAboutNegation
    case .topic(_, let pattern): pattern.isAboutNegation
    }
  }
}
