internal import DataModel
public import SourceText
internal import Syntax

/// A file of statements, read once.
public struct ScriptFile: Sendable {
  public let file: SourceFile
  /// The folder of its relative paths: its own folder, with a final slash; empty for the current folder.
  public let folder: String
  /// The real path of its folder, which a shared file may read; nil if there is none.
  let place: String?
  /// How far it is trusted, if it is opened as a workspace.
  var trust = Trust.named
  /// Warnings about its trust.
  var warnings: [Diagnostic] = []

  public init(_ file: SourceFile, folder: String, place: String?) {
    self.file = file
    self.folder = folder
    self.place = place
  }
}

extension QuerySession {
  /// Reads a file; a diagnostic if it cannot be read.
  public func source(at path: String) -> Result<ScriptFile, Diagnostic> { source(at: path, for: .full) }

  /// The paths in a text from a pipe start in the current folder.
  func source(
    at path: String, for trust: Trust, usedAt span: SourceSpan = .none, in file: SourceFile? = nil
  ) -> Result<ScriptFile, Diagnostic> {
    let host = host(for: trust)
    do throws(HostError) {
      let stream = try host.open(path)
      let isPipe = stream.size == nil || path.hasPrefix("/dev/")
      let source = SourceFile(name: path, bytes: try stream.bytes(of: path))
      // A pipe has no folder.
      return .success(
        ScriptFile(
          source, folder: isPipe ? "" : path.folder,
          place: isPipe ? try? self.host.resolve(".") : stream.folder))
    } catch {
      return .failure(Diagnostic(error, file: file, at: span))
    }
  }

  /// The `workspace.heed` of a folder (with a final slash; empty for the current one): a shared file, unless the user
  /// trusts that folder. Nil if there is none.
  public func workspace(foundIn folder: String) -> Result<ScriptFile, Diagnostic>? {
    let path = folder + "workspace.heed"
    let read = source(at: path)
    guard case .success(let named) = read else {
      if case .failure(let diagnostic) = read, diagnostic.code != .missingFile { return read }
      return nil
    }
    let place = (try? host.resolve(folder.isEmpty ? "." : folder)).map { $0 == "/" ? $0 : $0 + "/" }
    let standing = place.map { trusted.standing(of: $0 + "workspace.heed", named.file.bytes) } ?? .unknown
    if standing == .trusted { return read }
    let trust = Trust.shared(
      place: place, holder: .foundWorkspace(folder: folder, hasChanged: standing == .changed))
    // Read again with its permissions, because a link may lead out of the folder.
    return source(at: path, for: trust).map { found in
      var found = found
      found.trust = trust
      if standing == .changed { found.warnings = [.changedWorkspace(path, folder: folder)] }
      return found
    }
  }

  /// Whether a file has questions, rather than only loads and definitions.
  public static func asks(_ script: ScriptFile) -> Bool {
    problem(ofData: script.file) == nil
      && parse(script.file).script.statements.contains(where: \.isQuestion)
  }
}

extension Diagnostic {
  fileprivate static func changedWorkspace(_ path: String, folder: String) -> Diagnostic {
    Diagnostic(
      .refusedPath, severity: .warning,
      "“\(path)” has changed since it was trusted, so it can only read files in its own folder",
      notes: ["`heed trust \(shellWord(folder.isEmpty ? "." : folder))` trusts its current content."])
  }
}

// MARK: - Data instead of statements

extension QuerySession {
  /// The name of a text from standard input.
  public static let standardInput = "standard input"

  /// The error for a file that contains data instead of statements; nil for other files.
  public static func problem(ofData file: SourceFile) -> Diagnostic? {
    let lines = file.firstLines(2)
    guard file.hasEndingOfData || lines.areRows(of: file) else { return nil }
    let name = file.name.fileName
    let columns = lines.first?.cells ?? []
    let isPipe = file.name.hasPrefix("/dev/") || file.name == standardInput
    let key = columns.first { $0.lowercased() == "id" } ?? columns.first { $0.lowercased().hasSuffix("id") }
    let load =
      "load customers from \(Spelling.text(isPipe ? "customers.csv" : name))"
      + " key \(Spelling.name(key ?? columns.first ?? "id"))"
    let line = parse(SourceFile(name: name, text: load)).script.statements.first?.canonical ?? load
    return Diagnostic(
      .unexpectedToken, "“\(file.name)” contains data, not statements",
      notes: [
        isPipe
          ? "Heed reads data from files. A workspace describes them; one could begin: `\(line)`."
          : "A workspace describes data files. For this one, write workspace.heed next to it, beginning with: `\(line)`.",
        "`help load` has the lines for events and for feedback.",
      ], dataFile: file.name, dataLine: 1)
  }
}

extension SourceFile {
  private static let dataEndings = [
    ".csv", ".tsv", ".tab", ".psv", ".json", ".jsonl", ".ndjson", ".xlsx", ".ods", ".xls", ".parquet",
    ".sqlite",
    ".db", ".gz", ".zip", ".zst",
  ]

  fileprivate var hasEndingOfData: Bool {
    let name = name.lowercased()
    return SourceFile.dataEndings.contains { name.hasSuffix($0) }
  }

  /// The first lines that are not blank, without a byte order mark.
  fileprivate func firstLines(_ count: Int) -> [Substring] {
    let start = String(decoding: bytes.prefix(64 << 10), as: UTF8.self)
    let text = start.hasPrefix("\u{FEFF}") ? start.dropFirst() : start[...]
    return Array(
      text.split(maxSplits: 1_000, whereSeparator: \.isNewline).lazy
        .filter { !$0.allSatisfy(\.isWhitespace) }.prefix(count))
  }
}

extension [Substring] {
  /// Whether these first lines are rows of a table: they have the same number of cells, and are not statements.
  fileprivate func areRows(of file: SourceFile) -> Bool {
    guard count == 2, let separator = self[0].separator, !self[0].contains("\(separator) ") else {
      return false
    }
    let cells = map { $0.cells(separator).count }
    guard cells[0] == cells[1] else { return false }
    return !parse(SourceFile(name: file.name, text: joined(separator: "\n"))).diagnostics.isEmpty
  }
}

extension Substring {
  /// The separator of the cells of a header; nil for a line of one cell.
  fileprivate var separator: Character? {
    let counts = [",", ";", "\t", "|"].map { (separator: $0, count: cells($0).count) } as [(Character, Int)]
    return counts.max { $0.1 < $1.1 }.flatMap { $0.1 > 1 ? $0.0 : nil }
  }

  fileprivate var cells: [String] { separator.map { cells($0) } ?? [String(self)] }

  /// Cells without their quotes. A separator within quotes is part of its cell.
  fileprivate func cells(_ separator: Character) -> [String] {
    var cells = [""]
    var isQuoted = false
    for character in self {
      if character == "\"" {
        isQuoted.toggle()
      } else if character == separator, !isQuoted {
        cells.append("")
      } else {
        cells[cells.count - 1].append(character)
      }
    }
    return cells
  }
}
