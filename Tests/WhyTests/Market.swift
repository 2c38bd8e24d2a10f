import DataModel
import Session
import SourceText
import TestSupport
import Testing

/// A small random market, as rows that a naive evaluator reads, and as a session over the same rows in memory.
struct Market {
  struct Person {
    var id: String
    var plan: String
    /// Day numbers from 2024-01-01 on.
    var signup: Int
    var churned: Int?
    var flag: Bool
  }

  struct Record {
    var person: Int
    var day: Int
    var what: String
  }

  var people: [Person] = []
  var events: [Record] = []
  var messages: [Record] = []

  static let lastDay = 500
  static let kinds = ["login", "search", "order", "pay"]
  static let vocabulary = ["trust", "payout", "cat", "dog", "parcel", "price", "button", "garden"]

  /// Events and words are spread evenly over each person's time; leaving is unrelated to them.
  init(people count: Int, seed: UInt64, leaving: Double = 0.004) {
    var random = SplitMix(seed: seed)
    for index in 0..<count {
      let signup = Int(random.next() % 300)
      var churned: Int?
      for day in signup..<Market.lastDay where random.unit() < leaving {
        churned = day
        break
      }
      people.append(
        Person(
          id: "p\(index)", plan: ["free", "pro", "team"][Int(random.next() % 3)], signup: signup,
          churned: churned, flag: random.unit() < 0.4))
      for day in signup...(churned ?? Market.lastDay) {
        if random.unit() < 0.03 {
          events.append(Record(person: index, day: day, what: random.pick(Market.kinds)))
        }
        if random.unit() < 0.01 {
          let words = (0..<3).map { _ in random.pick(Market.vocabulary) }
          messages.append(Record(person: index, day: day, what: words.joined(separator: " ")))
        }
      }
    }
    // The clock is the last day.
    events.append(Record(person: 0, day: Market.lastDay, what: "login"))
  }

  static func date(_ day: Int) -> String { Day(19_723 + Int32(day)).iso }

  var session: QuerySession { session() }

  /// With more columns for people, each by its name.
  func session(
    _ columns: [(name: String, value: (Person) -> String)] = [], limits: QuerySession.Limits = .all
  ) -> QuerySession {
    let customers =
      people.map { person in
        let churned = person.churned.map { Market.date($0) } ?? ""
        return
          (["\(person.id),\(person.plan),\(Market.date(person.signup)),\(churned),\(person.flag)"]
          + columns.map { $0.value(person) }).joined(separator: ",")
      }.reduce("id,plan,signup,churned_at,flag" + columns.map { ",\($0.name)" }.joined() + "\n") {
        $0 + $1 + "\n"
      }
    let did = events.reduce("id,event,at\n") {
      $0 + "\(people[$1.person].id),\($1.what),\(Market.date($1.day))\n"
    }
    let said = messages.reduce("id,at,text\n") {
      $0 + "\(people[$1.person].id),\(Market.date($1.day)),\($1.what)\n"
    }
    let workspace = """
      load customers from "customers.csv"
        key id
        segments by plan
        start signup
        end churned_at
      load events from "events.csv"
        customer id
        name event
        at at
      load feedback from "feedback.csv"
        customer id
        at at
        channel "survey"
        text text

      """
    let files = [
      "shop.heed": workspace, "customers.csv": customers, "events.csv": did, "feedback.csv": said,
    ]
    var session = QuerySession(host: .memory(files.mapValues { Array($0.utf8) }), limits: limits)
    #expect(session.open("shop.heed").allSatisfy { !$0.failed })
    return session
  }
}

extension QuerySession {
  /// The last answer to some statements.
  mutating func ask(_ text: String) throws -> Answer {
    let outcomes = run(SourceFile(name: "test", text: text))
    for diagnostic in outcomes.flatMap(\.diagnostics) where diagnostic.severity == .error {
      Issue.record("\(text): \(diagnostic.message)")
    }
    let answers = outcomes.compactMap { outcome -> Answer? in
      if case .answer(let answer) = outcome.result { answer } else { nil }
    }
    return try #require(answers.last)
  }
}

extension Answer {
  func number(_ key: String) -> Int? { summary.first { $0.key == key }?.value.integer }

  /// The cells of a row of any table by its first cell.
  func row(_ name: String) -> [Scalar]? {
    tables.flatMap(\.rows).first { $0.first?.value == .text(name) }?.map(\.value)
  }
}
