import DataModel
import Demo
import Session

/// A session over the built-in demo, loaded once for all tests.
let demoSession: QuerySession = {
  let files = Dictionary(Marketplace().files().map { ($0.path, $0.bytes) }) { first, _ in first }
  var session = QuerySession(host: .memory(files))
  _ = session.open("workspace.heed")
  return session
}()
