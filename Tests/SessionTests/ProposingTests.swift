import DataModel
import SourceText
import Syntax
import Testing

@testable import Session

/// The workspaces proposed for folders of made-up exports, and their answers.
struct ProposingTests {
  static func session(_ files: [String: String]) -> QuerySession {
    QuerySession(host: .memory(files.mapValues { Array($0.utf8) }), limits: .all)
  }

  static func proposal(_ files: [String: String]) throws -> String {
    try session(files).proposed(folder: "").file.text
  }

  /// The lines of a proposal without comments and with single blanks.
  static func lines(_ text: String) -> [String] {
    text.split(separator: "\n").compactMap { line in
      let code = line.split(separator: "#", omittingEmptySubsequences: false).first ?? ""
      let words = code.split(separator: " ").joined(separator: " ")
      return words.isEmpty ? nil : words
    }
  }

  /// Rows of a file made by a rule: a header, then one line for each number.
  private static func rows(_ header: String, _ count: Int, _ row: (Int) -> String) -> String {
    ([header] + (1...count).map(row)).joined(separator: "\n") + "\n"
  }

  private static func day(_ number: Int) -> String { "2025-0\(number % 6 + 1)-\(10 + number % 18)" }

  /// A company's accounts, subscriptions, usage that leads to them through subscriptions, and tickets with scores.
  private static let company = [
    "acme_accounts.csv": rows("account_id,account_name,plan,country,signup_date,churn_flag", 40) {
      "A\($0),Name \($0),\($0 % 3 == 0 ? "pro" : "free"),\($0 % 2 == 0 ? "IN" : "US"),\(day($0)),\($0 % 4 == 0)"
    },
    "acme_subscriptions.csv": rows("subscription_id,account_id,start_date,end_date,amount", 80) {
      "S\($0),A\($0 % 40 + 1),\(day($0)),\($0 % 5 == 0 ? "2025-08-01" : ""),\($0).50"
    },
    "acme_feature_usage.csv": rows("usage_id,subscription_id,usage_date,feature_name", 200) {
      "U\($0 % 190),S\($0 % 80 + 1),\(day($0)),feature_\($0 % 4)"
    },
    "acme_tickets.csv": rows("ticket_id,account_id,submitted_at,closed_at,satisfaction_score", 60) {
      "T\($0),A\($0 % 40 + 1),\(day($0)) 10:00,\($0 % 7 == 0 ? "" : day($0) + " 12:00"),\($0 % 3 + 3)"
    },
    "acme_exit.csv": rows("exit_id,account_id,date,comment", 20) {
      "E\($0),A\($0 * 2),2025-07-01,we no longer need it for project \($0)"
    },
  ]

  @Test func theFilesOfACompanyAreUnderstood() throws {
    let text = try Self.proposal(Self.company)
    let lines = Self.lines(text)
    for line in [
      "load customers from \"acme_accounts.csv\"", "key account_id", "label account_name", "segments by plan",
      "start signup_date", "as subscribe at start_date", "as unsubscribe at end_date",
      "join \"acme_subscriptions.csv\" as subscription on subscription_id",
      "customer subscription.account_id",
      "name feature_name", "at usage_date", "as ticket at submitted_at", "as ticket_closed at closed_at",
      "score satisfaction_score from 1 to 5", "text comment", "define churned as churn_flag",
    ] { #expect(lines.contains(line), "\(line) in\n\(text)") }
    #expect(!lines.contains("id usage_id"), "ids that stand in two rows are no ids")
    #expect(text.contains("not country, which has the value IN"))
    #expect(text.contains("a guess: they go from 3 to 5"))
    #expect(
      text.contains("# define churned as did unsubscribe  # 8 people: one of their subscriptions ended"))
  }

  @Test func proposedWorkspacesAnswerQuestions() throws {
    var session = Self.session(Self.company)
    let proposed = try session.proposed(folder: "")
    #expect(session.open(proposed.script).allSatisfy { !$0.failed })
    for (question, count) in [
      ("count customers where known", 40), ("count customers where churned", 10),
      ("count subscribe events", 80),
      ("count feature_1 events", 50), ("count feedback in ticket", 60), ("count feedback in exit", 20),
    ] {
      let outcome = session.run(SourceFile(name: "-c", text: question)).last
      guard case .answer(let answer)? = outcome?.result else {
        Issue.record("\(question): \(outcome?.diagnostics.map(\.message) ?? [])")
        continue
      }
      #expect(answer.summary.first { $0.key == "count" }?.value == .integer(Int64(count)), "\(question)")
    }
  }

  @Test func whatIsProposedIsInTheCanonicalLayout() throws {
    let text = try Self.proposal(Self.company)
    #expect(parse(SourceFile(name: "w.heed", text: text)).script.formatted == text)
  }

  /// The header of each known export, two rows of it, and lines that must be proposed for it.
  @Test(arguments: [
    (
      "hubspot.csv",
      "Record ID,First Name,Last Name,Email,Lifecycle Stage,Create Date,Country/Region\n1,Ada,Bo,a@x.example,Customer,2025-01-02 10:00,Norway\n2,Cy,Dee,b@x.example,Lead,2025-01-03 10:00,Norway\n",
      ["key Email", "label `First Name`, `Last Name`", "start `Create Date`", "ids fold case"]
    ),
    (
      "subscriptions.csv",
      "id,Customer ID,Customer Email,Status,Start (UTC),Canceled At (UTC),Ended At (UTC)\nsub_1,cus_1,a@x.example,active,2025-01-02 10:00,2025-01-03 10:00,\nsub_2,cus_2,b@x.example,canceled,2025-01-02 10:00,,2025-02-02 10:00\n",
      [
        "id id", "customer `Customer Email`", "as subscribe at `Start (UTC)`",
        "as unsubscribe at `Ended At (UTC)`",
      ]
    ),
    (
      "invoices.csv",
      "id,Amount Due,Amount Paid,Currency,Date (UTC),Customer Email\nin_1,5.00,5.00,usd,2025-01-02 10:00,a@x.example\n",
      ["customer `Customer Email`", "as invoice at `Date (UTC)`", "charges are invoice"]
    ),
    (
      "delighted.csv",
      "Response ID,Email,Survey Type,Score,Comment,Response Date\n1,a@x.example,nps,9,Good,2025-01-02 10:00:00 UTC\n",
      ["customer Email", "text Comment", "score Score from 0 to 10"]
    ),
    (
      "segment.jsonl",
      #"{"type":"track","event":"Opened","anonymousId":"x1","userId":null,"messageId":"m1","timestamp":"2025-01-02T10:00:00Z"}"#
        + "\n"
        + #"{"type":"identify","event":null,"anonymousId":"x1","userId":"u1","messageId":"m2","timestamp":"2025-01-02T11:00:00Z","traits":{"email":"a@x.example"}}"#
        + "\n",
      [
        "id messageId", "customer userId, anonymousId", "name event", "where type is track",
        "link anonymousId to userId from \"segment.jsonl\"",
      ]
    ),
    (
      "amplitude.json",
      #"{"event_type":"open","user_id":"u1","device_id":"d1","amplitude_id":1,"event_time":"2025-07-01 16:34:54.837000","$insert_id":"i1"}"#
        + "\n",
      ["customer user_id, device_id", "name event_type", "at event_time", "id `$insert_id`"]
    ),
    (
      "mixpanel.jsonl",
      #"{"event":"Open","properties":{"time":1740787200,"distinct_id":"u1","$insert_id":"i1"}}"# + "\n",
      ["customer properties.distinct_id", "name event", "at properties.time"]
    ),
    (
      "posthog.jsonl",
      #"{"uuid":"1","event":"open","distinct_id":"u1","timestamp":"2025-01-02T10:00:00Z"}"# + "\n",
      ["customer distinct_id", "name event", "id uuid"]
    ),
    (
      "ga4.jsonl",
      #"{"event_name":"open","event_timestamp":1740787200000000,"user_pseudo_id":"p1","user_id":null}"#
        + "\n",
      ["customer user_id, user_pseudo_id", "name event_name", "at event_timestamp"]
    ),
    (
      "reviews_reviews_com.acme_202505.csv",
      "Package Name,Star Rating,Review Title,Review Text,Review Last Update Date and Time,Review Link\ncom.acme,1,,It broke,2025-05-01T10:00:00Z,http://p.example/1\n",
      ["customer none", "newest by `Review Last Update Date and Time`", "score stars from 1 to 5"]
    ),
    (
      "appstore.json",
      #"{"data":[{"id":"1","attributes":{"rating":2,"title":"Hm","body":"Not for me","createdDate":"2025-05-01T10:00:00-07:00"}}]}"#,
      ["customer none", "at attributes.createdDate", "text attributes.title, attributes.body"]
    ),
    (
      "typeform.csv",
      "#,What do you miss the most here?,Submit Date (UTC),Network ID\n1,A way to print it all,2025-01-02 10:00,n1\n2,More colours for the map,2025-01-02 10:00,n2\n3,A way to send it on,2025-01-02 10:00,n3\n",
      [
        "customer none", "at `Submit Date (UTC)`", "text `What do you miss the most here?`",
        "channel \"survey\"",
      ]
    ),
    (
      "freshdesk.csv",
      "Ticket ID,Subject,Created time,Resolved time,Email,Agent\n1,It does not start,2025-01-02 10:00,2025-01-02 12:00,a@x.example,Ann\n",
      ["customer Email", "as ticket at `Created time`", "text Subject"]
    ),
    (
      "jira.csv",
      "Issue key,Issue id,Summary,Reporter,Created\nX-1,1,It does not start,Ann,12/Mar/24 9:41 AM\n",
      ["id `Issue key`", "customer Reporter", "at Created", "text Summary"]
    ),
    (
      "leads.csv",
      "Lead ID,FirstName,LastName,Email,LeadSource\n1,Ada,Bo,a@x.example,Web\n2,Cy,Dee,b@x.example,Web\n",
      ["key Email", "label FirstName, LastName"]
    ),
    (
      "ideas.csv",
      "Post ID,Title,Details,Author Email,Created At\n1,Dark mode,My eyes hurt at night,a@x.example,2025-01-02\n",
      ["customer `Author Email`", "text Title, Details", "channel \"ideas\""]
    ),
  ])
  func aKnownExportIsRecognised(name: String, content: String, wanted: [String]) throws {
    let text = try Self.proposal([name: content])
    let lines = Self.lines(text)
    for line in wanted { #expect(lines.contains(line), "\(line) in\n\(text)") }
  }

  @Test func filesOfOneShapeAreOneTable() throws {
    let file =
      "user,event,time\nu1,open,2025-01-01\nu2,open,2025-01-02\nu1,close,2025-01-02\nu1,open,2025-01-03\nu2,open,2025-01-03\nu2,open,2025-01-04\n"
    let text = try Self.proposal([
      "users.csv": "user,plan\nu1,pro\nu2,free\n", "events-2025-01.csv": file, "events-2025-02.csv": file,
    ])
    #expect(Self.lines(text).contains("load events from \"events-*.csv\""), "\(text)")
  }

  @Test func interviewsAreUtterancesOfThoseInterviewed() throws {
    let talk =
      "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nMaren Holt: And then?\n\n00:00:03.000 --> 00:00:04.000\n"
    let text = try Self.proposal([
      "participants.csv": "id,name\nP001,Ada\nP002,Bo\nP003,Cy\n",
      "talks/2025-05-05 P001.vtt": talk + "Ada Lund: I gave up on it.\n",
      "talks/2025-05-06 P002.vtt": talk + "Bo Berg: It was too slow.\n",
      "talks/p003.md":
        "---\nparticipant: P003\ndate: 2025-06-01\n---\n\n**MH:** And then?\n\n**Cy:** It works.\n",
    ])
    for line in [
      "load feedback from \"talks/*.vtt\"", "customer file matches /P[0-9]{3}/", "at file",
      "channel \"interview\"",
      "where speaker not in (\"Maren Holt\")", "customer participant", "at date",
    ] { #expect(Self.lines(text).contains(line), "\(line) in\n\(text)") }
  }

  @Test func idsThatDifferInCapitalizationAreFolded() throws {
    let text = try Self.proposal([
      "customers.csv": "id,name\nabc1,Ada\nABC2,Bo\nabc3,Cy\n",
      "orders.csv":
        "order_id,customer_id,ordered_at\n1,ABC1,2025-01-01\n2,abc2,2025-01-02\n3,abc3,2025-01-03\n",
    ])
    #expect(Self.lines(text).contains("ids fold case"), "\(text)")
    #expect(Self.lines(text).contains("as order at ordered_at"), "\(text)")
  }

  @Test func ownStaffAndDeletedAccountsAreLeftOut() throws {
    let people = Self.rows("id,email,deleted", 60) {
      "\($0 + 10_000),p\($0)@\($0 < 3 ? "lighthouse" : "post").example,\($0 == 9 ? "yes" : "no")"
    }
    let text = try Self.proposal([
      "users.csv": people, "lighthouse-orders.csv": "id,user_id,ordered_at\n1,10001,2025-01-01\n",
    ])
    #expect(
      Self.lines(text).contains("where not deleted and email does not contain \"@lighthouse.example\""),
      "\(text)")
  }

  /// A name from a file must not become a statement.
  @Test func namesOfColumnsStayNames() throws {
    let text = try Self.proposal([
      "customers.csv": "id,\"name` \ndefine x as known #\"\n1,Ada\n2,Bo\n",
      "evil\ndefine y as known.csv":
        "id,customer_id,comment\n1,1,I like the look of it\n2,2,It could be a bit faster\n3,1,Not for me at all\n",
    ])
    #expect(!Self.lines(text).contains { $0.hasPrefix("define x") || $0.hasPrefix("define y") }, "\(text)")
  }

  /// A description of an export in a folder reads nothing outside of that folder.
  @Test func anExportOfAFolderDoesNotLeadOutOfIt() throws {
    let session = Self.session([
      "home/secret.csv": "id,name\n1,4711\n",
      "bundle/people.csv": "id,name\n1,Ada\n2,Bo\n",
      "bundle/users.csv": Self.rows("user_id,plan,created_at", 20) {
        "u\($0),\($0 % 2 == 0 ? "pro" : "free"),2025-01-02"
      },
      "bundle/x.export.heed":
        "# Us: people\n# columns: id; name\nload feedback from \"../home/secret.csv\"\n  customer none\n  at none\n  text name\n",
    ])
    let proposed = try session.proposed(folder: "bundle/")
    let lines = Self.lines(proposed.file.text)
    #expect(!lines.contains { $0.hasPrefix("load feedback") }, "\(proposed.file.text)")
    var other = session
    #expect(
      other.open(proposed.script).allSatisfy { $0.diagnostics.allSatisfy { !$0.message.contains("4711") } })
  }

  private static let tracked = [
    "events.jsonl": (0..<60).map { number in
      let plan = number % 2 == 0 && number < 40 ? "free" : "pro"
      return """
        {"uuid":"x\(number)","event":"open","distinct_id":"u\(number % 20)","timestamp":"2025-0\(number / 20 + 1)-02T10:00:00Z",\
        "properties":{"amount":\(number)},"person_properties":{"plan":"\(plan)","event":"e\(number)"}}

        """
    }.joined()
  ]

  /// If no file lists the people, they are made from their records, the newest of each.
  @Test func recordsTellOfTheirPeople() throws {
    let lines = Self.lines(try Self.proposal(Self.tracked))
    for line in [
      "load customers from \"events.jsonl\"", "key distinct_id", "newest by timestamp",
      "rename person_properties.plan as plan", "segments by plan",
      "ignore uuid, event, timestamp, `properties.*`",
    ] { #expect(lines.contains(line), "\(line) is not in\n\(lines.joined(separator: "\n"))") }
    var session = Self.session(Self.tracked)
    _ = session.open(try session.proposed(folder: "").script)
    let counted = session.run(SourceFile(name: "q", text: "count pro"))
    guard case .answer(let answer)? = counted.last?.result else { throw Unanswered() }
    #expect(answer.summary.first { $0.key == "count" }?.value == .integer(20))
  }

  private struct Unanswered: Error {}

  @Test func aFileOfPeopleIsTakenBeforeRecordsThatTellOfThem() throws {
    let people = Self.rows("distinct_id,name,plan", 20) { "u\($0 - 1),Name \($0),free" }
    let lines = Self.lines(try Self.proposal(Self.tracked.merging(["users.csv": people]) { $1 }))
    #expect(lines.filter { $0.hasPrefix("load customers") } == ["load customers from \"users.csv\""])
  }

  /// The messages and notes that say why nothing is proposed for some files.
  private static func refusal(_ files: [String: String]) throws -> [String] {
    let refusal = try #require(throws: QuerySession.NothingProposed.self) {
      try session(files).proposed(folder: "")
    }
    return refusal.diagnostics.flatMap { [$0.message] + $0.notes }
  }

  @Test func whereNothingCanBeProposedItIsSaidWhy() throws {
    #expect(try Self.refusal(["README.md": "# Words\n"]).first == "There are no data files here")
    let idle = try Self.refusal(["log.csv": "level,level\n3,3\n3,3\n"])
    #expect(idle.first == "Heed finds no customers in these files by itself")
    #expect(idle.contains { $0.hasPrefix("log.csv: ") }, "\(idle)")
    let broken = try Self.refusal(["people.parquet": "PAR1 is all"])
    #expect(broken.count >= 2 && broken.contains("None of these files can be read"), "\(broken)")
  }
}
