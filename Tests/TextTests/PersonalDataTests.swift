import Testing
import Text

@Suite struct PersonalDataTests {
  private func found(_ text: String) -> [String] {
    PersonalData.all(in: text).map { data in
      "\(data.kind.rawValue): \(String(decoding: Array(text.utf8)[data.range], as: UTF8.self))"
    }
  }

  @Test(
    arguments: [
      ("write to ada.byron+x@mail.example.co.uk, please", ["e-mail: ada.byron+x@mail.example.co.uk"]),
      ("ADA@EXAMPLE.COM.", ["e-mail: ADA@EXAMPLE.COM"]),
      ("josé@correo.es", ["e-mail: josé@correo.es"]),
      ("see https://example.com/u/ada?x=1 now", ["link: https://example.com/u/ada?x=1"]),
      ("ask @ada_b about it", ["handle: @ada_b"]),
      ("call +44 20 7946 0958 or (030) 123-4567", ["number: +44 20 7946 0958", "number: (030) 123-4567"]),
      ("card 4111 1111 1111 1111 was charged", ["number: 4111 1111 1111 1111"]),
      ("card 4111-1111-1111-1111", ["number: 4111-1111-1111-1111"]),
      ("IBAN DE89 3704 0044 0532 0130 00 is mine", ["number: DE89 3704 0044 0532 0130 00"]),
      ("account ACC-99381-XY", ["number: ACC-99381-XY"]),
      ("Tel.: 01234567", ["number: 01234567"]),
    ] as [(String, [String])])
  func finds(_ text: String, _ data: [String]) { #expect(found(text) == data) }

  @Test(arguments: [
    "order 41403 is late", "since 2025-06-30 14:05", "on 30.06.2025", "it cost 1.234.567 euros or 12,500",
    "I AM VERY ANGRY NOW",
    "1 2 3 steps, 24/7", "v2.10.3", "90% of 1200", "5 stars @ home",
  ])
  func leaves(_ text: String) { #expect(found(text) == []) }

  /// Every place is within the text, in order, whatever the bytes are.
  @Test func placesAreOrdered() {
    let pieces = [
      "+", "(", "12", "3456789", "@", "a.b", ".", "-", " ", "é", "＠", "www.", "http://", "AB12", "日本",
    ]
    var state: UInt64 = 7
    for _ in 0..<2_000 {
      var text = ""
      for _ in 0..<12 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        text += pieces[Int(state >> 33) % pieces.count]
      }
      var end = 0
      for data in PersonalData.all(in: text) {
        #expect(
          data.range.lowerBound >= end && data.range.upperBound <= text.utf8.count && !data.range.isEmpty)
        end = data.range.upperBound
      }
    }
  }
}
