import DataModel
import Plan

/// A plan's values.
extension Toy {
  func value(_ value: Plan.Value, _ soul: Soul, _ record: Record? = nil) throws(BackendError) -> Datum? {
    if soul.isStranger, value.readsPerson { return nil }
    switch value {
    case .literal(let scalar): return datum(scalar)
    case .attribute(let attribute): return census.value(of: .attribute(attribute.name, their: true), soul)
    case .property(let property): return self.property(property, record)
    case .count(let scope): return .number(try records(scope, of: soul, record).count * 100)
    case .aggregate(let aggregate, let property, let scope):
      let values = try records(scope, of: soul, record).compactMap { self.property(property, $0) }
      return figure(aggregate).value(of: values, in: census.place)
    case .moment(let anchor): return try when(anchor, soul, record).map { .when($0) }
    case .elapsed(let unit, let from, let to, let calendar):
      guard unit == .day || unit == .week else { throw .failed("the toy counts days and weeks") }
      let days = unit == .week ? 7 : 1
      guard let first = try when(from, soul, record), let last = try when(to, soul, record) else {
        return nil
      }
      if case .instant(let l) = first, case .instant(let r) = last, !calendar {
        return .real(Double(r - l) / Double(days * Place.dayLength))
      }
      let length = census.place.day(last) - census.place.day(first)
      return calendar || days == 1 ? .number(length / days * 100) : .real(Double(length) / Double(days))
    case .presence: throw .failed("the toy knows no days of presence")
    case .cycle: throw .failed("the toy knows no weekdays")
    case .named(_, let inner): return try self.value(inner, soul, record)
    }
  }

  func property(_ property: PropertyRef, _ record: Record?) -> Datum? {
    switch property.slot {
    case .at: record.map { .when($0.at) }
    case .day: record.map { .when(.day(census.place.day($0.at))) }
    case .kind: record.map { .text($0.kind) }
    case .column, .score, .channel, .text: record?.properties[property.name]
    }
  }

  func figure(_ aggregate: Plan.Aggregate) -> Figure {
    switch aggregate {
    case .average: .average
    case .median: .median
    case .total: .total
    case .minimum: .min
    case .maximum: .max
    case .distinct: .distinct
    case .latest: .latest
    case .first: .first
    case .percentile(let p): .percentile(p)
    }
  }

  func datum(_ scalar: Scalar) -> Datum? {
    switch scalar {
    case .missing: nil
    case .boolean(let flag): .flag(flag)
    case .integer(let number): .number(Int(number) * 100)
    case .decimal(let units, let places):
      places <= 2
        ? .number(Int(units) * (places == 0 ? 100 : places == 1 ? 10 : 1)) : .real(scalar.number ?? 0)
    case .real(let value): .real(value)
    case .moment(let moment): .when(when(moment))
    case .text(let text): .text(text)
    case .list(let elements): .list(elements)
    }
  }

  func scalar(_ datum: Datum?) -> Scalar {
    switch datum {
    case nil: .missing
    case .text(let text): .text(text)
    case .number(let hundredths):
      hundredths % 100 == 0
        ? .integer(Int64(hundredths / 100)) : .decimal(units: Int64(hundredths), places: 2)
    case .real(let value): .real(value)
    case .flag(let flag): .boolean(flag)
    case .when(let when): .moment(moment(when))
    case .list(let elements): .list(elements)
    }
  }
}
