import Kernels
import TestSupport
import Testing

@Suite struct CopyKernelTests {
  @Test func copiesAreThoseOfLoops() {
    let bytes = (0..<40).map { UInt8($0) }
    for start in 0...20 {
      for count in 0...20 {
        var appended: [UInt8] = [99]
        CopyKernels.append(start..<start + count, of: bytes, to: &appended)
        #expect(appended == [99] + bytes[start..<start + count])
        #expect(CopyKernels.areEqual(start..<start + count, of: bytes, Array(appended.dropFirst())))
        #expect(!CopyKernels.areEqual(start..<start + count, of: bytes, appended))
        var copied = [UInt8](repeating: 7, count: 60)
        CopyKernels.copy(start..<start + count, of: bytes, to: 30, of: &copied)
        #expect(copied[30..<30 + count] == bytes[start..<start + count])
        #expect(copied[..<30].allSatisfy { $0 == 7 } && copied[(30 + count)...].allSatisfy { $0 == 7 })
      }
    }
    #expect(CopyKernels.number(at: 1, of: bytes) == 0x0807_0605_0403_0201)
  }

  @Test func repeatedBytesAreThoseBefore() {
    for distance in 1...20 {
      for count in 0...30 {
        var bytes = (0..<20).map { UInt8($0) } + [UInt8](repeating: 255, count: 40)
        var slow = bytes
        CopyKernels.repeatBytes(count, at: 20, distance: distance, in: &bytes)
        for place in 20..<20 + count { slow[place] = slow[place - distance] }
        #expect(bytes == slow)
      }
    }
  }

  @Test func digitsAreThoseOfTheNumber() {
    for number in [0, 1, 9, 10, 99, 1234, 1 << 40, UInt64.max] {
      for digits in 0...25 {
        var text: [UInt8] = []
        DigitKernels.append(number, digits: digits, to: &text)
        let plain = number == 0 && digits == 0 ? "" : "\(number)"
        let padding = String(repeating: "0", count: max(0, digits - plain.count))
        #expect(String(decoding: text, as: UTF8.self) == padding + plain)
      }
    }
    var text: [UInt8] = []
    DigitKernels.append(year: 2025, month: 3, day: 1, secondOfDay: 86_399, to: &text)
    DigitKernels.append(year: 7, month: 12, day: 31, secondOfDay: 0, to: &text)
    #expect(String(decoding: text, as: UTF8.self) == "2025-03-01T23:59:590007-12-31T00:00:00")
  }

  @Test func plainTextEndsWhereALoopSays() {
    var random = SplitMix(seed: 3)
    let near: [UInt8] = [0x22, 0x5C, 0x1F, 0x20, 0x21, 0x23, 0x5B, 0x00, 0x80, 0xA2, 0xDC, 0xFF, 0x61]
    for count in 0...40 {
      for _ in 0..<20 {
        var bytes = [UInt8](repeating: 0x61, count: count)
        for _ in 0..<2 where count > 0 { bytes[random.below(count)] = near[random.below(near.count)] }
        for start in 0...count {
          let end = bytes[start...].firstIndex { $0 == 0x22 || $0 == 0x5C || $0 < 0x20 } ?? count
          #expect(ByteKernels.endOfPlainText(in: bytes, from: start) == end)
          let rest = bytes[start...]
          #expect(ByteKernels.isPlain(bytes, start..<count) == rest.allSatisfy { $0 > 0 && $0 < 0x80 })
          #expect(ByteKernels.count(of: 0x61, in: bytes, start..<count) == rest.count { $0 == 0x61 })
        }
      }
    }
  }
}
