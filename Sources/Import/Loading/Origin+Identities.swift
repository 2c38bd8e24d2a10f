internal import DataModel
internal import SourceText

/// What is told of whose the rows of a file are.
extension Origin {
  func identities(of file: LoadReport.File, _ spec: LoadSpec) -> [Diagnostic] {
    [contradicted(file), colliding(file, spec)].compactMap { $0 }
      + (spec.customer.flatMap { column in file.fit.map { misfits($0, in: column, of: file.path, spec) } }
        ?? [])
  }

  /// A customers file says of somebody what an earlier one denies.
  private func contradicted(_ file: LoadReport.File) -> Diagnostic? {
    guard file.conflicts > 0 else { return nil }
    let many = file.conflicts == 1 ? "1 customer differs" : "\(file.conflicts) customers differ"
    return diagnostic(
      .conflictingKey, severity: .warning,
      "\(many) in \(file.path) from what an earlier file says; the earlier value counts",
      notes: file.contradictions.map {
        "\($0.id): \($0.column) is “\($0.kept)” in \($0.earlierFile) and “\($0.other)” in \(file.path)."
      }, dataFile: file.path)
  }

  /// Rules would make two people of one file one.
  private func colliding(_ file: LoadReport.File, _ spec: LoadSpec) -> Diagnostic? {
    guard !file.collidingIds.isEmpty else { return nil }
    let rest = file.collidingIds.count > 6 ? " and \(file.collidingIds.count - 6) more" : ""
    return diagnostic(
      .conflictingKey, severity: .warning,
      "the rules for ids would make one of several ids of \(file.path), so these stay apart: \(file.collidingIds.prefix(6).joined(separator: ", "))\(rest)",
      at: spec.key.first?.span, dataFile: file.path)
  }

  private func misfits(
    _ fit: LoadReport.Fit, in column: LoadSpec.Column, of path: String, _ spec: LoadSpec
  ) -> [Diagnostic] {
    var found: [Diagnostic] = []
    if !fit.ambiguous.isEmpty {
      found.append(
        diagnostic(
          .conflictingKey, severity: .warning,
          "several customers have the same \(spec.customerBy?.name ?? "value"), so rows of \(path) with it are nobody's: \(fit.ambiguous.prefix(3).joined(separator: ", "))",
          at: spec.customerBy?.span, dataFile: path))
    }
    let isMostlyUnknown = fit.ids >= 5 && fit.known * 2 < fit.ids
    guard isMostlyUnknown || !fit.nearMisses.isEmpty else { return found }
    let others =
      fit.better.isEmpty ? "No other column of the file fits." : "These columns fit: \(listed(fit.better))."
    found.append(
      diagnostic(
        .suspiciousData, severity: .warning,
        "\(column.name) of \(path) does not fit the customers: of \(fit.ids) different ids \(fit.known) are theirs",
        at: column.span, label: "the right column?",
        notes: fit.nearMisses.map(\.sentence) + [
          "Each of the others becomes a customer of whom nothing else is known."
        ]
          + (isMostlyUnknown ? [others] : []),
        fixes: fit.nearMisses.map { adding($0.rule.line) }
          + fit.better.prefix(3).map {
            Diagnostic.Fix("use \($0)", [Diagnostic.Edit(column.span, columnName($0))])
          }, dataFile: path))
    return found
  }
}

extension LoadReport.Fit.NearMiss {
  /// `2 more would be theirs in another letter case: CY@x.test is cy@x.test, …`
  fileprivate var sentence: String {
    let examples = examples.map { "\($0.id) is \($0.customer)" }.joined(separator: ", ")
    return "\(count) more would be theirs \(rule.words): \(examples)."
  }
}

extension LoadSpec.IdRule {
  /// The line of a load that asks for it.
  fileprivate var line: String {
    switch self {
    case .foldCase: "ids fold case"
    case .withoutZeros: "ids without zeros"
    case .first(let count): "ids first \(count) characters"
    }
  }

  fileprivate var words: String {
    switch self {
    case .foldCase: "in another letter case"
    case .withoutZeros: "without zeros before them, or `.0` after"
    case .first(let count): "by their first \(count) characters"
    }
  }
}
