internal import DataModel
internal import Plan
internal import Text

/// Two groups held against each other. People in both are left out of both; where one group lies inside the other, it is
/// held against the rest of it.
struct GroupComparison {
  let versus: Versus

  private var first: Condition { versus.first.condition }
  private var second: Condition { versus.second.condition }

  /// The three parts: in the first alone, in both, in the second alone.
  var parts: [Condition] {
    [
      .conjunction([first, .not(second)]), .conjunction([first, second]),
      .conjunction([second, .not(first)]),
    ]
  }

  /// How many people are in each part, and the words of each two parts that may come to be the groups.
  struct Asked {
    fileprivate let people: [Plan.Asked<PeopleCount>]
    fileprivate var words: [Plan.Asked<Words>] = []

    /// How many people each part has.
    func counts(_ replies: Replies) -> [Int] { people.map { replies[$0].people } }

    /// The words of the two groups that the parts make.
    func words(_ replies: Replies, _ making: Making, _ context: QueryRunner.Context) -> KeyedWords {
      let pair =
        switch making {
        case .apart: 0
        case .firstInside: 1
        case .secondInside: 2
        }
      return words.isEmpty ? .none : KeyedWords(replies[words[pair]], context)
    }
  }

  func ask(in batch: inout Batch) -> Asked {
    Asked(people: parts.map { batch.add(PeopleCount($0)) })
  }

  /// Adds the words that they say in messages of a scope.
  func askWords(in scope: RecordScope?, _ asked: inout Asked, in batch: inout Batch) {
    asked.words = [(0, 2), (1, 2), (0, 1)].map {
      batch.add(
        Words(inside: parts[$0.0], outside: parts[$0.1], insideScope: scope, outsideScope: scope))
    }
  }

  /// The two groups, as they say things in messages of a scope.
  func speakers(_ making: Making, in scope: RecordScope?) -> KeyedWords.Speakers {
    KeyedWords.Speakers(
      first: parts[making.groups.first], second: parts[making.groups.second], scopes: (scope, scope))
  }

  /// How the parts make the two groups, once it is known how many are in each.
  enum Making {
    /// The first alone against the second alone.
    case apart
    /// The first lies inside the second.
    case firstInside
    /// The second lies inside the first.
    case secondInside

    init(people: [Int]) {
      let (first, both, second) = (people[0], people[1], people[2])
      self = both == 0 || first > 0 && second > 0 ? .apart : (first == 0 ? .firstInside : .secondInside)
    }

    /// Which parts are the two groups.
    var groups: (first: Int, second: Int) {
      switch self {
      case .apart: (0, 2)
      case .firstInside: (1, 2)
      case .secondInside: (0, 1)
      }
    }
  }

  /// What a group is called: "sellers where churned" as it was asked, without what is the same in both.
  func names(_ context: QueryRunner.Context) -> (first: String, second: String) {
    let one = name(versus.first, context)
    let other = name(versus.second, context)
    return one == other ? (one + " (first)", other + " (second)") : (one, other)
  }

  /// "307 sellers where churned", "1 seller", "58 people" of `them`: so many of each group.
  func counted(_ people: [Int], _ context: QueryRunner.Context) -> (first: String, second: String) {
    let groups = Making(people: people).groups
    func counted(_ number: Int, _ who: Who) -> String {
      "\(grouped(number)) \(words(who.population.counted(number), who, context))"
    }
    return (counted(people[groups.first], versus.first), counted(people[groups.second], versus.second))
  }

  private func name(_ who: Who, _ context: QueryRunner.Context) -> String {
    var noun = who.population.words
    // `them` and `rest` beside others.
    if case .among = who.population.condition { noun = noun == "others" ? "the others" : "these people" }
    return words(noun, who, context)
  }

  private func words(_ noun: String, _ who: Who, _ context: QueryRunner.Context) -> String {
    who.filter.map { "\(noun) \(context.words($0))" } ?? noun
  }

  /// What the reader should know of people in both groups, and of groups without people.
  func notes(_ people: [Int], _ context: QueryRunner.Context) -> [String] {
    let making = Making(people: people)
    let names = names(context)
    var notes: [String] = []
    switch making {
    case .apart:
      if people[1] > 0 {
        notes.append(
          "\(grouped(people[1])) \(people[1] == 1 ? "person is" : "people are") in both groups and left out of both."
        )
      }
    case .firstInside:
      notes.append(
        people[2] == 0
          ? "Both groups are the same people: there is nobody to hold them against."
          : "All \(names.first) are among \(names.second), and are held against the rest of them.")
    case .secondInside:
      notes.append("All \(names.second) are among \(names.first), which here are the rest of them.")
    }
    let counted = counted(people, context)
    for (count, counted, who) in [
      (people[making.groups.first], counted.first, versus.first),
      (people[making.groups.second], counted.second, versus.second),
    ] {
      if count == 0 {
        notes.append("There are no \(words(who.population.counted(0), who, context)) to compare.")
      }
      if count > 0, count < smallGroup {
        notes.append("Only \(counted): a small group, read it with care.")
      }
    }
    return notes
  }
}
