internal import DataModel
internal import Discovery
internal import Import
public import SourceText
internal import Syntax

extension QuerySession {
  /// A workspace that was proposed for data files, and tried with them.
  public struct Proposed: Sendable {
    /// The file, in the canonical layout.
    public var file: SourceFile
    /// Where its paths start: a folder with its slash, or empty for the current one.
    public var folder: String
    /// Files that cannot be read.
    public var unread: [Diagnostic]
    /// Sentences about guesses, and about files that are not loaded.
    public var doubts: [String]

    /// How far its statements are trusted.
    let trust: Trust

    /// The same as a workspace. If it is for a folder, it can read only below that folder, like a workspace found there.
    public var script: ScriptFile {
      var script = ScriptFile(file, folder: folder, place: nil)
      script.trust = trust
      return script
    }
  }

  /// Why nothing can be proposed for some files. The last diagnostic says so; those before are about single files.
  public struct NothingProposed: Error, Sendable {
    public var diagnostics: [Diagnostic]

    static let stopped = NothingProposed(
      diagnostics: [
        Diagnostic(.cancelled, "looking at the files was stopped", notes: ["Nothing was written."])
      ])
  }

  /// Proposes a workspace for the data files of a folder (with its slash; empty for the current one). Its paths start
  /// there, or are absolute for a workspace that is to lie elsewhere.
  public func proposed(folder: String, liesElsewhere: Bool = false) throws(NothingProposed) -> Proposed {
    let place = (try? host.resolve(folder.isEmpty ? "." : folder)).map { $0 == "/" ? $0 : $0 + "/" }
    let base = liesElsewhere ? place ?? "" : ""
    // The files of a folder may come from others, so no link and no description of an export may lead out of it.
    let trust = Trust.shared(place: place, holder: .foundWorkspace(folder: folder, hasChanged: false))
    return try tried(Discovery(host: host(for: trust)).propose(folder: folder, base: base), folder, trust)
  }

  /// Proposes a workspace for some data files.
  public func proposed(files: [String]) throws(NothingProposed) -> Proposed {
    try tried(Discovery(host: host).propose(files: files, folder: ""), "", .named)
  }

  /// Whether a path is that of a data file, by its name.
  public static func isData(_ path: String) -> Bool { Discovery.isData(path) }

  /// Whether a folder (with its slash; empty for the current one) holds files of data.
  public func hasData(in folder: String) -> Bool {
    ((try? host.files(folder + "*")) ?? []).contains(where: Discovery.isData)
  }

  private func tried(
    _ found: Discovery.Result, _ folder: String, _ trust: Trust
  ) throws(NothingProposed) -> Proposed {
    if host.isCancelled() { throw .stopped }
    guard let proposal = found.proposal else {
      throw NothingProposed(diagnostics: found.unread + [.noData(in: folder, found.unread)])
    }
    var trial = ProposalTrial(proposal, folder: folder, trust: trust, host: host)
    trial.run()
    if host.isCancelled() { throw .stopped }
    guard !trial.proposal.loads.isEmpty else {
      throw NothingProposed(diagnostics: found.unread + [.nothingToLoad(trial.proposal.left)])
    }
    return Proposed(
      file: trial.file, folder: folder, unread: found.unread, doubts: trial.proposal.doubts, trust: trust)
  }
}

extension Diagnostic {
  fileprivate static func noData(in folder: String, _ unread: [Diagnostic]) -> Diagnostic {
    guard unread.isEmpty else {
      return Diagnostic(.missingFile, "None of these files can be read", notes: [])
    }
    return Diagnostic(
      .missingFile, "There are no data files \(folder.isEmpty ? "here" : "in “\(folder)”")",
      notes: ["Heed finds \(Discovery.formats), and files packed with gzip, Zstandard or zip."])
  }

  fileprivate static func nothingToLoad(_ left: [String]) -> Diagnostic {
    Diagnostic(
      .missingFile, "Heed finds no customers in these files by itself",
      notes: left + [
        "Say what a file holds: `load customers from \"people.csv\" key id`, then `heed -w workspace.heed`."
      ])
  }
}

/// Loads a proposal with its files, and removes what fails.
struct ProposalTrial {
  private(set) var proposal: Proposal
  private let folder: String
  private let trust: Trust
  private let host: Host
  /// The session in which every load succeeded.
  private var loaded: QuerySession?

  init(_ proposal: Proposal, folder: String, trust: Trust, host: Host) {
    (self.proposal, self.folder, self.trust, self.host) = (proposal, folder, trust, host)
  }

  /// The proposal as a file beside the data.
  var file: SourceFile { SourceFile(name: folder + "workspace.heed", text: proposal.text) }

  /// Repairs the loads, then counts the definitions.
  mutating func run() {
    settle()
    countDefinitions()
  }

  /// Loads and repairs, until every load that is left succeeds.
  mutating func settle() {
    while let error = firstError(), mend(error) {}
  }

  private func session() -> QuerySession {
    var session = QuerySession(host: host, limits: .all)
    session.mayRedefine = true
    return session
  }

  /// The first error of the loads. The beginnings of the files are checked before the whole files are loaded.
  private mutating func firstError() -> Diagnostic? {
    let file = file
    var session = session()
    var gathered = StatementQueue()
    session.gather(file, folder: folder, trust: trust, chain: [file.name], into: &gathered)
    let known = gathered.diagnostics + Importer(host: host).check(session.workspace)
    if let error = known.first(where: { $0.severity == .error }) { return error }
    guard !proposal.loads.isEmpty else { return nil }
    let error = session.load().flatMap(\.diagnostics).first { $0.severity == .error }
    if error == nil { loaded = session }
    return error
  }

  /// Adds the line that fixes an error, or removes the line or load that causes it; false if neither is possible.
  private mutating func mend(_ error: Diagnostic) -> Bool {
    guard error.code != .cancelled, let file = error.file, error.span != .none,
      let place = proposal.place(ofLine: file.line(at: error.span.start), in: file.text)
    else { return false }
    if let line = error.fixes.lazy.compactMap(\.addedLine).first,
      !proposal.loads[place.load].lines.contains(where: { $0.text == line })
    {
      proposal.loads[place.load].lines.append(Proposal.Line(line, "a guess: nothing in the file proves it"))
    } else if let line = place.line {
      proposal.loads[place.load].lines.remove(at: line)
    } else {
      proposal.left.append(
        "\(proposal.loads[place.load].head.text.dropFirst("load ".count)): \(error.message)")
      proposal.loads.remove(at: place.load)
    }
    return true
  }

  /// Notes for each definition how many people it is true of; one that cannot be counted, or is true of nobody, is removed.
  private mutating func countDefinitions() {
    guard var session = loaded else { return }
    proposal.definitions = proposal.definitions.compactMap { definition in
      guard let count = count(definition.condition, &session), count > 0 else { return nil }
      var counted = definition
      counted.note = "\(count) people" + (definition.note.isEmpty ? "" : ": \(definition.note)")
      // A date may be set that is still to come: somebody who has given notice has not left yet.
      let isSet = " is set"
      let untilToday = definition.condition.dropLast(isSet.count) + " <= today"
      if definition.condition.hasSuffix(isSet), let gone = self.count(String(untilToday), &session),
        gone < count
      {
        counted.condition = String(untilToday)
        counted.note = "\(gone) people; for \(count - gone) more, the date is in the future"
      }
      return counted
    }
  }

  /// How many people a condition is true of; nil if it cannot be asked.
  private func count(_ condition: String, _ session: inout QuerySession) -> Int64? {
    let question = "count customers where known and (\(condition))"
    guard case .answer(let answer)? = session.run(SourceFile(name: "count", text: question)).last?.result,
      case .integer(let count)? = answer.summary.first(where: { $0.key == "count" })?.value
    else { return nil }
    return count
  }
}

extension Diagnostic.Fix {
  /// The line that it adds to a load; nil if it does something else.
  fileprivate var addedLine: String? {
    guard edits.count == 1, edits[0].span.start == edits[0].span.end, edits[0].replacement.hasPrefix("\n  ")
    else {
      return nil
    }
    return String(edits[0].replacement.dropFirst(3))
  }
}
