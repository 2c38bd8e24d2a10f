public import DataModel

/// What customers did. All events stand clustered by customer, and beside that each kind has its own run in the same
/// order, so that a condition touches only the kinds that it names.
public struct Events: Sendable {
  public let count: Int
  /// Customer `c` did events `offsets[c]..<offsets[c + 1]`, in stable order; those from `offsets[customers.count]` on
  /// are of unknown authors.
  public let offsets: [UInt32]
  /// The kind of each, an index into `runs`.
  public let kinds: [UInt32]
  public let timeline: Timeline
  public let loads: LoadNumbers
  /// One for each kind, in order of first appearance.
  public let runs: [EventRun]

  let kindIndices: [String: Int]
}

/// The events of one kind, in the order of all events.
public struct EventRun: Sendable {
  /// As first spelt in the data; spellings that differ only in case are one kind.
  public let name: String
  /// Ascending; `customers.count` for unknown authors, who come last.
  public let customers: [UInt32]
  public let timeline: Timeline
  /// Where each stands among all events; ascending.
  public let positions: [UInt32]
  /// Only properties of which this kind has a value, in the order of the run. A dictionary may hold texts that only
  /// other kinds use.
  public let properties: [Column]
  /// Properties that its files have, and none of its events.
  public let lacking: [LackingColumn]

  public var count: Int { customers.count }

  /// The property of a name, in any case.
  public func property(named name: String) -> Column? {
    let key = name.lowercased()
    return properties.first { $0.name.lowercased() == key }
  }
}

/// A column of a file that no record which was taken has a value in.
public struct LackingColumn: Sendable {
  public let name: String
  public let type: ValueType

  init(_ column: Column) { (name, type) = (column.name, column.type) }
}

extension Events {
  /// The kind of a name, in any case.
  public func kind(named name: String) -> Int? { kindIndices[name.lowercased()] }

  /// The events of one customer.
  public func range(of customer: Int) -> Range<Int> { Int(offsets[customer])..<Int(offsets[customer + 1]) }

  /// Where an event stands in the run of its kind. O(log n)
  public func row(of event: Int) -> Int {
    let positions = runs[Int(kinds[event])].positions
    var (low, high) = (0, positions.count)
    while low < high {
      let middle = (low + high) / 2
      if Int(positions[middle]) < event { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

/// The load statement that each record came from: between an event and a feedback of one time it decides which is
/// first.
public struct LoadNumbers: Sendable {
  /// Empty where all are of load `only`.
  @usableFromInline let numbers: [UInt16]
  @usableFromInline let only: Int

  @inlinable
  public subscript(record: Int) -> Int { numbers.isEmpty ? only : Int(numbers[record]) }
}
