/// Two groups.
extension Reader {
  func words(_ versus: Versus) -> String {
    let scope = versus.scope.map { ", in \(records($0))" } ?? ""
    return "the words that tell apart \(who(versus.first)) and \(who(versus.second))\(scope)"
      + (versus.limit.map { "; the first \($0) of each" } ?? "")
  }
}
