internal import DataModel
internal import Engine
internal import Import
internal import Plan
internal import Semantics
internal import SourceText
internal import Store
internal import Text

/// The data of a workspace, and what is derived from it once.
struct Loaded: Sendable {
  var backend: any Backend
  let catalog: any Catalog
  let language: Language
  let report: LoadReport
}

extension QuerySession {
  /// Reloads the data. Definitions are kept, and so is the old data if the files can no longer be read.
  public mutating func reload() -> [Outcome] {
    let before = (loaded, shown)
    unload()
    let outcomes = load()
    if loaded == nil { (loaded, shown) = before }
    return outcomes
  }

  /// Discards the data, which is reloaded before the next question. `them` stay the same people.
  mutating func unload() {
    if let loaded, let shown { self.shown = try? shown.snapshot(from: loaded.backend) }
    loaded = nil
  }

  /// Loads the data of the workspace, if it is not loaded.
  mutating func load() -> [Outcome] {
    guard loaded == nil else { return [] }
    guard !workspace.loads.isEmpty else {
      return [Outcome(.failed, diagnostics: [QuerySession.nothingLoaded])]
    }
    var importer = Importer(host: example ?? host)
    importer.keepsRejectedCells = rejectsPath != nil
    var result = importer.load(workspace)
    if let failure = writeRejected(of: result.report) { result.diagnostics.append(failure) }
    guard let store = result.store, !result.diagnostics.contains(where: { $0.severity == .error }) else {
      return [Outcome(.failed, diagnostics: result.diagnostics)]
    }
    loaded = Loaded(
      backend: InMemoryEngine(store: store, isCancelled: host.isCancelled), catalog: StoreCatalog(store),
      language: store.language, report: result.report)
    last = nil
    anonymizer = nil
    let taken = loaded.map { valuesUnderTakenWords(in: $0.catalog) } ?? []
    let them = loaded.flatMap { shown?.sentence(in: $0.catalog) }
    return [Outcome(.loaded(result.report), diagnostics: result.diagnostics + taken)]
      + (them.map { [Outcome(.done($0))] } ?? [])
  }

  static let nothingLoaded = Diagnostic(
    .notLoaded, "Nothing is loaded yet",
    notes: ["A workspace starts with `load customers from \"customers.csv\" key id`."])
}
