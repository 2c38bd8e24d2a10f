import DataModel
import SourceText
import Syntax
import Testing

@testable import Semantics

@Suite struct WorkspaceTests {
  private func prepared(_ source: String) -> (spec: WorkspaceSpec, diagnostics: [Diagnostic]) {
    let file = SourceFile(name: "workspace.heed", text: source)
    let (script, found) = parse(file)
    var spec = WorkspaceSpec()
    var diagnostics = found
    for statement in script.statements {
      diagnostics += prepare(statement, of: file, folder: "data", into: &spec) ?? []
    }
    return (spec, diagnostics)
  }

  @Test func everySlot() throws {
    let (spec, diagnostics) = prepared(
      """
      load customers from "sellers.csv" key seller_id as seller label name segments by role, plan value mrr
        start signup end churned_at type mrr cents rename a as b ignore notes, x dates day first
        join each "subs.csv" as sub on store_id = id join "dir/plans.csv" on plan_id
      load events from "orders.csv" id order_id customer buyer_id as order at created_at as refund at refunded_at
        times in "Asia/Taipei"
      load events from "plain.csv" customer none name event at Date, Time columns id, event, Date, Time
      load feedback from "nps.csv" customer customer_id at none text title, review score nps from 0 to 10 in survey
        score stars channel "survey" about seller_id
      link anonymous_id to user_id from "identify.jsonl"
      """)
    #expect(diagnostics.isEmpty)
    #expect(spec.loads.count == 4 && spec.links.count == 1)
    let customers = spec.loads[0]
    #expect(customers.key.map(\.name) == ["seller_id"] && customers.roles.map(\.name.name) == ["seller"])
    #expect(customers.segments.map(\.name) == ["role", "plan"] && customers.end?.name == "churned_at")
    #expect(customers.types.first?.type == .cents && customers.dateOrder == .dayFirst)
    #expect(
      customers.joins.map(\.alias) == ["sub", "plans"] && customers.joins.map(\.each) == [true, false])
    #expect(customers.joins[0].left.name == "store_id" && customers.joins[0].right.name == "id")
    #expect(customers.joins[1].right.name == "plan_id")
    #expect(spec.loads[1].roles.map(\.at.first?.name) == ["created_at", "refunded_at"])
    #expect(spec.loads[1].timesIn?.name == "Asia/Taipei" && spec.loads[1].folder == "data")
    #expect(spec.loads[2].hasNoCustomer && spec.loads[2].at.map(\.name) == ["Date", "Time"])
    let feedback = spec.loads[3]
    #expect(feedback.hasNoTime && feedback.text.count == 2 && feedback.channel == .constant("survey"))
    #expect(feedback.scores.map(\.scale) == [Scale(low: 0, high: 10), nil])
    #expect(feedback.scores[0].channels == ["survey"] && feedback.about?.name == "seller_id")
  }

  /// A line that can be given only once is an error the second time, and the first one counts.
  @Test(arguments: [
    ("customers", "key id"), ("customers", "label name"), ("customers", "value mrr"),
    ("customers", "start signed"), ("customers", "end ended"), ("customers", "columns id, name"),
    ("customers", "where plan is pro"), ("customers", "newest by day"), ("customers", "rates \"USD = 1\""),
    ("customers", "decimals comma"),
    ("customers", "dates day first"), ("customers", "header rows 1 to 2"),
    ("customers", "quotes none"), ("customers", "times in \"Asia/Taipei\""), ("events", "id order"),
    ("events", "customer who"), ("events", "customer none"), ("events", "at day"), ("events", "at none"),
    ("events", "name what"), ("feedback", "text words"), ("feedback", "channel where"),
    ("feedback", "channel \"survey\""), ("feedback", "about shop"),
  ])
  func linesThatStandOnce(table: String, line: String) {
    func repeats(_ text: String) -> [Diagnostic] {
      prepared(text).diagnostics.filter { $0.code == .duplicateClause }
    }
    let once = "load \(table) from \"x.csv\"\n  \(line)"
    #expect(repeats(once).isEmpty)
    #expect(repeats("\(once)\n  \(line)").map(\.span.start) == ["\(once)\n  ".utf8.count])
  }

  @Test(arguments: [
    ("customers", "skip lines -1"), ("customers", "skip lines 1.5"), ("customers", "skip rows 1"),
    ("customers", "skip rows 5 to 3"), ("customers", "header rows 0 to 1"), ("events", "ids first 0"),
  ])
  func numbersThatAreNone(table: String, line: String) {
    #expect(!prepared("load \(table) from \"x.csv\"\n  \(line)").diagnostics.isEmpty)
  }

  /// Every form of condition in a load.
  @Test(arguments: [
    ("role is \"end-user\"", "role = “end-user”"),
    ("role is not agent", "not role = “agent”"),
    ("role in (agent, admin)", "role = “agent”|“admin”"),
    ("role not in (agent)", "not role = “agent”"),
    ("mrr < 5 or not mrr >= 7.5", "(mrr < 5 or not mrr >= 7.5)"),
    ("mrr between 1 and 20%", "(mrr >= 1 and mrr <= 0.2)"),
    ("`Due on` is missing and active", "(Due on missing and active yes)"),
    ("sub.plan is set", "not sub.plan missing"),
    ("active is true", "active = true"),
    ("Email does not contain \"@x\"", "not Email contains @x"),
    ("Email starts with a and Email ends with \"b\"", "(Email starts a and Email ends b)"),
    ("at since 2025-02", "at >= 2025-02-01"),
    ("at after 2025-02", "at > 2025-02-28"),
    ("at before 2025-02", "at < 2025-02-01"),
    ("at <= 2025-02", "at <= 2025-02-28"),
    ("at in 2025-Q1", "(at >= 2025-01-01 and at <= 2025-03-31)"),
    ("at is 2025-03-01", "at = 2025-03-01"),
    ("at between 2025-01-01 and 2025-02", "(at >= 2025-01-01 and at <= 2025-02-28)"),
    ("at > 2025-03-01T10:30", "at > 2025-03-01T10:30"),
  ])
  func conditionsOfRows(source: String, meaning: String) {
    let (spec, diagnostics) = prepared("load customers from \"a.csv\"\n  key id\n  where \(source)\n")
    #expect(diagnostics.isEmpty)
    #expect(spec.loads.first?.condition.map(spelt) == meaning)
  }

  /// A condition that a single row cannot answer is refused.
  @Test(arguments: [
    "did open", "said something", "their plan is pro", "mrr is `plan`", "count of open > 1",
    "at in last 30 days", "at before today", "role matches /x/", "mrr > $limit", "at between 5 and 10 days",
  ])
  func conditionsThatAreNotOfRows(source: String) {
    let (spec, diagnostics) = prepared("load customers from \"a.csv\"\n  key id\n  where \(source)\n")
    #expect(diagnostics.map(\.code) == [.badSetting])
    #expect(diagnostics.first.map { $0.span.start >= 41 } == true)
    #expect(spec.loads.isEmpty)
  }

  private func spelt(_ condition: RowCondition) -> String {
    switch condition {
    case .all(let parts): "(\(parts.map(spelt).joined(separator: " and ")))"
    case .any(let parts): "(\(parts.map(spelt).joined(separator: " or ")))"
    case .not(let part): "not \(spelt(part))"
    case .test(let column, let test): "\(column.name) \(spelt(test))"
    }
  }

  private func spelt(_ test: RowCondition.Test) -> String {
    switch test {
    case .missing: "missing"
    case .isTrue: "yes"
    case .oneOf(let values): "= \(values.map(\.words).joined(separator: "|"))"
    case .less(let value, let orEqual): "<\(orEqual ? "=" : "") \(value.words)"
    case .greater(let value, let orEqual): ">\(orEqual ? "=" : "") \(value.words)"
    case .contains(let text, _): "contains \(text)"
    case .startsWith(let text): "starts \(text)"
    case .endsWith(let text): "ends \(text)"
    }
  }

  @Test func rowsOfAFile() {
    let (spec, diagnostics) = prepared(
      """
      load customers from "a.csv" key id one row a id where status is active newest by updated
        join "s.csv" on id total amount as mrr count as subs newest plan by at as tier any churned as left
          where ended is missing
      load events from "e.csv" customer mail by email name e at x id order, line ids fold case ids without zeros
        ids first 15 characters equal rows once
      """)
    #expect(diagnostics.isEmpty)
    #expect(spec.loads[0].oneRow.map { $0.key.name + " " + spelt($0.condition) } == "id status = “active”")
    #expect(spec.loads[0].rank?.column.name == "updated")
    let join = spec.loads[0].joins[0]
    #expect(join.sums.map(\.name.name) == ["mrr", "subs", "tier", "left"])
    #expect(
      join.sums.map(\.kind) == [
        .total(.init("amount", at: SourceSpan(116, 122))), .count,
        .newest(.init("plan", at: SourceSpan(151, 155)), by: .init("at", at: SourceSpan(159, 161))),
        .any(.init("churned", at: SourceSpan(174, 181))),
      ])
    #expect(join.condition.map(spelt) == "ended missing")
    #expect(spec.loads[1].customer?.name == "mail" && spec.loads[1].customerBy?.name == "email")
    #expect(spec.loads[1].id.map(\.name) == ["order", "line"] && spec.loads[1].takesEqualRowsOnce)
    #expect(spec.loads[1].idRules == [.foldCase, .withoutZeros, .first(15)])
  }

  @Test func settings() {
    let (spec, diagnostics) = prepared(
      "set today 2025-06-30T10:00\nset timezone \"Asia/Taipei\"\nset language \"German\"\nset week starts sunday"
    )
    #expect(diagnostics.isEmpty)
    #expect(spec.language == "german" && spec.weekStart == 7 && spec.zone.name == "Asia/Taipei")
    // 10:00 in Taipei, though the zone was set after it.
    #expect(spec.today == .instant(Instant(microseconds: 1_751_248_800_000_000)))
  }

  @Test(arguments: [
    ("set timezone \"Asia/Taipeh\"", "bad-setting", "set timezone \"Asia/Taipei\""),
    ("set language \"englsh\"", "bad-setting", "set language \"english\""),
    ("set week starts munday", "bad-setting", "set week starts monday"),
    ("set today 2025-06", "bad-setting", nil),
    ("load customers from \"a.csv\" label name", "bad-setting", nil),
    ("load events from \"a.csv\" customer id at x", "bad-setting", nil),
    ("load feedback from \"a.csv\" customer id at x", "bad-setting", nil),
    ("load customers from \"a.csv\" key id key other", "duplicate-clause", nil),
    ("load customers from \"a.csv\" key id score nps", "misplaced-clause", nil),
    ("load events from \"a.csv\" customer id name e at x segments by plan", "misplaced-clause", nil),
    ("load feedback from \"a.csv\" customer id at x score nps from 10 to 0", "bad-setting", nil),
    ("load events from \"a.csv\" customer id name e at x times in \"Mars\"", "bad-setting", nil),
  ])
  func errors(source: String, code: String, mended: String?) {
    let (spec, diagnostics) = prepared(source)
    #expect(diagnostics.map(\.code.rawValue) == [code])
    #expect(spec.loads.isEmpty)
    guard let mended else { return }
    let fixed = diagnostics.first?.fixes.first.map {
      String(decoding: $0.applied(to: Array(source.utf8)), as: UTF8.self)
    }
    #expect(fixed == mended)
    #expect(prepared(mended).diagnostics.isEmpty)
  }
}
