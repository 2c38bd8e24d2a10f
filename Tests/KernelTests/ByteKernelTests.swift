import Kernels
import TestSupport
import Testing

@Suite struct ByteKernelTests {
  /// Every length up to two blocks, and bytes that differ from the wanted ones in one bit.
  @Test func findsWhatALoopFinds() {
    var random = SplitMix(seed: 1)
    let near: [UInt8] = [0x2C, 0x22, 0x0A, 0x0D, 0x2D, 0xAC, 0x00, 0x80, 0xFF, 0x61, 0x8A, 0x0B]
    for count in [0, 1, 7, 8, 9, 15, 16, 17, 1023, 1024, 1025, 2047, 2049] {
      let bytes = (0..<count).map { _ in near[random.below(near.count)] }
      let wanted: [UInt8] = [0x2C, 0x22, 0x0A, 0x0D]
      var places: [UInt32] = [77]
      ByteKernels.find((0x2C, 0x22, 0x0A, 0x0D), in: bytes, into: &places)
      #expect(places == [77] + bytes.indices.filter { wanted.contains(bytes[$0]) }.map { UInt32($0) })
    }
  }

  @Test func everyByteIsClassified() {
    for count in 0...20 {
      for place in 0..<max(1, count) {
        for byte in [0x00, 0x01, 0x7F, 0x80, 0xC1, 0xC2, 0xFF] as [UInt8] {
          var bytes = [UInt8](repeating: 0x61, count: count)
          if count > 0 { bytes[place] = byte }
          let nature = ByteKernels.nature(of: bytes)
          #expect(nature.isASCII == bytes.allSatisfy { $0 < 0x80 })
          #expect(nature.hasNull == bytes.contains(0))
          #expect(ByteKernels.leads(in: bytes) == bytes.count { $0 >= 0xC2 })
        }
      }
    }
  }
}

@Suite struct SideBySideTests {
  @Test func resultsComeInOrder() {
    for count in [0, 1, 2, 50] { #expect(parallelMap(count) { $0 * $0 } == (0..<count).map { $0 * $0 }) }
  }
}
