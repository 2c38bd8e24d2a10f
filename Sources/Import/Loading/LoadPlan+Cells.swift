internal import DataModel
internal import SourceText
internal import Text

/// Applies the lines of a load about reading cells: `missing`, `rates`, `decimals`, `dates … in`, `split`, `list`.
extension LoadPlan {
  mutating func bindCells(_ problems: inout Problems) {
    var settings = ColumnSettings()
    settings.missingMarks = Set(spec.missingMarks.map(ColumnSettings.mark))
    settings.rates = rates(&problems)
    apply(settings)
    // `decimals`, like `dates`, applies to the load's own file, not to joined ones.
    tables[0].settings.hasDecimalComma = spec.hasDecimalComma
    for (order, columns) in spec.dateOrders {
      for column in columns { settle(column, &problems) { $0.orders[$1] = order } }
    }
    for (hasComma, columns) in spec.columnDecimals {
      for column in columns { settle(column, &problems) { $0.decimalCommas[$1] = hasComma } }
    }
    for split in spec.splits {
      guard let source = find(split.column, &problems) else { continue }
      tables[source.table].require(.list, of: source.column)
      tables[source.table].splits[source.column] = ListSplit(split)
    }
    for list in spec.lists { bind(list.columns, as: list.name, &problems) }
  }

  /// Applies a setting to a column. In a joined file that is aggregated, the column is named with the file's alias, and
  /// all joins of that file share the setting.
  mutating func settle(
    _ column: LoadSpec.Column, _ problems: inout Problems, _ change: (inout TablePlan, Int) -> Void
  ) {
    var isSummed = false
    if tables[0].index(of: column.name) == nil {
      for index in joins.indices where joins[index].aggregation?.settle(column.name, change) == true {
        isSummed = true
      }
    }
    if isSummed { return }
    guard let source = find(column.name) else {
      let joined = joins.compactMap(\.aggregation).flatMap(\.qualifiedNames)
      var unknown = origin.unknownColumn(column, in: paths[0][0], has: allNames + joined)
      if let meant = joined.first(where: { $0.lowercased().hasSuffix(".\(column.name.lowercased())") }) {
        unknown.notes = ["A joined file has it: `\(qualifiedName(meant))`."]
        unknown.fixes = [
          Diagnostic.Fix("use \(meant)", [Diagnostic.Edit(column.span, qualifiedName(meant))])
        ]
      }
      return problems.add(unknown)
    }
    change(&tables[source.table], source.column)
  }

  /// `list Labels as labels`: one column, or all columns of that name in the header.
  private mutating func bind(
    _ columns: [LoadSpec.Column], as name: LoadSpec.Column?, _ problems: inout Problems
  ) {
    guard let first = columns.first else { return }
    var sources = columns.compactMap { find($0, &problems) }
    guard sources.count == columns.count, let table = sources.first?.table else { return }
    if columns.count == 1 {
      sources = tables[table].indices(like: first.name).map { Source(table: table, column: $0) }
    }
    guard sources.allSatisfy({ $0.table == table }) else {
      problems.add(
        origin.diagnostic(.notYet, "the columns of a list have to be in the same file", at: first.span))
      return
    }
    let columns = sources.map(\.column)
    let title = name?.name ?? tables[table].names[sources[0].column]
    if let taken = tables[table].index(of: title), !columns.contains(taken), let name {
      problems.add(
        origin.diagnostic(
          .ambiguousName, "there is already a column \(title)", at: name.span, dataFile: paths[table][0]))
      return
    }
    for column in columns { tables[table].isSkipped[column] = true }
    var derived = TablePlan.Derived(sources: columns, separator: ListSplit.unit, target: .list)
    derived.name = title
    tables[table].derived.append(derived)
  }

  private func rates(_ problems: inout Problems) -> Rates? {
    guard let (text, span) = spec.rates else { return nil }
    do throws(Rates.Failure) {
      return try Rates(text)
    } catch {
      // Skip the opening quote.
      let (start, end) = (span.start + 1 + error.range.lowerBound, span.start + 1 + error.range.upperBound)
      let place = end < span.end ? SourceSpan(start, end) : span
      problems.add(
        origin.diagnostic(
          .badNumber, error.message, at: place, label: "not a rate",
          notes: ["Give the value of one unit of each, as in `rates \"USD 1, EUR 1.08\"`."]))
      return nil
    }
  }
}

extension LoadPlan {
  /// `customer file matches /P[0-9]{3}/`: what of a column matches is the id.
  mutating func bindMatch(_ problems: inout Problems) -> Source? {
    guard let column = spec.customer, let pattern = spec.customerPattern,
      let source = find(column, &problems)
    else { return nil }
    do throws(RegularExpression.Invalid) {
      var derived = TablePlan.Derived(sources: [source.column], separator: "", target: .id)
      derived.pattern = try RegularExpression(pattern.text, ignoresCase: pattern.ignoresCase)
      tables[source.table].derived.append(derived)
    } catch {
      problems.add(
        origin.diagnostic(
          .unexpectedToken, "The regular expression /\(pattern.text)/ cannot be used: \(error.message)",
          at: column.span, label: "cannot be used"))
      return nil
    }
    return Source(table: source.table, column: tables[source.table].derived.count - 1, isDerived: true)
  }

  /// The column of the file's name, where a line of the load uses it.
  var fileName: String? {
    tables[0].fileColumns.first { $0.value == .name }.map { tables[0].names[$0.key] }
  }
}

extension ColumnSettings {
  /// A null marker in the form in which cells are compared with it.
  static func mark(_ text: String) -> String {
    let bytes = Array(text.utf8)
    return String(decoding: bytes[trimmedBounds(bytes.span)], as: UTF8.self).lowercased()
  }
}

extension ListSplit {
  /// Separates the values of several columns that are read as one list (the ASCII unit separator).
  static let unit = "\u{1F}"

  init(_ spec: LoadSpec.Split) {
    separator = Array(spec.separator.utf8)
    wholes = spec.parts.map { Array($0.utf8) }.sorted { $0.count > $1.count }
    isExact = !spec.parts.isEmpty
  }
}

extension TablePlan {
  /// The columns of a name, including duplicates in the header: `Labels`, `Labels_2` …
  func indices(like name: String) -> [Int] {
    guard let first = index(of: name) else { return [] }
    let original = header.names[first].lowercased()
    return header.names.indices.filter { $0 == first || header.originals[$0]?.lowercased() == original }
  }

  /// The settings for the cells of a column.
  func settings(of column: Int) -> ColumnSettings {
    var settings = settings
    settings.split = splits[column]
    settings.keepsSpelling = namingColumns.contains(column)
    settings.isMoney = moneyColumns.contains(column)
    settings.dateOrder = orders[column] ?? order
    settings.hasDecimalComma = decimalCommas[column] ?? settings.hasDecimalComma
    return settings
  }

  /// The settings for the times of a column: a zone in the column's name applies if the load gives none.
  func reading(of column: Int?, fileOrder: LoadSpec.DateOrder?) -> (reading: TimeOptions, remark: String?) {
    let named = isZoneGiven ? nil : column.flatMap { $0 < names.count ? HeaderZone(header.names[$0]) : nil }
    let reading = TimeOptions(
      order: column.flatMap { orders[$0] } ?? order, fileOrder: fileOrder, times: named?.zone ?? times,
      zone: zone)
    return (reading, named.map { "in \($0.words), as its name says" })
  }
}

extension LoadPlan {
  /// The column of a name; for `properties.*` all columns below it, among them those that come later in the file.
  mutating func findAll(_ column: LoadSpec.Column, _ problems: inout Problems) -> [Source]? {
    if column.name.hasSuffix(".*"), find(column.name) == nil {
      let prefix = column.name.dropLast().lowercased()
      let below = allNames.filter { $0.lowercased().hasPrefix(prefix) }.compactMap(find)
      tables[0].ignoredPrefixes.append(prefix)
      if !below.isEmpty { return below }
    }
    return find(column, &problems).map { [$0] }
  }
}
