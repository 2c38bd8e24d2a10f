internal import DataModel
private import Kernels

extension Column {
  /// Gathers the values of `rows`, in that order. This column has the rows from `base` on; other rows give null.
  public func gathered(_ rows: [UInt32], base: Int = 0) -> Column {
    picked(rows, base: base).measured(as: self)
  }

  private func picked(_ rows: [UInt32], base: Int) -> Column {
    let presence = gatheredPresence(rows, base: base)
    switch values {
    case .boolean(let bits):
      return Column(name, booleans: bits.gathered(rows, base: base), presence: presence)
    case .integers(let units):
      let gathered = GatherKernels.gather(units, rows: rows, base: base, absent: 0)
      if case .decimal(let places) = type {
        return Column(name, units: gathered, places: places, presence: presence)
      }
      return Column(name, integers: gathered, presence: presence)
    case .reals(let reals):
      let gathered = GatherKernels.gather(reals, rows: rows, base: base, absent: 0)
      return Column(name, reals: gathered, presence: presence)
    case .days(let days):
      let gathered = GatherKernels.gather(days, rows: rows, base: base, absent: 0)
      return Column(name, days: gathered, presence: presence)
    case .instants(let instants, let isDay):
      let gathered = GatherKernels.gather(instants, rows: rows, base: base, absent: 0)
      return Column(
        name, instants: gathered, isDay: isDay?.gathered(rows, base: base), presence: presence)
    case .texts(let codes, let dictionary):
      let gathered = codes.gathered(rows, base: base, absent: dictionary.count)
      return Column(name, codes: gathered, dictionary: dictionary, presence: presence)
    case .lists(let offsets, let codes, let dictionary):
      var gatheredOffsets: [UInt32] = [0]
      var gatheredCodes: [UInt32] = []
      gatheredOffsets.reserveCapacity(rows.count + 1)
      for row in rows {
        let row = Int(row) - base
        if row >= 0, row < count { gatheredCodes += codes[Int(offsets[row])..<Int(offsets[row + 1])] }
        gatheredOffsets.append(UInt32(truncatingIfNeeded: gatheredCodes.count))
      }
      return Column(name, offsets: gatheredOffsets, codes: gatheredCodes, dictionary: dictionary)
    }
  }

  private func gatheredPresence(_ rows: [UInt32], base: Int) -> Bitmap? {
    if presence == nil, rows.allSatisfy({ Int($0) >= base && Int($0) < base + count }) { return nil }
    return (presence ?? Bitmap(count: count, repeating: true)).gathered(rows, base: base)
  }
}

extension Bitmap {
  /// Gathers the bits of `rows`, in that order. This bitmap has the rows from `base` on; other rows give zero.
  func gathered(_ rows: [UInt32], base: Int = 0) -> Bitmap {
    Bitmap(
      count: rows.count, words: GatherKernels.gatherBits(words, count: count, rows: rows, base: base))
  }
}

extension Codes {
  fileprivate func gathered(_ rows: [UInt32], base: Int, absent: Int) -> Codes {
    switch self {
    case .bytes(let codes):
      .bytes(GatherKernels.gather(codes, rows: rows, base: base, absent: UInt8(truncatingIfNeeded: absent)))
    case .shorts(let codes):
      .shorts(
        GatherKernels.gather(codes, rows: rows, base: base, absent: UInt16(truncatingIfNeeded: absent)))
    case .words(let codes):
      .words(
        GatherKernels.gather(codes, rows: rows, base: base, absent: UInt32(truncatingIfNeeded: absent)))
    }
  }
}
