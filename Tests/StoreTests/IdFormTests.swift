import DataModel
import Testing

@testable import Store

@Suite struct IdFormTests {
  /// One zero of an id of zeros stays; a fraction of zero is removed.
  @Test func zerosBeforeAnId() {
    let ids = ["007", "0", "000", "7.0", "7.5", "00a0", ""]
    let forms = IDNormalizer([.withoutZeros]).column(.texts("id", ids))
    #expect(forms.scalars == ["7", "0", "0", "7", "7.5", "a0", ""].map { .text($0) })
  }
}
