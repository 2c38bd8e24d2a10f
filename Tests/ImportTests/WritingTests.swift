import DataModel
import Import
import Store
import Testing

/// Texts as people write them: how a load reads HTML, quoted mail and signatures, and what it reports about them.
@Suite struct WritingTests {
  private static let file = """
    who,at,body
    1,2025-03-01,"<p>Late&nbsp;delivery</p>"
    2,2025-03-02,"I can&#39;t pay"
    3,2025-03-03,"Broken

    On 3 Mar 2025, Ann wrote:
    > Try the refund"
    4,2025-03-04,"Ok. Sent from my iPhone"
    5,2025-03-05,"I <3 it, a < b"

    """

  private func load(asPlain: Bool) -> Shop {
    Shop(
      ["f.csv": WritingTests.file],
      [
        .make(.feedback, "f.csv") {
          $0.customer = LoadSpec.Column("who")
          $0.at = [LoadSpec.Column("at")]
          $0.text = [LoadSpec.Column("body")]
          $0.textIsPlain = asPlain
        }
      ])
  }

  @Test func textsAreTheirAuthorsWords() {
    let shop = load(asPlain: false)
    #expect(
      shop.feedback.map { $0.split(separator: "|").last.map(String.init) } == [
        "Late delivery", "I can't pay", "Broken\n[…]", "Ok.\n[…]", "I <3 it, a < b",
      ])
  }

  @Test func theLoadSaysWhatWasDone() throws {
    let writing = try #require(load(asPlain: false).result.report.files.first?.writing)
    #expect([writing.html, writing.references, writing.quotes, writing.signatures] == [1, 2, 1, 1])
  }

  @Test func plainTextsStayAsTheyAre() throws {
    let shop = load(asPlain: true)
    #expect(shop.feedback.first?.hasSuffix("<p>Late&nbsp;delivery</p>") == true)
    #expect(shop.feedback.dropFirst(2).first?.hasSuffix("> Try the refund") == true)
    #expect(shop.result.report.files.first?.writing == LoadReport.Writing())
  }
}
