import Kernels
import Testing

@Suite struct DateKernelTests {
  @Test func readsPlainDatesAndTimes() {
    var expected = DateKernel.Plain(year: 2025, month: 3, day: 1)
    #expect(plain("2025-03-01") == expected)
    expected.time = (23, 59, 8, false)
    #expect(plain("2025-03-01T23:59:08") == expected)
    #expect(plain("2025-03-01 23:59:08") == expected)
    expected.time = (23, 59, 8, true)
    #expect(plain("2025-03-01T23:59:08Z") == expected)
    // The digits are read even if they are not a date.
    #expect(plain("9999-99-99") == DateKernel.Plain(year: 9999, month: 99, day: 99))
    #expect(plain("0000-00-00") == DateKernel.Plain(year: 0, month: 0, day: 0))
  }

  /// Any other byte at any position makes the text not a date.
  @Test(arguments: ["2025-03-01", "2025-03-01T10:00:00", "2025-03-01 10:00:00Z"])
  func everyOtherByteIsRefused(text: String) {
    let plainBytes = Array(text.utf8)
    for place in plainBytes.indices {
      for byte in UInt8.min...UInt8.max {
        var bytes = plainBytes
        bytes[place] = byte
        let isDigit = plainBytes[place] >= 0x30 && plainBytes[place] <= 0x39
        let fits: Bool
        if isDigit {
          fits = byte >= 0x30 && byte <= 0x39
        } else if place == 10 {
          fits = byte == UInt8(ascii: "T") || byte == UInt8(ascii: " ")
        } else {
          fits = byte == plainBytes[place]
        }
        #expect((DateKernel.plain(bytes.span) != nil) == fits, "\(place): \(byte)")
      }
    }
  }

  @Test func textsOfOtherLengthsAreNoDates() {
    for count in 0...30 where ![10, 19, 20].contains(count) {
      #expect(plain(String("2025-03-01T10:00:00Z2025-03-01".prefix(count))) == nil)
    }
  }

  private func plain(_ text: String) -> DateKernel.Plain? { DateKernel.plain(Array(text.utf8).span) }
}
