internal import DataModel
internal import Plan
internal import Text

/// Two groups to compare. People in both are left out of both; a group that lies inside the other is compared with the rest
/// of that one.
struct GroupComparison {
  let versus: Versus

  private var first: Condition { versus.first.condition }
  private var second: Condition { versus.second.condition }

  /// The three parts: people only in the first group, in both, and only in the second.
  var parts: [Condition] {
    [
      .conjunction([first, .not(second)]), .conjunction([first, second]),
      .conjunction([second, .not(first)]),
    ]
  }

  /// Requests for the number of people in each part, and for the words of each pair of parts that may become the two groups.
  struct Asked {
    fileprivate let people: [Plan.Asked<PeopleCount>]
    fileprivate var words: [Plan.Asked<Words>] = []

    /// The number of people in each part.
    func counts(_ replies: Replies) -> [Int] { people.map { replies[$0].people } }

    /// The words of the two groups.
    func words(_ replies: Replies, _ nesting: Nesting, _ context: QueryRunner.Context) -> DistinctiveWords {
      let pair =
        switch nesting {
        case .apart: 0
        case .firstInside: 1
        case .secondInside: 2
        }
      return words.isEmpty ? .none : DistinctiveWords(replies[words[pair]], context)
    }
  }

  func ask(in batch: inout Batch) -> Asked {
    Asked(people: parts.map { batch.add(PeopleCount($0)) })
  }

  /// Adds requests for the words that people say in messages of a scope.
  func askWords(in scope: RecordScope?, _ asked: inout Asked, in batch: inout Batch) {
    asked.words = [(0, 2), (1, 2), (0, 1)].map {
      batch.add(
        Words(inside: parts[$0.0], outside: parts[$0.1], insideScope: scope, outsideScope: scope))
    }
  }

  /// The two groups as speakers in messages of a scope.
  func speakers(_ nesting: Nesting, in scope: RecordScope?) -> DistinctiveWords.Speakers {
    DistinctiveWords.Speakers(
      first: parts[nesting.groups.first], second: parts[nesting.groups.second], scopes: (scope, scope))
  }

  /// Whether one group lies inside the other, which decides which parts are compared.
  enum Nesting {
    /// Neither does: people only in the first are compared with people only in the second.
    case apart
    /// The first lies inside the second, and is compared with the rest of it.
    case firstInside
    /// The second lies inside the first, which is compared without it.
    case secondInside

    init(people: [Int]) {
      let (first, both, second) = (people[0], people[1], people[2])
      self = both == 0 || first > 0 && second > 0 ? .apart : (first == 0 ? .firstInside : .secondInside)
    }

    /// The indices of the two parts that are compared.
    var groups: (first: Int, second: Int) {
      switch self {
      case .apart: (0, 2)
      case .firstInside: (1, 2)
      case .secondInside: (0, 1)
      }
    }
  }

  /// The names of the groups: `sellers whose churned_at is set`; numbered if both would have the same name.
  func names(_ context: QueryRunner.Context) -> (first: String, second: String) {
    let one = name(versus.first, context)
    let other = name(versus.second, context)
    return one == other ? (one + " (first)", other + " (second)") : (one, other)
  }

  /// Each group with its number of people: `307 sellers whose churned_at is set`, `1 seller`.
  func counted(_ people: [Int], _ context: QueryRunner.Context) -> (first: String, second: String) {
    let groups = Nesting(people: people).groups
    func counted(_ number: Int, _ who: Who) -> String {
      "\(grouped(number)) \(words(who.population.counted(number), who, context))"
    }
    return (counted(people[groups.first], versus.first), counted(people[groups.second], versus.second))
  }

  private func name(_ who: Who, _ context: QueryRunner.Context) -> String {
    var noun = who.population.words
    // `them` and `rest`.
    if case .among = who.population.condition { noun = noun == "others" ? "the others" : "these people" }
    return words(noun, who, context)
  }

  private func words(_ noun: String, _ who: Who, _ context: QueryRunner.Context) -> String {
    who.filter.map { "\(noun) \(context.words($0))" } ?? noun
  }

  /// Notes about people in both groups, and about small or empty groups.
  func notes(_ people: [Int], _ context: QueryRunner.Context) -> [String] {
    let nesting = Nesting(people: people)
    let names = names(context)
    var notes: [String] = []
    switch nesting {
    case .apart:
      if people[1] > 0 {
        notes.append(
          "\(grouped(people[1])) \(people[1] == 1 ? "person is" : "people are") in both groups and left out of both."
        )
      }
    case .firstInside:
      notes.append(
        people[2] == 0
          ? "Both groups are the same people, so there is nobody to compare them with."
          : "All \(names.first) are among \(names.second), so they are compared with the rest of them.")
    case .secondInside:
      notes.append(
        "All \(names.second) are among \(names.first), so they are compared with the rest of them.")
    }
    let counted = counted(people, context)
    for (count, counted, who) in [
      (people[nesting.groups.first], counted.first, versus.first),
      (people[nesting.groups.second], counted.second, versus.second),
    ] {
      if count == 0 {
        notes.append("There are no \(words(who.population.counted(0), who, context)) to compare.")
      }
      if count > 0, count < smallGroup {
        notes.append("Only \(counted): a small group, so read its figures with care.")
      }
    }
    return notes
  }
}
