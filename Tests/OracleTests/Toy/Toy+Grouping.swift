import DataModel
import Plan

/// Groups of people or records by keys.
extension Toy {
  /// Without keys, one group of all; otherwise the groups that are not empty, in the order in which they first occur.
  func grouped(
    _ members: [Subject], by keys: [GroupKey]
  ) throws(BackendError) -> [(keys: [KeyValue], members: [Subject])] {
    if keys.isEmpty { return [([], members)] }
    var numbers: [[Double]] = []
    for key in keys { numbers.append(try self.numbers(key, members)) }
    var places: [[Cell]: Int] = [:]
    var groups: [(keys: [KeyValue], members: [Subject])] = []
    for member in members {
      var found: [(cells: [Cell], values: [KeyValue])] = [([], [])]
      for (key, numbers) in zip(keys, numbers) {
        let cells = try cells(key, member, among: numbers)
        found = found.flatMap { start in cells.map { (start.cells + [$0.0], start.values + [$0.1]) } }
      }
      for key in found {
        let place = places[key.cells] ?? groups.count
        places[key.cells] = place
        if place == groups.count { groups.append((key.values, [])) }
        groups[place].members.append(member)
      }
    }
    return groups
  }

  /// The numbers of a key, from which bands are cut.
  private func numbers(_ key: GroupKey, _ members: [Subject]) throws(BackendError) -> [Double] {
    guard case .value(let keyed) = key.value else { return [] }
    var numbers: [Double] = []
    for member in members {
      if let number = try value(keyed, member.soul, member.record)?.double { numbers.append(number) }
    }
    return numbers
  }

  /// The groups of one member.
  private func cells(
    _ key: GroupKey, _ member: Subject, among numbers: [Double]
  ) throws(BackendError) -> [(Cell, KeyValue)] {
    let value: Plan.Value
    switch key.value {
    case .condition(let condition):
      guard let isTrue = try truth(condition, member.soul, member.record) else {
        return [(.missing, .missing)]
      }
      return [(.flag(isTrue), .value(.boolean(isTrue)))]
    case .value(let keyed): value = keyed
    }
    guard let datum = try self.value(value, member.soul, member.record) else {
      return [(.missing, .missing)]
    }
    switch key.cut {
    case .each:
      if case .list(let elements) = datum { return Set(elements).map { (.text($0), .value(.text($0))) } }
      return [(Cell(datum), .value(scalar(datum)))]
    case .period(let unit):
      guard case .when(let when) = datum else { return [(.missing, .missing)] }
      let first = Almanac.start(
        of: self.unit(unit), holding: census.place.day(when), weekStart: census.world.weekStart)
      return [(.text(Almanac.text(first)), .period(Day(Int32(first))))]
    case .split(let edges):
      let band = edges.count { $0 <= datum.double ?? 0 }
      let ends = [nil] + edges.map { Double?.some($0) } + [nil]
      return [(.band(band), .band(band, low: ends[band], high: ends[band + 1]))]
    case .bins(let count), .quantiles(let count):
      return [band(of: datum.double ?? 0, among: numbers, count, isEqual: key.cut == .bins(count))]
    }
  }

  /// A band of equal width, or of equal counts, with equal cuts merged.
  private func band(
    of number: Double, among numbers: [Double], _ count: Int, isEqual: Bool
  ) -> (Cell, KeyValue) {
    guard let low = numbers.min(), let high = numbers.max() else { return (.missing, .missing) }
    var cuts: [Double] = []
    for part in 1..<count where low < high || !isEqual {
      let share = Double(part) / Double(count)
      let cut = isEqual ? low + (high - low) * Double(part) / Double(count) : quantile(share, of: numbers)
      if cut != cuts.last { cuts.append(cut) }
    }
    let band = cuts.count { $0 <= number }
    let ends = [low] + cuts + [high]
    return (.band(band), .band(band, low: ends[band], high: ends[band + 1]))
  }

  /// Type 7 (Hyndman & Fan 1996).
  func quantile(_ share: Double, of numbers: [Double]) -> Double {
    let sorted = numbers.sorted()
    let position = Double(sorted.count - 1) * share
    let below = Int(position)
    let above = min(below + 1, sorted.count - 1)
    return sorted[below] + (position - Double(below)) * (sorted[above] - sorted[below])
  }
}
