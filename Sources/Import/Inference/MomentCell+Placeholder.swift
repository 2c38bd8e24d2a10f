extension MomentCell {
  /// Whether a cell has the year of a placeholder among its digits, in any zone: parsing the others to find out that they
  /// are none would be slow.
  static func mayBePlaceholder(_ cell: Span<UInt8>) -> Bool {
    var (width, number) = (0, 0)
    for index in cell.indices {
      if let digit = digit(cell[index]) {
        if width < 4 { number = number * 10 + Int(digit) }
        width += 1
      } else {
        if isPlaceholderYear(number, width: width) { return true }
        (width, number) = (0, 0)
      }
    }
    return isPlaceholderYear(number, width: width)
  }

  private static func isPlaceholderYear(_ number: Int, width: Int) -> Bool {
    switch (width, number) {
    case (4..., 0), (4..., 1), (4..., 1899...1900), (4..., 1969...1970), (4..., 9999), (2, 69...70): true
    case _: false
    }
  }
}
