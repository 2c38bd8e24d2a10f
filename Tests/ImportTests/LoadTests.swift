import DataModel
import SourceText
import Store
import Testing

@testable import Import

/// Every clause of a load.
struct LoadTests {
  let customers =
    "id,name,role,plan,signup,mrr,churned_at\nc1,Ann,seller,pro,2025-01-05,29.50,\nc2,Bo,buyer,free,2025-02-01,0,2025-03-01\n"
  let events =
    "customer,name,at,amount\nc1,order,2025-01-06T10:00:00Z,12.5\nc2,login,2025-02-02,\nc9,login,2025-02-03,\n"
  let feedback =
    "id,customer,at,channel,score,text\nf1,c1,2025-02-05,survey,9,\"I trust you, \"\"mostly\"\"\"\nf2,c2,2025-02-06,support,,Late\n"

  func whole() -> [LoadSpec] {
    [
      .customers {
        $0.label = .init("name")
        $0.segments = [.init("role"), .init("plan")]
        $0.value = .init("mrr")
        $0.start = .init("signup")
        $0.end = .init("churned_at")
      },
      .make(.events, "e.csv") {
        $0.customer = .init("customer")
        $0.name = .init("name")
        $0.at = [.init("at")]
      },
      .make(.feedback, "f.csv") {
        $0.id = .init("id")
        $0.customer = .init("customer")
        $0.at = [.init("at")]
        $0.text = [.init("text")]
        $0.channel = .column(.init("channel"))
        $0.scores = [.init(column: .init("score"), scale: Scale(low: 0, high: 10), channels: [])]
      },
    ]
  }

  @Test func threeFiles() {
    let shop = Shop(["c.csv": customers, "e.csv": events, "f.csv": feedback], whole())
    #expect(shop.messages == "")
    #expect(shop.attribute("id") == ["c1", "c2", "-"])
    #expect(shop.attribute("mrr") == ["2950e-2", "0e-2", "-"])
    #expect(shop.attribute("signup") == ["2025-01-05", "2025-02-01", "-"])
    #expect(shop.attribute("churned_at") == ["-", "2025-03-01", "-"])
    #expect(
      shop.events == ["c1 order 2025-01-06+1736157600000000", "c2 login 2025-02-02", "c9 login 2025-02-03"])
    #expect(shop.feedback == ["c1|survey|9|I trust you, \"mostly\"", "c2|support|-|Late"])
    #expect(shop.result.report.files.map(\.rowsRead) == [2, 3, 2])
    #expect(shop.result.report.files.map(\.customersCreated) == [0, 1, 0])
  }
}
