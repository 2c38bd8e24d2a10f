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
        $0.label = [.init("name")]
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
        $0.id = [.init("id")]
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
    #expect(shop.attribute("id") == ["c1", "c2", "c9"])
    #expect(shop.attribute("mrr") == ["2950e-2", "0e-2", "-"])
    #expect(shop.attribute("signup") == ["2025-01-05", "2025-02-01", "-"])
    #expect(shop.attribute("churned_at") == ["-", "2025-03-01", "-"])
    #expect(
      shop.events == ["c1 order 2025-01-06+1736157600000000", "c2 login 2025-02-02", "c9 login 2025-02-03"])
    #expect(shop.feedback == ["c1|survey|9|I trust you, \"mostly\"", "c2|support|-|Late"])
    #expect(shop.result.report.files.map(\.rowsRead) == [2, 3, 2])
    #expect(shop.result.report.files.map(\.customersCreated) == [0, 1, 0])
  }

  @Test func severalCustomersFilesMergeAndFormPopulations() {
    let shop = Shop(
      [
        "s.csv": "seller_id,city,plan\nu1,Rome,\nu2,Oslo,pro\n",
        "b.csv": "id,city,plan\nu1,Paris,free\nu3,Lyon,pro\n",
      ],
      [
        .make(.customers, "s.csv") {
          $0.key = [.init("seller_id")]
          $0.roles = [.init(name: .init("seller"), at: [])]
        },
        .customers("b.csv") { $0.roles = [.init(name: .init("buyer"), at: [])] },
      ])
    #expect(shop.attribute("city") == ["Rome", "Oslo", "Lyon"])
    #expect(shop.attribute("plan") == ["free", "pro", "pro"])
    #expect(shop.attribute("seller") == ["yes", "yes", "-"])
    #expect(shop.attribute("buyer") == ["yes", "-", "yes"])
    #expect(shop.type("seller") == .boolean)
    #expect(shop.result.report.files.map(\.conflicts).reduce(0, +) == 1)
    let taken = Shop(
      ["c.csv": "id,seller\n1,2\n"], [.customers { $0.roles = [.init(name: .init("Seller"), at: [])] }])
    #expect(taken.codes == [.ambiguousName])
  }

  @Test func oneRowCanBeSeveralEvents() {
    let shop = Shop(
      [
        "o.csv":
          "order_id,buyer,created,refunded\no1,a,2025-01-01,\no2,a,2025-01-02,2025-01-09\no2,a,2025-01-02,2025-01-05\n"
      ],
      [
        .make(.events, "o.csv") {
          $0.id = [.init("order_id")]
          $0.customer = .init("buyer")
          $0.roles = [
            .init(name: .init("order"), at: [.init("created")]),
            .init(name: .init("refund"), at: [.init("refunded")]),
          ]
        }
      ])
    #expect(shop.events == ["a order 2025-01-01", "a order 2025-01-02", "a refund 2025-01-09"])
    #expect(shop.result.report.files[0].rowsRepeated == 1)
  }

  @Test func joinsChainAndMayGiveTheCustomer() {
    let files = [
      "u.csv": "use_id,sub_id,on\n1,s1,2025-01-01\n2,s2,2025-01-02\n3,,2025-01-03\n",
      "sub.csv": "sub_id,acc,tier\ns2,a2,pro\ns1,a1,free\n", "acc.csv": "id,name\na1,Ann\na2,Bo\n",
    ]
    let load = LoadSpec.make(.events, "u.csv") {
      $0.roles = [.init(name: .init("use"), at: [])]
      $0.at = [.init("on")]
      $0.customer = .init("SUB.acc")
      $0.joins = [
        .init(
          path: "sub.csv", pathSpan: .none, each: false, alias: "sub", left: .init("sub_id"),
          right: .init("sub_id")),
        .init(
          path: "acc.csv", pathSpan: .none, each: false, alias: "acc", left: .init("sub.acc"),
          right: .init("id")),
      ]
      $0.renames = [(.init("sub.tier"), .init("tier"))]
      $0.ignored = [.init("acc.id"), .init("use_id")]
    }
    let shop = Shop(files, [load])
    #expect(shop.messages == "")
    #expect(shop.events == ["a1 use 2025-01-01", "a2 use 2025-01-02", "? use 2025-01-03"])
    let run = shop.store?.events.runs[0]
    #expect(run?.properties.map(\.name) == ["sub_id", "on", "sub.sub_id", "sub.acc", "tier", "acc.name"])
    let names = run?.property(named: "acc.name")
    #expect((0..<3).map { names?.scalar(at: $0, zone: .utc) } == [.text("Ann"), .text("Bo"), .missing])
  }

  /// `ignore properties.*` leaves out everything below a name, also if it first occurs later in the file.
  @Test func columnsBelowANameAreIgnored() {
    let late = (0..<3_000).map { number in
      "{\"id\":\"c\(number)\",\"plan\":\"pro\",\"properties\":{\"\(number < 2_900 ? "a" : "b")\":\(number)}}\n"
    }
    let load = LoadSpec.make(.customers, "c.jsonl") {
      $0.key = [.init("id")]
      $0.ignored = [.init("Properties.*")]
    }
    let shop = Shop(bytes: ["c.jsonl": Array(late.joined().utf8)], [load], chunk: 4_096)
    #expect(shop.messages == "" && shop.store?.customers.count == 3_000)
    #expect(shop.store?.customers.attributes.map(\.name) == ["id", "plan"])
    let typo = LoadSpec.make(.customers, "c.jsonl") {
      $0.key = [.init("id")]
      $0.ignored = [.init("property.*")]
    }
    #expect(Shop(["c.jsonl": late[0]], [typo]).codes == [.unknownColumn])
  }

  @Test func aKeyInSeveralRowsNeedsEach() {
    let source = SourceFile(
      name: "w.heed", text: "load customers from \"c.csv\"\n  key id\n  join \"t.csv\" as t on id\n")
    let files = ["c.csv": "id,x\nc1,1\nc2,2\n", "t.csv": "id,tag\nc1,a\nc3,b\nc1,c\nc3,d\n"]
    func load(each: Bool, kind: LoadSpec.Kind) -> LoadSpec {
      .make(kind, "c.csv") {
        $0.file = source
        $0.key = [.init("id")]
        $0.customer = .init("id")
        $0.roles = kind == .events ? [.init(name: .init("e"), at: [])] : []
        $0.hasNoTime = true
        $0.joins = [
          .init(
            path: "t.csv", pathSpan: SourceSpan(44, 51), each: each, alias: "t", left: .init("id"),
            right: .init("id"))
        ]
      }
    }
    let shop = Shop(files, [load(each: false, kind: .customers)])
    #expect(shop.codes == [.conflictingKey] && shop.store == nil)
    #expect(shop.messages == "id “c1” is in 2 rows of t.csv, so it is not clear which to join")
    #expect(shop.diagnostics[0].notes.first == "Lines 2, 4.")
    let rewritten = String(decoding: shop.diagnostics[0].fixes[0].applied(to: source.bytes), as: UTF8.self)
    #expect(rewritten.contains("join each \"t.csv\" as t"))
    let several = Shop(files, [load(each: true, kind: .events)])
    #expect(several.events == ["c1 e -", "c1 e -", "c2 e -"])
  }

  @Test func aJoinThatFindsNothingIsSaid() {
    func messages(_ right: String) -> String {
      let load = LoadSpec.make(.customers, "c.csv") {
        $0.key = [.init("id")]
        $0.joins = [
          .init(
            path: "t.csv", pathSpan: .none, each: false, alias: "t", left: .init("org"), right: .init("org"))
        ]
      }
      return Shop(["c.csv": "id,org\nc1,7\nc2,\n", "t.csv": right], [load]).messages
    }
    #expect(messages("org,tag\n8,a\n9,b\n") == "no org is among the org of t.csv, so nothing is joined")
    #expect(messages("org,tag\n7,a\n9,b\n") == "")
  }

  @Test func linksUnitePeople() {
    var link = LinkSpec(
      alias: .init("anonymous_id"), canonical: .init("user_id"), path: "l.csv", pathSpan: .none, folder: "",
      file: nil)
    let files = [
      "e.csv": "who,on\nx9,2025-01-01\nu1,2025-01-02\n", "l.csv": "anonymous_id,user_id,other\nx9,u1,1\n",
    ]
    let load = LoadSpec.make(.events, "e.csv") {
      $0.customer = .init("who")
      $0.at = [.init("on")]
      $0.roles = [.init(name: .init("visit"), at: [])]
    }
    let shop = Shop(files, [load], links: [link])
    #expect(shop.events == ["u1 visit 2025-01-01", "u1 visit 2025-01-02"])
    #expect(shop.store?.customers.count == 1)
    link.canonical = .init("userid")
    #expect(Shop(files, [load], links: [link]).codes == [.unknownColumn])
  }

  @Test func unknownAuthorsAndNoTime() {
    let load = LoadSpec.make(.feedback, "r.csv") {
      $0.hasNoCustomer = true
      $0.hasNoTime = true
      $0.text = [.init("title"), .init("review")]
      $0.channel = .constant("review")
      $0.about = .init("seller")
    }
    let shop = Shop(["r.csv": "title,review,seller,n\nGood,Fast,s1,1\n,NULL,s2,2\nBad,,s1,3\n"], [load])
    #expect(shop.feedback == ["?|review|-|Good\nFast", "?|review|-|", "?|review|-|Bad"])
    #expect(shop.store?.feedback.textNames == ["title", "review"])
    #expect(shop.store?.feedback.properties.map(\.name) == ["title", "review", "seller", "n"])
    #expect(shop.store?.customers.index(ofID: "s2") != nil)
    #expect(shop.store?.clock == nil)
  }

  @Test func scalesHoldPerChannel() {
    let load = LoadSpec.make(.feedback, "f.csv") {
      $0.customer = .init("c")
      $0.at = [.init("on")]
      $0.channel = .column(.init("ch"))
      $0.scores = [
        .init(column: .init("s"), scale: Scale(low: 0, high: 10), channels: ["survey"]),
        .init(column: .init("s"), scale: Scale(low: 1, high: 5), channels: ["support"]),
      ]
    }
    let shop = Shop(
      [
        "f.csv":
          "c,on,ch,s\na,2025-01-01,survey,9\na,2025-01-02,support,9\na,2025-01-03,support,5\na,2025-01-04,survey,bad\n"
      ],
      [load])
    #expect(shop.feedback == ["a|survey|9|", "a|support|-|", "a|support|5|", "a|survey|-|"])
    #expect(shop.result.report.files[0].scoresOffScale == 1)
    #expect(shop.diagnostics[0].message == "s: 1 value is not a number and counts as missing: “bad”")
    #expect(shop.diagnostics[0].dataLine == 5)
    #expect(
      shop.diagnostics[1].message
        == "1 of 2 scores of s is off the scale 1–5 and counts as missing: they go from 5 to 9")
  }

  @Test(arguments: [
    ("0,10", [9, 80, 100, 7, 60], "0–100"), ("1,5", [1, 7, 6, 3], "1–7"), ("1,5", [1, 9, 2], "0–10"),
    ("1,5", [-1, 1, 0], "-1–1"),
  ])
  func aScaleThatScoresLeaveIsWrong(scale: String, scores: [Int], likely: String) throws {
    let ends = scale.split(separator: ",").compactMap { Int($0) }
    func load(_ scores: [Int]) -> Shop {
      let rows = scores.enumerated().map { "a\($0),2025-01-01,\($1)" }
      return Shop(
        ["f.csv": (["c,on,s"] + rows).joined(separator: "\n")],
        [
          .make(.feedback, "f.csv") {
            $0.customer = .init("c")
            $0.at = [.init("on")]
            $0.scores = [.init(column: .init("s"), scale: Scale(low: ends[0], high: ends[1]), channels: [])]
          }
        ])
    }
    let shop = load(scores)
    #expect(shop.codes == [.suspiciousData])
    #expect(shop.diagnostics[0].notes.first?.hasPrefix("The usual scale \(likely) fits") == true)
    // A tenth of the values may be errors.
    let few = load([Int](repeating: ends[1], count: 9) + [101])
    #expect(few.codes == [])
    #expect(
      few.result.report.files[0].offScale.map(\.words) == [
        "1 of 10 scores of s is off the scale \(ends[0])–\(ends[1]) and counts as missing"
      ])
  }

  @Test func customersFilesWithNothingInCommon() {
    let files = [
      "u.csv": "id,name,mrr\n1,Ada,5\n2,Bo,6\n", "a.csv": "acct,company,arr\n1,Acme,9\n3,Bolt,8\n",
    ]
    func load(_ path: String, _ key: String, _ value: String) -> LoadSpec {
      .make(.customers, path) {
        $0.key = [.init(key)]
        $0.value = .init(value)
      }
    }
    let shop = Shop(files, [load("u.csv", "id", "mrr"), load("a.csv", "acct", "arr")])
    #expect(
      shop.messages == "the value of a customer is mrr of u.csv; arr counts only if that is missing")
    let shared = shop.result.report.files.map { $0.sharedIds.map { [$0.count, $0.total] } }
    #expect(shared == [nil, [1, 2]])
    #expect(Shop(files, [load("u.csv", "id", "mrr")]).messages == "")
  }

  @Test func theLoadSaysWhereNowStands() {
    let events = LoadSpec.make(.events, "e.csv") {
      $0.customer = .init("c")
      $0.roles = [
        .init(name: .init("order"), at: [.init("made")]), .init(name: .init("refund"), at: [.init("back")]),
      ]
    }
    let shop = Shop(
      [
        "c.csv": "id,since,left\na,2025-01-01,2025-02-03\nb,2025-01-05,2027-01-01\n",
        "e.csv": "c,made,back\na,2025-01-01,2025-03-04\nb,2025-02-01,\n",
      ],
      [.customers { ($0.start, $0.end) = (.init("since"), .init("left")) }, events])
    #expect(shop.result.report.clock?.words == "the newest date of e.csv, back")
    let alone = Shop(
      ["c.csv": "id,since,left\na,2025-01-01,2025-02-03\nb,2025-01-05,2027-01-01\n"],
      [.customers { ($0.start, $0.end) = (.init("since"), .init("left")) }])
    #expect(alone.result.report.clock?.today.iso == "2025-02-03")
    #expect(alone.result.report.clock?.words == "the newest date of c.csv, left")
  }

  @Test func timesInSlotsMayBeEpochsOrTwoColumns() {
    let two = LoadSpec.make(.events, "e.csv") {
      $0.customer = .init("c")
      $0.at = [.init("Date"), .init("Time")]
      $0.name = .init("what")
    }
    let shop = Shop(["e.csv": "c,Date,Time,what\na,3/15/2024,2:30 PM,x\na,3/16/2024,,y\n"], [two])
    #expect(shop.events == ["a x 2024-03-15+1710513000000000", "a y 2024-03-16"])
    let epoch = LoadSpec.make(.events, "e.csv") {
      $0.customer = .init("c")
      $0.at = [.init("ts")]
      $0.name = .init("what")
    }
    let milliseconds = Shop(["e.csv": "c,ts,what\na,1700000000123,x\nb,1700000000124,x\n"], [epoch])
    #expect(milliseconds.events.first == "a x 2023-11-14+1700000000123000")
    #expect(milliseconds.reported("ts")?.remark == "epoch milliseconds")
    #expect(Shop(["e.csv": "c,ts,what\na,12,x\n"], [epoch]).codes == [.typeMismatch])
    #expect(Shop(["e.csv": "c,ts,what\na,soon,x\n"], [epoch]).codes == [.typeMismatch])
  }

  @Test func rowsWithUnreadableTimesAreRejectedWithTheirLine() {
    let load = LoadSpec.make(.events, "e.csv") {
      $0.customer = .init("c")
      $0.at = [.init("on")]
      $0.name = .init("what")
    }
    let rows = (1...9).map { "a,2025-01-0\($0),x" } + ["b,soon,x", "b,1,2,3", "c,,x"]
    let shop = Shop(["e.csv": "c,on,what\n" + rows.joined(separator: "\n")], [load])
    #expect(shop.diagnostics.map(\.code) == [.rejectedRow, .rejectedRow])
    #expect(shop.diagnostics.map(\.dataLine) == [11, 12])
    #expect(
      shop.diagnostics.map(\.message) == [
        "row rejected: on: “soon” is not a date or time",
        "row rejected: it has 4 cells, but there are 3 columns",
      ])
    #expect(shop.result.report.files[0].rowsRead == 12 && shop.result.report.files[0].rowsRejected == 2)
    #expect(shop.events.count == 10 && shop.events.last == "c x -")
  }

  @Test func filesOfOnePatternAreOneTable() {
    let load = LoadSpec.make(.feedback, "in/r_*.csv") {
      $0.customer = .init("c")
      $0.at = [.init("on")]
      $0.text = [.init("t")]
    }
    let shop = Shop(
      [
        "in/r_2.csv": "t;c;on;stars\nlate;a;2025-01-02;5\n",
        "in/r_1.csv": "c,on,t,n\na,2025-01-01,hello,1.5\n",
        "in/other.csv": "x\n",
      ], [load])
    #expect(shop.feedback == ["a|-|-|hello", "a|-|-|late"])
    let properties = shop.store?.feedback.properties ?? []
    #expect(properties.map(\.name) == ["c", "on", "n", "stars", "file"])
    #expect(properties.last.map { spelt($0.scalar(at: 1, zone: .utc), .utc) } == "r_2.csv")
    #expect(shop.messages == "in/r_2.csv: additional columns: stars\nin/r_2.csv: lacks the columns n")
    #expect(shop.result.report.files[0].rowsRead == 2)
  }

  @Test func renameIgnoreAndColumns() {
    let shop = Shop(
      ["c.csv": "c1,Ann,secret\nc2,Bo,secret\n"],
      [
        .customers {
          $0.columns = [.init("id"), .init("nm"), .init("notes")]
          $0.renames = [(.init("NM"), .init("full name"))]
          $0.label = [.init("full name")]
          $0.ignored = [.init("notes")]
        }
      ])
    #expect(shop.store?.customers.attributes.map(\.name) == ["id", "full name"])
    #expect(shop.attribute("full name") == ["Ann", "Bo"])
    let clash = Shop(["c.csv": "id,a\n1,2\n"], [.customers { $0.renames = [(.init("a"), .init("ID"))] }])
    #expect(clash.codes == [.ambiguousName])
  }
}
