public import DataModel
private import Kernels
public import SourceText
public import Store
internal import Text

/// Loads a workspace: reads every file named by its loads and links, and builds the store.
///
///     let result = Importer(host: host).load(workspace)
///     result.store        // nil if `diagnostics` contains an error
///     result.report.files // one entry per load: rows read and rejected, column types found
///
/// Every load is attempted, so that the user sees all errors at once. Data that is odd but usable gives a warning:
/// rejected rows, ids in scientific notation, values that are not of their column's type.
public struct Importer: Sendable {
  /// The outcome of loading a workspace.
  public struct Result: Sendable {
    public var store: DataStore?
    /// What was read. If there is no store, what is known of the files that could be read.
    public var report: LoadReport
    public var diagnostics: [Diagnostic]
  }

  public let host: Host
  /// Whether the report includes the cells of rejected rows. Files with rejected rows are then read a second time.
  public var keepsRejectedCells = false

  public init(host: Host) {
    var host = host
    host.kept = host.kept ?? KeptValues()
    self.host = host
  }

  /// Reads all files and builds the store. Files are read in parallel. O(bytes of the files)
  public func load(_ workspace: WorkspaceSpec) -> Result {
    defer { host.endDatabases() }
    let began = host.elapsed()
    var problems = Problems()
    let language = Language(workspace.language)
    if language == nil {
      problems.add(Diagnostic(.badSetting, "Heed has no stemmer for “\(workspace.language)”"))
    }
    var builder = StoreBuilder(
      zone: workspace.zone, today: workspace.today, language: language ?? .english,
      weekStart: workspace.weekStart, charges: workspace.loads.flatMap(\.charges).map(\.name))
    let plans = plans(of: workspace, &problems)
    for plan in plans.compactMap(\.plan) { warn(ofDoubledNames: plan, &problems) }
    warn(ofFilesReadTwice: plans.compactMap(\.plan), &problems)
    // Files are read in parallel; their diagnostics are reported in the order of the loads.
    let loads = parallelMap(plans.count) { number in
      var (plan, host, problems) = plans[number]
      let run = plan.flatMap {
        host.isCancelled() ? nil : LoadRun($0, host, keepsCells: keepsRejectedCells, &problems)
      }
      return (run: run, problems: problems)
    }
    var failed = LoadReport()
    for load in loads { problems.add(load.problems) }
    SharedColumns(loads.compactMap(\.run)).check(&problems)
    SharedNames(loads.compactMap(\.run)).check(&problems)
    for (number, load) in loads.enumerated() {
      guard let run = load.run else { continue }
      failed.files.append(run.report)
      if run.isUsable { run.add(to: &builder, as: number, &problems) }
    }
    let links = workspace.links.compactMap { LinkRead($0, host, zone: workspace.zone, &problems) }
    for link in links { builder.add(link.batch) }
    if host.isCancelled() { problems.add(Importer.stopped) }
    guard !problems.hasErrors else {
      return Result(store: nil, report: failed, diagnostics: problems.all)
    }
    host.progress("building the store", nil)
    do throws(StoreError) {
      var (store, report) = try (consume builder).finish(isCancelled: host.isCancelled)
      report.seconds = host.elapsed() - began
      warn(of: report, links, store.clock, workspace, &problems)
      warn(ofCharges: workspace, store.events, &problems)
      return Result(store: store, report: report, diagnostics: problems.all)
    } catch {
      switch error {
      case .tooManyRecords(let limit):
        problems.add(
          Diagnostic(.tooLong, "there are more than \(limit) rows, the most that Heed can load"))
      case .cancelled: problems.add(Importer.stopped)
      }
      return Result(store: nil, report: failed, diagnostics: problems.all)
    }
  }

  /// What is wrong with a workspace as far as the beginnings of its files tell: files that cannot be opened, columns that
  /// they do not have, lines that are missing.
  public func check(_ workspace: WorkspaceSpec) -> [Diagnostic] {
    defer { host.endDatabases() }
    var problems = Problems()
    for plan in plans(of: workspace, &problems) { problems.add(plan.problems) }
    return problems.all
  }

  /// The loads resolved against the beginnings of their files, each with a host of its own permissions and with what is
  /// wrong with it.
  private func plans(
    of workspace: WorkspaceSpec, _ problems: inout Problems
  ) -> [(plan: LoadPlan?, host: Host, problems: Problems)] {
    var kinds = CustomerKinds()
    let plans = workspace.loads.map { spec in
      var problems = Problems()
      let host = host.confined(spec.permissions)
      let plan = LoadPlan(spec, host, zone: workspace.zone, &problems).flatMap {
        kinds.admit($0, &problems) ? $0 : nil
      }
      return (plan: plan, host: host, problems: problems)
    }
    checkInput(of: workspace.loads, &problems)
    for spec in workspace.loads { checkOtherColumn(of: spec, plans.compactMap(\.plan), &problems) }
    return plans
  }

  /// Standard input is one file.
  private func checkInput(of loads: [LoadSpec], _ problems: inout Problems) {
    for spec in loads.filter({ Host.isStandardInput($0.path) }).dropFirst() {
      problems.add(
        Origin(spec).diagnostic(
          .badSetting, "Two loads read standard input, which can be read once", label: "the second",
          notes: ["Write the data to a file first, and load that twice; or pipe one in, and name the other."])
      )
    }
  }

  /// Checks that the column of `customer mail by email` exists in a customers file.
  private func checkOtherColumn(of spec: LoadSpec, _ plans: [LoadPlan], _ problems: inout Problems) {
    guard let column = spec.customerBy else { return }
    let people = plans.filter { $0.spec.kind == .customers }
    let hasColumn = people.contains { plan in
      plan.find(column.name).map { !plan.ignored.contains($0) } ?? false
    }
    if hasColumn { return }
    guard let first = people.first else {
      return problems.add(
        Origin(spec).diagnostic(
          .badSetting,
          "customers are found by the column \(column.name) of their file, but no customers file is loaded",
          at: column.span))
    }
    problems.add(Origin(spec).unknownColumn(column, in: first.paths[0][0], has: people.flatMap(\.allNames)))
  }

  private static let stopped = Diagnostic(.cancelled, "loading was stopped")

  /// Warns if several loads create the same records from one file under different spellings of its path: every row
  /// would count twice. Customer rows are exempt, since they are merged by key.
  private func warn(ofFilesReadTwice plans: [LoadPlan], _ problems: inout Problems) {
    func files(_ plan: LoadPlan) -> Set<[UInt8]> {
      plan.spec.isServer ? [] : Set(plan.paths[0].compactMap { try? host.resolve($0).pathBytes })
    }
    for (number, plan) in plans.enumerated() where plan.spec.kind != .customers {
      for earlier in plans.prefix(number) {
        var spec = earlier.spec
        (spec.source, spec.folder) = (plan.spec.source, plan.spec.folder)
        let path = earlier.spec.path
        guard spec.readsTheSame(as: plan.spec), path != plan.spec.path else { continue }
        let count = files(plan).intersection(files(earlier)).count
        guard count > 0 else { continue }
        let what = count == 1 ? "a file" : "\(count) files"
        problems.add(
          Origin(plan.spec).diagnostic(
            .suspiciousData, severity: .warning,
            "“\(plan.spec.path)” and “\(path)”, loaded before, have \(what) in common, whose rows count twice",
            at: plan.spec.sourceSpan, label: "the same file", notes: ["Remove one of the two loads."]))
      }
    }
  }

  /// Warns if a load names a column that its file has several times.
  private func warn(ofDoubledNames plan: LoadPlan, _ problems: inout Problems) {
    let listed = Set(plan.spec.lists.flatMap(\.columns).map { $0.name.lowercased() })
    var seen = listed
    for column in plan.spec.namedColumns where seen.insert(column.name.lowercased()).inserted {
      let all = plan.tables[0].indices(like: column.name)
      guard all.count > 1 else { continue }
      let others = all.dropFirst().map { "`\(plan.tables[0].names[$0])`" }.joined(separator: ", ")
      problems.add(
        Origin(plan.spec).diagnostic(
          .ambiguousName, severity: .warning,
          "there are \(all.count) columns called \(column.name), and the first is used", at: column.span,
          notes: ["The other\(all.count > 2 ? "s are" : " is") called \(others) here."],
          dataFile: plan.paths[0][0]))
    }
  }

  /// Warns if `charges are` names an event that does not occur.
  private func warn(ofCharges workspace: WorkspaceSpec, _ events: Events, _ problems: inout Problems) {
    for spec in workspace.loads {
      for charge in spec.charges where events.kind(named: charge.name) == nil {
        let names = events.runs.prefix(12).map(\.name).joined(separator: ", ")
        problems.add(
          Origin(spec).diagnostic(
            .suspiciousData, severity: .warning, "no event is called \(charge.name)", at: charge.span,
            notes: names.isEmpty ? [] : ["Events are called \(names)\(events.runs.count > 12 ? " …" : "")."]))
      }
    }
  }

  /// Warnings that need the whole store: isolated newest date, ids that match nobody, conflicting links.
  private func warn(
    of report: LoadReport, _ links: [LinkRead], _ clock: Clock?, _ workspace: WorkspaceSpec,
    _ problems: inout Problems
  ) {
    if let clock, clock.isIsolated, clock.origin == .newestRecord {
      problems.add(
        Diagnostic(
          .suspiciousData, severity: .warning,
          "the newest moment, \(clock.today.iso), is isolated: nothing else happened in the 30 days before it",
          notes: [
            "Every “last N days” ends there.",
            clock.before.map { "If it is a mistake, add `set today \($0.iso)` to the workspace." }
              ?? "If it is a mistake, add `set today …` to the workspace.",
          ]))
    }
    for (spec, file) in zip(workspace.loads, report.files) {
      let origin = Origin(spec)
      let found =
        origin.identities(of: file, spec, among: workspace.loads) + origin.wrongScales(of: file, spec)
      for diagnostic in found {
        problems.add(diagnostic)
      }
    }
    for diagnostic in Origin.severalValues(workspace.loads) { problems.add(diagnostic) }
    if let conflicts = LinkRead.conflicts(of: links, report) { problems.add(conflicts) }
    for (link, fits) in zip(links, report.linkFits) {
      for diagnostic in link.misfits(fits, among: workspace.loads) { problems.add(diagnostic) }
    }
  }
}
