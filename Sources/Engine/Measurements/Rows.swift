internal import DataModel
internal import Plan
internal import Store

extension Evaluator {
  /// The people of a condition in order, with the values shown for them. Values are computed only for those shown.
  func reply(to rows: Rows) throws(BackendError) -> Rows.Reply {
    let who = try people(where: rows.who)
    var keys: [SortKey] = []
    for order in rows.order {
      let column = try column(of: order.value, frame: everybody, among: who)
      keys.append(SortKey(column, descending: order.descending))
    }
    let ids = store.customers.ids
    let shown = sorted(who.ones.map { $0 }, limit: rows.limit) { left, right in
      for key in keys {
        if let isFirst = key.precedes(left, right) { return isFirst }
      }
      return ids.bytes(of: left).lexicographicallyPrecedes(ids.bytes(of: right))
    }
    var chosen = Bitmap(count: store.customers.count)
    for person in shown { chosen[person] = true }
    var columns: [Column] = []
    for value in rows.columns {
      try checkCancellation()
      columns.append(try column(of: value, frame: everybody, among: chosen))
    }
    return Rows.Reply(
      rows: shown.map { person in
        Rows.Row(
          id: ids[person], label: label(of: person), values: columns.map { $0.scalar(at: person, zone: zone) }
        )
      })
  }

  func label(of person: Int) -> String? {
    guard let label = store.customers.label?.values, label.isPresent(at: person) else { return nil }
    let value = label.scalar(at: person, zone: zone)
    return value == .missing ? nil : value.plainText
  }
}

/// A column to sort by, as numbers in the order of its values.
struct SortKey {
  private let ranks: [Int64]
  private let presence: Bitmap?
  private let descending: Bool

  init(_ column: Column, descending: Bool) {
    presence = column.presence
    self.descending = descending
    switch column.values {
    case .integers(let units): ranks = units
    case .days(let days): ranks = days.map { Int64($0) }
    case .instants(let instants, _): ranks = instants
    case .boolean(let holds): ranks = (0..<column.count).map { holds[$0] ? 1 : 0 }
    case .reals(let reals):
      // The bits of floating-point numbers are in the order of the numbers, except for the sign.
      ranks = reals.map { real in
        let bits = Int64(bitPattern: (real == 0 ? 0 : real).bitPattern)
        return bits < 0 ? Int64.min &- bits : bits
      }
    case .texts(let codes, let dictionary):
      let ranksOfCodes = SortKey.ranks(of: dictionary)
      ranks = codes.widened.map { Int($0) < ranksOfCodes.count ? ranksOfCodes[Int($0)] : 0 }
    case .lists(let offsets, let codes, let dictionary):
      let ranksOfCodes = SortKey.ranks(of: dictionary)
      ranks = (0..<column.count).map { row in
        offsets[row] < offsets[row + 1] ? ranksOfCodes[Int(codes[Int(offsets[row])])] : 0
      }
    }
  }

  /// Whether one row comes before another; nil if neither does. Missing values come last in either direction.
  func precedes(_ left: Int, _ right: Int) -> Bool? {
    let (hasLeft, hasRight) = (presence?[left] ?? true, presence?[right] ?? true)
    guard hasLeft, hasRight else { return hasLeft == hasRight ? nil : hasLeft }
    if ranks[left] == ranks[right] { return nil }
    return (ranks[left] < ranks[right]) != descending
  }

  private static func ranks(of dictionary: StringPool) -> [Int64] {
    var ranks = [Int64](repeating: 0, count: dictionary.count)
    let order = (0..<dictionary.count).sorted {
      dictionary.bytes(of: $0).lexicographicallyPrecedes(dictionary.bytes(of: $1))
    }
    for (rank, code) in order.enumerated() { ranks[code] = Int64(rank) }
    return ranks
  }
}

/// The first `limit` of some elements in order. With a small limit only that many are kept: O(n log limit).
func sorted<Element>(
  _ elements: [Element], limit: Int?, by precedes: (Element, Element) -> Bool
) -> [Element] {
  guard let limit, limit < elements.count / 4 else {
    return Array(elements.sorted(by: precedes).prefix(max(0, limit ?? elements.count)))
  }
  guard limit > 0 else { return [] }
  var kept: [Element] = []
  for element in elements {
    if let last = kept.last, kept.count == limit, !precedes(element, last) { continue }
    let place = kept.indices.partitionPoint { precedes(element, kept[$0]) }
    if kept.count == limit { kept.removeLast() }
    kept.insert(element, at: place)
  }
  return kept
}
