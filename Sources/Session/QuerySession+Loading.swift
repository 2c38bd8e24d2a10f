internal import DataModel
internal import Engine
internal import Import
internal import Plan
internal import Semantics
internal import SourceText
internal import Store
internal import Text

/// The data of a workspace, and what is made of it once.
struct Loaded: Sendable {
  var backend: any Backend
  let catalog: any Catalog
  let language: Language
  let report: LoadReport
}

extension QuerySession {
  /// Reads the data anew; definitions stay, and so does the data where it can no longer be read.
  public mutating func reload() -> [Outcome] {
    let before = (loaded, shown)
    unload()
    let outcomes = load()
    if loaded == nil { (loaded, shown) = before }
    return outcomes
  }

  /// Lets go of the data, which is read anew before the next question. `them` stays who they are.
  mutating func unload() {
    if let loaded, let shown { self.shown = try? shown.snapshot(from: loaded.backend) }
    loaded = nil
  }

  /// Loads what the workspace names, if that has not been done.
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
    let taken = loaded.map { valuesUnderTakenWords(in: $0.catalog) } ?? []
    let them = loaded.flatMap { shown?.sentence(in: $0.catalog) }
    return [Outcome(.loaded(result.report), diagnostics: result.diagnostics + taken)]
      + (them.map { [Outcome(.done($0))] } ?? [])
  }

  static let nothingLoaded = Diagnostic(
    .notLoaded, "Nothing is loaded yet",
    notes: ["A workspace starts with `load customers from \"customers.csv\" key id`."])
}
