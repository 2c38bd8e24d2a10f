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

  @Test func settings() {
    let (spec, diagnostics) = prepared(
      "set today 2025-06-30T10:00\nset timezone \"Asia/Taipei\"\nset language \"German\"\nset week starts sunday"
    )
    #expect(diagnostics.isEmpty)
    #expect(spec.language == "german" && spec.weekStart == 7 && spec.zone.name == "Asia/Taipei")
    // 10:00 in Taipei, though the zone came second.
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
