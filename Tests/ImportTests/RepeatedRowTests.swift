import DataModel
import SourceText
import Store
import Testing

@testable import Import

/// Several rows for one person or one id: which of them count, and what is reported.
struct RepeatedRowTests {
  let subscriptions = """
    sub,who,plan,amount,status,since,ended
    s1,A,Pro,49,active,2025-01-03,
    s2,A,Addon,10,canceled,2025-02-03,2025-03-01
    s3,B,Pro,49,active,2025-02-10,
    s4,C,,5,active,2025-01-01,
    s4,C,Team,,active,2025-01-01,
    """

  private func people(_ set: (inout LoadSpec) -> Void = { _ in }) -> Shop {
    Shop(
      ["c.csv": subscriptions],
      [
        .customers {
          $0.key = [.init("who")]
          $0.segments = [.init("plan")]
          $0.end = .init("ended")
          set(&$0)
        }
      ])
  }

  private func rows(_ shop: Shop) -> [String] {
    let columns = ["plan", "amount", "ended"].map { shop.attribute($0) }
    return shop.attribute("who").indices.map { index in columns.map { $0[index] }.joined(separator: " ") }
  }

  /// Two rows are never mixed; rows that agree fill each other's gaps.
  @Test func theFirstRowStandsWhole() {
    let shop = people()
    #expect(shop.attribute("who") == ["A", "B", "C"])
    #expect(rows(shop) == ["Pro 49 -", "Pro 49 -", "Team 5 -"])
    #expect(shop.codes == [.conflictingKey] && shop.diagnostics[0].severity == .warning)
    #expect(
      shop.messages == "1 customer has several rows in c.csv that differ; only the first row of each counts"
    )
    #expect(
      shop.diagnostics[0].notes.first == "A: plan is “Pro” on line 2 and “Addon” on line 3.")
    #expect(shop.diagnostics[0].notes.last?.contains("`one row a who where …`") == true)
    #expect(shop.diagnostics[0].dataFile == "c.csv" && shop.diagnostics[0].dataLine == 3)
    let report = shop.result.report.files[0]
    #expect(report.rowsRead == 5 && report.rowsTaken == 4 && report.rowsRepeated == 1)
  }

  @Test func theNewestRowStandsWhole() {
    let shop = people { $0.rank = .init(.init("since")) }
    #expect(rows(shop) == ["Addon 10 2025-03-01", "Pro 49 -", "Team 5 -"])
    #expect(shop.messages == "")
    let amount = people { $0.rank = .init(.init("amount")) }
    #expect(rows(amount)[0] == "Pro 49 -")
    let oldest = people { $0.rank = .init(.init("since"), isOldestFirst: true) }
    #expect(rows(oldest) == ["Pro 49 -", "Pro 49 -", "Team 5 -"])
    #expect(people { $0.rank = .init(.init("status")) }.codes == [.typeMismatch])
    #expect(people { $0.rank = .init(.init("since_when")) }.codes == [.unknownColumn])
  }

  @Test func theRowThatMeetsAConditionStands() {
    let shop = people {
      $0.oneRow = (.init("who"), .test(.init("status"), .oneOf([.text("canceled")])))
    }
    #expect(rows(shop) == ["Addon 10 2025-03-01", "Pro 49 -", "Team 5 -"])
    #expect(shop.messages == "" && shop.result.report.files[0].rowsRepeated == 1)
    // If no row meets the condition, the rows are treated as without it.
    let none = people {
      $0.oneRow = (.init("who"), .test(.init("amount"), .greater(.number("99"), orEqual: false)))
    }
    #expect(rows(none)[0] == "Pro 49 -" && none.codes == [.conflictingKey, .conflictingKey])
    #expect(
      none.diagnostics[0].message
        == "of 2 who none of the rows meets the condition; their rows count as without this line")
  }

  @Test func atMostThreeContradictionsAreNamed() {
    let lines = (1...9).flatMap { ["u\($0),a", "u\($0),b"] }
    let shop = Shop(["c.csv": "id,x\n" + lines.joined(separator: "\n")], [.customers()])
    #expect(
      shop.messages
        == "9 customers have several rows in c.csv that differ; only the first row of each counts")
    #expect(shop.diagnostics[0].notes.count == 5 && shop.diagnostics[0].notes[3] == "And 6 more.")
    #expect(shop.attribute("x") == [String](repeating: "a", count: 9))
  }

  /// Rows that add nothing are repeated; those that fill gaps are taken.
  @Test func equalRowsOfAPersonAreRepeated() {
    let shop = Shop(["c.csv": "id,plan\nu1,pro\nu1,pro\nu1,\nu2,\nu2,free\n"], [.customers()])
    let report = shop.result.report.files[0]
    #expect(report.rowsRead == 5 && report.rowsTaken == 3 && report.rowsRepeated == 2 && report.people == 2)
    #expect(shop.attribute("plan") == ["pro", "free"] && shop.messages == "")
  }

  // MARK: Snapshots

  @Test func theNewestSnapshotStands() {
    let files = [
      "crm_2025-02.csv": "id,plan\nu1,\nu2,team\n", "crm_2024-12.csv": "id,plan\nu1,free\nu2,team\nu3,pro\n",
    ]
    let shop = Shop(files, [.customers("crm_*.csv")])
    #expect(shop.attribute("id") == ["u3", "u1", "u2"])
    #expect(shop.attribute("plan") == ["pro", "-", "team"])
    #expect(shop.attribute("file") == ["crm_2024-12.csv", "crm_2025-02.csv", "crm_2025-02.csv"])
    #expect(shop.messages == "")
    let changed = Shop(
      files.merging(["crm_2025-03.csv": "id,plan\nu2,pro\n"]) { $1 }, [.customers("crm_*.csv")])
    #expect(
      changed.messages
        == "1 customer differs between the files of crm_*.csv; the row in the newest file counts, by the date in the file's name"
    )
    #expect(changed.diagnostics.map(\.severity) == [.note])
    #expect(changed.attribute("plan") == ["pro", "-", "pro"])
  }

  @Test func filesWithoutDatesThatAgreeAreNoConflict() {
    let shop = Shop(
      ["p_1.csv": "id,plan\nu1,pro\n", "p_2.csv": "id,plan\nu1,pro\n"], [.customers("p_*.csv")])
    #expect(shop.messages == "" && shop.attribute("plan") == ["pro"])
    let differing = Shop(
      ["p_1.csv": "id,plan\nu1,pro\n", "p_2.csv": "id,plan\nu1,free\n"], [.customers("p_*.csv")])
    #expect(differing.attribute("plan") == ["pro"])
    #expect(
      differing.diagnostics.first?.notes.first
        == "u1: plan is “pro” on line 2 of p_1.csv and “free” on line 2 of p_2.csv.")
  }

  /// If a row with gaps replaces a fuller one, that is reported; the reverse is not.
  @Test func blanksThatReplaceValuesAreReported() {
    func orders(_ rows: String) -> Shop {
      Shop(
        ["e.csv": "Name,who,at,Total,Tags\n" + rows],
        [
          .make(.events, "e.csv") {
            $0.customer = .init("who")
            $0.roles = [.init(name: .init("order"), at: [.init("at")])]
            $0.id = [.init("Name")]
          }
        ])
    }
    let lost = orders("#1,a,2025-03-01,30,\n#1,a,2025-03-01,,vip\n")
    #expect(lost.messages.contains("1 Name has several rows in e.csv that differ"))
    #expect(lost.diagnostics.first?.notes.first == "#1: Total is “30” on line 2 and blank on line 3.")
    #expect(!orders("#1,a,2025-03-01,,\n#1,a,2025-03-01,30,vip\n").messages.contains("that differ"))
  }

  /// One file by two paths, or by a path and a pattern.
  @Test(arguments: ["./e.csv", "x/../e.csv", "e*.csv"]) func oneFileBySeveralPaths(other: String) {
    func events(_ path: String, named name: String = "what") -> LoadSpec {
      .make(.events, path) {
        $0.customer = .init("who")
        $0.at = [.init("at")]
        $0.name = .init(name)
      }
    }
    let rows = "who,what,at\na,login,2025-03-01\n"
    var files = ["e.csv": rows]
    if !other.contains("*") { files[other] = rows }
    let twice = Shop(files, [events("e.csv"), events(other)])
    #expect(twice.messages.contains("“\(other)” and “e.csv”, loaded before, have a file in common"))
    #expect(Shop(files, [events("e.csv"), events(other, named: "who")]).diagnostics.isEmpty)
  }

  @Test(arguments: [
    ("crm_2025-03-01.csv", 20_250_301.0), ("x/20250301-export.csv", 20_250_301), ("2025_03.csv", 20_250_300),
    ("a202503.csv", 20_250_300), ("crm-2025-Q2.csv", 20_250_400), ("crm-2025w07.csv", 20_250_210),
    ("y2025.csv", 20_250_000), ("at 2025-03-01 v12.csv", 20_250_301), ("20250301093000.csv", 20_250_301.093),
    ("crm_01-03-2025.csv", 20_250_000), ("crm_jan_2025.csv", 20_250_100), ("15-Jan-2025.csv", 20_250_115),
    ("2025-mar-7.csv", 20_250_307), ("Mar 7 2025.csv", 20_250_307), ("a_28-02-2025.csv", 20_250_228),
    ("part_1.csv", nil), ("crm.csv", nil), ("99999999.csv", nil),
  ])
  func datesInNames(name: String, rank: Double?) {
    #expect(FileDate.ranks(of: [name]) == [rank])
  }

  /// Whether day or month comes first is inferred from all file names together.
  @Test func orderOfDatesInNames() {
    #expect(FileDate.ranks(of: ["a_05.02.2025.csv", "a_15.01.2025.csv"]) == [20_250_205, 20_250_115])
    #expect(FileDate.ranks(of: ["a 05-02-2025.csv", "a 01-15-2025.csv"]) == [20_250_502, 20_250_115])
    #expect(FileDate.ranks(of: ["a_05.02.2025.csv", "a_01.03.2025.csv"]) == [20_250_000, 20_250_000])
    #expect(FileDate.ranks(of: ["a_13.02.2025.csv", "a_02.13.2025.csv"]) == [20_250_000, 20_250_000])
    let snapshots = Shop(
      ["crm_jan_2025.csv": "id,plan\nu1,pro\n", "crm_dec_2024.csv": "id,plan\nu1,free\n"],
      [.customers("crm_*.csv")])
    #expect(snapshots.attribute("plan") == ["pro"])
  }

  @Test func earlierFilesWinAndConflictsAreNamed() {
    let shop = Shop(
      [
        "s.csv": "id,city,plan\nu1,Rome,\nu2,Oslo,pro\n",
        "b.csv": "id,city,plan\nu1,Paris,free\nu2,Oslo,pro\n",
      ],
      [.customers("s.csv"), .customers("b.csv")])
    #expect(shop.attribute("city") == ["Rome", "Oslo"] && shop.attribute("plan") == ["free", "pro"])
    #expect(
      shop.messages == "1 customer differs in b.csv from what an earlier file says; the earlier value counts")
    #expect(shop.diagnostics[0].notes == ["u1: city is “Rome” in s.csv and “Paris” in b.csv."])
  }

  // MARK: Records

  private func records(_ text: String, _ set: (inout LoadSpec) -> Void) -> Shop {
    Shop(
      ["e.csv": text],
      [
        .make(.events, "e.csv") {
          $0.customer = .init("who")
          $0.name = .init("what")
          $0.at = [.init("at")]
          set(&$0)
        }
      ])
  }

  let orders =
    "no,line,who,what,at,state\n1,1,a,order,2025-01-03,paid\n1,1,a,order,2025-01-02,open\n1,2,a,order,2025-01-01,open\n"
    + "2,1,b,order,2025-01-05,open\n2,1,b,order,2025-01-05,open\n"

  @Test func theNewestRowOfAnIdCounts() {
    let shop = records(orders) { $0.id = [.init("no"), .init("line")] }
    #expect(
      shop.events == ["a order 2025-01-01", "a order 2025-01-03", "b order 2025-01-05"])
    #expect(
      shop.messages
        == "1 no, line has several rows in e.csv that differ; the newest of each counts, or the last if several are equally new"
    )
    #expect(shop.diagnostics[0].notes.first == "1/1: state is “paid” on line 2 and “open” on line 3.")
    #expect(shop.result.report.files[0].rowsRepeated == 2)
    let one = records(orders) { $0.id = [.init("no")] }
    #expect(one.events == ["a order 2025-01-03", "b order 2025-01-05"])
    let other = records(orders) {
      $0.id = [.init("no")]
      $0.rank = .init(.init("line"))
    }
    #expect(other.events == ["a order 2025-01-01", "b order 2025-01-05"] && other.messages == "")
    let oldest = records(orders) {
      $0.id = [.init("no")]
      $0.rank = .init(.init("line"), isOldestFirst: true)
    }
    #expect(oldest.events == ["a order 2025-01-02", "b order 2025-01-05"])
    #expect(records(orders) { $0.rank = .init(.init("line")) }.codes == [.badSetting])
  }

  /// One row of each key, whether one meets the condition, several or none.
  @Test(arguments: [
    (
      "paid", 3, "of 1 no none of the rows meets the condition", ["a order 2025-01-03", "b order 2025-01-05"]
    ),
    ("open", 3, "of 2 no several rows meet the condition", ["a order 2025-01-02", "b order 2025-01-05"]),
  ])
  func oneRowOfEachKey(state: String, repeated: Int, message: String, events: [String]) {
    let shop = records(orders) {
      $0.oneRow = (.init("no"), .test(.init("state"), .oneOf([.text(state)])))
    }
    #expect(shop.events == events && shop.result.report.files[0].rowsRepeated == repeated)
    #expect(
      shop.messages
        == "\(message); of each of them the newest counts, or the first if several are equally new")
  }

  @Test func namesLoseTheirBlanksAndTellOfLetterCase() {
    let shop = records("who,what,at\na,login ,2025-01-01\na,login,2025-01-02\nb,Login,2025-01-03\n") { _ in }
    #expect(shop.events == ["a login 2025-01-01", "a login 2025-01-02", "b login 2025-01-03"])
    #expect(shop.reported("what")?.assumed == "1 cell read without the spaces around it, such as “login ”")
    #expect(
      shop.messages == "what of e.csv has names that differ only in capitalization: “login” (2), “Login” (1)")
    let people = Shop(
      ["c.csv": "id,plan\nu1,pro \nu2,pro\nu3,Pro\n"], [.customers { $0.segments = [.init("plan")] }])
    #expect(people.attribute("plan") == ["pro", "pro", "Pro"])
    #expect(people.diagnostics[0].notes[0].contains("`plan in (\"pro\", \"Pro\")`"))
  }

  @Test func equalRowsCountOnceWhereTheLoadSaysSo() {
    let all = records(orders) { _ in }
    #expect(all.events.count == 5)
    #expect(all.messages == "1 row of e.csv is an exact duplicate of another, and counts too")
    #expect(all.diagnostics[0].severity == .note)
    let once = records(orders) { $0.takesEqualRowsOnce = true }
    #expect(once.events.count == 4 && once.messages == "")
    let report = once.result.report.files[0]
    #expect(
      report.rowsRead == 5 && report.rowsRepeated == 1 && report.rowsTaken == 4 && report.rowsAdded == 0)
    // Rows that cannot be read are first counted as repeated, and then rejected.
    let faulty = records(
      "who,what,at,no\na,order,soon,1\na,order,soon,1\na,order,later,1\na,order,2025-01-01,1\n"
        + "a,order,2025-01-01,2\na,order,2025-01-01,3\n"
    ) { $0.takesEqualRowsOnce = true }
    let found = faulty.result.report.files[0]
    #expect([found.rowsRead, found.rowsTaken, found.rowsRepeated, found.rowsRejected] == [6, 3, 1, 2])
    // Columns that are not kept are compared too.
    let ignored = records(orders) {
      $0.takesEqualRowsOnce = true
      $0.ignored = [.init("no"), .init("line"), .init("state")]
    }
    #expect(ignored.events.count == 4)
  }

  @Test func equalWordsInTwoFilesOfAPattern() {
    let load = LoadSpec.make(.feedback, "f_*.csv") {
      $0.customer = .init("who")
      $0.at = [.init("at")]
      $0.text = [.init("said")]
      $0.takesEqualRowsOnce = true
    }
    let shop = Shop(
      [
        "f_1.csv": "who,at,said\na,2025-01-01,good\na,2025-01-01,bad\n",
        "f_2.csv": "who,at,said\na,2025-01-01,bad\nb,2025-01-01,bad\n",
      ], [load])
    #expect(shop.feedback == ["a|-|-|good", "a|-|-|bad", "b|-|-|bad"])
    #expect(shop.result.report.files[0].rowsRepeated == 1)
  }
}
