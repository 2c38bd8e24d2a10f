import Testing

@testable import DataModel

@Suite struct MD5Tests {
  /// The test suite of RFC 1321, and texts around the length of a block, with the hashes of OpenSSL.
  @Test(
    arguments: [
      ("", 0xd41d_8cd9_8f00_b204, 0xe980_0998_ecf8_427e),
      ("a", 0x0cc1_75b9_c0f1_b6a8, 0x31c3_99e2_6977_2661),
      ("abc", 0x9001_5098_3cd2_4fb0, 0xd696_3f7d_28e1_7f72),
      ("message digest", 0xf96b_697d_7cb7_938d, 0x525a_2f31_aaf1_61d0),
      (String(repeating: "x", count: 55), 0x0436_4420_e25c_512f, 0xd958_a707_38aa_8f72),
      (String(repeating: "x", count: 56), 0x668a_72d5_ba17_f08e, 0x62da_bcaf_ad6d_b14b),
      (String(repeating: "x", count: 63), 0x7dc2_ca20_8106_a2f7, 0x0356_7bdf_f99d_8981),
      (String(repeating: "x", count: 64), 0xc1bb_4f81_d892_b2d5, 0x7947_682a_eb25_2456),
      (String(repeating: "x", count: 119), 0xab34_7a5f_68c8_a443, 0xcfcd_dc63_3f12_c24f),
      (String(repeating: "x", count: 120), 0xfb98_667f_9809_6de9, 0x2620_b64f_46e1_c5b5),
    ] as [(String, UInt64, UInt64)])
  func publishedVectors(text: String, first: UInt64, last: UInt64) {
    #expect(md5(text.utf8) == (first, last))
  }

  /// Digits of the MD5 that a database computes.
  @Test func placesAndPointsAreDigitsOfOneHash() {
    let order = SeededOrder(seed: 1)
    #expect(order.place(of: "s0042".utf8) == 0x8c84_ddeb_7906_8302)
    #expect(order.point(of: "s0042".utf8) == 0xa25d_0a75_1208_d922)
  }
}
