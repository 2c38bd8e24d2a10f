public import DataModel

extension Value {
  /// The type of what it gives.
  public var type: ValueType {
    switch self {
    case .literal(let scalar):
      switch scalar {
      case .boolean: .boolean
      case .integer: .integer
      case .decimal(_, let places): .decimal(places: places)
      case .real: .real
      case .moment(let moment): moment.isDay ? .date : .timestamp
      case .list: .list
      case .missing, .text: .text
      }
    case .attribute(let attribute): attribute.type
    case .property(let property): property.type
    case .count: .integer
    case .aggregate(let aggregate, let property, _): aggregate.type(of: property.type)
    case .moment(.attribute(let attribute)): attribute.type
    case .moment: .timestamp
    case .elapsed: .real
    case .cycle, .presence: .integer
    case .named(_, let inner): inner.type
    }
  }
}

extension Value {
  /// What the number measures that it gives, where the data says so.
  public var measure: NumberUnit? {
    switch self {
    case .attribute(let attribute): attribute.unit
    case .property(let property): property.unit
    case .aggregate(let aggregate, let property, _): aggregate == .distinct ? nil : property.unit
    case .named(_, let inner): inner.measure
    case .literal, .count, .moment, .elapsed, .cycle, .presence: nil
    }
  }
}

extension Aggregate {
  /// The type of the figure over values of a type.
  public func type(of operand: ValueType) -> ValueType {
    switch self {
    case .average, .median, .percentile: .real
    case .total, .minimum, .maximum, .latest, .first: operand
    case .distinct: .integer
    }
  }
}
