internal import Answers
internal import DataModel
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
        "What “\(path.content)” is to hold is told by its ending, and this is none that Heed writes",
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
      let style = Style(width: 100, zone: zone)
      var document = Document(format, heading: Document.Heading(inner.canonical))
      let text = document.write(.answer(answer), style) + document.closing(provenance, style)
      try host.write(target, Array(text.utf8))
    } catch {
      return Outcome(
        .failed, diagnostics: [Diagnostic(error, file: step.file, at: path.span)])
    }
    let rows = answer.tables.first?.rows.count ?? 0
    return Outcome(
      .done("Wrote \(rows) row\(rows == 1 ? "" : "s") of `\(inner.canonical)` to “\(target)”."))
  }
}
