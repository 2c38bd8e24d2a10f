internal import Answers
public import DataModel
internal import Plan
internal import Present
internal import SourceText
internal import Syntax

extension QuerySession {
  /// Writes a whole answer to a file, in the format that its name ends in. The path starts where the statement's file is.
  func export(
    _ question: Question, to path: Syntax.Text, _ step: StatementQueue.Step, _ loaded: Loaded,
    _ diagnostics: [Diagnostic]
  ) throws(BackendError) -> Outcome {
    guard let format = Format(fileName: path.content) else {
      let endings = Format.fileEndings.map { ".\($0)" }.joined(separator: ", ")
      let unknown = Diagnostic(
        .badSetting,
        "The ending of “\(path.content)” is not that of a format that Heed writes",
        file: step.file, at: path.span, label: "which format?", notes: ["It writes \(endings)."])
      return Outcome(.failed, diagnostics: diagnostics + [unknown])
    }
    let target = self.path(path.content, from: step.folder)
    let host = host(for: step.trust)
    guard work == .answering else {
      do throws(HostError) { try host.tryWriting(target) } catch {
        return Outcome(.failed, diagnostics: [Diagnostic(error, file: step.file, at: path.span)])
      }
      return Outcome(.done(""), diagnostics: diagnostics)
    }
    guard case .export(let inner, _) = step.statement.kind else { return Outcome(.failed) }
    var answer = try ask(question, statement: inner.canonical, .all, loaded).answer
    answer.notes += diagnostics.map { $0.sentence }
    do throws(HostError) {
      var style = Style(width: 100, zone: zone)
      style.isCancelled = host.isCancelled
      var document = Document(format, heading: Document.Heading(inner.canonical))
      let text = document.write(.answer(answer), style) + document.closing(provenance, style)
      if host.isCancelled() { throw .cancelled }
      try host.write(target, Array(text.utf8))
    } catch {
      var failure = Diagnostic(error, file: step.file, at: path.span)
      if error == .cancelled { failure.notes.append("Nothing was written to “\(target)”.") }
      return Outcome(.failed, diagnostics: [failure])
    }
    return Outcome(.done("Wrote \(answer.extent) of `\(inner.canonical)` to “\(target)”."))
  }

  /// Writes answers to a file for the user; a file that was read here is never replaced.
  public func write(_ text: String, to path: String) throws(HostError) {
    try host.write(path, Array(text.utf8))
  }

  /// Checks that a file may be replaced, and leaves it as it is.
  public func tryWriting(_ path: String) throws(HostError) { try host.tryWriting(path) }
}

extension Answer {
  /// How much it holds: `12 rows`; without a table `3 quotes`, or else `2 figures`.
  fileprivate var extent: String {
    if let table = tables.first { return counted(table.rows.count, "row") }
    return quotes.isEmpty && quotesCaption == nil
      ? counted(summary.count, "figure") : counted(quotes.count, "quote")
  }
}
