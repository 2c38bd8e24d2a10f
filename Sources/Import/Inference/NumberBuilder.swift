internal import Store

/// The numbers of a column while it is read: exact decimals with the most places seen so far, or binary numbers once a
/// value needs that.
struct NumberBuilder {
  /// The values times ten to the power of `places`; empty once `reals` is in use.
  private(set) var units: [Int64] = []
  private(set) var places = 0
  private(set) var reals: [Double]?
  /// Whether a number of more than 15 digits lost some, because the column also holds numbers that need binary form.
  private(set) var isRounded = false

  var count: Int { reals?.count ?? units.count }

  /// Reserves capacity for `times` times as many rows as there are now.
  mutating func reserve(times: Double) { units.reserveCapacity(Int(Double(units.count) * times)) }

  mutating func appendMissing() {
    if reals == nil { units.append(0) } else { reals?.append(0) }
  }

  mutating func append(_ number: NumberCell) {
    switch number {
    case .real(let value):
      becomeReal()
      if abs(value) >= 1e15 { isRounded = true }
      reals?.append(value)
    case .exact(let value, let valuePlaces):
      if valuePlaces > places { widen(to: valuePlaces) }
      if reals == nil, let scaled = NumberBuilder.scaled(value, by: places - valuePlaces) {
        units.append(scaled)
      } else {
        becomeReal()
        let real = real(value, NumberBuilder.power(valuePlaces))
        reals?.append(real)
      }
    }
  }

  private mutating func widen(to newPlaces: Int) {
    guard reals == nil else { return }
    let factor = newPlaces - places
    for index in units.indices {
      guard let scaled = NumberBuilder.scaled(units[index], by: factor) else {
        // CustomerKinds before this index are already scaled, the rest are not.
        let (done, rest) = (NumberBuilder.power(newPlaces), NumberBuilder.power(places))
        reals = units.enumerated().map { real($1, $0 < index ? done : rest) }
        units = []
        return
      }
      units[index] = scaled
    }
    places = newPlaces
  }

  private mutating func becomeReal() {
    guard reals == nil else { return }
    let scale = NumberBuilder.power(places)
    reals = units.map { real($0, scale) }
    units = []
  }

  private mutating func real(_ units: Int64, _ scale: Double) -> Double {
    let value = Double(units)
    if Int64(exactly: value) != units { isRounded = true }
    return value / scale
  }

  /// The values of the rows with these dictionary codes; an unknown code is null.
  func gathered(_ codes: [UInt32]) -> NumberBuilder {
    var result = NumberBuilder()
    (result.places, result.isRounded) = (places, isRounded)
    if let reals {
      result.reals = codes.map { Int($0) < reals.count ? reals[Int($0)] : 0 }
    } else {
      result.units = codes.map { Int($0) < units.count ? units[Int($0)] : 0 }
    }
    return result
  }

  /// Whether every number is an integer.
  var isWhole: Bool { reals == nil && places == 0 }

  /// Every number in binary.
  var doubles: [Double] {
    let scale = NumberBuilder.power(places)
    return reals ?? units.map { Double($0) / scale }
  }

  /// Divides every number by 100: cents become whole money.
  mutating func divideByHundred() {
    if reals == nil, places <= 4 {
      places += 2
    } else {
      becomeReal()
      reals = reals?.map { $0 / 100 }
    }
  }

  func column(_ name: String, presence: Bitmap?) -> Column {
    if let reals { return Column(name, reals: reals, presence: presence) }
    return places == 0
      ? Column(name, integers: units, presence: presence)
      : Column(name, units: units, places: places, presence: presence)
  }

  private static func scaled(_ value: Int64, by places: Int) -> Int64? {
    var result = value
    for _ in 0..<max(0, places) {
      let (product, overflow) = result.multipliedReportingOverflow(by: 10)
      if overflow { return nil }
      result = product
    }
    return result
  }

  static func power(_ places: Int) -> Double { (0..<max(0, places)).reduce(1.0) { power, _ in power * 10 } }
}
