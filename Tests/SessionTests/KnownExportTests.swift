import DataModel
import SourceText
import Testing

@testable import Session

/// Exports of several files, or with nested records, as made-up examples: what is proposed, and that it loads.
struct KnownExportTests {
  private static let slack = [
    "users.json": """
    [{"id":"U1","team_id":"T","name":"ann","real_name":"Ann A","is_bot":false,"profile":{"email":"a@x.example"}},
    {"id":"U2","team_id":"T","name":"bot","real_name":"Bot","is_bot":true,"profile":{"email":"b@x.example"}}]
    """,
    "channels.json": #"[{"id":"C1","name":"help","created":1700000000,"members":["U1"]}]"#,
    "help/2025-03-01.json": """
    [{"type":"message","user":"U1","text":"It is slow again today","ts":"1740873600.000100"},
    {"type":"message","subtype":"channel_join","user":"U1","text":"joined the channel","ts":"1740873700.000100"}]
    """,
    "help/2025-03-02.json": """
    [{"type":"message","user":"U1","text":"It still is so slow","ts":"1740960000.000100","reactions":[{"name":"+1"}]},
    {"type":"message","subtype":"bot_message","user":"U2","text":"A ticket was made","ts":"1740960100.000100"}]
    """,
  ]

  private static let gong = [
    "transcripts.json": """
    {"callTranscripts":[{"callId":"7","transcript":[
    {"speakerId":"s1","topic":"Price","sentences":[{"start":0,"end":9,"text":"What do you think of it?"}]},
    {"speakerId":"s2","topic":"Price","sentences":[{"start":9,"end":20,"text":"It is far too high for us."}]}]}]}
    """,
    "calls.json": """
    {"calls":[{"metaData":{"id":"7","started":"2025-03-01T10:00:00Z","duration":20},"parties":[
    {"speakerId":"s1","name":"Ann","affiliation":"Internal","emailAddress":"a@us.example"},
    {"speakerId":"s2","name":"Bo","affiliation":"External","emailAddress":"b@acme.example"}]}]}
    """,
  ]

  private static let intercom = [
    "contact.csv": """
    id,role,email,name,created_at,signed_up_at,updated_at,_fivetran_synced
    c1,user,a@x.example,Ann,2025-01-01,2025-01-01,2025-01-01,2025-03-01
    c1,user,a@x.example,Ann A,2025-01-01,2025-01-01,2025-02-01,2025-03-01

    """,
    "conversation_part_history.csv": """
    id,conversation_id,part_type,body,author_id,author_type,created_at,updated_at,_fivetran_synced
    p1,v1,comment,It does not work for me,c1,user,2025-02-01,2025-02-01,2025-03-01
    p2,v1,comment,We are looking into it,9,admin,2025-02-01,2025-02-01,2025-03-01
    p3,v1,assignment,,9,admin,2025-02-01,2025-02-01,2025-03-01

    """,
  ]

  private static let zendesk = [
    "view.csv": """
    ID,Status,Requester,Requester email,Subject,Created at
    1,Open,Ann,a@x.example,Where is my parcel,2025-03-01 10:00

    """
  ]

  private static let trustpilot = [
    "reviews.csv": """
    Review Id,Review Created (UTC),Review Consumer User Id,Review Title,Review Content,Review Stars
    r1,2025-03-01 10:00:00,u1,Late,It came two weeks late,2

    """
  ]

  @Test(arguments: [
    (
      slack,
      [
        "load customers from \"users.json\"", "label real_name",
        "load feedback from \"help/2025-03-0*.json\"",
      ],
      (people: Int64(1), quotes: Int64(2))
    ),
    (
      gong, ["customer party.emailAddress", "at party.calls.metaData.started"],
      (people: Int64(1), quotes: Int64(1))
    ),
    (
      intercom, ["load customers from \"contact.csv\"", "newest by updated_at", "customer author_id"],
      (people: Int64(1), quotes: Int64(1))
    ),
    (
      zendesk, ["customer `Requester email`", "as ticket at `Created at`", "text Subject"],
      (people: Int64(1), quotes: Int64(1))
    ),
    (
      trustpilot, ["text `Review Title`, `Review Content`", "score stars from 1 to 5"],
      (people: Int64(1), quotes: Int64(1))
    ),
  ])
  func isRecognised(_ files: [String: String], _ wanted: [String], _ loaded: (people: Int64, quotes: Int64))
    throws
  {
    let lines = ProposingTests.lines(try ProposingTests.proposal(files))
    for line in wanted {
      #expect(lines.contains(line), "\(line) is not in\n\(lines.joined(separator: "\n"))")
    }
    var session = ProposingTests.session(files)
    let outcomes = session.open(try session.proposed(folder: "").script)
    #expect(outcomes.allSatisfy { !$0.failed }, "\(outcomes.flatMap(\.diagnostics).map { $0.drawn() })")
    let counted = ["customers", "feedback"].map { noun in
      session.run(SourceFile(name: "q", text: "count \(noun)")).last.flatMap { outcome -> DataModel.Scalar? in
        guard case .answer(let answer) = outcome.result else { return nil }
        return answer.summary.first { $0.key == "count" }?.value
      }
    }
    #expect(counted == [.integer(loaded.people), .integer(loaded.quotes)])
  }

  @Test func anSPSSFileIsRefusedWithWhatToDo() throws {
    let refusal = try #require(throws: QuerySession.NothingProposed.self) {
      try ProposingTests.session(["answers.sav": "$FL2@(#) SPSS DATA FILE"]).proposed(folder: "")
    }
    #expect(refusal.diagnostics.first?.message == "“answers.sav” is an SPSS file, not a CSV file")
    #expect(refusal.diagnostics.first?.notes.first?.hasPrefix("Export the answers as CSV") == true)
  }
}
