internal import DataModel
internal import Session
internal import SourceText

/// A statement that is refused leaves the session as it was: the same question has the same answer. What check accepts
/// is answered, and what it refuses is not.
func tryQuestion(_ bytes: [UInt8]) {
  var session = shop
  let file = SourceFile(name: "fuzz", bytes: bytes)
  session.work = .checking
  let checked = session.run(file).contains(where: \.failed)
  session = shop
  let answered = session.run(file)
  for outcome in answered {
    if case .answer(let answer) = outcome.result { _ = answer.reading.utf8.count }
  }
  guard checked else { return }
  precondition(answered.contains(where: \.failed), "check refuses what runs")
}

/// Loaded once; a copy is questioned.
private let shop: Session = {
  let files = [
    "shop.heed": """
    set today 2025-03-31
    load customers from "customers.csv" key id
      start signup
      end left as churned
      label name
    load events from "events.csv" customer who at at event kind
    load feedback from "said.csv" customer who at at text words channel where score stars from 0 to 10 as nps
    topic trust as trust, scam*
    define big as total amount of order > 50

    """,
    "customers.csv": """
    id,name,plan,signup,left,seats
    1,Ann,pro,2024-01-05,2025-02-01,3
    2,Bea,free,2024-06-01,,1
    3,Cem,pro,2024-09-15,,
    4,李四,team,2025-01-10,2025-03-01,12

    """,
    "events.csv": """
    who,at,kind,amount
    1,2024-02-01,order,20
    1,2024-03-01T10:00,login,
    2,2025-03-01,order,70.5
    3,2025-03-02,refund,9
    4,2025-02-02,login,

    """,
    "said.csv": """
    who,at,words,where,stars
    1,2025-01-30,"I do not trust this any more, a scam",survey,2
    2,2025-03-03,Love it 🎉,survey,10
    ,2025-03-04,late delivery,ticket,
    4,2025-02-28,信頼 できない,ticket,5

    """,
  ]
  var session = Session(host: .memory(files.mapValues { Array($0.utf8) }), limits: .all)
  let trouble = session.open("shop.heed").flatMap(\.diagnostics).filter { $0.severity == .error }
  precondition(trouble.isEmpty, "\(trouble)")
  session.mayRedefine = true
  return session
}()
