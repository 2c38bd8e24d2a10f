public import DataModel

/// All events, clustered by customer. In addition each kind has its own run in the same order, so that a condition only
/// reads the kinds that it names.
public struct Events: Sendable {
  public let count: Int
  /// Customer `c` did the events `offsets[c]..<offsets[c + 1]`, in stable order; events from `offsets[customers.count]`
  /// on have unknown authors.
  public let offsets: [UInt32]
  /// The kind of each event, an index into `runs`.
  public let kinds: [UInt32]
  public let timeline: Timeline
  public let loads: LoadNumbers
  /// One run per kind, in order of first appearance.
  public let runs: [EventRun]

  let kindIndices: [String: Int]
}

/// The events of one kind, in the order of all events.
public struct EventRun: Sendable {
  /// The spelling that occurs first; spellings that differ only in case are one kind.
  public let name: String
  /// The customer of each event, ascending; `customers.count` for unknown authors, who come last.
  public let customers: [UInt32]
  public let timeline: Timeline
  /// The position of each event among all events, ascending.
  public let positions: [UInt32]
  /// The properties that have a value in this kind, in the order of the run. A dictionary may include texts of other
  /// kinds.
  public let properties: [Column]
  /// Properties of its files that have no value in this kind.
  public let lacking: [LackingColumn]

  public var count: Int { customers.count }

  /// The property with a name, ignoring case.
  public func property(named name: String) -> Column? {
    let key = name.lowercased()
    return properties.first { $0.name.lowercased() == key }
  }
}

/// A column of a file that has no value in any record used.
public struct LackingColumn: Sendable {
  public let name: String
  public let type: ValueType

  init(_ column: Column) { (name, type) = (column.name, column.type) }
}

extension Events {
  /// The kind with a name, ignoring case.
  public func kind(named name: String) -> Int? { kindIndices[name.lowercased()] }

  /// The events of one customer, as indices.
  public func range(of customer: Int) -> Range<Int> { Int(offsets[customer])..<Int(offsets[customer + 1]) }

  /// The index of an event in the run of its kind. O(log n)
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

/// The number of the load statement of each record. It decides the order of an event and a feedback record with the
/// same time.
public struct LoadNumbers: Sendable {
  /// Empty if all records are of load `only`.
  @usableFromInline let numbers: [UInt16]
  @usableFromInline let only: Int

  @inlinable
  public subscript(record: Int) -> Int { numbers.isEmpty ? only : Int(numbers[record]) }
}
