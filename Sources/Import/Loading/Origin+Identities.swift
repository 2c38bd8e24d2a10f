internal import DataModel
internal import SourceText

/// Warnings about which people the rows of a file belong to.
extension Origin {
  func identities(of file: LoadReport.File, _ spec: LoadSpec, among loads: [LoadSpec]) -> [Diagnostic] {
    [contradicted(file), colliding(file, spec)].compactMap { $0 }
      + ((spec.customer ?? spec.key.first).flatMap { column in
        file.fit.map { misfits($0, in: column, of: file.path, spec, among: loads) }
      } ?? [])
  }

  /// A warning that a customers file contradicts an earlier one about somebody.
  private func contradicted(_ file: LoadReport.File) -> Diagnostic? {
    guard file.conflicts > 0 else { return nil }
    let many = counted(file.conflicts, "customer differs", "customers differ")
    let isAlone = file.contradictions.allSatisfy { $0.earlierFile == file.path }
    let other = isAlone ? "another row whose id is the same by the `ids` rules" : "what an earlier file says"
    return diagnostic(
      .conflictingKey, severity: .warning,
      "\(many) in \(file.path) from \(other); the earlier value counts",
      notes: file.contradictions.map {
        "\(shortened($0.id)): \($0.column) is “\(shortened($0.kept))” in \($0.earlierFile) and “\(shortened($0.other))” in \(file.path)."
      }, dataFile: file.path)
  }

  /// Warnings about columns where more than a tenth of the scores are outside the scale given.
  func wrongScales(of file: LoadReport.File, _ spec: LoadSpec) -> [Diagnostic] {
    file.offScale.filter(\.isWrong).map { off in
      let likely = Scale.likely(for: off.range)
      let (low, high) = (spelled(off.range.lowerBound), spelled(off.range.upperBound))
      return diagnostic(
        .suspiciousData, severity: .warning, "\(off.words): they go from \(low) to \(high)",
        at: spec.scores.first { $0.column.name.lowercased() == off.column.lowercased() }?.column.span,
        label: "another scale?",
        notes: likely.map {
          [
            "The usual scale \($0.words) fits: `score \(columnName(off.column)) from \($0.low) to \($0.high)`."
          ]
        } ?? [], dataFile: file.path)
    }
  }

  private func spelled(_ number: Double) -> String {
    number == number.rounded() && abs(number) < 1e15 ? "\(Int64(number))" : "\(number)"
  }

  /// A warning that two columns are declared as people's `value`, and which one is used.
  static func severalValues(_ loads: [LoadSpec]) -> [Diagnostic] {
    let valued = loads.filter { $0.kind == .customers && $0.value != nil }
    guard let first = valued.first, let name = first.value?.name else { return [] }
    return valued.dropFirst().compactMap { load in
      guard let other = load.value, other.name.lowercased() != name.lowercased() else { return nil }
      return Origin(load).diagnostic(
        .suspiciousData, severity: .note,
        "the value of a customer is \(name) of \(first.path); \(other.name) counts only if that is missing",
        at: other.span)
    }
  }

  /// A warning that id rules would merge two people of one file.
  private func colliding(_ file: LoadReport.File, _ spec: LoadSpec) -> Diagnostic? {
    guard !file.collidingIds.isEmpty else { return nil }
    let rest = file.collidingIds.count > 6 ? " and \(file.collidingIds.count - 6) more" : ""
    return diagnostic(
      .conflictingKey, severity: .warning,
      "the `ids` rules would merge several ids of \(file.path), so these stay separate: \(file.collidingIds.prefix(6).map(shortened).joined(separator: ", "))\(rest)",
      at: spec.key.first?.span,
      notes: [
        "If they are the same person, say which row counts: `newest by …` or `one row a \(columnName(spec.key.first?.name ?? "")) where …`."
      ],
      fixes: columnOfAge(among: file.columns.filter(\.type.isTime).map(\.name)).map {
        [adding("newest by \(columnName($0))")]
      } ?? [], dataFile: file.path)
  }

  private func misfits(
    _ fit: LoadReport.Fit, in column: LoadSpec.Column, of path: String, _ spec: LoadSpec,
    among loads: [LoadSpec]
  ) -> [Diagnostic] {
    var found: [Diagnostic] = []
    let by = spec.customerBy?.name
    if !fit.ambiguous.isEmpty {
      found.append(
        diagnostic(
          .conflictingKey, severity: .warning,
          "several customers have the same \(by ?? "value"), so rows of \(path) with it match nobody: \(fit.ambiguous.prefix(3).map(shortened).joined(separator: ", "))",
          at: spec.customerBy?.span, dataFile: path))
    }
    let isMostlyUnknown = spec.kind != .customers && fit.ids >= 5 && fit.known * 2 < fit.ids
    guard isMostlyUnknown || !fit.nearMisses.isEmpty else { return found }
    let ids = by.map { "values for \($0)" } ?? "ids"
    let message =
      isMostlyUnknown
      ? "\(column.name) of \(path) does not match the customers: \(fit.known) of \(fit.ids) different \(ids) are known"
      : fit.nearly(ids, column.name, path)
    var (notes, fixes) = (fit.nearMisses.flatMap { $0.sentences() }, [Diagnostic.Fix]())
    notes.append("As it is, each unknown id becomes a customer about whom nothing else is known.")
    fixes += fit.nearMisses.filter { $0.count + $0.leftOutCount > 0 }.map { adding($0.rule.line) }
    if isMostlyUnknown {
      fixes += fit.better.prefix(3).map {
        Diagnostic.Fix("use \($0)", [Diagnostic.Edit(column.span, columnName($0))])
      }
      if let other = fit.otherKey, other.load < loads.count {
        let people = loads[other.load]
        notes.append("They are values of \(other.column) in \(people.path).")
        fixes += keyFixes(other.column, people, column, spec)
      } else {
        notes.append(
          fit.better.isEmpty
            ? "No other column of the file matches." : "These columns match: \(listed(fit.better)).")
      }
    }
    found.append(
      diagnostic(
        .suspiciousData, severity: .warning, message, at: column.span,
        label: isMostlyUnknown ? "the right column?" : "spelt differently", notes: notes, fixes: fixes,
        dataFile: path))
    return found
  }

  /// Fixes for rows that match customers by another column than the key: make that column the key, or name it in this
  /// load.
  private func keyFixes(
    _ other: String, _ people: LoadSpec, _ column: LoadSpec.Column, _ spec: LoadSpec
  ) -> [Diagnostic.Fix] {
    let name = columnName(other)
    var fixes: [Diagnostic.Fix] = []
    if people.file == spec.file, people.key.count == 1, let key = people.key.first {
      fixes.append(Diagnostic.Fix("make it the customers' key", [Diagnostic.Edit(key.span, name)]))
    }
    if spec.customerBy == nil {
      let end = SourceSpan(column.span.end, column.span.end)
      fixes.append(Diagnostic.Fix("find customers by it", [Diagnostic.Edit(end, " by \(name)")]))
    }
    return fixes
  }
}

extension LoadReport.Fit {
  /// `2 of the 9 different ids in who of e.csv match a customer except for the spelling`
  func nearly(_ ids: String, _ column: String, _ path: String) -> String {
    let near = nearMisses.reduce(0) { $0 + $1.count + $1.sharedCount }
    let out = nearMisses.reduce(0) { $0 + $1.leftOutCount }
    let parts = [
      near == 0 ? nil : "\(near == 1 ? "matches" : "match") a customer",
      out == 0
        ? nil
        : out == 1
          ? "matches somebody left out of the customers" : "match people left out of the customers",
    ]
    let counted = zip([near, out], parts).compactMap { count, words in words.map { (count, $0) } }
    let more = counted.dropFirst().map { " and \($0) \($1)" }.joined()
    guard let first = counted.first else { return "" }
    return
      "\(first.0) of the \(self.ids) different \(ids) in \(column) of \(path) \(first.1)\(more)\(out > 0 ? "," : "") except for the spelling"
  }
}

extension LoadReport.Fit.NearMiss {
  /// `2 more would match with other capitalization: CY@x.test is cy@x.test, …`
  func sentences() -> [String] {
    let examples = examples.map { "\(shortened($0.id)) is \(shortened($0.customer))" }.joined(separator: ", ")
    let shared = sharedExamples.map {
      "\(shortened($0.id)) could be \($0.customers.map(shortened).joined(separator: " or "))"
    }
    let out = leftOutExamples.map { "\(shortened($0.id)) is \(shortened($0.customer))" }.joined(
      separator: ", ")
    let pairs =
      self.examples.map { ($0.id, $0.customer) } + leftOutExamples.map { ($0.id, $0.customer) }
      + sharedExamples.flatMap { shared in shared.customers.map { (shared.id, $0) } }
    let how = rule.words(of: pairs)
    return (count > 0 ? ["\(count) more would match \(how): \(examples)."] : [])
      + (sharedCount > 0
        ? [
          "\(sharedCount) would match several customers \(how), and \(sharedCount == 1 ? "stays" : "stay") separate until the file is corrected: \(shared.joined(separator: ", "))."
        ] : [])
      + (leftOutCount > 0
        ? [
          "\(leftOutCount) would be left out by the customers' `where` \(how): \(out)."
        ] : [])
  }
}

extension LoadSpec.IdRule {
  /// The line of a load that turns the rule on.
  var line: String {
    switch self {
    case .foldCase: "ids fold case"
    case .withoutZeros: "ids without zeros"
    case .first(let count): "ids first \(count) characters"
    }
  }

  /// How these ids differ in spelling from the customers' ids.
  fileprivate func words(of pairs: [(id: String, customer: String)]) -> String {
    switch self {
    case .foldCase:
      // Case folding also unifies dashes, quotes and full-width letters.
      pairs.allSatisfy { $0.id.lowercased() == $0.customer.lowercased() }
        ? "with other capitalization"
        : pairs.allSatisfy { $0.id.lowercased() != $0.customer.lowercased() }
          ? "with other dashes, quotes or letter forms"
          : "with other capitalization, dashes, quotes or letter forms"
    case .withoutZeros: "without leading zeros or a final `.0`"
    case .first(let count): "by their first \(count) characters"
    }
  }
}
