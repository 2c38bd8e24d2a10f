internal import DataModel
internal import Session
internal import SourceText

/// A statement that is refused leaves the session unchanged; one that runs gives the same answer twice; one that `check`
/// refuses does not run.
func tryQuestion(_ bytes: [UInt8]) throws(Finding) {
  let file = SourceFile(name: "fuzz", bytes: bytes)
  var checking = try market.get()
  checking.work = .checking
  let isRefused = checking.run(file).contains(where: \.failed)
  var first = try market.get()
  let answered = first.run(file)
  showAll(answered)
  let isAnswered = !answered.contains(where: \.failed)
  try require(!(isRefused && isAnswered), "check refuses what runs")
  guard isAnswered, bytes.count % 4 == 0 else { return }
  var second = try market.get()
  let again = told(second.run(file))
  try require(told(answered) == again, "answered as\n\(told(answered))\nand then as\n\(again)")
}

/// Loaded once; each statement runs on a copy. Its names are those of the example marketplace.
private let market: Result<QuerySession, Finding> = {
  let files = [
    "market.heed": """
    set today 2025-06-30
    load customers from "customers.csv" key id label name segments by role, plan value mrr start signup end churned_at
    load events from "events.csv" customer customer name event at at
    load feedback from "feedback.csv" customer customer at at channel channel score score from 0 to 10 about about text text
    topic payouts as payout*, "my money"
    topic cheating as scam*, fraud*, "rip off"
    define lapsed as not churned and did anything and did not login in last 60 days

    """,
    "customers.csv": """
    id,name,role,plan,region,signup,mrr,churned_at,bulk_upload,seats
    s1,Ann,seller,pro,japan,2024-01-05,79.00,2025-02-01,Yes,3
    s2,Bea,seller,free,britain,2024-06-01,0.00,,No,1
    s3,Cem,seller,enterprise,,2024-09-15,200.50,,Yes,
    b4,李四,buyer,pro,japan,2025-01-10,,2025-03-01,No,12
    b5,Éa,buyer,,america,,5,,,2

    """,
    "events.csv": """
    customer,event,at,amount,device,order_id
    s1,pay,2024-02-01T01:11:23,19.00,,
    s1,login,2025-06-01T10:00:00,,ios,
    b4,search,2025-02-01T09:00:00,,web,
    b4,order,2025-02-02T09:00:00,70.5,ios,o1
    b4,pay,2025-02-03T09:00:00,70.5,ios,o1
    s2,list_item,2024-07-02T00:00:00,,web,
    s2,order,2025-06-20T12:00:00,9,web,o2
    s3,login,2025-06-29T23:59:59,,android,
    s3,cancel,2025-06-30T00:00:00,,web,

    """,
    "feedback.csv": """
    id,customer,at,channel,score,stars,about,text
    f1,s1,2025-01-30T13:05:01,survey,2,,,"I do not trust this any more, a scam. My money, slow price"
    f2,b4,2025-03-03T13:05:01,review,,5,s1,Love it 🎉 trust
    f3,,2025-03-04T13:05:01,forum,,,,late delivery
    f4,b5,2025-05-28T13:05:01,support,9,,s2,信頼 できない
    f5,s3,2025-06-28T13:05:01,interview,10,,,"Refunds, payouts paid late"

    """,
  ]
  var session = QuerySession(host: .memory(files.mapValues { Array($0.utf8) }), limits: .all)
  let trouble = session.open("market.heed").flatMap(\.diagnostics).filter { $0.severity == .error }
  guard trouble.isEmpty else { return .failure(Finding(description: "\(trouble.map { $0.drawn() })")) }
  session.mayRedefine = true
  return .success(session)
}()
