internal import DataModel
internal import Phrasing
internal import Plan
internal import Semantics

/// A further word for a name: `synonym unhappy is detractor`.
struct Synonym: Sendable {
  var said: String
  var meant: String
}

/// What the loaded data calls its things, for understanding plain English.
extension WorkspaceWords {
  /// Columns with more values than these have none that are names, such as ids.
  private static let mostValues = 400

  init(_ catalog: any Catalog, _ definitions: Definitions, _ synonyms: [Synonym]) {
    self.init()
    columns = catalog.attributes.filter { $0.ref.name != "known" || $0.files.isEmpty == false }.map { info in
      Column(
        info.ref.name, Kind(info.ref.type), values: WorkspaceWords.values(info, catalog),
        isPopulation: catalog.slots.populations.contains(info.ref))
    }
    let charges = Set(catalog.charges.names)
    events = catalog.events.map { event in
      Event(
        event.name, properties: event.properties.map { WorkspaceWords.column($0, of: event.name, catalog) },
        isCharge: charges.contains(event.name))
    }
    messageColumns = catalog.feedbackProperties.map { WorkspaceWords.column($0, of: nil, catalog) }
    channels = catalog.channels.map(\.name)
    hasScore = !catalog.scores.isEmpty
    hasAbout = catalog.hasAbout
    (value, start, end) = (catalog.slots.value?.name, catalog.slots.start?.name, catalog.slots.end?.name)
    label = catalog.slots.label?.name
    if let clock = catalog.clock {
      let parts = clock.today.iso.split(separator: "-").compactMap { Int($0) }
      if parts.count == 3 { today = (parts[0], parts[1]) }
    }
    person = {
      catalog.customerID($0) ?? catalog.customerID($0.lowercased()) ?? catalog.customerID($0.uppercased())
    }
    conditions = preludeNames
    take(definitions)
    self.synonyms = synonyms.map { ($0.said, $0.meant) }
  }

  private mutating func take(_ definitions: Definitions) {
    for definition in definitions {
      switch definition.meaning {
      case .condition, .population: conditions.append(definition.name)
      case .value: figures.append(definition.name)
      case .metric: metrics.append(definition.name)
      case .topic: topics.append(definition.name)
      }
    }
  }

  private static func values(_ info: AttributeInfo, _ catalog: any Catalog) -> [String] {
    guard info.ref.type == .text || info.ref.type == .list, info.distinct.map({ $0 <= mostValues }) ?? false
    else { return [] }
    return catalog.values(of: info.ref).map(\.value)
  }

  private static func column(_ property: PropertyInfo, of event: String?, _ catalog: any Catalog) -> Column {
    let kind = Kind(property.type)
    let values = kind == .text ? catalog.values(ofProperty: property.name, event: event) : []
    return Column(property.name, kind, values: values.count <= 50 ? values.map(\.value) : [])
  }
}

extension WorkspaceWords.Kind {
  fileprivate init(_ type: ValueType) {
    self = type.isNumber ? .number : type.isTime ? .time : type == .boolean ? .flag : .text
  }
}
