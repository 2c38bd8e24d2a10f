internal import DataModel
public import Present
public import Session
internal import SourceText

extension InteractiveShell {
  /// Runs typed statements.
  mutating func ask(_ text: String) {
    answer(text, isTyped: true) { $0.run(.typed(text)) }
  }

  /// Runs a script on the loaded data.
  mutating func run(script path: String) {
    switch session.source(at: path) {
    case .success(let script): answer(script.file.text, isTyped: false) { $0.run(script: script) }
    case .failure(let diagnostic): show([Outcome(.failed, diagnostics: [diagnostic])])
    }
  }

  private mutating func answer(_ text: String, isTyped: Bool, _ run: (inout QuerySession) -> [Outcome]) {
    let start = ContinuousClock.now
    let before = session.vocabulary.definitions
    session.limits = QuerySession.Limits(for: destination?.format ?? writer.format)
    let hadExample = session.showsExample
    let outcomes = run(&session)
    if hadExample, !session.showsExample { record = SessionLog() }
    record.add(text, isTyped: isTyped, outcomes, in: session, before: before)
    isStopped = outcomes.contains(where: \.isCancelled)
    // Answers from before the interruption are still shown.
    if isStopped { surroundings.resetCancellation() }
    suggestion = outcomes.count == 1 ? outcomes[0].rewrite : nil
    let took = ContinuousClock.now - start
    show(outcomes)
    if isTiming { say("Took \(took.words).") }
  }

  // MARK: Showing

  /// Writes the results of statements to the screen, or to the file chosen by `.output` or `.once`.
  mutating func show(_ outcomes: [Outcome]) {
    surroundings.finishProgress()
    writer.style.zone = session.zone
    guard var file = destination else {
      writer.startOver()
      showOnScreen(outcomes)
      // On a screen each answer is a document of its own; a pipe gets one document.
      if isTerminal { writer.finish(session.provenance) }
      return
    }
    let before = file.answers
    if outcomes.contains(where: \.failed) { writer.noteFailure() }
    do throws(HostError) {
      try file.take(outcomes, style: writer.style, session)
    } catch {
      if error == .cancelled {
        return writer.complain("Stopped: “\(file.path)” is unchanged.")
      }
      destination = nil
      writer.complain(
        Diagnostic(error).message
          + ". Its earlier content is kept. Answers are on this screen again.")
      return showOnScreen(outcomes)
    }
    guard file.answers > before else { return }
    destination = file.isOnce ? nil : file
    say("Written. " + file.account)
  }

  private mutating func showOnScreen(_ outcomes: [Outcome]) {
    let screen = writer.out
    for outcome in outcomes {
      let gathered = GatheredText()
      writer.out = { gathered.text += $0 }
      writer.write(outcome)
      writer.out = screen
      tell(gathered.text)
    }
    writer.tellIfStopped(outcomes)
    if isTerminal { writer.tellOfOmitted() }
    if isTerminal, !hasToldOfMore, outcomes.contains(where: \.hidesRows) {
      hasToldOfMore = true
      say(
        "`limit 50` at the end of a question shows more rows; "
          + "`.once FILE.csv` before it writes all to a file.")
    }
  }

  /// Shows a text on the screen, or in the pager.
  func tell(_ text: String) {
    let isTall =
      switch paging {
      case .on: !text.isEmpty
      case .off: false
      case .auto: text.utf8.count { $0 == UInt8(ascii: "\n") } >= surroundings.height()
      }
    if isTerminal, isTall, surroundings.page(text) { return }
    writer.out(text)
  }

  /// Writes a remark about what the prompt did, which is not part of an answer.
  func say(_ sentence: String) { writer.remark(sentence) }

  // MARK: Arguments of commands

  /// A path as typed: without quotes, `~` resolved.
  func path(_ argument: String) -> String {
    var path = argument[...]
    if let quote = path.first, "\"'".contains(quote), path.count > 1, path.last == quote {
      path = path.dropFirst().dropLast()
    }
    if let home = files.home, path == "~" || path.hasPrefix("~/") { return home + path.dropFirst() }
    return String(path)
  }

  /// A text after the user changed it in an editor; nil if it was not changed.
  func edited(_ text: String) throws(Complaint) -> String? {
    switch surroundings.edit(text) {
    case .failed(let reason): throw Complaint("\(reason) The statement was not run.")
    case .text(let changed):
      let changed = changed.trimmedLines
      return changed.isEmpty || changed == text.trimmedLines ? nil : changed
    }
  }
}

extension Outcome {
  /// Whether there are more rows than are shown.
  fileprivate var hidesRows: Bool {
    guard case .answer(let answer) = result else { return false }
    return answer.tables.contains { $0.hidden > 0 }
  }

  /// The statement as rewritten by the best fix of its first error, if there is one.
  fileprivate var rewrite: String? {
    guard let error = diagnostics.first(where: { $0.severity == .error }), let fix = error.fixes.first,
      let file = error.file, file.name == SourceFile.typedName
    else { return nil }
    return String(decoding: fix.applied(to: file.bytes), as: UTF8.self)
  }
}

extension QuerySession.Limits {
  /// People get a screenful of rows, machines all of them.
  public init(for format: Format) { self = format.isForPeople ? .screen : .all }
}

extension Duration {
  /// `12 ms`, `1.4 s`
  fileprivate var words: String {
    let milliseconds = Int((self / .milliseconds(1)).rounded())
    if milliseconds == 0 { return "less than 1 ms" }
    return milliseconds < 1000
      ? "\(milliseconds) ms" : "\(milliseconds / 1000).\(milliseconds % 1000 / 100) s"
  }
}
