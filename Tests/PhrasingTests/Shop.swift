import Phrasing

/// A small workspace: sellers and buyers on plans, who order and log in.
let shop: WorkspaceWords = {
  var words = WorkspaceWords()
  words.columns = [
    .init("role", .text, values: ["buyer", "seller"], isPopulation: true),
    .init("plan", .text, values: ["free", "pro"], isPopulation: true),
    .init("region", .text, values: ["france", "japan"]), .init("mrr", .number), .init("signup", .time),
    .init("churned_at", .time),
  ]
  words.events = [
    .init("login"),
    .init("order", properties: [.init("amount", .number), .init("device", .text, values: ["ios", "web"])]),
    .init("list_item"), .init("cancel"),
  ]
  words.channels = ["survey", "support"]
  words.hasScore = true
  words.conditions = ["promoter", "detractor", "dormant", "new"]
  (words.value, words.start, words.end) = ("mrr", "signup", "churned_at")
  words.today = (2025, 6)
  words.person = { $0.lowercased() == "s0042" ? "s0042" : nil }
  return words
}()

/// The first statement of a text.
func first(_ text: String, in words: WorkspaceWords = shop) -> String? {
  Rewriter(words).reading(of: text).statements.first
}
