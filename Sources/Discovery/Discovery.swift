public import DataModel
internal import Import
internal import Kernels
public import SourceText

/// Finds the data files of a folder and proposes a workspace for them.
///
///     let found = Discovery(host: host).propose(folder: "exports/")
///     found.proposal?.text      // the file that `heed init exports` writes
///
/// Of a large file the first 64 MiB are looked at.
public struct Discovery: Sendable {
  public struct Result: Sendable {
    /// Nil if no file can be read as data.
    public var proposal: Proposal?
    /// Files that look like data and cannot be read.
    public var unread: [Diagnostic]
  }

  public let host: Host

  public init(host: Host) {
    var host = host
    host.kept = host.kept ?? KeptValues()
    self.host = host
  }

  /// Proposes a workspace for the data files of a folder (with its slash; empty for the current one) and of the folders
  /// in it, two deep.
  ///
  /// - Parameter base: what the paths in the workspace begin with; empty where it lies in the folder itself.
  public func propose(folder: String, base: String = "") -> Result {
    let exports = ownExports(folder) + Export.known
    return propose(files(in: folder, depth: 2), folder: folder, base: base, exports)
  }

  /// Proposes a workspace for some files, named as seen from a folder.
  ///
  /// - Parameter said: what they are said to be; nil if nobody said.
  public func propose(files: [String], folder: String, said: LoadSpec.Kind? = nil) -> Result {
    let paths = files.flatMap { path in (try? Importer(host: host).filesInArchive(path)) ?? [path] }
    return propose(paths, folder: folder, base: "", Export.known, said)
  }

  /// Proposes a workspace for the tables of a database on a server.
  ///
  /// - Parameters:
  ///   - table: the only table to look at; nil: all of them.
  ///   - said: what they are said to be; nil if nobody said.
  public func propose(server address: String, table: String?, said: LoadSpec.Kind? = nil) -> Result {
    defer { host.endDatabases() }
    let importer = Importer(host: host)
    do throws(Unprofiled) {
      let names = if let table { [table] } else { try importer.tables(ofServer: address) }
      var read: [TableProfile] = []
      for name in names { read.append(try importer.profile(address, .table(name), isServer: true)) }
      if read.isEmpty { return Result(proposal: nil, unread: []) }
      let tables = FileGroups(read, folder: "").tables
      return Result(proposal: Proposer(tables, Export.known, said: said).proposal(), unread: [])
    } catch {
      return Result(proposal: nil, unread: [error.diagnostic])
    }
  }

  private func propose(
    _ paths: [String], folder: String, base: String, _ exports: [Export], _ said: LoadSpec.Kind? = nil
  ) -> Result {
    let importer = Importer(host: host)
    let (paths, unnamable) = namable(paths)
    let parts = paths.flatMap { path in importer.parts(of: path).map { (path: path, part: $0) } }
    let profiles = parallelMap(parts.count) { index in profile(parts[index].path, parts[index].part) }
    var read: [TableProfile] = []
    var unread = unnamable
    for profile in profiles {
      switch profile {
      case .success(let profile):
        if Discovery.isData(profile.path) || profile.isTranscript { read.append(profile) }
      case .failure(let failure): unread.append(failure.diagnostic)
      }
    }
    guard !read.isEmpty else { return Result(proposal: nil, unread: unread) }
    let tables = FileGroups(read, folder: folder, base: base).tables
    return Result(proposal: Proposer(tables, exports, said: said).proposal(), unread: unread)
  }

  /// The files whose paths a load can write, and a diagnostic for each other one.
  private func namable(_ paths: [String]) -> (paths: [String], others: [Diagnostic]) {
    var others: [Diagnostic] = []
    let kept = paths.filter { path in
      guard let reason = unnamable(path) else { return true }
      others.append(
        Diagnostic(.unreadableFile, "“\(path)” cannot be loaded: \(reason)", notes: ["Rename the file."]))
      return false
    }
    return (kept, others)
  }

  /// Why no load can name a file; nil if one can.
  private func unnamable(_ path: String) -> String? {
    if path.unicodeScalars.contains(where: { $0.properties.generalCategory == .control || $0.value == 0x2028 }
    ) {
      return "a path is written on one line, and this name has a line break or another control character"
    }
    guard path.contains("*"), (try? host.files(path)) != [path] else { return nil }
    return "a `*` in a path stands for any characters, and this one also fits other files"
  }

  private func profile(_ path: String, _ part: FilePart) -> Swift.Result<TableProfile, Unprofiled> {
    do throws(Unprofiled) {
      let importer = Importer(host: host)
      var profile = try importer.profile(path, part)
      if profile.headerIsLikeRow {
        // Its first row is one of a person or record, and columns get names by what they hold.
        let names = columnNames(of: profile)
        profile = try importer.profile(path, part, columns: names)
        profile.headerIsLikeRow = true
      }
      return .success(profile)
    } catch {
      return .failure(error)
    }
  }

  // MARK: - Files

  /// Endings of files that hold data which Heed cannot read: they are named, with what to do.
  private static let foreignEndings = [
    ".sav", ".xls", ".xlsb", ".numbers", ".dta", ".sas7bdat", ".avro", ".orc", ".7z", ".rar",
  ]

  /// Endings of files that hold data.
  public static let endings = [
    ".csv", ".tsv", ".tab", ".psv", ".json", ".jsonl", ".ndjson", ".gz", ".zst", ".bz2", ".xz", ".zip",
    ".xlsx", ".ods", ".parquet", ".vtt", ".srt", ".docx", ".db", ".sqlite", ".sqlite3",
  ]

  /// What these files are, for a message.
  public static let formats = "CSV and its relatives, JSON, JSON Lines, Excel, Parquet, SQLite and interviews"

  /// Whether a file holds data, by its name.
  public static func isData(_ path: String) -> Bool {
    let name = path.lowercased()
    return (endings + foreignEndings).contains { name.hasSuffix($0) } && !name.fileName.hasPrefix(".")
  }

  private func files(in folder: String, depth: Int) -> [String] {
    let importer = Importer(host: host)
    let own = ((try? host.files(folder + "*")) ?? []).filter { $0.folder == folder }.flatMap {
      path -> [String] in
      if let inside = try? importer.filesInArchive(path) { return inside.filter(Discovery.isData) }
      // Many programs keep something else under this name.
      if path.lowercased().hasSuffix(".db"), !importer.isDatabase(path) { return [] }
      return Discovery.isData(path) || Discovery.mayBeTranscript(path) ? [path] : []
    }
    guard depth > 0 else { return own }
    let folders = (try? host.folders(in: folder)) ?? []
    return own + folders.flatMap { files(in: $0, depth: depth - 1) }
  }

  /// Whether a file of words may be what was said in an interview, by its name; what is in it decides.
  private static func mayBeTranscript(_ path: String) -> Bool {
    let name = path.fileName.lowercased()
    let isPage = ["readme", "license", "changelog", "notes"].contains { name.hasPrefix($0) }
    return (name.hasSuffix(".md") || name.hasSuffix(".txt")) && !isPage && !name.hasPrefix(".")
  }

  /// The exports that the user describes beside the data.
  private func ownExports(_ folder: String) -> [Export] {
    let paths = (try? host.files(folder + "*.export.heed")) ?? []
    return paths.compactMap { path in
      (try? host.bytes(of: path)).flatMap { Export(String(decoding: $0, as: UTF8.self)) }
    }
  }
}
