public import DataModel
public import SourceText
public import Syntax
import Text

/// Adds a statement about the workspace (`load`, `link`, `set`) to its specification, before there is any data.
///
///     var spec = WorkspaceSpec()
///     for statement in script.statements { prepare(statement, of: file, folder: folder, into: &spec) }
///
/// `folder` is that of the file, where relative paths start. Nil for every other statement; `use` is one of them, since
/// only a caller that can read files follows it.
@discardableResult
public func prepare(
  _ statement: Statement, of file: SourceFile, folder: String, into spec: inout WorkspaceSpec
) -> [Diagnostic]? {
  switch statement.kind {
  case .load(let load):
    let (resolved, diagnostics) = LoadReader(load, statement, file: file, folder: folder).read()
    guard !diagnostics.contains(where: { $0.severity == .error }) else { return diagnostics }
    return diagnostics + take(resolved, into: &spec)
  case .link(let alias, let canonical, let path, let isServer, let part):
    if isServer, let problem = Diagnostic(passwordIn: path, of: file) { return [problem] }
    var link = LinkSpec(
      alias: .init(alias.spelling, at: alias.span),
      canonical: .init(canonical.spelling, at: canonical.span),
      path: path.content, pathSpan: path.span, folder: folder, file: file)
    (link.rows, link.sheet, link.database) = (part?.rows, part?.sheet, part?.database)
    link.isServer = isServer
    spec.links.append(link)
    return []
  case .set(let setting, let literal): return set(setting, literal, of: file, in: &spec)
  case .segment, .count, .sample, .measure, .quotes, .topics, .priorities, .blindspots, .words, .compare,
    .compareWindows, .why, .whyPerson, .person, .trend, .funnel, .retention, .survival, .lifecycle, .paths,
    .define,
    .topic, .synonym,
    .suggest, .param, .expect, .use, .note, .export, .describe, .explain, .invalid:
    return nil
  }
}

/// Adds a load. It replaces an earlier one that reads the same records of the same file, as every row would count twice.
private func take(_ load: LoadSpec, into spec: inout WorkspaceSpec) -> [Diagnostic] {
  let earlier = spec.loads.firstIndex { $0.readsTheSame(as: load) }
  spec.loads.append(load)
  spec.statedLoads += 1
  guard let earlier else { return [] }
  spec.loads.remove(at: earlier)
  return [
    Diagnostic(
      .duplicateClause, severity: .note,
      "This file was already loaded as the same \(load.kind.rawValue): this load replaces that one",
      file: load.file,
      at: load.sourceSpan)
  ]
}

/// `set today 2025-06-30`, `set timezone "Asia/Taipei"`, `set language "english"`, `set week starts monday`.
private func set(
  _ setting: Setting, _ literal: Literal, of file: SourceFile, in spec: inout WorkspaceSpec
) -> [Diagnostic] {
  func wrong(_ message: String, near: [String] = [], notes: [String] = []) -> [Diagnostic] {
    [
      Diagnostic(
        .badSetting, message, file: file, at: literal.span,
        label: near.first.map { "did you mean \($0)?" } ?? "",
        notes: notes,
        fixes: near.map { .init("did you mean \($0)?", replacing: literal.span, with: "\"\($0)\"") })
    ]
  }
  let text = literal.plainText ?? ""
  switch setting {
  case .today:
    guard case .date(let date) = literal.kind, let today = DataModel.Moment(date, zone: spec.zone) else {
      return wrong("`set today` takes a day, as in `set today 2025-06-30`")
    }
    spec.today = today
  case .timezone:
    guard let zone = Zone(named: text) else {
      return wrong(
        "There is no time zone “\(text)”", near: nearest(to: text, among: Zone.names),
        notes: ["Zones have names like \"UTC\" or \"Asia/Taipei\"."])
    }
    // A time of day that was set before is a local time in this zone.
    if case .instant(let instant)? = spec.today {
      spec.today = .instant(zone.instant(local: spec.zone.local(instant)))
    }
    spec.zone = zone
  case .language:
    guard let language = Language(text) else {
      return wrong(
        "Heed does not support the language “\(text)”", near: nearest(to: text, among: Language.supported),
        notes: ["It supports: \(Language.supported.joined(separator: ", "))."])
    }
    spec.language = language.name
  case .weekStarts:
    let days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
    guard let day = days.firstIndex(of: text.lowercased()) else {
      let near = nearest(to: text, among: days)
      return [
        Diagnostic(
          .badSetting, "“\(text)” is not a day of the week", file: file, at: literal.span,
          fixes: near.map { .init("did you mean \($0)?", replacing: literal.span, with: $0) })
      ]
    }
    spec.weekStart = day + 1
  }
  return []
}

extension DataModel.Moment {
  /// A written day, or a local time in a zone; nil for a period, or a day that is not in the calendar.
  fileprivate init?(_ literal: DateLiteral, zone: Zone) {
    switch literal.kind {
    case .day(let year, let month, let day):
      guard let day = Day(year: year, month: month, day: day) else { return nil }
      self = .day(day)
    case .time(let year, let month, let day, let hour, let minute, let second):
      guard let day = Day(year: year, month: month, day: day) else { return nil }
      let seconds = Int64(day.number) * 86_400 + Int64(hour * 3_600 + minute * 60 + second)
      self = .instant(zone.instant(local: seconds * 1_000_000))
    case .year, .month, .quarter, .week: return nil
    }
  }
}
