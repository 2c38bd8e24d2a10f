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
  ) throws -> Columns {
    try world.run(
      .verbatims(
        Verbatims(
          who: who, voices: voices, lastWords: lastWords, telling: telling, order: order, limit: limit)))
  }

  private func voice(_ text: String, when: Condition = .everyone) -> Verbatims.Voice {
    Verbatims.Voice(when: when, scope: .mentioning(text))
  }

  @Test func rareWordsTellMoreAndEqualTextsAreOne() throws {
    let columns = try verbatims([voice("trust")], telling: ["scam"])
    // The scam first; the others weigh the same, the newer first.
    #expect(columns["customer"] == ["s1", .missing, "s2"])
    #expect(columns["copies"] == [1, 1, 2])
    #expect(columns["messages"].first == 4)
    #expect(columns["people"].first == 2)
    #expect(columns["label", 0] == "Ann")
    #expect(columns["score", 0] == 2)
    #expect(columns["scale.high", 0] == 10)
    #expect(columns["at", 0] == .at("2025-03-01T10:00"))
    #expect(columns["voice"].allSatisfy { $0 == 0 })
  }

  @Test func equalTextsMergeIntoTheNewestAndOnePersonSpeaksARound() throws {
    // Words before length: both short ones come before the long one, which speaks last.
    let columns = try verbatims([voice("trust")])
    #expect(columns["text"].prefix(2) == ["trusted once", "no trust"])
    #expect(columns["customer"] == [.missing, "s2", "s1"])
    // A person's second message waits for everybody's first.
    let all = Verbatims.Voice(when: .everyone, scope: RecordScope(.feedback))
    let rounds = try verbatims([all], telling: ["slow", "ship", "trust"])
    #expect(rounds["customer"] == ["s2", .missing, "s1", "s3", "s2"])
  }

  /// A few are found without sorting, and must be those that sorting finds; where few people or few texts stand among the
  /// highest, all are sorted after all.
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
      func verbatims(limit: Int?) throws -> Columns {
        try world.run(
          .verbatims(Verbatims(who: .everyone, voices: voices, lastWords: true, telling: [], limit: limit)))
      }
      let all = try verbatims(limit: nil)
      for limit in 1...9 {
        #expect(try verbatims(limit: limit).values == all.values.map { Array($0.prefix(limit)) })
      }
    }
  }

  @Test func guardsChooseForWhomAVoiceCounts() throws {
    let voices = [
      voice("trust", when: .among(People(words: "", ids: ["s2"]))), voice("good"), voice("trust"),
    ]
    let columns = try verbatims(voices)
    let chosen = zip(columns["customer"], columns["voice"]).map { "\($0.plainText) \($1.plainText)" }
    #expect(Set(chosen).isSuperset(of: ["s2 0", "s3 1", "s1 2"]))
    #expect(try verbatims([voice("trust", when: .not(.everyone))])["text"] == [.missing])
  }

  @Test func lastWordsAreTheNewestMessageWithWords() throws {
    let columns = try verbatims([], lastWords: true)
    #expect(Set(columns["text"]) == ["No Trust", "shipping was slow", "all good"])
    #expect(columns["voice"].allSatisfy { $0 == .missing })
    #expect(columns["people", 0] == 3)
    #expect(try verbatims([], lastWords: true, limit: 1)["messages"] == [3])
  }

  @Test func nothingFoundIsOneRowOfTotals() throws {
    let columns = try verbatims([voice("unheard of")])
    #expect(columns["text"] == [.missing])
    #expect(columns["messages"] == [0])
    #expect(columns["people"] == [0])
  }

  @Test func askedForOrder() throws {
    let at = Value.property(PropertyRef("at", .at, .timestamp))
    let all = Verbatims.Voice(when: .everyone, scope: RecordScope(.feedback))
    let columns = try verbatims(
      [all], who: .among(People(words: "", ids: ["s1", "s2"])), order: [Order(at, descending: false)])
    #expect(columns["at"].first == .at("2025-03-01T10:00"))
    #expect(columns["customer"].prefix(2) == ["s1", "s2"])
  }

  @Test func wordsCountPeople() throws {
    let inside = Condition.among(People(words: "", ids: ["s1"]))
    let columns = try world.run(.words(Words(inside: inside, outside: .not(inside))))
    #expect(columns["stem", 0] == .missing)
    #expect((columns["inside", 0], columns["outside", 0]) == (1, 2))
    let trust = try #require(columns["stem"].firstIndex(of: "trust"))
    #expect(columns["word", trust] == "trust")
    #expect((columns["inside", trust], columns["outside", trust]) == (1, 1))
    #expect(!columns["stem"].contains("scam"))
  }

  @Test func aStoryIsInTheStableOrder() throws {
    var world = world
    world.did("s1", "order", .at("2025-03-01T10:00"), ["amount": 5, "device": "ios"], load: 1)
    world.did("s1", "cancel", .at("2025-03-02"), load: 2)
    world.said("s2", .at("2025-03-01T09:00"), "Ann is a crook", in: "review", about: "s1")
    let story = try world.run(.story(id: "s1", latest: nil))
    #expect(story["kind"] == ["heard", "event", "said", "event", "said"])
    #expect(story["name"] == ["review", "order", "survey", "cancel", "support"])
    #expect(story["details", 1] == .list(["amount 5", "device ios"]))
    #expect(story["author", 0] == "s2")
    #expect(story["text", 2].plainText.hasPrefix("I trust nobody"))
    #expect(try world.run(.story(id: "nobody", latest: nil)).rowCount == 0)
    let end = try world.run(.story(id: "s1", latest: 2))
    #expect(end["name"] == ["cancel", "support"] && end["events"] == [2, 2])
  }
}
