import Testing

@testable import DataModel

@Suite struct SipHashTests {
  /// The vectors of the authors' code: the key 00 … 0f, messages of 0, 1, 8 and 15 bytes that count up.
  @Test(
    arguments: [
      (0, 0x726f_db47_dd0e_0e31), (1, 0x74f8_39c5_93dc_67fd), (8, 0x93f5_f579_9a93_2462),
      (15, 0xa129_ca61_49be_45e5),
    ] as [(UInt8, UInt64)])
  func publishedVectors(length: UInt8, expected: UInt64) {
    let key: (UInt64, UInt64) = (0x0706_0504_0302_0100, 0x0f0e_0d0c_0b0a_0908)
    #expect(sipHash(0..<length, key: key) == expected)
  }
}
