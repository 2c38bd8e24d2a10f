import DataModel
import Plan
import SourceText
import Syntax

/// What a question says about its people, or about the records of a place: enough to know the currency of their amounts.
struct Known {
  var condition = Plan.Condition.everyone
  /// The columns that a figure is grouped by, so that each has a single value within a group.
  var groups: Set<String> = []
  /// Makes the rewrite that adds a condition, given as text.
  var adding: ((String) -> Diagnostic.Edit)?

  init(_ condition: Plan.Condition? = nil, adding: ((String) -> Diagnostic.Edit)? = nil) {
    self.condition = condition ?? .everyone
    self.adding = adding
  }
}

/// Amounts whose currency is in another column. Whatever adds or compares them needs a single value of that column.
extension Resolver {
  /// A property with its currency, if all records of a place are known to have the same one.
  func settled(_ property: PropertyRef, in place: RecordContext) -> PropertyRef {
    guard case .currencies(let column)? = property.unit else { return property }
    var settled = property
    let texts = text(column, in: place).flatMap { place.known.condition.texts(of: .property($0)) }
    settled.unit = money(texts ?? currencies(in: column, of: place).map(\.spelling)) ?? property.unit
    return settled
  }

  /// The same for an attribute and the people of the question.
  func settled(_ attribute: AttributeRef) -> AttributeRef {
    guard case .currencies(let column)? = attribute.unit else { return attribute }
    var settled = attribute
    let texts = catalog.attributes.first { $0.ref.name.lowercased() == column.lowercased() }.flatMap {
      people.condition.texts(of: .attribute($0.ref))
    }
    settled.unit = money(texts ?? currencies(in: column, of: nil).map(\.spelling)) ?? attribute.unit
    return settled
  }

  private func money(_ spellings: [String]) -> NumberUnit? {
    let codes = Set(spellings.map { Currency(spelled: $0)?.code })
    return codes.count == 1 ? codes.first.flatMap { $0 }.map { .money(Currency(code: $0)) } : nil
  }

  private func text(_ column: String, in place: RecordContext) -> PropertyRef? {
    property(Syntax.Name(column, .quoted, SourceSpan(0, 0)), in: place)
  }

  /// The texts of a currency column, most frequent first.
  private func currencies(in column: String, of place: RecordContext?) -> [(spelling: String, count: Int)] {
    if let place {
      return text(column, in: place).map { values(of: $0, in: place) }?.map { ($0.value, $0.count) } ?? []
    }
    let attribute = catalog.attributes.first { $0.ref.name.lowercased() == column.lowercased() }
    return attribute.map { catalog.values(of: $0.ref) }?.map { ($0.value, $0.people) } ?? []
  }

  /// Whether a value can be added up, averaged or ranked; reports an error if it is an amount in several currencies.
  func isInOneCurrency(_ value: Typed) -> Bool {
    isInOneCurrency(value.value.measure, at: value.span, in: value.place)
  }

  /// The same for a value in a comparison; the rewrite adds the currency to that comparison.
  func isInOneCurrency(_ value: Typed, comparedIn comparison: SourceSpan) -> Bool {
    let isOfOthers = if case .aggregate = value.value { true } else { false }
    return isInOneCurrency(
      value.value.measure, at: value.span, in: value.place,
      adding: isOfOthers ? nil : joined(to: comparison))
  }

  /// Whether two values can be compared; two amounts of one row have the same currency.
  func areInOneCurrency(_ left: Typed, _ right: Typed) -> Bool {
    if case .property = left.value, case .property = right.value, left.value.measure == right.value.measure {
      return true
    }
    let span = left.span.union(right.span)
    return isInOneCurrency(left, comparedIn: span) && isInOneCurrency(right, comparedIn: span)
  }

  /// Whether an amount is in one currency, as far as the question says; reports an error if it is not.
  func isInOneCurrency(
    _ unit: NumberUnit?, at span: SourceSpan, in place: RecordContext?,
    adding: ((String) -> Diagnostic.Edit)? = nil
  ) -> Bool {
    let known = place?.known ?? people
    guard case .currencies(let column)? = unit, !known.groups.contains(column.lowercased()) else {
      return true
    }
    var tallies: [String: (count: Int, spellings: [String])] = [:]
    for (spelling, count) in currencies(in: column, of: place) {
      guard let code = Currency(spelled: spelling)?.code else { continue }
      tallies[code, default: (0, [])].count += count
      tallies[code, default: (0, [])].spellings.append(value(spelling))
    }
    let most = tallies.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }
    let fixes = (adding ?? known.adding).map { edit in
      most.prefix(2).map { code, tally in
        let texts = tally.spellings.joined(separator: ", ")
        let test = tally.spellings.count == 1 ? "is \(texts)" : "in (\(texts))"
        return Diagnostic.Fix("those in \(code)", [edit("\(bare(column)) \(test)")])
      }
    }
    report(
      .typeMismatch,
      "`\(asked(span))` is in several currencies, according to \(bare(column))"
        + (most.isEmpty ? "" : ": ") + most.map { "\($0.value.count) \($0.key)" }.joined(separator: ", "),
      at: span, label: "in which one?",
      notes: ["`rates` in the load, such as `rates \"USD 1, EUR 1.08\"`, converts them into one."],
      fixes: fixes ?? [])
    return false
  }

  /// Makes the edit that joins another condition to a comparison.
  func joined(to comparison: SourceSpan) -> (String) -> Diagnostic.Edit {
    { condition in
      let text = "\(condition) and \(self.asked(comparison))"
      return Diagnostic.Edit(comparison, self.isInParentheses(comparison) ? text : "(\(text))")
    }
  }

  /// Makes the edit that joins another condition to a filter of records or people. If there is no filter, the condition is
  /// inserted at `end`, between `opening` and `closing`.
  func joined(
    to filter: Syntax.Condition?, orAfter end: Int, _ opening: String, closing: String = ""
  ) -> (String) -> Diagnostic.Edit {
    { condition in
      guard let filter else {
        return Diagnostic.Edit(SourceSpan(end, end), " \(opening)\(condition)\(closing)")
      }
      let own = self.asked(filter.span)
      if case .or = filter.kind { return Diagnostic.Edit(filter.span, "(\(own)) and \(condition)") }
      return Diagnostic.Edit(filter.span, "\(own) and \(condition)")
    }
  }

  /// What a statement says about its people or records, with the rewrite that adds a condition.
  func known(_ audience: Audience, _ population: Syntax.Population?) -> Known {
    Known(
      audience.records.map(\.filter) ?? audience.who.condition,
      adding: population.map { joined(to: $0.filter, orAfter: $0.span.end, "where ") })
  }

  private func isInParentheses(_ span: SourceSpan) -> Bool {
    guard span.start > 0, span.end < file.bytes.count else { return false }
    return file.bytes[span.start - 1] == UInt8(ascii: "(") && file.bytes[span.end] == UInt8(ascii: ")")
  }

  /// A place, with what the parts of an `and` say about its currency columns.
  func place(_ place: RecordContext?, knowing parts: [Syntax.Condition]) -> RecordContext? {
    guard var place else { return nil }
    place.known.condition = known(
      parts, in: place, of: currencyColumns(in: place), place.known.condition)
    return place
  }

  /// The same for people, while `resolve` runs.
  func knowing<Result>(_ parts: [Syntax.Condition], _ resolve: () -> Result) -> Result {
    let before = people
    people.condition = known(
      parts, in: nil, of: catalog.attributes.compactMap(\.ref.unit?.currencyColumn), people.condition)
    defer { people = before }
    return resolve()
  }

  private func currencyColumns(in place: RecordContext) -> [String] {
    let properties = place.holdsMessages ? catalog.feedbackProperties : kinds(in: place).flatMap(\.properties)
    return properties.compactMap(\.unit?.currencyColumn)
  }

  private func known(
    _ parts: [Syntax.Condition], in place: RecordContext?, of columns: [String], _ known: Plan.Condition
  ) -> Plan.Condition {
    if columns.isEmpty { return known }
    let names = Set(columns.map { $0.lowercased() })
    let quiet = Resolver(scope, file: file, isQuiet: true)
    let said = parts.compactMap { part -> Plan.Condition? in
      guard case .comparison(let comparison) = part.kind, case .name(let name, false) = comparison.value.kind,
        names.contains(name.text)
      else { return nil }
      return quiet.condition(part, in: place)
    }
    return .conjunction([known] + said)
  }
}

extension NumberUnit {
  fileprivate var currencyColumn: String? {
    if case .currencies(let column) = self { column } else { nil }
  }
}
