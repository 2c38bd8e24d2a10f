import DataModel
import Plan
import Testing
import Text

@testable import Engine

/// Verbatims, words and stories.
struct VoicesTests {
  private var world: World {
    var world = World()
    world.person("s1", ["name": "Ann"])
    for id in ["s2", "s3", "s4"] { world.person(id) }
    world.said(
      "s1", .at("2025-03-01T10:00"), "I trust nobody, it is a scam, and one more scam, really", score: 2)
    world.said("s1", .at("2025-03-02T10:00"), "No Trust", in: "support")
    world.said("s2", .at("2025-03-03T10:00"), "no trust", in: "support")
    world.said("s2", .at("2025-03-04T10:00"), "shipping was slow", in: "support")
    world.said("s3", .at("2025-03-05T10:00"), "all good")
    world.said("s3", .at("2025-03-06T10:00"), "", score: 7)
    world.said(nil, .at("2025-03-06T11:00"), "trusted once")
    return world
  }

  private func verbatims(
    _ voices: [Verbatims.Voice], who: Condition = .everyone, lastWords: Bool = false, telling: [String] = [],
    order: [Order] = [], limit: Int? = nil
  ) throws -> Verbatims.Reply {
    try world.run(
      Verbatims(who: who, voices: voices, lastWords: lastWords, telling: telling, order: order, limit: limit))
  }

  private func voice(_ text: String, when: Condition = .everyone) -> Verbatims.Voice {
    Verbatims.Voice(when: when, scope: .mentioning(text))
  }

  @Test func rareWordsTellMoreAndEqualTextsAreOne() throws {
    let reply = try verbatims([voice("trust")], telling: ["scam"])
    // The message about a scam comes first; the others have equal weights, so the newer is first.
    #expect(reply.rows.map(\.message.customer) == ["s1", nil, "s2"])
    #expect(reply.rows.map(\.copies) == [1, 1, 2])
    #expect(reply.messages == 4)
    #expect(reply.people == 2)
    let first = reply.rows[0].message
    #expect(first.label == "Ann")
    #expect(first.score == 2)
    #expect(first.scale?.high == 10)
    #expect(first.at == .at("2025-03-01T10:00"))
    #expect(reply.rows.allSatisfy { $0.voice == 0 })
  }

  @Test func equalTextsMergeIntoTheNewestAndOnePersonSpeaksARound() throws {
    // The words count before the length: both short messages come before the long, newer one.
    let reply = try verbatims([voice("trust")])
    #expect(reply.rows.prefix(2).map(\.message.text) == ["trusted once", "no trust"])
    #expect(reply.rows.map(\.message.customer) == [nil, "s2", "s1"])
    // A second message of one person comes after the first of everybody.
    let all = Verbatims.Voice(when: .everyone, scope: RecordScope(.feedback))
    let rounds = try verbatims([all], telling: ["slow", "ship", "trust"])
    #expect(rounds.rows.map(\.message.customer) == ["s2", nil, "s1", "s3", "s2"])
  }

  /// Equally distinctive and equally new messages: by the author's id, byte by byte, with unknown authors last.
  @Test func equalMessagesAreInTheOrderOfTheirAuthors() throws {
    var world = World()
    world.person("b")
    world.person("a")
    for (author, text) in [("b", "one trust"), (nil, "trust two"), ("a", "trust three"), ("B", "trust four")]
    {
      world.said(author, .at("2025-03-01"), text)
    }
    world.said("a", .at("2025-03-01"), "trust five")
    let rows = try world.run(
      Verbatims(who: .everyone, voices: [voice("trust")], lastWords: false, limit: nil)
    )
    .rows
    #expect(
      rows.map(\.message.text) == ["trust four", "trust three", "one trust", "trust two", "trust five"])
  }

  /// Messages with different words that are equally rare have the same weight, in whatever order it is added up.
  @Test(arguments: [[0, 1], [1, 0]]) func equallyRareWordsWeighTheSame(order: [Int]) throws {
    var world = World()
    let messages = [["alpha", "beta", "gamma"], ["kappa", "sigma", "omega"]]
    for (day, message) in order.enumerated() {
      world.said("p\(message)", .at("2025-03-0\(day + 1)"), messages[message].joined(separator: " "))
    }
    for (place, others) in [1, 2, 3].enumerated() {
      for _ in 0..<others {
        world.said("other", .at("2025-01-01"), "\(messages[0][place]) \(messages[1][2 - place]) again")
      }
    }
    while world.messages.count < 40 {
      world.said("other", .at("2025-01-01"), "quiet \(world.messages.count)")
    }
    let all = Verbatims.Voice(when: .everyone, scope: RecordScope(.feedback))
    let rows = try world.run(
      Verbatims(
        who: .everyone, voices: [all], lastWords: false, telling: messages.joined().sorted(), limit: nil)
    ).rows
    #expect(rows.prefix(2).map(\.message.customer) == ["p\(order[1])", "p\(order[0])"])
  }

  /// The first few are found without sorting, and must be those that sorting finds. If there are few people or few texts
  /// among the highest, everything is sorted after all.
  @Test(arguments: [[40, 30], [40, 2], [3, 2], [2, 60]])
  func theFirstFewAreTheFirstOfAll(peopleAndTexts: [Int]) throws {
    let (people, texts) = (peopleAndTexts[0], peopleAndTexts[1])
    var world = World()
    for message in 0..<300 {
      let (author, text) = (message * 7 % (people + 1), message * 13 % texts)
      world.said(
        author == people ? nil : "p\(author)", .at("2025-03-\(10 + message % 18)T\(10 + message % 13):00"),
        "Trust \(String(repeating: "so ", count: text % 5))text \(text)")
    }
    for voices in [[voice("trust"), voice("text")], []] {
      func verbatims(limit: Int?) throws -> [Verbatims.Row] {
        try world.run(Verbatims(who: .everyone, voices: voices, lastWords: true, limit: limit)).rows
      }
      let all = try verbatims(limit: nil)
      for limit in 1...9 {
        #expect(try verbatims(limit: limit) == Array(all.prefix(limit)))
      }
    }
  }

  @Test func guardsChooseForWhomAVoiceCounts() throws {
    let voices = [
      voice("trust", when: .among(People(words: "", ids: ["s2"]))), voice("good"), voice("trust"),
    ]
    let chosen = try verbatims(voices).rows.map { "\($0.message.customer ?? "") \($0.voice ?? -1)" }
    #expect(Set(chosen).isSuperset(of: ["s2 0", "s3 1", "s1 2"]))
    #expect(try verbatims([voice("trust", when: .not(.everyone))]).rows.isEmpty)
  }

  @Test func lastWordsAreTheNewestMessageWithWords() throws {
    let reply = try verbatims([], lastWords: true)
    #expect(Set(reply.rows.map(\.message.text)) == ["No Trust", "shipping was slow", "all good"])
    #expect(reply.rows.allSatisfy { $0.voice == nil })
    #expect(reply.people == 3)
    #expect(try verbatims([], lastWords: true, limit: 1).messages == 3)
  }

  @Test func withoutMatchesNothingIsCounted() throws {
    #expect(
      try verbatims([voice("unheard of")]) == Verbatims.Reply(messages: 0, people: 0, rows: []))
  }

  @Test func askedForOrder() throws {
    let at = Value.property(PropertyRef("at", .at, .timestamp))
    let all = Verbatims.Voice(when: .everyone, scope: RecordScope(.feedback))
    let reply = try verbatims(
      [all], who: .among(People(words: "", ids: ["s1", "s2"])), order: [Order(at, descending: false)])
    #expect(reply.rows.first?.message.at == .at("2025-03-01T10:00"))
    #expect(reply.rows.prefix(2).map(\.message.customer) == ["s1", "s2"])
  }

  @Test func wordsCountPeople() throws {
    let inside = Condition.among(People(words: "", ids: ["s1"]))
    let words = try world.run(Words(inside: inside, outside: .not(inside)))
    #expect((words.speakersInside, words.speakersOutside) == (1, 2))
    let trust = try #require(words.rows.first { $0.stem == "trust" })
    #expect(trust == Words.Row(stem: "trust", word: "trust", inside: 1, outside: 1))
    #expect(!words.rows.contains { $0.stem == "scam" })
  }

  @Test func aStoryIsInTheStableOrder() throws {
    var world = world
    world.did("s1", "order", .at("2025-03-01T10:00"), ["amount": 5, "device": "ios"], load: 1)
    world.did("s1", "cancel", .at("2025-03-02"), load: 2)
    world.said("s2", .at("2025-03-01T09:00"), "Ann is a crook", in: "review", about: "s1")
    let story = try world.run(Story(of: "s1"))
    #expect(story.rows.map(\.kind) == [.heard, .event, .said, .event, .said])
    #expect(story.rows.map(\.name) == ["review", "order", "survey", "cancel", "support"])
    #expect(story.rows[1].details == ["amount 5", "device ios"])
    #expect(story.rows[0].author == "s2")
    #expect(try #require(story.rows[2].text).hasPrefix("I trust nobody"))
    #expect(try world.run(Story(of: "nobody")).rows.isEmpty)
    let end = try world.run(Story(of: "s1", latest: 2))
    #expect(end.rows.map(\.name) == ["cancel", "support"] && end.events == 2)
  }
}
