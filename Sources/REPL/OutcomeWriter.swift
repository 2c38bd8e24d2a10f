public import DataModel
public import Present
public import Session
public import SourceText

/// The only place that turns the results of statements into text: answers for standard output, diagnostics for standard
/// error, and the exit code.
public struct OutcomeWriter {
  public var style: Style
  public let errorsUseColor: Bool
  /// Whether errors are written as JSON objects for machines, rather than drawn.
  private let errorsAreJSON: Bool
  /// Whether loads are reported in full, rather than only their problems.
  public var tellsLoads = false
  /// Takes text for standard output and for standard error.
  var out: (String) -> Void
  let err: (String) -> Void
  /// Whether anything failed so far: exit code 1.
  public private(set) var failed = false
  private var document: Document
  /// The run that answers are compared with, if any.
  public var earlier: EarlierRun?
  /// Whether an answer has already said that names are replaced.
  private var saysAnonymous = false
  /// Lines about loads that are still to be added to an answer in JSON.
  private var untold: [String] = []
  /// How many diagnostics were written and how many omitted, by whether they are errors.
  private var written: [Bool: Int] = [:]
  private var omitted: [Bool: Int] = [:]

  /// The most diagnostics that are written; more are only counted.
  private static let mostDiagnostics = 20

  public init(
    format: Format, style: Style, heading: Document.Heading = Document.Heading("Heed"),
    errorsUseColor: Bool = false, out: @escaping (String) -> Void, err: @escaping (String) -> Void
  ) {
    document = Document(format, heading: heading)
    errorsAreJSON = format == .json
    self.style = style
    self.errorsUseColor = errorsUseColor
    self.out = out
    self.err = err
  }

  /// Setting the format begins a new document.
  public var format: Format {
    get { document.format }
    set { document = Document(newValue, heading: document.heading) }
  }

  /// Begins a new document.
  mutating func begin(_ format: Format, _ heading: Document.Heading) {
    document = Document(format, heading: heading)
  }

  public mutating func write(_ outcomes: [Outcome]) {
    for outcome in outcomes { write(outcome) }
    tellIfStopped(outcomes)
  }

  /// Writes that the user stopped the output, unless an outcome says that it was stopped itself.
  mutating func tellIfStopped(_ outcomes: [Outcome]) {
    if style.isCancelled(), !outcomes.contains(where: \.isCancelled) {
      write([Diagnostic(HostError.cancelled)])
    }
  }

  mutating func write(_ outcome: Outcome) {
    write(outcome.diagnostics)
    switch outcome.result {
    case .answer(var answer):
      if answer.holds == false { failed = true }
      if format == .json {
        answer.notes += untold
        untold = []
      }
      answer.change = earlier?.change(of: answer, zone: style.zone)
      if style.isAnonymous, !format.isPage, !saysAnonymous {
        answer.notes.append(Document.anonymityNote)
        saysAnonymous = true
      }
      let text = document.write(.answer(answer), style)
      if !style.isCancelled() { out(text) }
    case .note(let text): out(document.write(.note(text), style))
    case .done(let sentence):
      if format.isForPeople, !sentence.isEmpty { announce(sentence) }
    case .loaded(let report):
      let lines = report.lines(inFull: tellsLoads)
      for line in lines { announce(line) }
      keep(lines)
    case .failed:
      failed = true
      guard !style.isAnonymous else {
        return out(
          document.write(
            .failure("The error may name somebody; it is shown where the statement was run."), style))
      }
      let message = outcome.diagnostics.prefix(OutcomeWriter.mostDiagnostics).map { $0.drawn() }
        .joined(separator: "\n")
      out(document.write(.failure(message), style))
    }
  }

  /// Keeps lines for the notes of the next answer in JSON.
  private mutating func keep(_ lines: [String]) { untold += lines.map { String($0.drop { $0 == " " }) } }

  /// The end of the document, with what its answers are based on; empty if the format has none.
  func closing(_ provenance: Provenance?) -> String { document.closing(provenance, style) }

  /// Ends the document, and begins the next.
  public mutating func finish(_ provenance: Provenance?) {
    tellOfOmitted()
    out(closing(provenance))
    document = Document(format, heading: document.heading)
  }

  public mutating func write(_ diagnostics: [Diagnostic]) {
    // If there are too many, errors come first, and warnings take the room that is left.
    let errors = diagnostics.filter { $0.severity == .error }
    let rest = diagnostics.filter { $0.severity != .error }
    for diagnostic in diagnostics.count > OutcomeWriter.mostDiagnostics ? errors + rest : diagnostics {
      let isError = diagnostic.severity == .error
      if isError { failed = true }
      let shown = isError ? written[true, default: 0] : written.values.reduce(0, +)
      guard shown < OutcomeWriter.mostDiagnostics else {
        omitted[isError, default: 0] += 1
        continue
      }
      written[isError, default: 0] += 1
      draw(diagnostic)
    }
  }

  /// Writes only how many warnings and notes there are.
  public mutating func count(_ outcomes: [Outcome]) {
    let found = outcomes.flatMap(\.diagnostics).count
    if found > 0, !errorsAreJSON {
      announce(
        "The load has \(counted(found, "warning or note", "warnings and notes")), which are shown with the first answer."
      )
    }
  }

  private func draw(_ diagnostic: Diagnostic) {
    err((errorsAreJSON ? diagnostic.json : diagnostic.drawn(width: style.width, paint: paint)) + "\n")
  }

  /// Writes how many diagnostics were omitted, and resets the counts.
  public mutating func tellOfOmitted() {
    for (isError, count) in omitted.sorted(by: { $0.key && !$1.key }) {
      let what = counted(count, "more " + (isError ? "error" : "warning"))
      if errorsAreJSON {
        draw(Diagnostic(.tooLong, severity: .note, "… and \(what)"))
      } else {
        announce("… and \(what)")
      }
    }
    (written, omitted) = ([:], [:])
  }

  /// Makes the next answer count as the first, without a blank line before it.
  mutating func startOver() { document.startOver() }

  /// Records a failure that has been reported elsewhere.
  mutating func noteFailure() { failed = true }

  /// Writes an error that has no position in a text.
  mutating func complain(_ sentence: String) {
    failed = true
    let lines = ("error: " + printable(sentence)).wrapped(to: style.width)
    err(
      lines.joined(separator: "\n").replacing("error:", with: paint("error", "error:"), maxReplacements: 1)
        + "\n")
  }

  /// Writes a sentence about what was set up, or about the loaded data.
  public func announce(_ sentence: String) {
    for line in folded(sentence) { err(line + "\n") }
  }

  /// Writes a remark of the prompt.
  func remark(_ sentence: String) {
    for line in folded(sentence) { err(paint("line", line) + "\n") }
  }

  /// The text in lines that fit the screen; indentation is kept.
  private func folded(_ text: String) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { line -> [String] in
      let line = printable(String(line))
      if line.cellWidth <= style.width { return [line] }
      let indent = String(line.prefix { $0 == " " })
      return line.wrapped(to: max(10, style.width - indent.count)).map { indent + $0 }
    }
  }

  private func paint(_ part: String, _ text: String) -> String {
    guard errorsUseColor else { return text }
    let code =
      switch part {
      case "error": "1;31"
      case "label": "31"
      case "help": "36"
      case _: "2"
      }
    return "\u{1B}[\(code)m\(text)\u{1B}[0m"
  }
}

extension Diagnostic {
  /// A rewrite with the whole statement that it makes, where that is short: "ask it so: `count sellers`".
  private func inWords(_ fix: Fix) -> String {
    guard let file, file.bytes.count < 1000 else { return fix.message }
    return fix.message + ": `\(String(decoding: fix.applied(to: file.bytes), as: UTF8.self))`"
  }

  /// `{"error":{"code","message","file","line","column","length","help"}}`; a warning or note under its own key.
  var json: String {
    var json = JSONWriter()
    json.object { json in
      json.field(severity.rawValue) { json in
        json.object { json in
          json.field("code") { $0.string(code.rawValue) }
          json.field("message") { $0.string(message) }
          let name = dataFile ?? file?.name
          json.field("file") { json in name.map { json.string($0) } ?? json.null() }
          let line = dataFile == nil ? file?.line(at: span.start) : dataLine
          json.field("line") { json in line.map { json.raw(String($0)) } ?? json.null() }
          let column = dataFile == nil ? file?.column(at: span.start) : nil
          json.field("column") { json in column.map { json.raw(String($0)) } ?? json.null() }
          let length = dataFile == nil ? file?.text(of: span).unicodeScalars.count : nil
          json.field("length") { json in length.map { json.raw(String($0)) } ?? json.null() }
          let help = fixes.map(inWords) + notes
          json.field("help") { json in
            help.isEmpty ? json.null() : json.string(help.joined(separator: "; "))
          }
        }
      }
    }
    return json.text
  }
}
