/// Writes numbers and times as digits.
public enum DigitKernels {
  /// Appends the decimal digits of a number, at least so many of them.
  @inlinable
  public static func append(_ number: UInt64, digits: Int = 1, to text: inout [UInt8]) {
    var buffer = InlineArray<20, UInt8>(repeating: UInt8(ascii: "0"))
    var rest = number
    var start = 20
    while rest > 0 {
      start -= 1
      buffer[start] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    }
    for _ in 0..<max(0, digits - 20) { text.append(UInt8(ascii: "0")) }
    start = min(start, 20 - min(20, digits))
    // SAFETY: `start` is from 0 to 20, the buffer's count.
    unsafe buffer.span.withUnsafeBufferPointer { buffer in
      unsafe text.append(contentsOf: UnsafeBufferPointer(rebasing: buffer[start...]))
    }
  }

  /// Appends `2025-03-01T09:05:00`, of a year with four digits.
  @inlinable
  public static func append(
    year: Int, month: Int, day: Int, secondOfDay: Int, to text: inout [UInt8]
  ) {
    precondition((0...9999).contains(year) && (0..<86_400).contains(secondOfDay), "four digits, and a day")
    var buffer = InlineArray<19, UInt8>(repeating: UInt8(ascii: "-"))
    func put(_ number: Int, at place: Int) {
      let (tens, ones) = number.quotientAndRemainder(dividingBy: 10)
      buffer[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: tens)
      buffer[place + 1] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: ones)
    }
    put(year / 100, at: 0)
    put(year % 100, at: 2)
    put(month, at: 5)
    put(day, at: 8)
    buffer[10] = UInt8(ascii: "T")
    put(secondOfDay / 3600, at: 11)
    buffer[13] = UInt8(ascii: ":")
    put(secondOfDay / 60 % 60, at: 14)
    buffer[16] = UInt8(ascii: ":")
    put(secondOfDay % 60, at: 17)
    // SAFETY: the buffer is only read, inside the call that lends it.
    unsafe buffer.span.withUnsafeBufferPointer { unsafe text.append(contentsOf: $0) }
  }
}
