internal import DataModel
internal import SourceText

/// What is wrong with a database on a server.
extension Origin {
  func cannotRead(
    _ address: String, _ error: DatabaseError, _ part: LoadSpec.DatabasePart?, at span: SourceSpan
  ) -> Diagnostic {
    func told(
      _ code: DiagnosticCode, _ message: String, label: String = "", _ advice: String? = nil
    ) -> Diagnostic {
      diagnostic(code, message, at: span, label: label, notes: advice.map { [$0] } ?? [], dataFile: address)
    }
    switch error {
    case .cancelled, .noTable: return Diagnostic(HostError.cancelled, file: file, at: span)
    case .refused(let place, let holder):
      let (message, notes) = holder.refusal(toConnect: place)
      return diagnostic(.refusedPath, message, at: span, label: "not allowed", notes: notes)
    case .notInstalled(let package):
      return told(
        .unreadableFile, "No server can be reached: the library libpq is not installed",
        "Install it (Debian: \(package)), or export the table as CSV.")
    case .noServers: return told(.unreadableFile, "No servers can be reached from here")
    case .badAddress(let reason):
      return diagnostic(
        .badSetting, reason, at: span, label: "this address",
        notes: [
          "Such as \"postgresql://ada@db.example.org/shop\", \"host=db.example.org dbname=shop user=ada\" or \"service=shop\"."
        ])
    case .unreachable(let reason, let advice):
      return told(.unreadableFile, "The database cannot be reached: \(reason)", label: "not reached", advice)
    case .lost(let reason):
      return told(
        .unreadableFile, "The server ended the connection while \(subject(part)) was read: \(reason)",
        label: "not read to its end", "Nothing of it is used. Load it again once the server is there.")
    case .failed(let reason, let advice):
      return told(.unreadableFile, "The server cannot give \(subject(part)): \(reason)", advice)
    case .changed(let table):
      return told(
        .unreadableFile, "The table \(table) was emptied or rewritten while it was read", label: "try again",
        "All that is loaded from a server is as it was at one moment; what the table held then is gone.")
    case .badQuery(let reason, let position, let advice):
      guard case .query(let query)? = part else { return told(.unreadableFile, reason, advice) }
      let place = position.flatMap { self.span(ofWordAt: $0, in: query) }
      let usual = "A query is one `select`, such as `query \"select id, plan from users\"`."
      return diagnostic(
        .badSetting, "The server cannot answer this query: \(reason)", at: place ?? query.span,
        label: place == nil ? "this query" : "here", notes: [advice ?? usual], dataFile: address)
    }
  }

  private func subject(_ part: LoadSpec.DatabasePart?) -> String {
    switch part {
    case .table(let name): "the table \(name.name)"
    case .query: "the query"
    case nil: "the table"
    }
  }

  /// The word of a query at some character; nil where the query is not written as it is.
  private func span(ofWordAt position: Int, in query: LoadSpec.Column) -> SourceSpan? {
    guard let file, file.text(of: query.span) == "\"\(query.name)\"" else { return nil }
    let scalars = query.name.unicodeScalars
    guard let start = scalars.index(scalars.startIndex, offsetBy: position, limitedBy: scalars.endIndex),
      start < scalars.endIndex
    else { return nil }
    let rest = scalars[start...]
    let word = rest.prefix { $0.properties.isAlphabetic || $0 == "_" || $0.properties.numericType != nil }
    let end = word.isEmpty ? scalars.index(after: start) : word.endIndex
    let offset = query.span.start + 1
    return SourceSpan(
      offset + query.name.utf8.distance(from: query.name.startIndex, to: start),
      offset + query.name.utf8.distance(from: query.name.startIndex, to: end))
  }
}
