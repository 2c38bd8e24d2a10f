import SourceText
import Testing

@testable import Syntax

@Suite struct PrinterTests {
  @Test(arguments: [
    (
      "SEGMENT Sellers WHERE Churned AND Mentioned trust", "segment Sellers where Churned and mentioned trust"
    ),
    ("count users", "count customers"),
    ("topics among sellers", "topics for sellers"),
    ("why s0042 in sellers", "why person s0042 in sellers"),
    ("why churned in sellers", "why person churned in sellers"),
    ("why churned in last 90 days among sellers", "why (churned in last 90 days) for sellers"),
    (
      "why churned ending 2 weeks before over last 60 days among sellers",
      "why churned over last 60 days ending 2 weeks before for sellers"
    ),
    ("why person in sellers", "why person person in sellers"),
    ("person 'Acme Ltd'", "person \"Acme Ltd\""),
    ("person a-17", "person a-17"),
    ("person a_17", "person \"a_17\""),
    ("words for buyers vs sellers", "words for buyers versus sellers"),
    (
      "words for sellers versus (buyers where churned) in survey",
      "words for sellers versus (buyers where churned) in survey"
    ),
    ("compare churned sellers with buyers", "compare churned sellers versus buyers"),
    // Printed in the other order, the filter would belong to the part before it.
    ("words about scam* of buyers vs feedback", "words for buyers versus (feedback) about scam*"),
    ("segment feedback with (churned) about trust", "segment feedback mentioning trust with (churned)"),
    (
      "measure ces in survey weighted by mrr in review with (churned) for events",
      "measure ces in survey weighted by mrr for events with (churned) in review"
    ),
    (
      "lifecycle of login of vip with (device is ios) by weekday of today",
      "lifecycle of login with device is ios for vip by weekday of today"
    ),
    ("retention of login for vip with (device is ios)", "retention of login with device is ios for vip"),
    ("paths after login for vip with (device is ios)", "paths after login with device is ios for vip"),
    ("segment customers where plan = pro", "segment customers where plan is pro"),
    ("segment customers where plan <> pro", "segment customers where plan is not pro"),
    ("segment customers where mrr ≤ 5", "segment customers where mrr <= 5"),
    ("segment customers where mrr == 5", "segment customers where mrr is 5"),
    ("segment customers where tags are vip", "segment customers where tags is vip"),
    ("segment customers where region is not set", "segment customers where region is missing"),
    ("segment customers where region is not missing", "segment customers where region is set"),
    ("segment customers where plan is in (pro, free)", "segment customers where plan in (pro, free)"),
    ("segment customers where plan is not in (pro)", "segment customers where plan not in (pro)"),
    (
      "segment customers where name does not contain Ltd", "segment customers where name does not contain Ltd"
    ),
    ("segment customers where did not order", "segment customers where never did order"),
    (
      "segment customers where never did order in last 30 days",
      "segment customers where did not order in last 30 days"
    ),
    (
      "segment customers where did nothing in last 30 days",
      "segment customers where never did anything in last 30 days"
    ),
    ("segment customers where never said something", "segment customers where said nothing"),
    ("segment customers where did order exactly 1 times", "segment customers where did order once"),
    (
      "segment customers where did order 1 or more times",
      "segment customers where did order at least 1 times"
    ),
    ("segment customers where did order 3 times", "segment customers where did order 3 times"),
    (
      "segment customers where did order 5 or more times",
      "segment customers where did order at least 5 times"
    ),
    (
      "segment customers where did order less than 3 times",
      "segment customers where did order fewer than 3 times"
    ),
    (
      "segment customers where did order on 1 or more days",
      "segment customers where did order on at least 1 days"
    ),
    (
      "segment customers where did order between 30 and 1 day before first churn",
      "segment customers where did order between 30 and 1 days before first churn"
    ),
    (
      "segment customers where did order between 90 days ago and 30 days ago",
      "segment customers where did order between 90 and 30 days ago"
    ),
    ("segment customers where not plan is pro", "segment customers where not (plan is pro)"),
    ("segment customers where churned and lost or new", "segment customers where (churned and lost) or new"),
    ("segment customers where plan is pro or (churned)", "segment customers where plan is pro or (churned)"),
    ("segment customers where (churned)", "segment customers where churned"),
    (
      "segment customers where did order with amount > 50 and device is ios and mentioned trust",
      "segment customers where did order with (amount > 50 and device is ios) and mentioned trust"
    ),
    (
      "segment customers where did order with (amount > 50) and device is ios",
      "segment customers where did order with (amount > 50) and device is ios"
    ),
    (
      "segment customers where did order with amount > 50 and their plan is pro",
      "segment customers where did order with (amount > 50) and their plan is pro"
    ),
    (
      "segment customers where did order in last 30 days with amount > 5",
      "segment customers where did order with amount > 5 in last 30 days"
    ),
    (
      "segment customers where last login over 30 days ago",
      "segment customers where last login over 30 days ago"
    ),
    ("segment customers where latest score in (9, 10)", "segment customers where latest score in (9, 10)"),
    (
      "segment customers where average score of feedback in (survey, support) < 6",
      "segment customers where average score of feedback in (survey, support) < 6"
    ),
    (
      "segment customers where mentioned trust in survey, support",
      "segment customers where mentioned trust in (survey, support)"
    ),
    ("count feedback about trust by channel", "count feedback mentioning trust by channel"),
    ("count sellers by plan where mrr > 0", "count sellers where mrr > 0 by plan"),
    ("trend count of order in last 6 months by week", "trend count of order by week over last 6 months"),
    (
      "retention of login for 12 weeks for sellers from signup by week",
      "retention of login by week for 12 weeks from signup for sellers"
    ),
    ("quotes limit 5 about trust for sellers", "quotes about trust for sellers limit 5"),
    ("measure rate of churned by plan for sellers", "measure rate of churned for sellers by plan"),
    ("measure rate of mentioned trust in survey, nps", "measure rate of (mentioned trust in survey), nps"),
    ("measure nps in survey, csat in review by plan", "measure nps in survey, csat in review by plan"),
    ("trend csat in last 6 months in review by week", "trend csat in review by week over last 6 months"),
    ("define happy as csat in review", "define happy as csat in review"),
    ("expect csat in review < 20% for sellers", "expect csat in review < 20% for sellers"),
    (
      "measure count, total amount in last 30 days for order events by device",
      "measure count, total amount in last 30 days for order events by device"
    ),
    (
      "measure total amount of order for sellers where churned by plan",
      "measure total amount of order for sellers where churned by plan"
    ),
    (
      "measure count of a, count of b over last 30 days", "measure count of a, count of b over last 30 days"
    ),
    (
      "measure count of a, count of b in last 30 days", "measure count of a, count of b in last 30 days"
    ),
    (
      "segment customers where responded in $p after 2025 or churned",
      "segment customers where responded in $p after 2025 or (churned)"
    ),
    ("trend rate of mrr for them in $p, order", "trend rate of mrr in $p, order for them"),
    ("trend rate of mrr for them in ($p)", "trend rate of mrr for them in ($p)"),
    ("segment sellers sort by mrr ascending", "segment sellers sort by mrr"),
    (
      "measure average mrr weighted by (count of order) for sellers",
      "measure average mrr weighted by (count of order) for sellers"
    ),
    ("define 7 day active as did login", "define \"7 day active\" as did login"),
    (
      "define spend as total amount of order in last 90 days",
      "define spend as total amount of order in last 90 days"
    ),
    ("define quiet as last login over 30 days ago", "define quiet as last login over 30 days ago"),
    ("define passive as latest score in (7, 8)", "define passive as latest score in (7, 8)"),
    ("segment customers where name is “Zoë’s shop”", "segment customers where name is \"Zoë’s shop\""),
    ("segment customers where status is \"missing\"", "segment customers where status is \"missing\""),
    (
      "segment customers where name is \"a \"\"b\"\" c\"", "segment customers where name is \"a \"\"b\"\" c\""
    ),
    ("segment customers where mentioned trust in ($c)", "segment customers where mentioned trust in ($c)"),
    ("segment customers where mrr ≥ 1_000", "segment customers where mrr >= 1_000"),
    ("segment customers in survey where churned", "segment customers in survey where churned"),
    (
      "load events from \"e.csv\" customer mail by email name event at day",
      "load events from \"e.csv\" customer mail by email name event at day"
    ),
  ]) func canonical(_ text: String, _ printed: String) { check(text, prints: printed) }

  private func format(_ text: String) -> String {
    parse(SourceFile(name: "test", text: text)).script.formatted
  }

  @Test func commentsAndBlankLinesStay() {
    let text = """
      # what it is for

      load customers from "customers.csv"
        key       customer_id
        # how they are called
        label     name       # shown beside the id
        segments  by role, plan  # populations


      # who left
      SEGMENT sellers where churned   # in any way
      count sellers  ;  count buyers
      # the end
      """
    let expected = """
      # what it is for

      load customers from "customers.csv"
        key customer_id
        # how they are called
        label name  # shown beside the id
        segments by role, plan  # populations

      # who left
      segment sellers where churned  # in any way
      count sellers
      count buyers
      # the end

      """
    #expect(format(text) == expected)
    #expect(format(expected) == expected)
  }

  @Test func longStatementsAreBroken() {
    let text =
      "segment sellers where churned and mentioned trust show name, plan, mrr, churned_at sort by mrr descending limit 10"
    let expected = """
      segment sellers where churned and mentioned trust
        show name, plan, mrr, churned_at
        sort by mrr descending
        limit 10

      """
    #expect(format(text) == expected)
    let long =
      "segment sellers where churned and mentioned trust and did order at least 3 times in last 90 days and plan is pro"
    let broken = """
      segment sellers where churned
          and mentioned trust
          and did order at least 3 times in last 90 days
          and plan is pro

      """
    #expect(format(long) == broken)
    #expect(format(broken) == broken)
  }

  @Test func daysAreThoseOfTheCalendar() {
    for (day, exists) in [
      ("2024-02-29", true), ("2025-02-29", false), ("1900-02-29", false), ("2000-02-29", true),
      ("2025-04-31", false),
    ] {
      #expect(diagnose("segment customers where signup on \(day)").isEmpty == exists, "\(day)")
    }
  }

  @Test func whatCannotBeReadStaysAsItWas() {
    let text = "segmnt   sellers\ncount   sellers\n"
    #expect(format(text) == "segmnt   sellers\ncount sellers\n")
  }

  @Test func statementsStartAtTheFirstColumnInUse() {
    #expect(check("count sellers\n  where churned\n\n  # remark\n  by plan\ncount buyers").count == 2)
    #expect(check("    count sellers\n      by plan\n    count buyers").count == 2)
    #expect(check("count sellers; count buyers;").count == 2)
    #expect(check("#!/usr/bin/env heed\ncount sellers # x").count == 1)
  }
}
