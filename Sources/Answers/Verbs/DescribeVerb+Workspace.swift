internal import DataModel
internal import Plan

/// Answers a bare `describe`: where the data comes from, how it connects, and every name that questions can use.
extension DescribeVerb {
  func describeWorkspace(_ draft: inout Draft, builtIn: [String]) {
    draft.summary = [
      Answer.Figure("customers", catalog.customerCount, unit: .people),
      Answer.Figure("events", catalog.eventCount, unit: .records),
      Answer.Figure("feedback", catalog.feedbackCount, unit: .records),
    ]
    draft.headline =
      "\(grouped(catalog.customerCount)) customers (one per \(catalog.slots.key)), "
      + "\(grouped(catalog.eventCount)) events, \(grouped(catalog.feedbackCount)) pieces of feedback"
    draft.tables = [
      loadTable, mapTable, fitTable, attributeTable, eventTable, channelTable, feedbackTable, definitionTable,
    ].compactMap { $0 }
    if draft.tables.contains(where: { $0.hidden > 0 }) {
      draft.notes.append("`describe EVENT` shows one event with its properties.")
    }
    if let example = builtIn.first {
      let names = builtIn.map { $0.contains(" ") ? "\"\($0)\"" : $0 }.joined(separator: ", ")
      draft.notes.append("Built into Heed: \(names). `describe \(example)` explains one of them.")
    }
    if let clock = catalog.clock {
      draft.notes.append("Today is \(clock.today.iso) (\(clock.words)), time zone \(clock.zone.name).")
    } else {
      draft.notes.append("Nothing loaded has a time, so questions about time need `set today`.")
    }
  }

  /// One row per load: its file, what it holds, the column with the customer, and the joined files.
  private var loadTable: Draft.Table? {
    guard !context.loads.isEmpty else { return nil }
    return Draft.Table(
      title: "Loaded",
      columns: [
        Answer.Column("from", .text), Answer.Column("as", .text), Answer.Column("whose", .text),
        Answer.Column("joined with", .text),
      ], facts: context.loads.map { [$0.place, $0.contents, $0.owner, $0.joined].map { Answer.Cell($0) } })
  }

  /// How many ids of each file match a customer; nil if all do.
  private var fitTable: Draft.Table? {
    let fits = zip(context.loads, context.files).compactMap { load, file in
      file.fit.map { (load: load, fit: $0) }
    }
    guard fits.contains(where: { $0.fit.known < $0.fit.ids }) else { return nil }
    let rows = fits.map { load, fit -> [Answer.Cell] in
      func near(_ isIt: (LoadSpec.IdRule) -> Bool) -> Answer.Cell {
        let counts = fit.nearMisses.filter { isIt($0.rule) }.map {
          $0.count + $0.sharedCount + $0.leftOutCount
        }
        return Answer.Cell(counts.reduce(0, +))
      }
      return [
        Answer.Cell(load.place), Answer.Cell(fit.column), Answer.Cell(fit.ids),
        Answer.Cell(fit.known), near { $0 == .foldCase }, near { $0 == .withoutZeros },
        near { if case .first = $0 { true } else { false } },
      ]
    }
    return Draft.Table(
      title: "Ids that match a customer, and ids that nearly do",
      columns: [
        Answer.Column("from", .text), Answer.Column("column", .text), Answer.Column("ids", .integer),
        Answer.Column("known", .integer), Answer.Column("but for case", .integer),
        Answer.Column("but for zeros", .integer), Answer.Column("first 15", .integer),
      ], facts: rows)
  }

  private var attributeTable: Draft.Table? {
    guard !catalog.attributes.isEmpty else { return nil }
    let slots = catalog.slots
    let rows = catalog.attributes.map { info -> [Answer.Cell] in
      var parts: [String] = []
      if slots.segments.contains(info.ref) { parts.append("populations") }
      if slots.label == info.ref { parts.append("label") }
      if slots.value == info.ref { parts.append("value") }
      if slots.start == info.ref { parts.append("start") }
      if slots.end == info.ref { parts.append("end") }
      return [
        Answer.Cell(info.ref.name), Answer.Cell(info.ref.type.words),
        Answer.Cell(info.missing),
        Answer.Cell(parts.isEmpty ? .missing : .text(parts.joined(separator: ", "))),
        Answer.Cell(sample(of: info)),
      ]
    }
    return Draft.Table(
      title: "Attributes of customers",
      columns: [
        Answer.Column("attribute", .text), Answer.Column("type", .text),
        Answer.Column("missing", .integer, unit: .people), Answer.Column("used as", .text),
        Answer.Column("values", .text),
      ], facts: rows)
  }

  func sample(of info: AttributeInfo) -> String {
    if let range = info.range {
      return "\(bound(range.low, info.ref.unit)) to \(bound(range.high, info.ref.unit))"
    }
    let values = catalog.values(of: info.ref)
    let isUnique = values.allSatisfy { $0.people == 1 }
    let shown = values.prefix(4).map { isUnique ? $0.value : "\($0.value) \(grouped($0.people))" }
      .joined(separator: ", ")
    return values.count > 4 ? "\(shown), … \(grouped(info.distinct ?? values.count)) in all" : shown
  }

  /// The end of a range; an instant is shown as its day.
  func bound(_ value: Scalar, _ unit: NumberUnit? = nil) -> String {
    if case .moment(let moment) = value { return catalog.zone.day(of: moment).iso }
    return plain(value, unit)
  }

  private var eventTable: Draft.Table? {
    guard !catalog.events.isEmpty else { return nil }
    let shown = context.rowLimit == nil ? catalog.events : Array(catalog.events.prefix(20))
    let rows = shown.map { event -> [Answer.Cell] in
      let names = properties(of: event).map(\.name)
      return [
        Answer.Cell(event.name), Answer.Cell(event.records),
        Answer.Cell(event.people),
        Answer.Cell(event.first.map { .moment(.day(catalog.zone.day(of: $0))) } ?? .missing),
        Answer.Cell(event.last.map { .moment(.day(catalog.zone.day(of: $0))) } ?? .missing),
        Answer.Cell(names.joined(separator: ", ")),
        Answer.Cell(abridged(names)),
      ]
    }
    var table = Draft.Table(
      title: "Events",
      columns: [
        Answer.Column("event", .text), Answer.Column("records", .integer, unit: .records),
        Answer.Column("people", .integer, unit: .people), Answer.Column("first", .date),
        Answer.Column("last", .date), Answer.Column("properties", .text, for: .machines),
        Answer.Column("properties", .text, for: .people),
      ], facts: rows)
    table.hidden = catalog.events.count - shown.count
    return table
  }

  /// As many names as a screen has room for: `amount, device, … 14 in all`.
  private func abridged(_ names: [String]) -> String {
    let room = 32
    var shown: [String] = []
    for name in names where (shown + [name]).joined(separator: ", ").count <= room { shown.append(name) }
    return shown.count == names.count
      ? shown.joined(separator: ", ")
      : (shown + ["… \(names.count) in all"]).joined(separator: ", ")
  }

  /// The properties of an event, without the columns for customer, event name and time.
  func properties(of event: EventInfo) -> [PropertyInfo] {
    own(event.properties, .events)
  }

  /// Properties without the columns that a load uses for customer, kind and time.
  private func own(_ properties: [PropertyInfo], _ kind: LoadSpec.Kind) -> [PropertyInfo] {
    let columns = context.loads.filter { $0.kind == kind }.flatMap(\.slots)
    let slots = Set(columns.map { $0.name.lowercased() })
    return properties.filter { !slots.contains($0.name.lowercased()) }
  }

  private var channelTable: Draft.Table? {
    guard !catalog.channels.isEmpty else { return nil }
    let rows = catalog.channels.map { channel -> [Answer.Cell] in
      let scales = catalog.scores.compactMap { score -> String? in
        guard let scale = score.scales[channel.name] else { return nil }
        return "\(score.name) \(scale.map(\.words) ?? "(no scale)")"
      }
      return [
        Answer.Cell(channel.name), Answer.Cell(channel.messages),
        Answer.Cell(scales.isEmpty ? .missing : .text(scales.joined(separator: ", "))),
      ]
    }
    return Draft.Table(
      title: "Feedback by channel",
      columns: [
        Answer.Column("channel", .text), Answer.Column("messages", .integer, unit: .records),
        Answer.Column("scores", .text),
      ], facts: rows)
  }

  private var feedbackTable: Draft.Table? {
    let own = own(catalog.feedbackProperties, .feedback)
    guard !own.isEmpty else { return nil }
    return propertyTable(title: "Properties of feedback", own, of: nil, records: catalog.feedbackCount)
  }

  private var definitionTable: Draft.Table? {
    guard !context.definitions.isEmpty else { return nil }
    return Draft.Table(
      title: "Definitions",
      columns: [
        Answer.Column("name", .text), Answer.Column("from", .text), Answer.Column("definition", .text),
      ],
      facts: context.definitions.map {
        [
          Answer.Cell($0.name), Answer.Cell($0.origin.lastComponent),
          Answer.Cell($0.source),
        ]
      })
  }
}

extension LoadSpec {
  /// The name of the file without its folders; for a database, its table or query.
  var place: Scalar {
    switch source {
    case .file(let path): .text(path.lastComponent + (database?.title ?? ""))
    case .postgres(let address): .text(address + (database?.title ?? ""))
    }
  }

  /// The columns that the load uses for customer, event name, time, text, scores and channel.
  fileprivate var slots: [Column] {
    let channel: [Column] = if case .column(let column)? = channel { [column] } else { [] }
    return [customer, name].compactMap { $0 } + at + roles.flatMap(\.at) + text + scores.map(\.column)
      + channel
  }

  fileprivate var contents: Scalar {
    let names = roles.isEmpty ? [name?.name].compactMap { $0 } : roles.map(\.name.name)
    return .text(kind.rawValue + (names.isEmpty ? "" : " (\(names.joined(separator: ", ")))"))
  }

  fileprivate var owner: Scalar {
    let columns = key.isEmpty ? [customer].compactMap { $0 } : key
    return columns.isEmpty ? .missing : .text(columns.map(\.name).joined(separator: ", "))
  }

  fileprivate var joined: Scalar {
    let files = joins.map { join in
      let sides =
        join.left.name == join.right.name ? join.left.name : "\(join.left.name) = \(join.right.name)"
      return "\(join.shortName) on \(sides)"
    }
    return files.isEmpty ? .missing : .text(files.joined(separator: ", "))
  }
}

extension LoadSpec {
  /// The name of the file without its folders; of a server, its table, without the address.
  var shortName: String {
    switch source {
    case .file: place.text ?? ""
    case .postgres: database?.shortTitle ?? "the table"
    }
  }
}

extension LoadSpec.Join {
  /// The name of the file without its folders; of a server, its table, without the address.
  var shortName: String { isServer ? database?.shortTitle ?? "the table" : path.lastComponent }
}

extension String {
  var lastComponent: String { split(separator: "/").last.map(String.init) ?? self }
}
