import Sentences
import SourceText
import TestSupport
import Testing

@testable import Syntax

@Suite struct RobustnessTests {
  /// The error for a clause that breaks off at the end of the text names the word before it, and completion works there.
  @Test(arguments: ["funnel search then order all", "funnel search then order all\ncount customers"])
  func clausesThatBreakOff(text: String) {
    let (_, diagnostics) = parse(SourceFile(name: "cut", text: text))
    #expect(diagnostics.count == 1)
    #expect(diagnostics.allSatisfy { $0.message.contains("`all`") }, "\(diagnostics.map(\.message))")
    for place in 0...text.utf8.count { _ = completion(in: text, at: place) }
    #expect(!isComplete("funnel search then order all"))
  }

  @Test func randomBytesNeverCrash() {
    var random = SplitMix(seed: 1)
    for _ in 0..<700 {
      let count = Int.random(in: 0..<120, using: &random)
      let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
      let (script, _) = parse(SourceFile(name: "bytes", bytes: bytes))
      _ = script.formatted
    }
  }

  @Test func randomTokensNeverCrash() {
    var random = SplitMix(seed: 2)
    let signs = [
      "(", ")", ",", ";", "=", "<", "\"", "'", "`x`", "1", "30", "2025-03-01", "-", "*a*", "a*", "\n", "\n  ",
      "#", "/x/", "x",
      "plan", "days", "30d", "\"a b\"", "$x", "é", "?",
    ]
    let words = Keyword.allCases.map(\.rawValue) + signs
    for _ in 0..<700 {
      let count = Int.random(in: 1..<25, using: &random)
      let verb = Registry.verbs.randomElement(using: &random)?.name ?? ""
      let text = ([verb] + (0..<count).map { _ in words.randomElement(using: &random) ?? "" }).joined(
        separator: " ")
      let (script, diagnostics) = parse(SourceFile(name: "soup", text: text))
      let formatted = script.formatted
      if diagnostics.isEmpty {
        #expect(parse(SourceFile(name: "again", text: formatted)).script == script, "\(text)\n\(formatted)")
      }
      for fix in diagnostics.flatMap(\.fixes) {
        let mended = fix.applied(to: Array(text.utf8))
        #expect(diagnose(String(decoding: mended, as: UTF8.self)).count < diagnostics.count, "\(text)")
      }
      _ = completion(in: text, at: text.utf8.count / 2)
      _ = isComplete(text)
    }
  }

  @Test func everyPrefixOfTheExamplesIsRead() {
    for text in Examples.statements.prefix(40) {
      for end in text.utf8.indices { _ = diagnose(String(decoding: Array(text.utf8[..<end]), as: UTF8.self)) }
    }
  }

  @Test(arguments: [
    "(", "not ", "did a with (", "mentioned any of (", "x since first a with (", "rate of (max (",
    "average (",
  ])
  func depthIsBounded(_ opening: String) {
    let diagnostics = diagnose("segment customers where " + String(repeating: opening, count: 10_000))
    #expect(diagnostics.count == 1)
    #expect(diagnostics.first?.code == .tooDeep || diagnostics.first?.code == .unexpectedToken)
  }

  @Test func nestedParenthesesAreOneClearError() {
    let text =
      "segment customers where " + String(repeating: "(", count: 10_000) + "churned"
      + String(repeating: ")", count: 10_000)
    #expect(diagnose(text).map(\.code) == [.tooDeep])
    let explained = String(repeating: "explain ", count: 10_000) + "describe"
    #expect(diagnose(explained).map(\.code) == [.tooDeep])
    let populations =
      "segment " + String(repeating: "(", count: 10_000) + "sellers" + String(repeating: ")", count: 10_000)
    #expect(diagnose(populations).map(\.code) == [.tooDeep])
  }

  @Test func longChainsAreFlat() {
    let text =
      "segment customers where churned"
      + String(repeating: " and mentioned trust or did order", count: 20_000)
    checkRoundTrip(text)
    let groups = "count customers by plan" + String(repeating: ", region", count: 100_000)
    #expect(diagnose(groups).map(\.code) == [.tooLong])
    let set = "segment customers where plan in (a" + String(repeating: ", b", count: 200_000) + ")"
    check(set)
  }

  @Test func aMegabyteOfErrorsIsRead() {
    #expect(diagnose(String(repeating: "segmnt x\n", count: 20_000)).count == 20_000)
    #expect(diagnose("segment x where " + String(repeating: "a b ", count: 250_000)).count == 1)
    #expect(diagnose("note \"" + String(repeating: "x", count: 1_000_000)).map(\.code) == [.unclosedQuote])
    #expect(diagnose(String(repeating: "\"", count: 100_001)).count == 1)
    #expect(diagnose(String(repeating: "\"a\n", count: 50_000)).count == 50_000)
  }

  @Test func whatIsNotTextIsSaid() {
    #expect(
      parse(SourceFile(name: "x", bytes: [0xFF, 0xFE, 0x41, 0x00])).diagnostics.map(\.code) == [
        .unexpectedCharacter
      ])
    #expect(
      parse(SourceFile(name: "x", bytes: [0x61, 0xC3])).diagnostics.map(\.code) == [.unexpectedCharacter])
    #expect(
      parse(SourceFile(name: "x", bytes: [0xEF, 0xBB, 0xBF] + Array("describe".utf8))).diagnostics.isEmpty)
    #expect(check("").isEmpty && check("  \n# only a remark\n").isEmpty)
  }
}
