import Foundation
import Session
import SourceText
import Syntax
import Testing

@testable import REPL

@Suite struct CompleterTests {
  private static let completer = Completer(demoSession)

  private func offers(_ text: String) -> [Completer.Offer] {
    Self.completer.offers(in: text, at: text.utf8.count)
  }

  private func texts(_ text: String) -> [String] { offers(text).map(\.text) }

  private func accepted(_ offer: Completer.Offer, in text: String) -> String {
    let bytes = Array(text.utf8)
    return String(decoding: bytes[..<offer.replaces.lowerBound], as: UTF8.self) + offer.text
      + String(decoding: bytes[offer.replaces.upperBound...], as: UTF8.self)
  }

  /// Whether the parser finds no error, except that the text ends too early.
  private func isPrefix(_ text: String) -> Bool {
    let (_, diagnostics) = parse(SourceFile(name: "", text: text))
    return diagnostics.isEmpty || (diagnostics.count == 1 && !isComplete(text))
  }

  private static let statements = [
    "segment seller where churned and mentioned trust",
    "segment enterprise where said nothing in last 90 days show mrr, plan sort by mrr descending limit 5",
    "segment customers where plan is not free or (region in (iberia, britain) and not bulk_upload)",
    "segment sellers where did order at least 3 times in last 90 days and latest score <= 6",
    "segment sellers where did list_item then order within 14 days on same order_id",
    "segment sellers where did order with (amount > 50 and device is ios) since 2025-01-01",
    "segment sellers where days since last login > 30 and total amount of order in last 90 days > 1000",
    "segment sellers where heard \"não recebi\" or average score heard < 3.5",
    "count sellers where churned by plan, month of signup having count >= 50 limit 3 per plan",
    "count order events where amount > 50 by device",
    "count feedback mentioning trust in survey, support by channel",
    "measure number of churned, rate of (not churned), average mrr, nps for sellers by plan",
    "quotes about trust, `payouts` in survey in last 90 days for sellers where churned",
    "define risky as did not login in last 30 days and mentioned any of (scam, fraud)",
    "topic safety as trust, scam*, \"rip off\" matches \"I feel unsafe\"",
    "explain count sellers where plan is pro", "describe plan", "person s0042", "note \"for May\"",
    "set week starts monday", "count sellers; count buyers where churned by region",
    "load customers from \"a.csv\" key id segments by role, plan",
  ]

  /// Questions that product managers ask about the demo.
  private static let questions: [String] = {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(
      path: "../ManualTests/questions.heed")
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    return parse(SourceFile(name: "", text: text)).script.statements.map(\.canonical)
  }()

  @Test func thereAreQuestions() { #expect(Self.questions.count > 60) }

  /// Before each word of many statements, and inside it.
  @Test(arguments: statements + questions) func everyOfferLeavesTheBeginningOfAStatement(_ statement: String)
  {
    let starts = statement.indices.filter {
      $0 == statement.startIndex || " (".contains(statement[statement.index(before: $0)])
    }
    let places = starts.flatMap { [$0, statement.index(after: $0)] } + [statement.endIndex]
    for cut in places.map({ String(statement[..<$0]) }) where isPrefix(cut) {
      for offer in offers(cut) {
        let text = accepted(offer, in: cut)
        #expect(isPrefix(text + (text.hasSuffix(" ") ? "" : " ")), "\(cut)| → \(text)|")
        #expect(offer.replaces.upperBound == cut.utf8.count)
      }
    }
  }

  /// The next word of a statement is among those offered where it starts.
  @Test(arguments: [
    "segment seller where churned and mentioned payouts in survey",
    "segment enterprise where plan is pro or not bulk_upload limit 5",
    "segment sellers where did order at least 3 times in last 90 days",
    "count sellers where churned by plan sort by count descending",
    "measure rate of churned, average mrr for sellers by region",
    "count order events where device is ios by device", "describe shelfware",
  ])
  func whatFollowsIsOffered(_ statement: String) {
    let words = statement.split(separator: " ")
    var head = ""
    for word in words {
      let bare = word.filter { $0 != "," }
      // `order events` is offered as one; plurals and numbers are not offered.
      if !(bare.allSatisfy(\.isNumber) || bare == "sellers" || bare == "events") {
        let found = texts(head).map { $0.split(separator: " ").first.map(String.init) ?? "" }
        #expect(found.contains(bare), "\(head)| lacks \(bare): \(found)")
      }
      head += word + " "
    }
  }

  @Test func namesAndValuesSayWhatTheyAre() {
    #expect(offers("count sellers where plan is ").first?.remark.hasSuffix("people") == true)
    #expect(texts("count sellers where plan is ").contains("enterprise"))
    #expect(offers("segment sellers where did ord").map(\.text) == ["order "])
    #expect(
      offers("segment sellers where did ").contains { $0.text == "login" && $0.remark.hasPrefix("event,") })
    #expect(offers("segment sell").contains { $0.text == "seller " && $0.remark.contains("1,200 people") })
    #expect(texts("segment sellers where mentioned trus").contains { $0.hasPrefix("trust") })
    #expect(texts("quotes about trust in ").contains("survey"))
    #expect(texts("segment sellers where name ").contains("contains"))
    #expect(!texts("segment sellers where mrr ").contains("contains"))
    #expect(texts("segment sellers where signup in ").contains("2025"))
  }

  @Test func namesThatNeedQuotesGetThem() {
    #expect(texts("segment sellers where qui") == ["`quiet exit` "])
    #expect(texts("segment sellers where `qui") == ["`quiet exit` "])
    #expect(texts("segment sellers where na").contains { $0.hasPrefix("name") })
  }

  @Test func verbsThatHaveAnAnswer() {
    #expect(texts("").contains("segment"))
    #expect(Set(texts("")) == Set(Registry.verbs.map(\.name)))
    #expect(texts("hel") == [])
    #expect(texts("help seg") == ["segment"])
    #expect(texts("help np") == ["nps"] && texts("help .mo") == [".mode"])
    #expect(texts("explain cou") == ["count "])
    #expect(texts("explain pl") == ["plan "] && texts("explain plan cou") == ["count "])
  }

  @Test func countsAreSaidWithNames() {
    #expect(offers("count sellers by ").contains { $0.text == "plan" && $0.remark == "text, 4 values" })
    #expect(offers("segment sellers where mentioned ").first?.remark == "topic")
    let words = offers("segment sellers where mentioned ").filter { $0.remark.hasSuffix(" messages") }
    #expect(words.count >= 20 && !words.contains { ["the", "and", "to"].contains($0.text) })
    #expect(offers("quotes about trust in ").first?.remark.hasPrefix("channel, ") == true)
    #expect(texts("segment sellers where plan ").first == "is")
    #expect(texts("segment sellers where churned ").first == "and")
    #expect(texts("segment sellers ").first == "where")
    #expect(texts("segment sellers where ").first == "churned")
  }

  @Test func likelyContinuationsComeFirst() {
    #expect(texts("measure average ").first == "role" && texts("measure average mrr ").first == "where")
    #expect(texts("compare sellers ").prefix(2) == ["where", "versus"])
    #expect(texts("compare ").first == "customers")
    #expect(texts("measure rate ").first == "of" && texts("trend ").first == "count")
    #expect(texts("words for sellers where churned ").prefix(3) == ["and", "or", "versus"])
    #expect(texts("segment sellers where did login in last 30 ").first == "days")
  }

  /// One of several synonyms; the others only once they were begun.
  @Test func synonymsWaitUntilTheyAreBegun() {
    let offered = texts("why churned ")
    #expect(offered.contains("for") && !offered.contains("among") && !offered.contains("of"))
    #expect(texts("why churned am") == ["among "])
    #expect(!texts("compare sellers ").contains("vs"))
  }

  @Test func clausesSayWhatTheyDo() {
    func remark(_ text: String, _ word: String) -> String? { offers(text).first { $0.text == word }?.remark }
    #expect(remark("segment sellers ", "where") == "only those for whom it is true")
    #expect(remark("quotes about trust ", "since") == "only in this time")
    #expect(remark("quotes about trust ", "in") == "in CHANNEL · in last 30 days")
    // A step of a path, not a time.
    #expect(remark("paths ", "before") == "")
    #expect(remark("segment sellers where did login ", "at") == "at least 3 times")
    #expect(remark("measure rate ", "of") == "rate of CONDITION")
    #expect(remark("measure ", "rate") == "the share for whom it is true, with its interval")
    #expect(offers("segment sellers where mentioned ").allSatisfy { !$0.remark.hasPrefix("1 messages") })
  }

  @Test func nothingButNamesAfterAQuote() {
    #expect(texts("load customers from \"").allSatisfy { $0.hasPrefix("\"") })
    #expect(
      texts("load customers from ").allSatisfy { $0.hasPrefix("\"") || $0 == "stdin" || $0 == "postgres" })
  }

  @Test func filesStandInQuotes() {
    var own = Completer.Own()
    own.names = { ["": ["a b.csv", "data/"], "data/": ["c.csv", "d.csv"]][$0] ?? [] }
    own.queries = { ["weekly churn"] }
    let completer = Completer(demoSession, own: own)
    let texts = { (text: String) in completer.offers(in: text, at: text.utf8.count).map(\.text) }
    #expect(texts("use ") == ["\"a b.csv\"", "\"data/"])
    #expect(texts("use \"a") == ["\"a b.csv\" "])
    #expect(texts("load customers from \"da") == ["\"data/"])
    #expect(texts("load customers from \"data/") == ["\"data/c.csv\"", "\"data/d.csv\""])
    #expect(texts(".run data/c") == ["data/c.csv"])
    #expect(texts(".queries w") == ["weekly churn"])
    #expect(texts(".queries ").contains("save"))
    #expect(texts(".mo") == [".mode "] && texts(".mode j") == ["json"])
    #expect(completer.offers(in: ".mode j", at: 7).map(\.replaces) == [6..<7])
    #expect(texts(".history x").isEmpty && texts(".zzz").isEmpty)
  }

  @Test func whatComesNextIsHinted() {
    let hint = { (text: String) in Self.completer.hint(after: text).map { $0.rest + "|" + $0.form } }
    #expect(hint("seg") == "ment|")
    #expect(hint("segment seller ") == "where| CONDITION")
    #expect(hint("count sellers where churned and men") == "tioned|")
    #expect(hint(".ti") == "ming |")
    #expect(hint("segment sellers where plan is ent") == "erprise|")
    for text in ["", "  ", "segment sellers ) ", "segment sellers where chrnd", "note \"x"] {
      #expect(hint(text) == nil, "\(text)")
    }
  }

  @Test func aSuggestionStandsOnAnEmptyLineOnly() {
    let completer = Self.completer.renewed(demoSession, suggesting: "count sellers")
    #expect(completer.hint(after: "")?.rest == "count sellers")
    #expect(completer.hint(after: "segm")?.rest == "ent")
    #expect(Self.completer.hint(after: "") == nil)
  }

  @Test func nothingIsOfferedForATypo() {
    for text in [
      "segmnt", "segment selers", "segment sellers where chrnd", "count sellers where plan is enterprize",
    ] {
      #expect(texts(text).isEmpty, "\(text)")
    }
  }

  @Test func nothingIsOfferedWhereNothingCanFollow() {
    #expect(texts("segment sellers ) ") == [])
    #expect(texts("note \"half a sent") == [])
    #expect(texts(String(repeating: "x ", count: 100_000)) == [])
    #expect(Self.completer.offers(in: "é", at: 1).isEmpty)
    #expect(Self.completer.offers(in: "abc", at: 9).isEmpty)
  }
}
