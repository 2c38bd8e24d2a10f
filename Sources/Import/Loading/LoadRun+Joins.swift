internal import DataModel
internal import SourceText
internal import Store

/// Joins the files that a load names to its own.
extension LoadRun {
  mutating func join(_ problems: inout Problems) -> Bool {
    guard aggregateJoins(&problems) else { return false }
    for (index, join) in plan.joins.enumerated() {
      guard let ids = tables[index + 1].columns[join.right]?.column else { return false }
      let (left, right) = (forms.column(finished(join.left).column), forms.column(ids))
      let absent = join.aggregation == nil ? JoinedRows.none : UInt32(truncatingIfNeeded: right.count - 1)
      let several = rows.join(
        left: left, of: join.left.table, to: right, each: join.spec.each, absent: absent)
      if let several {
        problems.add(repeatedKey(several.key, several.rows, in: index + 1, join.spec))
        return false
      }
      let keys = count(index, left, right, absent: absent)
      tell(keys, of: index, isAllApart: rows.isAllApart(right, absent: absent), &problems)
    }
    return true
  }

  private func repeatedKey(_ key: String, _ rows: [Int], in table: Int, _ join: LoadSpec.Join) -> Diagnostic {
    let places = rows.prefix(5).map { "\(tables[table].lines.place(of: $0).line)" }
    let more = rows.count > 5 ? " and \(rows.count - 5) more" : ""
    let (path, line) = place(of: rows.first ?? 0, in: table)
    return origin.diagnostic(
      .conflictingKey,
      "\(join.right.name) “\(shortened(key))” is in \(rows.count) rows of \(join.path), so it is not clear which to join",
      at: join.pathSpan,
      notes: [
        "Lines \(places.joined(separator: ", "))\(more).",
        "To make one value of them, add after `on`: `total x as y`, `count as y`, `newest x by updated as y` or `any x as y`.",
      ],
      fixes: [
        Diagnostic.Fix(
          "keep a row for each",
          [Diagnostic.Edit(SourceSpan(join.pathSpan.start, join.pathSpan.start), "each ")])
      ], dataFile: path, dataLine: line)
  }
}

// MARK: - What became of the rows

/// The distinct keys of one side of a join that are looked up on the other side: those of the joined file if it is
/// aggregated, else those of the load's own file.
private struct SoughtKeys {
  var all: [String]
  /// Keys without a match.
  var lost: [String]
  /// The keys of the other side.
  var others: [String]

  /// At most this many keys are compared.
  private static let compared = 100_000

  /// Which id rules would match lost keys: each key counts for the first rule that finds exactly one other key for it.
  func nearMisses(besides rules: [LoadSpec.IdRule]) -> [LoadReport.Fit.NearMiss] {
    var rest = Array(lost.prefix(SoughtKeys.compared))
    return [LoadSpec.IdRule.foldCase, .withoutZeros, .first(15)].filter { !rules.contains($0) }.compactMap {
      rule in
      let forms = IDNormalizer(rules + [rule])
      func isMeant(_ id: String) -> Bool { rule != .first(15) || [15, 18].contains(id.utf8.count) }
      let owners = Dictionary(grouping: zip(forms.texts(others), others).filter { isMeant($1) }, by: \.0)
      let found = zip(forms.texts(rest), rest).compactMap { form, id -> (id: String, customer: String)? in
        guard isMeant(id), let own = owners[form], own.count == 1 else { return nil }
        return (id, own[0].1)
      }
      guard !found.isEmpty else { return nil }
      let taken = Set(found.map(\.id))
      rest.removeAll { taken.contains($0) }
      return LoadReport.Fit.NearMiss(rule: rule, count: found.count, examples: Array(found.prefix(3)))
    }
  }
}

extension LoadRun {
  /// Counts the matched and unmatched rows of the latest join. O(rows)
  private mutating func count(_ index: Int, _ left: Column, _ right: Column, absent: UInt32) -> SoughtKeys {
    let join = plan.joins[index]
    var joined = LoadReport.Joined(path: join.spec.path, isSummed: join.aggregation != nil)
    joined.names = join.spec.sums.isEmpty ? [join.spec.alias] : join.spec.sums.map(\.name.name)
    var matched = Bitmap(count: right.count)
    var (isFound, isLost) = (Bitmap(count: left.count), Bitmap(count: left.count))
    for (own, row) in rows.matches(in: join.left.table) {
      if row != JoinedRows.none, row != absent {
        matched[Int(row)] = true
        isFound[own] = true
      } else if left.isPresent(at: own) {
        isLost[own] = true
      }
    }
    joined.rowsFindingNone = isLost.population
    if let (keys, kept, repeated) = aggregatedRows[index], case .texts(let codes, _) = keys.values {
      for row in 0..<keys.count {
        if repeated[row] {
          joined.rowsRepeated += 1
        } else if !kept[row] {
          joined.rowsLeftOut += 1
        } else if !keys.isPresent(at: row) {
          joined.rowsWithoutKey += 1
        } else if matched[codes[row]] {
          joined.rowsTaken += 1
        } else {
          joined.rowsUnused += 1
        }
      }
    } else {
      joined.rowsTaken = matched.population
      joined.rowsWithoutKey = right.missing
      joined.rowsUnused = right.count - right.missing - joined.rowsTaken
    }
    report.joined.append(joined)
    return join.aggregation == nil
      ? SoughtKeys(all: left.keys(), lost: left.keys(besides: isFound), others: right.keys())
      : SoughtKeys(all: right.keys(), lost: right.keys(besides: matched), others: left.keys())
  }

  private func tell(
    _ keys: SoughtKeys, of index: Int, isAllApart: Bool, _ problems: inout Problems
  ) {
    let join = plan.joins[index].spec
    let near = keys.nearMisses(besides: plan.spec.idRules)
    let notes = near.flatMap { $0.sentences() }
    let fixes = near.map { origin.adding($0.rule.line) }
    if isAllApart {
      problems.add(
        origin.diagnostic(
          .suspiciousData, severity: .warning,
          "no \(join.left.name) is among the \(join.right.name) of \(join.path), so nothing is joined",
          at: join.pathSpan, label: "on the right columns?",
          notes: notes + ["All columns of \(join.alias) are missing."], fixes: fixes))
      return
    }
    // Of a file that is aggregated, rows whose key matches nothing are lost.
    let isMostlyLost = !join.sums.isEmpty && keys.all.count >= 5 && keys.lost.count * 2 > keys.all.count
    guard !near.isEmpty || isMostlyLost else { return }
    let right = "\(join.right.name) of \(join.path)"
    let (sought, others) = join.sums.isEmpty ? (join.left.name, right) : (right, join.left.name)
    problems.add(
      origin.diagnostic(
        .suspiciousData, severity: .warning,
        "\(sought) does not match \(others): \(keys.all.count - keys.lost.count) of \(keys.all.count) different values are found there",
        at: join.pathSpan, label: "on the right columns?", notes: notes, fixes: fixes, dataFile: join.path))
  }
}

extension Column {
  /// The distinct ids, except those of the given rows.
  fileprivate func keys(besides rows: Bitmap? = nil) -> [String] {
    guard case .texts(let codes, let dictionary) = values else { return [] }
    var isLeft = Bitmap(count: dictionary.count)
    for row in 0..<count where isPresent(at: row) { isLeft[codes[row]] = true }
    for row in rows?.ones.map({ $0 }) ?? [] where isPresent(at: row) { isLeft[codes[row]] = false }
    return isLeft.ones.map { dictionary[$0] }
  }
}

extension IDNormalizer {
  /// The normalized form of each id.
  fileprivate func texts(_ ids: [String]) -> [String] {
    var pool = StringPool()
    let column = self.column(Column("", codes: ids.map { pool.intern($0) }, dictionary: pool))
    guard case .texts(let codes, let dictionary) = column.values else { return ids }
    return ids.indices.map { dictionary[codes[$0]] }
  }
}
