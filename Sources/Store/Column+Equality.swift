extension Column {
  /// Whether two rows have the same value. Neither may be null.
  public func hasEqualValues(_ left: Int, _ right: Int) -> Bool {
    switch values {
    case .boolean(let bits): bits[left] == bits[right]
    case .integers(let units): units[left] == units[right]
    case .reals(let reals): reals[left] == reals[right]
    case .days(let days): days[left] == days[right]
    case .instants(let instants, let isDay):
      instants[left] == instants[right] && isDay?[left] == isDay?[right]
    case .texts(let codes, _): codes[left] == codes[right]
    case .lists(let offsets, let codes, _):
      codes[Int(offsets[left])..<Int(offsets[left + 1])]
        == codes[Int(offsets[right])..<Int(offsets[right + 1])]
    }
  }
}
