import DataModel
import Session
import SourceText
import Testing

/// A note says what each of several figures is based on, if that differs.
@Suite struct BaseTests {
  private var shop: Shop {
    var shop = Shop()
    for number in 1...4 {
      shop.person("s\(number)")
      shop.logins.append(("s\(number)", number < 3 ? "2025-06-20" : "2025-01-20"))
      shop.said("s\(number)", "2025-06-1\(number)", "fine price", score: 2 * number)
    }
    shop.said("", "2025-06-15", "price", score: 10)
    return shop
  }

  @Test func unknownAuthors() throws {
    let answer = try shop.answer("measure average score of feedback, count of feedback for customers")
    #expect(answer.summary.map(\.value) == [.real(6), .integer(4)])
    #expect(
      answer.notes.contains("average score of feedback: 1 of 5 answers has no known author, and is included.")
    )
    let left =
      "count of feedback: 1 of 5 messages has no known author, and is left out; `count feedback` counts it."
    #expect(answer.notes.contains(left))
    #expect(try shop.answer("measure count of feedback for sellers").notes.contains(left))
    #expect(
      try shop.answer("measure average score of feedback").notes.allSatisfy { !$0.contains("no known") })
  }

  @Test func windowsOfARatio() throws {
    let one = "measure count of login per customers doing login in last 30 days for customers"
    let answer = try shop.answer(one)
    #expect(answer.summary.map(\.value) == [.real(2)])
    let note =
      "Only the second of the two sums is limited to `in last 30 days`; the other covers all time. "
      + "Write `in last 30 days` after each of them, or after `for …`, to limit both; write it after neither to limit none."
    #expect(answer.notes.contains(note))
    for same in [
      "measure count of login in last 30 days per customers doing login in last 30 days",
      "measure count of login per customers doing login for customers in last 30 days",
      "measure count of login per customers doing login", "measure count of login in last 30 days per count",
    ] {
      #expect(
        try shop.answer(same).notes.allSatisfy { !$0.contains("of the two sums is limited") }, "\(same)")
    }
  }

  /// Machine formats have the intervals that people read beside the figures.
  @Test func rowsHaveIntervals() throws {
    let answer = try shop.answer(
      "measure count, rate of (did login in last 30 days), average mrr for sellers by plan")
    let table = answer.tables[0]
    let names = table.columns.map(\.name)
    #expect(
      names == [
        "plan", "count", "rate of (did login in last 30 days)", "average mrr",
        "rate of (did login in last 30 days) n", "rate of (did login in last 30 days) of", "average mrr n",
        "rate of (did login in last 30 days) low", "rate of (did login in last 30 days) high",
        "average mrr low", "average mrr high",
      ])
    #expect(table.columns.suffix(7).allSatisfy { $0.audience == .machines })
    #expect(table.rows[0][7].value.number == table.rows[0][2].low)
    #expect(table.rows[0][8].value.number == table.rows[0][2].high && table.rows[0][2].high != nil)
  }

  /// After the `where` of the second group, the filter would be that group's.
  @Test func channelsOfWords() throws {
    let asked = "words in survey for sellers where mrr > 5 versus customers where not churned"
    let one = try shop.answer(asked)
    let other = try shop.answer(
      "words for sellers where mrr > 5 versus (customers where not churned) in survey")
    #expect(one.statement == other.statement && one.summary.map(\.value) == other.summary.map(\.value))
    var session = shop.session
    for text in [
      "words for sellers where mrr > 5 versus customers where not churned in survey",
      "words for sellers in survey where mrr > 5 versus customers where not churned",
    ] {
      let diagnostics = session.run(SourceFile(name: "typed", text: text)).flatMap(\.diagnostics)
      let fix = try #require(diagnostics.flatMap(\.fixes).first { $0.message == "move it before `for`" })
      #expect(fix.edits.contains { $0.replacement.contains("in survey") }, "\(text)")
    }
  }
}
