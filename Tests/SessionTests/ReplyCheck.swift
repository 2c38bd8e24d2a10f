import DataModel
import Foundation
import Plan
import Testing

/// Checks a reply as JSON against the schema of its measurement.
struct ReplyCheck {
  let schema: [ReplyColumn]
  let measurement: String

  func check(_ json: Any, at path: String) {
    if let column = schema.first(where: { $0.path == path }) {
      #expect(isFit(json, column.type), "\(measurement): \(path) is no \(column.type): \(json)")
      return
    }
    let isBranch = schema.contains { $0.path.hasPrefix(path) }
    guard isBranch else {
      Issue.record("\(measurement): the schema has no \(path)")
      return
    }
    if let list = json as? [Any] {
      for element in list { check(element, at: path + "[]") }
    } else if let object = json as? [String: Any] {
      for (name, value) in object { check(value, at: path.isEmpty ? name : path + "." + name) }
      for column in schema where isPart(column, of: path) && !column.isOptional {
        let rest = column.path.dropFirst(path.isEmpty ? 0 : path.count + 1)
        let name = String(rest.prefix { $0 != "." && $0 != "[" })
        #expect(object[name] != nil, "\(measurement): \(column.path) is absent")
      }
    } else {
      Issue.record("\(measurement): \(path) is \(json)")
    }
  }

  private func isPart(_ column: ReplyColumn, of path: String) -> Bool {
    path.isEmpty || column.path.hasPrefix(path + ".")
  }

  private func isFit(_ json: Any, _ type: ReplyColumn.Kind) -> Bool {
    switch type {
    case .integer: json is Int
    case .real: json is Double
    case .boolean: json is Bool
    case .text: json is String
    case .day: reads(json, as: Day.self)
    case .moment: reads(json, as: Moment.self)
    case .scalar: reads(json, as: Scalar.self)
    case .key: reads(json, as: KeyValue.self)
    case .metric: reads(json, as: MetricResult.self)
    case .scale: reads(json, as: Scale.self)
    }
  }

  private func reads<Value: Decodable>(_ json: Any, as: Value.Type) -> Bool {
    guard let data = try? JSONSerialization.data(withJSONObject: json, options: .fragmentsAllowed) else {
      return false
    }
    return (try? JSONDecoder().decode(Value.self, from: data)) != nil
  }
}
