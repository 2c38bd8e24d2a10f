internal import DataModel
internal import Session
internal import SourceText

/// Every row of a file is counted once, however the file is loaded: the first byte says how.
func tryFile(_ bytes: [UInt8]) {
  guard let choice = bytes.first else { return }
  let loads = [
    "load customers from \"data.csv\" key 1",
    "load customers from \"data.csv\" key id start at",
    "load events from \"data.csv\" customer who at at event kind",
    "load events from \"data.csv\" customer 1 at 2 as order",
    "load feedback from \"data.csv\" customer none at 1 text 2",
    "load feedback from \"data.csv\" customer who at at text words channel \"survey\" score stars from 0 to 10",
    "load customers from \"base.csv\" key id join \"data.csv\" on id count as times, total amount as spent",
    "load customers from \"base.csv\" key id join \"data.csv\" on 1",
    "load customers from \"data.csv\"",
    "load events from \"data.csv\"",
    "load feedback from \"data.csv\"",
  ]
  let workspace = "set today 2025-03-31\n" + loads[Int(choice) % loads.count] + "\n"
  let files = [
    "fuzz.heed": Array(workspace.utf8), "data.csv": Array(bytes.dropFirst()),
    "base.csv": Array("id,plan\n1,pro\n2,free\n".utf8),
  ]
  var session = Session(host: .memory(files), limits: .all)
  let outcomes = session.open("fuzz.heed")
  for case .loaded(let report) in outcomes.map(\.result) {
    for file in report.files {
      let told =
        file.rowsTaken + file.rowsRejected + file.rowsRepeated + file.rowsLeftOut + file.rowsWithoutEvent
        + file.rowsAfterNow
      precondition(
        file.rowsRead + file.rowsAdded == told || file.kind == .customers && told < file.rowsRead,
        "\(file.rowsRead) rows read, \(told) told")
    }
  }
  if outcomes.contains(where: \.failed) { return }
  _ = session.run(SourceFile(name: "after", text: "describe\ncount customers\n"))
}
