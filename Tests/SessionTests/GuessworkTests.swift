import DataModel
import SourceText
import Testing

@testable import Session

/// Proposals for files that are not tidy.
struct GuessworkTests {
  private static func proposal(_ files: [String: String]) throws -> [String] {
    ProposingTests.lines(try ProposingTests.proposal(files))
  }

  private static func rows(_ header: String, _ count: Int, _ row: (Int) -> String) -> String {
    ([header] + (1...count).map(row)).joined(separator: "\n") + "\n"
  }

  private static let customers = rows("id,name", 40) { "\($0),Name \($0)" }
  private static let logins = rows("user_id,event,time", 200) {
    "\($0 % 39 + 1),login,2025-02-\($0 % 28 + 1)"
  }

  /// Plain numbers occur in every file, so the name of the column must suggest an id too, or a word for the same thing.
  @Test(arguments: ["user_id", "account_id", "user", "uid", "person_id"])
  func numbersLeadToPeople(column: String) throws {
    let events = Self.logins.replacing("user_id", with: column)
    #expect(
      try Self.proposal(["customers.csv": Self.customers, "events.csv": events]).contains(
        "customer \(column)"))
    let both = ["customers.csv": Self.customers, "accounts.csv": Self.customers, "events.csv": events]
    if column == "user_id" { #expect(try !Self.proposal(both).contains { $0.contains("by name") }) }
  }

  @Test func theDayOfASnapshotIsItsTime() throws {
    let health = Self.rows("user_id,Snapshot Date,Health Score", 80) {
      "\($0 % 40 + 1),2025-0\($0 % 6 + 1)-01,\($0)"
    }
    #expect(
      try Self.proposal(["customers.csv": Self.customers, "health.csv": health]).contains(
        "at `Snapshot Date`"))
  }

  /// An end that every row has is in the future; one that few rows have has come.
  @Test func aPlannedEndIsNoEvent() throws {
    func ends(_ isSet: (Int) -> Bool) throws -> Bool {
      let holds = Self.rows("user_id,start_time,end_time", 80) {
        "\($0 % 40 + 1),2025-01-10 10:00,\(isSet($0) ? "2036-01-10 10:00" : "")"
      }
      return try Self.proposal(["customers.csv": Self.customers, "holds.csv": holds]).contains {
        $0.contains("at end_time")
      }
    }
    #expect(try !ends { _ in true })
    #expect(try ends { $0 % 4 == 0 })
  }

  @Test func whoHasGivenNoticeHasNotLeftYet() throws {
    let leaving = Self.rows("id,name,cancelled_at", 40) {
      "\($0),Name \($0),\($0 % 4 == 0 ? "2027-12-31" : $0 % 7 == 0 ? "2025-02-01" : "")"
    }
    let lines = try Self.proposal(["customers.csv": leaving, "events.csv": Self.logins])
    #expect(lines.contains("define churned as cancelled_at <= today"), "\(lines)")
  }

  @Test func thePersonsIdIsNotTheMessagesId() throws {
    let nps = Self.rows("user_id,date,score,comment", 28) {
      "\($0),2025-02-01,\($0 % 11),It is far too slow for us \($0)"
    }
    let lines = try Self.proposal(["customers.csv": Self.customers, "nps.csv": nps])
    #expect(lines.contains("customer user_id") && !lines.contains("id user_id"), "\(lines)")
  }

  @Test func aGermanFolder() throws {
    let people = Self.rows("Kundennummer;Firma;Vertragsbeginn;Kündigungsdatum;MRR", 40) {
      "K-\($0);Firma \($0);01.0\($0 % 9 + 1).2024;\($0 % 5 == 0 ? "31.12.2024" : "");\($0 * 10),50"
    }
    let survey = Self.rows("Datum;Kundennummer;Kommentar", 30) {
      "15.02.2025;K-\($0);Die Rechnung ist falsch und der Support antwortet nicht \($0)"
    }
    let lines = try Self.proposal(["Kunden.csv": people, "Umfrage.csv": survey])
    for line in [
      "set language \"german\"", "label Firma", "start Vertragsbeginn", "end Kündigungsdatum", "value MRR",
      "define churned as Kündigungsdatum is set",
    ] { #expect(lines.contains(line), "\(line) is not in\n\(lines.joined(separator: "\n"))") }
  }

  @Test func aSecondDownloadIsNotLoaded() throws {
    let files = ["customers.csv": Self.customers, "events.csv": Self.logins, "events (1).csv": Self.logins]
    let proposed = try ProposingTests.session(files).proposed(folder: "")
    #expect(
      proposed.doubts == ["not loaded: events.csv: its rows are those of events (1).csv"],
      "\(proposed.doubts)")
  }

  @Test func eventsInsideOfPeople() throws {
    let users = (1...39).map {
      #"{"id":"u\#($0)","plan":"pro","events":[{"name":"login","at":"2025-01-01"},{"name":"order","at":"2025-01-02"}]}"#
    }
    let files = ["data.json": "{\"users\":[\(users.joined(separator: ",\n"))]}"]
    let lines = try Self.proposal(files)
    #expect(lines.contains("load events from \"data.json\" rows users.events"), "\(lines)")
  }

  /// A workspace in another folder names its files with absolute paths.
  @Test func aWorkspaceElsewhere() throws {
    let session = ProposingTests.session([
      "/data/customers.csv": Self.customers, "/data/events.csv": Self.logins,
    ])
    let text = try session.proposed(folder: "/data/", liesElsewhere: true).file.text
    #expect(text.contains("load customers from \"/data/customers.csv\""), "\(text)")
  }
}
