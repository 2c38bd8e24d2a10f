internal import Kernels

/// Records in load order, before they are clustered by customer.
struct RecordSequence {
  private(set) var customers: [UInt32] = []
  private(set) var at: [Int64] = []
  /// The row of each record, counted over all files.
  private(set) var rows: [UInt32] = []
  /// The records that have a date but no time of day.
  private var dayRecords: [UInt32] = []

  var count: Int { at.count }

  mutating func reserveCapacity(_ count: Int) {
    customers.reserveCapacity(count)
    at.reserveCapacity(count)
    rows.reserveCapacity(count)
  }

  mutating func append(customer: UInt32, at time: Int64, isDay: Bool, row: Int) {
    if isDay { dayRecords.append(UInt32(truncatingIfNeeded: count)) }
    customers.append(customer)
    at.append(time)
    rows.append(UInt32(truncatingIfNeeded: row))
  }

  /// The records sorted into the store's order.
  func clustered(customerCount: Int) -> Clustered {
    let (offsets, order, times) = ClusteringKernel.cluster(
      customers: customers, at: at, customerCount: customerCount)
    var isDay: Bitmap?
    if !dayRecords.isEmpty {
      var days = Bitmap(count: count)
      for record in dayRecords { days[Int(record)] = true }
      isDay = days.gathered(order)
    }
    return Clustered(
      offsets: offsets.dropLast(), order: order, timeline: Timeline(at: times, isDay: isDay),
      rows: GatherKernels.gather(rows, rows: order, base: 0, absent: 0))
  }

  struct Clustered {
    /// One per customer, and the end of the last.
    var offsets: [UInt32]
    /// Which record of the sequence is at each position.
    var order: [UInt32]
    var timeline: Timeline
    /// The row of each record.
    var rows: [UInt32]

    /// The customer of each record; `count` if unknown.
    func customers(count: Int) -> [UInt32] {
      var result: [UInt32] = []
      result.reserveCapacity(order.count)
      for customer in 0..<count {
        let events = Int(offsets[customer + 1] - offsets[customer])
        result.append(contentsOf: repeatElement(UInt32(truncatingIfNeeded: customer), count: events))
      }
      let unknown = repeatElement(UInt32(truncatingIfNeeded: count), count: order.count - result.count)
      result.append(contentsOf: unknown)
      return result
    }
  }
}

/// The rows of several files, numbered consecutively: where each file starts, and its load.
struct FileRows {
  /// The first row of each file, ascending, and the end of the last.
  let bases: [Int]
  let loads: [Int]

  init(_ files: [(rows: Int, load: Int)]) {
    bases = files.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1.rows) }
    loads = files.map(\.load)
  }

  /// The load of each of these rows.
  func loadNumbers(of rows: [UInt32]) -> LoadNumbers {
    let only = loads.first ?? 0
    guard loads.contains(where: { $0 != only }) else { return LoadNumbers(numbers: [], only: only) }
    let ofRow = zip(loads, zip(bases, bases.dropFirst())).flatMap { load, ends in
      repeatElement(UInt16(clamping: load), count: ends.1 - ends.0)
    }
    return LoadNumbers(
      numbers: GatherKernels.gather(ofRow, rows: rows, base: 0, absent: 0), only: only)
  }
}
