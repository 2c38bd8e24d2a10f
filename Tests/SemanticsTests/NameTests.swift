import DataModel
import Plan
import SourceText
import Testing

@testable import Semantics

/// The meaning of a bare name, rank by rank: the ranks are removed in turn.
@Suite struct NameTests {
  /// A shop in which `active` is everything that a name can mean.
  private func shop(without ranks: Set<String>) -> Scope {
    var shop = ShopCatalog()
    let info = { (name: String, type: ValueType) in AttributeInfo(ref: AttributeRef(name, type), missing: 0) }
    if !ranks.contains("boolean") { shop.attributes.append(info("active", .boolean)) }
    if !ranks.contains("date") { shop.attributes.append(info("active_on", .date)) }
    if !ranks.contains("event") {
      shop.events.append(
        EventInfo(name: "active", records: 1, people: 1, properties: [], first: nil, last: nil))
    }
    if !ranks.contains("population") { shop.values["plan", default: []].append(("active", 2)) }
    return Scope(catalog: shop)
  }

  @Test(arguments: [
    ([], "customers who are active (mrr is more than 5)"),
    (["user"], "customers whose active is true"),
    (["user", "boolean"], "customers whose active_on is set"),
    (["user", "boolean", "date"], "customers who ever did active"),
    (["user", "boolean", "date", "event"], "customers whose plan is active"),
    (
      ["user", "boolean", "date", "event", "population"],
      "customers who are active (did anything in last 30 days (1–30 June 2025))"
    ),
  ])
  func ranks(without: [String], expected: String) {
    let define = without.contains("user") ? "" : "define active as mrr > 5\n"
    #expect(reading("\(define)segment customers where active", in: shop(without: Set(without))) == expected)
  }

  @Test func afterDidAnEventComesFirst() {
    let scope = shop(without: [])
    #expect(reading("segment customers where did active", in: scope) == "customers who ever did active")
    let dated = shop(without: ["event"])
    #expect(
      reading("segment customers where did active", in: dated) == "customers who ever did active_on (a date)")
  }

  /// Different spellings of the same thing have the same plan and reading.
  @Test(arguments: [
    ["segment sellers", "segment seller", "SEGMENT Sellers", "segment \"sellers\"", "segment `seller`"],
    ["segment customers where churned", "segment where CHURNED", "segment everybody where churned_at"],
    [
      "segment customers where did not login", "segment customers where never did login",
      "segment customers where not did login",
    ],
    [
      "segment customers where plan is not pro", "segment customers where plan != pro",
      "segment customers where not plan is pro",
    ],
    ["segment customers where mrr ≥ 1_000", "segment customers where mrr >= 1000.0"],
    ["segment customers where plan in (pro)", "segment customers where plan is in (pro)"],
    ["segment customers where said nothing", "segment customers where not said something"],
    [
      "segment customers where did login in the last 30 days",
      "segment customers where did login in last 30 days",
    ],
  ])
  func spellings(sources: [String]) {
    let plans = Set(sources.map { resolve($0).questions.first })
    #expect(plans.count == 1 && !plans.contains(nil))
  }

  @Test(arguments: [
    ("prro", ["pro", "free"], ["pro"]), ("logn", ["login", "log"], ["log", "login"]), ("xyz", ["pro"], []),
    ("enterprse", ["enterprise"], ["enterprise"]), ("a", ["b"], []), ("saftey", ["safety"], ["safety"]),
    ("lgoin", ["login"], ["login"]),
  ])
  func nearestNames(word: String, candidates: [String], expected: [String]) {
    #expect(nearest(to: word, among: candidates).sorted() == expected.sorted())
  }

  @Test(arguments: [
    ("sellers", "seller", true), ("seller", "Sellers", true), ("agencies", "agency", true),
    ("boys", "boy", true),
    ("businesses", "business", true), ("business", "busines", false), ("sell", "seller", false),
  ])
  func plurals(word: String, name: String, agree: Bool) {
    #expect(Nouns.agree(word, name) == agree)
  }
}
