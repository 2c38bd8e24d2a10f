import Testing

@testable import Phrasing

@Suite struct PlainEnglishTests {
  @Test(arguments: [
    ("who left last month?", "segment customers where churned in last month"),
    ("how many sellers quit in april", "count sellers where churned in 2025-04"),
    // A month that is still to come is that of last year.
    ("how many sellers quit in august", "count sellers where churned in 2024-08"),
    ("sellers from japan", "segment sellers where region is japan"),
    ("people from japan or france", "segment customers where region in (japan, france)"),
    ("people from japan and france", "segment customers where region in (japan, france)"),
    ("sellers who never logged in", "segment sellers where never did login"),
    ("sellers who haven't logged in for 60 days", "segment sellers where did not login in last 60 days"),
    ("buyers with more than 5 orders", "segment buyers where did order more than 5 times"),
    ("total revenue by plan", "measure total mrr by plan"),
    ("orders per month", "trend count of order by month"),
    ("orders over 200", "count order events where amount > 200"),
    ("top 3 sellers by mrr", "segment sellers sort by mrr descending limit 3"),
    ("nps for sellers vs buyers", "measure nps by role"),
    ("share of sellers who churned", "measure rate of churned for sellers"),
    ("tell me about s0042", "person s0042"),
    ("sellers talking about payouts", "segment sellers where mentioned payouts"),
  ]) func questionsBecomeStatements(_ said: String, _ statement: String) {
    #expect(first(said) == statement)
  }

  /// A word that is not understood is never left out, whatever else is.
  @Test(arguments: [
    "purple sellers from japan", "sellers from atlantis", "how many sellers juggle", "revenue per zebra",
    "sellers without umbrellas", "sellers who left because of zebras",
  ]) func aWordThatIsNotUnderstoodLeavesNoStatement(_ said: String) {
    let reading = Rewriter(shop).reading(of: said)
    #expect(reading.statements.isEmpty || reading.refusal != nil)
  }

  /// Whatever denies is kept.
  @Test func aDenialIsKept() {
    #expect(first("sellers not from japan") == "segment sellers where region is not japan")
    #expect(first("sellers who are still with us") == "segment sellers where not churned")
    #expect(
      first("customers who did not order and left") == "segment customers where never did order and churned")
  }

  @Test func aSynonymIsAWordOfItsOwn() {
    var words = shop
    #expect(first("grumpy sellers") == nil)
    words.synonyms = [("grumpy", "detractor")]
    #expect(first("grumpy sellers", in: words) == "segment sellers where detractor")
  }

  @Test func aMisspeltWordIsMendedOnlyWhereNothingIsUnderstoodAsItStands() {
    #expect(first("how many selers quit") == "count sellers where churned")
  }

  /// The work is bounded, whatever is typed.
  @Test func aLongTextIsNotTried() {
    let reading = Rewriter(shop).reading(of: String(repeating: "sellers and ", count: 100_000))
    #expect(reading.statements.isEmpty && reading.repairs.isEmpty)
    let most = Rewriter(shop).reading(of: String(repeating: "a or not ", count: 44))
    #expect(most.statements.isEmpty)
  }
}

@Suite struct DialectTests {
  @Test(arguments: [
    ("SELECT COUNT(*) FROM customers WHERE churned_at IS NOT NULL", "count customers where churned"),
    ("SELECT plan, COUNT(*) FROM customers GROUP BY plan ORDER BY 2 DESC;", "count customers by plan"),
    (
      "SELECT * FROM customers WHERE mrr BETWEEN 5 AND 9 LIMIT 3",
      "segment customers where mrr between 5 and 9 limit 3"
    ),
    (
      "SELECT AVG(mrr) FROM customers WHERE plan IN ('pro', 'free')",
      "measure average mrr for customers where plan in (pro, free)"
    ),
    ("customers | where role == \"seller\" | summarize count() by plan", "count sellers by plan"),
    ("events | where event == \"login\" | summarize count() by bin(at, 7d)", "trend count of login by week"),
    (
      "role = seller AND churned_at is not EMPTY ORDER BY signup DESC",
      "segment sellers where churned sort by signup descending"
    ),
    ("=COUNTIFS(role,\"seller\",plan,\"pro\")", "count sellers where plan is pro"),
    ("=AVERAGEIF(role,\"seller\",mrr)", "measure average mrr for sellers"),
    ("MATCH (s:Seller) WHERE NOT (s)-[:LOGIN]->() RETURN s", "segment sellers where never did login"),
    ("topk(5, mrr)", "segment customers sort by mrr descending limit 5"),
  ]) func dialectsBecomeStatements(_ said: String, _ statement: String) {
    #expect(first(said) == statement)
  }

  /// What the language cannot say of a query is never left out.
  @Test(arguments: [
    "SELECT plan, COUNT(*) FROM customers GROUP BY plan HAVING COUNT(*) > 5",
    "SELECT * FROM customers WHERE color = 'red'",
    "SELECT * FROM customers WHERE plan = 'pro' UNION SELECT * FROM buyers",
    "SELECT SUM(mrr / 2) FROM customers",
    "=COUNTIF(color,\"red\")", "customers | where plan == \"pro\" | mv-expand tags",
  ]) func aQueryThatIsNotUnderstoodLeavesNoStatement(_ said: String) {
    #expect(first(said) == nil)
  }
}

@Suite struct LimitTests {
  @Test(arguments: [
    ("delete customer s0042", "person s0042"), ("forecast mrr for next quarter", "measure total mrr"),
    ("what caused the churn in march", "why (churned in 2025-03)"),
    ("orders per login by region", "measure count of order, count of login by region"),
    ("correlation between mrr and nps", "measure nps by mrr in 4 quantiles"),
    ("who upgraded from free to pro", "segment customers where plan is pro"),
  ]) func whatCannotBeAskedIsSaid(_ said: String, _ nearest: String) {
    let reading = Rewriter(shop).reading(of: said)
    #expect(reading.refusal != nil)
    #expect(reading.statements.first == nearest)
  }
}

@Suite struct StatementRepairTests {
  private func repairs(_ text: String) -> [String] {
    StatementRepair(lexicon: Lexicon(shop)).repairs(of: text).map(\.statement)
  }

  @Test func aMisspeltWordIsPutRight() {
    #expect(repairs("coutn buyers where never did order").first == "count buyers where never did order")
    #expect(repairs("count selers where churnd").first == "count sellers where churned")
    #expect(repairs("why churned amnog sellers").first == "why churned among sellers")
  }

  /// A word that is known stays, in every repair.
  @Test func aKnownWordIsNeverTouched() {
    for repair in repairs("coutn buyers where did order within 7 days") {
      #expect(["buyers", "within", "7", "days"].allSatisfy(repair.contains))
    }
  }

  @Test func aMissingWordIsAdded() {
    #expect(
      repairs("count sellers where not churned mrr > 50").contains(
        "count sellers where not churned and mrr > 50"))
    #expect(repairs("sellers where churned count").contains("count sellers where churned"))
    #expect(repairs("segment sellers where churned))").contains("segment sellers where churned"))
  }

  @Test func aWordToLookForMayBeAny() {
    #expect(repairs("count sellers where mentoined trust").first == "count sellers where mentioned trust")
  }
}

@Suite struct FreeTextTests {
  @Test func textIsCutIntoWords() {
    #expect(
      words(of: "Who didn't pay $1,200?").map(\.text) == ["who", "did", "not", "pay", "$", "1200", "?"])
    #expect(words(of: "past 30d").map(\.text) == ["past", "30", "days"])
    #expect(words(of: "sign-ups of s-0042").map(\.text) == ["sign", "ups", "of", "s-0042"])
    #expect(words(of: "about \"late delivery\"").map(\.kind) == [.word, .quoted])
  }

  @Test func inflectionsHaveOneStem() {
    for forms in [
      ["order", "orders", "ordered", "ordering"], ["cancel", "cancelled", "cancellation"],
      ["pay", "paid", "payment", "paying"], ["deliver", "delivery", "deliveries"],
    ] {
      #expect(Set(forms.map(stem)).count == 1, "\(forms.map(stem))")
    }
  }
}
