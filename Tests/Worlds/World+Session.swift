internal import DataModel
public import Session
internal import SourceText

extension World {
  static func date(_ day: Int) -> String { Day(19_905 + Int32(day)).iso }

  /// The world as files in memory, loaded.
  public var session: QuerySession {
    let columns = (0..<17).map { "a\($0)" }.joined(separator: ",")
    var customers = "id,plan,region,flag,signup,churned_at,\(columns)\n"
    for (number, person) in people.enumerated() {
      let left = person.left.map { World.date($0) } ?? ""
      customers +=
        "c\(number),p\(person.plan),r\(person.region),\(person.flag),\(World.date(person.start)),\(left),"
      customers += person.attributes.joined(separator: ",") + "\n"
    }
    func lines(_ records: [Record]) -> String {
      var text = "id,what,at\n"
      for record in records { text += "c\(record.person),\(record.what),\(World.date(record.day))\n" }
      return text
    }
    let workspace = """
      load customers from "customers.csv"
        key id
        segments by plan, region
        start signup
        end churned_at
      load events from "events.csv"
        customer id
        name what
        at at
      load feedback from "feedback.csv"
        customer id
        at at
        channel "survey"
        text what

      """
    let files = [
      "world.heed": workspace, "customers.csv": customers, "events.csv": lines(events),
      "feedback.csv": lines(messages),
    ]
    var session = QuerySession(host: .memory(files.mapValues { Array($0.utf8) }), limits: .all)
    _ = session.open("world.heed")
    return session
  }

  public struct Failure: Error, CustomStringConvertible {
    public let description: String
  }

  /// The answers about it of `why`, `priorities`, `blindspots` and `compare`.
  public func verdict() throws(Failure) -> Verdict {
    var session = session
    return Verdict(
      why: try World.ask("why churned", &session),
      priorities: try World.ask("priorities limit 1000", &session),
      voices: [
        try World.ask("blindspots by plan", &session), try World.ask("blindspots by region", &session),
      ],
      compared: try World.ask("compare churned customers versus customers where not churned", &session))
  }

  private static func ask(_ text: String, _ session: inout QuerySession) throws(Failure) -> Answer {
    let outcomes = session.run(SourceFile(name: "world", text: text))
    for outcome in outcomes {
      if case .answer(let answer) = outcome.result { return answer }
    }
    let messages = outcomes.flatMap(\.diagnostics).map(\.message)
    throw Failure(description: "\(text): \(messages.joined(separator: "; "))")
  }
}

/// The findings in a world.
public struct Verdict {
  let why: Answer
  let priorities: Answer
  let voices: [Answer]
  let compared: Answer

  /// The share of answers that wrongly call a group under-heard: all that do, except those by segments that speak
  /// differently.
  public func falseSilences(in kind: World.Kind) -> Double {
    let shares = voices.compactMap { answer -> Double? in
      guard let table = answer.tables.first, !kind.segments.contains(table.columns[0].name),
        let heard = table.columns.firstIndex(where: { $0.name == "heard" })
      else { return nil }
      return table.rows.contains { $0[heard].value == .text("under") } ? 1 : 0
    }
    return shares.isEmpty ? 0 : shares.reduce(0, +) / Double(shares.count)
  }

  /// The share of false differences between those who left and the others: all but attributes that really differ.
  public func falseDifferences(in kind: World.Kind) -> Double {
    let isFalse = found.count { !World.names($0, any: kind.differing) }
    return found.isEmpty ? 0 : Double(isFalse) / Double(found.count)
  }

  /// The number of differences that `compare` finds.
  public var differences: Int { found.count }

  private var found: [String] { compared.tables.flatMap { rows(of: $0, "q") } }

  /// The rows listed with q under 0.05, except for values of segments, which go with leaving in some worlds.
  public func findings(in kind: World.Kind) -> [String] {
    rows(of: why.tables.first { $0.title?.hasPrefix("Goes with") ?? false }, "q").filter {
      !World.names($0, any: kind.leaving)
    }
  }

  /// Topics after which more or fewer people left than by chance.
  public var departures: [String] { rows(of: priorities.tables.first, "churn q") }

  /// Whether the planted effect is where it should be.
  public func isFound(in kind: World.Kind) -> Bool {
    let found = findings(in: kind)
    switch kind {
    case .doubledHazard: return found.contains("did trigger")
    case .leavingWord: return found.contains("said “zuvorek”")
    case .simpson:
      return isApart("flag is true", "cannot be told apart from")
        || isApart("flag is false", "cannot be told apart from")
    case .survey:
      return isApart("did cancellation_survey", "part of it") && !found.contains("did cancellation_survey")
    case .plain, .onboarding, .shock, .launch, .heavyUsers, .earlyLeavers, .survivor, .planDriven, .season,
      .trial,
      .renewal, .twoSegments, .cohorts:
      return false
    }
  }

  private func rows(of table: Answer.Table?, _ column: String) -> [String] {
    guard let table, let place = table.columns.firstIndex(where: { $0.name == column }) else { return [] }
    return table.rows.compactMap { row in
      guard let q = row[place].value.number, q < 0.05 else { return nil }
      return row[0].value.text
    }
  }

  private func isApart(_ what: String, _ title: String) -> Bool {
    why.tables.contains { table in
      (table.title?.contains(title) ?? false) && table.rows.contains { $0[0].value.text == what }
    }
  }
}

extension World {
  /// Whether a row is about one of these attributes: `plan is p0`, `a9`.
  fileprivate static func names(_ what: String, any attributes: [String]) -> Bool {
    what.split(separator: " ").contains { attributes.contains(String($0)) }
  }
}

extension World.Kind {
  /// The segments that change whether people leave.
  fileprivate var leaving: [String] { self == .simpson ? ["plan"] : segments }

  /// The attributes that really differ by leaving. `compare` does not match starts, with which attributes and leaving both
  /// move in cohorts; in simpson, the flag goes with the plan.
  fileprivate var differing: [String] {
    switch self {
    case .cohorts: ["plan", "flag"] + World.drifting.map { "a\($0)" }
    case .simpson: ["plan", "flag"]
    case .plain, .onboarding, .shock, .launch, .heavyUsers, .earlyLeavers, .survivor, .planDriven, .season,
      .trial, .renewal, .twoSegments, .doubledHazard, .leavingWord, .survey:
      leaving
    }
  }

  /// The segments that change how people behave and whether they leave.
  fileprivate var segments: [String] {
    switch self {
    case .planDriven: ["plan"]
    case .twoSegments: ["plan", "region"]
    case .plain, .onboarding, .shock, .launch, .heavyUsers, .earlyLeavers, .survivor, .season, .trial,
      .renewal,
      .cohorts, .doubledHazard, .leavingWord, .simpson, .survey:
      []
    }
  }
}
