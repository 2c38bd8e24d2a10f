/// Parses dates in the form of nearly all exports, eight digits at a time.
public enum DateKernel {
  /// The fields of a date or time: `time` is nil for a date; `isUTC` says whether it ends in `Z`.
  @frozen
  public struct Plain: Equatable, Sendable {
    public var year, month, day: Int
    public var time: (hour: Int, minute: Int, second: Int, isUTC: Bool)?

    @inlinable
    public init(year: Int, month: Int, day: Int) {
      self.year = year
      self.month = month
      self.day = day
    }

    public static func == (left: Plain, right: Plain) -> Bool {
      (left.year, left.month, left.day) == (right.year, right.month, right.day)
        && left.time?.hour == right.time?.hour && left.time?.minute == right.time?.minute
        && left.time?.second == right.time?.second && left.time?.isUTC == right.time?.isUTC
    }
  }

  /// Parses `2025-03-01`, `2025-03-01T10:00:00`, the same with a blank for the T, or with `Z` at the end; nil for
  /// anything else. The fields are not checked and may be no valid date.
  @inlinable
  public static func plain(_ cell: Span<UInt8>) -> Plain? {
    let count = cell.count
    guard count == 10 || count == 19 || count == 20 else { return nil }
    // SAFETY: the cell has at least ten bytes; any bytes are an integer.
    let date = unsafe cell.bytes.unsafeLoadUnaligned(fromByteOffset: 0, as: UInt64.self).littleEndian
    let (tens, ones) = (cell[8] &- 0x30, cell[9] &- 0x30)
    // Eight bytes: the fifth and the eighth are hyphens, the others digits.
    guard let left = pairs(date ^ 0x2D30_302D_3030_3030, upTo: 0x7F76_767F_7676_7676), tens < 10, ones < 10
    else { return nil }
    var plain = Plain(
      year: Int(left & 0xFF) * 100 + Int(left >> 16 & 0xFF), month: Int(left >> 40 & 0xFF),
      day: Int(tens) * 10 + Int(ones))
    if count == 10 { return plain }
    // SAFETY: the cell has at least nineteen bytes.
    let time = unsafe cell.bytes.unsafeLoadUnaligned(fromByteOffset: 11, as: UInt64.self).littleEndian
    // The third and the sixth are colons.
    guard let right = pairs(time ^ 0x3030_3A30_303A_3030, upTo: 0x7676_7F76_767F_7676),
      cell[10] == UInt8(ascii: "T") || cell[10] == UInt8(ascii: " "),
      count == 19 || cell[19] == UInt8(ascii: "Z")
    else { return nil }
    plain.time = (Int(right & 0xFF), Int(right >> 24 & 0xFF), Int(right >> 48 & 0xFF), count == 20)
    return plain
  }

  /// Ten times each byte plus the next. Nil if adding `limits` carries into the top bit of a byte, which means that a
  /// digit is above 9 or a separator is not the expected one.
  @inlinable
  static func pairs(_ digits: UInt64, upTo limits: UInt64) -> UInt64? {
    guard (digits | (digits &+ limits)) & 0x8080_8080_8080_8080 == 0 else { return nil }
    return digits &* 10 &+ digits >> 8
  }
}
