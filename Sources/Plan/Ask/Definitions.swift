/// The current definitions, in order, with lookup by name in constant time. A topic may share its name with something else.
public struct Definitions: Sendable, RandomAccessCollection {
  private struct Key: Hashable {
    let name: String
    let isTopic: Bool

    init(_ definition: Definition) {
      name = definition.name.lowercased()
      isTopic = if case .topic = definition.meaning { true } else { false }
    }

    init(_ name: String, isTopic: Bool) {
      self.name = name
      self.isTopic = isTopic
    }
  }

  private var all: [Definition] = []
  private var places: [Key: Int] = [:]

  public init(_ definitions: [Definition] = []) {
    for definition in definitions { append(definition) }
  }

  public var startIndex: Int { 0 }
  public var endIndex: Int { all.count }
  public subscript(position: Int) -> Definition { all[position] }

  /// Adds a definition; it replaces one with the same name and kind.
  public mutating func append(_ definition: Definition) {
    let key = Key(definition)
    if let place = places[key] {
      all.remove(at: place)
      for later in place..<all.count { places[Key(all[later])] = later }
    }
    places[key] = all.count
    all.append(definition)
  }

  /// The condition, population, value or metric of a name in lower case.
  public func definition(_ name: String) -> Definition? {
    places[Key(name, isTopic: false)].map { all[$0] }
  }

  /// The topic of a name in lower case.
  public func topic(_ name: String) -> Definition? { places[Key(name, isTopic: true)].map { all[$0] } }
}
