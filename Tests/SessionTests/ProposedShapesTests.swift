import DataModel
import SourceText
import Testing

@testable import Session

/// What is proposed for files of uncommon shapes: snapshots, ids with zeros, no header, names of accounts in file names.
struct ProposedShapesTests {
  private static func lines(_ files: [String: String]) throws -> [String] {
    ProposingTests.lines(try ProposingTests.proposal(files))
  }

  private static func rows(_ header: String?, _ count: Int, _ row: (Int) -> String) -> String {
    ((header.map { [$0] } ?? []) + (1...count).map(row)).joined(separator: "\n") + "\n"
  }

  private static let logins = rows("user,event,time", 12) { "u\($0),login,2025-03-0\($0 % 9 + 1)" }

  @Test func snapshotsOfPeopleAreOneLoad() throws {
    var files = ["events.csv": Self.logins]
    for month in 1...3 {
      files["crm_2025-0\(month).csv"] = Self.rows("id,name,plan,mrr", 12 + month) {
        "u\($0),Name \($0),\($0 % 2 == 0 ? "pro" : "free"),\($0 * month)"
      }
    }
    let lines = try Self.lines(files)
    #expect(lines.contains("load customers from \"crm_*.csv\"") && lines.contains("key id"), "\(lines)")
    #expect(lines.contains("customer user"))
    // Where each file has ids of its own, its rows are things that happened.
    var records = ["people.csv": Self.rows("id,name", 12) { "u\($0),Name \($0)" }]
    for month in 1...3 {
      records["orders_2025-0\(month).csv"] = Self.rows("order_id,user,ordered_at", 12) {
        "o\(month)\($0),u\($0),2025-0\(month)-0\($0 % 9 + 1)"
      }
    }
    let orders = try Self.lines(records)
    #expect(
      orders.contains("load customers from \"people.csv\"")
        && orders.contains("load events from \"orders_*.csv\""))
  }

  @Test func idsWithAndWithoutZerosAreOne() throws {
    let files = [
      "customers.csv": Self.rows("id,name", 30) { "000\($0 + 100),Name \($0)" },
      "events.csv": Self.rows("user,event,time", 30) { "\($0 + 100),login,2025-03-0\($0 % 9 + 1)" },
    ]
    let lines = try Self.lines(files)
    #expect(lines.contains("ids without zeros") && lines.contains("customer user"), "\(lines)")
    #expect(try !Self.lines(["customers.csv": files["customers.csv"] ?? ""]).contains("ids without zeros"))
  }

  @Test func aFileWithoutHeaderKeepsItsFirstRow() throws {
    let files = [
      "customers.csv": Self.rows(nil, 12) { "u\($0),Name,n\($0)@x.org,2025-01-\($0 + 10)" },
      "events.csv": Self.logins,
    ]
    let lines = try Self.lines(files)
    #expect(lines.contains("columns id, column_2, email, date") && lines.contains("key id"), "\(lines)")
    var session = ProposingTests.session(files)
    _ = session.open(try session.proposed(folder: "").script)
    guard case .answer(let answer)? = session.run(SourceFile(name: "q", text: "count customers")).last?.result
    else {
      Issue.record("no answer")
      return
    }
    #expect(answer.summary.first { $0.key == "count" }?.value == .integer(12))
  }

  @Test func accountsInNamesOfInterviewsAreFound() throws {
    var files = [
      "accounts.csv":
        "id,name,plan\nc1,Acme Corp,pro\nc2,Globex,free\nc3,Initech (UK),pro\nc4,Umbrella,pro\nc5,Al,free\n"
    ]
    let talk = "Maren: How is it?\n\nSam: It is slow.\n\nMaren: Why?\n\nSam: The payouts are late.\n"
    for name in ["Acme Corp", "globex", "Initech (UK)"] { files["talks/\(name) 2025-03-01.txt"] = talk }
    let lines = try Self.lines(files)
    #expect(
      lines.contains("customer file matches /Acme Corp|Globex|Initech \\(UK\\)/i by name"), "\(lines)")
    #expect(lines.contains("ids fold case"))
  }

  @Test func namesThatNoPathCanWriteAreSaid() throws {
    let files = [
      "customers.csv": "id,name\nu1,Ada\nu2,Ben\n", "ev\nents.csv": "user,time\nu1,2025-03-01\n",
      "a*.csv": "user,time\nu1,2025-03-01\n", "ab.csv": "user,time\nu1,2025-03-01\n",
    ]
    let proposed = try ProposingTests.session(files).proposed(folder: "")
    let messages = proposed.unread.map(\.message)
    #expect(messages.count == 2, "\(messages)")
    #expect(messages.contains { $0.contains("line break") } && messages.contains { $0.contains("`*`") })
    #expect(!proposed.file.text.contains("ents.csv"))
  }

  @Test func trialsOfRevenueCatAreNoPayments() throws {
    let header =
      "rc_original_app_user_id,product_identifier,start_time,end_time,is_trial_period,unsubscribe_detected_at,refunded_at"
    let files = [
      "transactions.csv": Self.rows(header, 12) {
        "u\($0),pro_monthly,2025-03-0\($0 % 9 + 1) 10:00:00,2025-04-01 10:00:00,\($0 % 3 == 0),\($0 % 4 == 0 ? "2025-03-20 10:00:00" : ""),"
      }
    ]
    let lines = try Self.lines(files)
    for line in [
      "as payment at start_time", "where not is_trial_period", "as trial at start_time",
      "where is_trial_period",
    ] {
      #expect(lines.contains(line), "\(line) in \(lines)")
    }
  }

  @Test func epochsOfPeopleAreTimes() throws {
    let users = (1...6).map {
      "{\"localId\": \"u\($0)\", \"email\": \"n\($0)@x.org\", \"lastSignedInAt\": \"17000000000\($0)0\", \"createdAt\": \"16900000000\($0)0\"}"
    }
    let lines = try Self.lines(["users.json": "{\"users\": [\(users.joined(separator: ","))]}"])
    #expect(lines.contains("type lastSignedInAt timestamp") && lines.contains("start createdAt"), "\(lines)")
  }
}
