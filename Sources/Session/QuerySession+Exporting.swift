internal import Answers
public import DataModel
internal import Plan
internal import Present
internal import SourceText
internal import Syntax

extension QuerySession {
  /// Writes a whole answer to a file, in the format of the file's extension. The path is relative to the statement's file.
  mutating func export(
    _ question: Question, to path: Syntax.Text, _ step: StatementQueue.Step, _ loaded: Loaded,
    _ diagnostics: [Diagnostic]
  ) throws(BackendError) -> Outcome {
    guard case .export(let inner, _, let list) = step.statement.kind else { return Outcome(.failed) }
    let tool = list.flatMap { Present.ListTool(rawValue: $0.rawValue) }
    let format = ExportFormat(path.content)
    guard let format, tool == nil || format.isCSV else {
      return Outcome(.failed, diagnostics: diagnostics + [wrongEnding(path, tool, step)])
    }
    let target = self.path(path.content, from: step.folder)
    let host = host(for: step.trust)
    guard work == .answering else {
      do throws(HostError) { try host.tryWriting(target) } catch {
        return Outcome(.failed, diagnostics: [Diagnostic(error, file: step.file, at: path.span)])
      }
      return Outcome(.done(""), diagnostics: diagnostics)
    }
    var answer = try ask(question, statement: inner.canonical, .all, loaded).answer
    answer.notes += diagnostics.map { $0.sentence }
    answer = try anonymous(answer, loaded)
    let people = tool.flatMap { tool in answer.tables.first.flatMap { PeopleList($0, for: tool) } }
    if let tool, people == nil {
      return Outcome(.failed, diagnostics: diagnostics + [noAddress(for: tool, path, step)])
    }
    do throws(HostError) {
      let bytes =
        if let people { Array(people.text.utf8) } else {
          try written(answer, format, inner.canonical, target)
        }
      if host.isCancelled() { throw .cancelled }
      try host.write(target, bytes)
    } catch {
      var failure = Diagnostic(error, file: step.file, at: path.span)
      if error == .cancelled { failure.notes.append("Nothing was written to “\(target)”.") }
      return Outcome(.failed, diagnostics: [failure])
    }
    let extent = people?.extent ?? answer.extent
    return Outcome(.done("Wrote \(extent) of `\(inner.canonical)` to “\(target)”."))
  }

  private func wrongEnding(
    _ path: Syntax.Text, _ tool: Present.ListTool?, _ step: StatementQueue.Step
  ) -> Diagnostic {
    if let tool {
      return Diagnostic(
        .badSetting, "\(tool.name) takes a list as CSV", file: step.file, at: path.span, label: "not .csv",
        notes: ["Name the file `list.csv`."])
    }
    let endings = ExportFormat.endings.map { ".\($0)" }.joined(separator: ", ")
    return Diagnostic(
      .badSetting, "“\(path.content)” does not end in a format that Heed can write",
      file: step.file, at: path.span, label: "which format?", notes: ["It can write \(endings)."])
  }

  private func noAddress(
    for tool: Present.ListTool, _ path: Syntax.Text, _ step: StatementQueue.Step
  ) -> Diagnostic {
    Diagnostic(
      .badSetting, "\(tool.name) needs each person's email address, and this answer has none",
      file: step.file, at: path.span, label: "no address",
      notes: ["Add the attribute that has it: `show email`."])
  }

  /// The bytes of an answer in a format.
  private func written(
    _ answer: Answer, _ format: ExportFormat, _ statement: String, _ target: String
  ) throws(HostError) -> [UInt8] {
    var style = Style(width: 100, zone: zone)
    style.isCancelled = host.isCancelled
    switch format {
    case .workbook: return try workbook(answer, style, for: target)
    case .parquet: return try parquet(answer, style)
    case .text(let format):
      var document = Document(format, heading: Document.Heading(statement))
      return Array((document.write(.answer(answer), style) + document.closing(provenance, style)).utf8)
    }
  }

  /// Writes answers to a file for the user. A file that this session has read is never replaced.
  public func write(_ text: String, to path: String) throws(HostError) {
    try host.write(path, Array(text.utf8))
  }

  /// Checks that a file may be replaced, and leaves it as it is.
  public func tryWriting(_ path: String) throws(HostError) { try host.tryWriting(path) }
}

extension Answer {
  /// The size of an answer: `12 rows`; without a table, `3 quotes` or `2 figures`.
  fileprivate var extent: String {
    if let table = tables.first { return counted(table.rows.count, "row") }
    return quotes.isEmpty && quotesCaption == nil
      ? counted(summary.count, "figure") : counted(quotes.count, "quote")
  }
}

/// The formats in which an answer can be exported.
private enum ExportFormat {
  case text(Format)
  case workbook, parquet

  /// By the ending of a file's name.
  init?(_ fileName: String) {
    if fileName.lowercased().hasSuffix(".xlsx") {
      self = .workbook
    } else if fileName.lowercased().hasSuffix(".parquet") {
      self = .parquet
    } else if let format = Format(fileName: fileName) {
      self = .text(format)
    } else {
      return nil
    }
  }

  var isCSV: Bool {
    switch self {
    case .text(let format): format == .csv
    case .workbook, .parquet: false
    }
  }

  static var endings: [String] { Format.fileEndings + ["xlsx", "parquet"] }
}

extension PeopleList {
  /// `97 people for HubSpot (column Email; 3 without one left out)`
  fileprivate var extent: String {
    var notes = ["column \(header)"]
    if missing > 0 { notes.append("\(missing) without one left out") }
    if hostile > 0 { notes.append("\(hostile) that a spreadsheet would run as a formula left out") }
    let people = count == 1 ? "1 person" : "\(count) people"
    return "\(people) for \(tool.name) (\(notes.joined(separator: "; ")))"
  }
}
