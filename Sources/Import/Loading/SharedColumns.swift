internal import DataModel
internal import SourceText
internal import Store

/// Columns with the same name in several loads become one attribute or property. Checks that they fit together: two
/// currencies, or percentages and plain numbers, cannot be added up, and one text column turns a `value` into text.
struct SharedColumns {
  private struct Part {
    var run: LoadRun
    var source: LoadPlan.Source
    var column: Column
    var isValue: Bool
    let name: String
    let path: String

    init(_ run: LoadRun, _ source: LoadPlan.Source, _ column: Column) {
      self.run = run
      self.source = source
      self.column = column
      isValue = run.plan.value == source
      name = run.title(source)
      path = run.plan.paths[source.table][0]
    }
  }

  private var parts: [Part] = []

  init(_ runs: [LoadRun]) {
    for run in runs where run.isUsable {
      let scores = run.plan.scores.map(\.source)
      for (source, finished) in run.shownColumns
      where finished.column.missing < finished.column.count && !scores.contains(source) {
        parts.append(Part(run, source, finished.column))
      }
    }
  }

  /// Reports, for each name, the first column that does not fit an earlier one. Quadratic in the number of columns per
  /// name.
  func check(_ problems: inout Problems) {
    for kind in [LoadSpec.Kind.customers, .events, .feedback] {
      var told: Set<String> = []
      // All `value` columns of customers are one, whatever their names.
      var (named, values) = ([String: [Part]](), [Part]())
      for part in parts where part.run.plan.spec.kind == kind {
        let name = part.name.lowercased()
        let alike =
          named[name, default: []] + (part.isValue ? values.filter { $0.name.lowercased() != name } : [])
        for other in alike where other.path.pathBytes != part.path.pathBytes {
          guard let problem = problem(part, other) ?? problem(other, part), told.insert(name).inserted
          else { continue }
          problems.add(problem)
        }
        named[name, default: []].append(part)
        if part.isValue { values.append(part) }
      }
    }
  }

  private func problem(_ part: Part, _ other: Part) -> Diagnostic? {
    if other.isValue, part.column.type == .text { return text(part, other) }
    guard part.column.type.isNumber, other.column.type.isNumber else { return nil }
    switch (part.column.unit, other.column.unit) {
    case (.money(let one)?, .money(let two)?) where one != two:
      return several(
        part, other, rates: "\(two.code) 1, \(one.code) …",
        "gives the value of one unit of each, and converts all to the one with 1.")
    case (.currencies?, .money(let two)?), (.money(let two)?, .currencies?):
      return several(part, other, rates: "\(two.code) 1, …", "converts all to \(two.code).")
    case (.currencies(let one)?, .currencies(let two)?) where one.lowercased() != two.lowercased():
      return several(part, other, rates: "USD 1, …", "converts all to the one with 1.")
    case (.percent?, nil) where other.column.holdsMoreThanZero, (.percent?, .money?):
      return part.run.origin.diagnostic(
        .typeMismatch,
        "\(part.name) has percentages in \(part.path) and other numbers in \(other.path)",
        notes: ["20% is read as 0.2. Correct one of the files, or give one column another name."],
        fixes: renamed(part, other), dataFile: part.path)
    case _: return nil
    }
  }

  /// An error for amounts whose currencies differ from file to file.
  private func several(_ part: Part, _ other: Part, rates: String, _ effect: String) -> Diagnostic {
    let places = [other, part].map { "\($0.column.unit?.words ?? "") in \($0.path)" }
    return part.run.origin.diagnostic(
      .typeMismatch, "\(part.name) is in several currencies: \(places.joined(separator: ", "))",
      notes: ["`rates \"\(rates)\"` \(effect)"], fixes: renamed(part, other), dataFile: part.path)
  }

  /// An error for a text column beside the numbers of a `value`.
  private func text(_ part: Part, _ value: Part) -> Diagnostic? {
    guard value.column.type.isNumber, case .texts(let codes, let dictionary) = part.column.values else {
      return nil
    }
    let rows = (0..<part.column.count).filter { part.column.isPresent(at: $0) }
    let unlike = rows.filter { LooseNumber(dictionary.bytes(of: codes[$0]).span) == nil }
    guard let row = unlike.first ?? rows.first else { return nil }
    let (path, line) = part.run.place(of: row, in: part.source.table)
    let number = part.run.origin.adding("type \(columnName(part.name)) number")
    return part.run.origin.diagnostic(
      .typeMismatch,
      "\(part.name) is the value of customers, but it is text in \(part.path), such as “\(shortened(dictionary[codes[row]]))”",
      notes: ["In \(value.path) it is a \(value.column.type.words)."],
      fixes: (unlike.count * 2 <= rows.count ? [number] : []) + renamed(part, value), dataFile: path,
      dataLine: line)
  }

  /// Fixes that keep the columns apart by another name, unless both are the value.
  private func renamed(_ part: Part, _ other: Part) -> [Diagnostic.Fix] {
    if part.isValue, other.isValue { return [] }
    let stem = part.path.split(separator: "/").last?.prefix { $0 != "." } ?? ""
    let name = columnName("\(part.name)_\(stem)")
    return [part.run.origin.adding("rename \(columnName(part.name)) as \(name)")]
  }
}

extension Column {
  fileprivate var holdsMoreThanZero: Bool {
    switch values {
    case .integers(let units): units.indices.contains { isPresent(at: $0) && units[$0] != 0 }
    case .reals(let reals): reals.indices.contains { isPresent(at: $0) && reals[$0] != 0 }
    case .boolean, .days, .instants, .texts, .lists: false
    }
  }
}
