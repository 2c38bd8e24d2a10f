import Demo
import Testing

@Test func writesTheSameBytesTwice() {
  let (first, second) = (Marketplace().files(), Marketplace().files())
  #expect(first.map(\.path) == second.map(\.path))
  for (a, b) in zip(first, second) { #expect(a.bytes == b.bytes, "\(a.path)") }
}
