import Store
import TestSupport
import Testing

/// Every size from 0 to 130, which crosses two word boundaries, compared with sets.
@Suite struct BitmapTests {
  @Test(arguments: 0...130)
  func operationsAgreeWithSets(count: Int) {
    var generator = SplitMix(seed: UInt64(count))
    for density in [0, 1, 3, 4] {
      let (a, left) = sample(count, density, &generator)
      let (b, right) = sample(count, 2, &generator)
      let all = Set(0..<count)
      check(left, a, count)
      check(left.intersection(right), a.intersection(b), count)
      check(left.union(right), a.union(b), count)
      check(left.subtracting(right), a.subtracting(b), count)
      check(left.inverted, all.subtracting(a), count)
      check(left.inverted.inverted, a, count)
      #expect(left.intersectionPopulation(right) == a.intersection(b).count)
    }
  }

  @Test(arguments: 0...130)
  func everyRange(count: Int) {
    for start in 0...count {
      for end in start...count where (end - start) % 7 < 2 || end == count {
        var bitmap = Bitmap(count: count)
        bitmap.insert(start..<end)
        #expect(bitmap.population == end - start)
        #expect(bitmap.ones.elementsEqual(start..<end))
      }
    }
  }

  @Test func wordsAreCutAndFilled() {
    check(Bitmap(count: 3, words: [~0, ~0]), [0, 1, 2], 3)
    check(Bitmap(count: 70, words: [1]), [0], 70)
    check(Bitmap(count: 70, repeating: true), Set(0..<70), 70)
  }

  private func sample(
    _ count: Int, _ density: Int, _ generator: inout SplitMix
  ) -> (Set<Int>, Bitmap) {
    let set = Set((0..<count).filter { _ in Int.random(in: 0..<4, using: &generator) < density })
    var bitmap = Bitmap(count: count, repeating: density == 4)
    for i in 0..<count { bitmap[i] = set.contains(i) }
    return (set, bitmap)
  }

  private func check(
    _ bitmap: Bitmap, _ set: Set<Int>, _ count: Int, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(bitmap.count == count, sourceLocation: sourceLocation)
    #expect(Array(bitmap.ones) == set.sorted(), sourceLocation: sourceLocation)
    #expect(bitmap.population == set.count, sourceLocation: sourceLocation)
    #expect(bitmap.isEmpty == set.isEmpty, sourceLocation: sourceLocation)
    #expect(bitmap.isFull == (set.count == count), sourceLocation: sourceLocation)
    #expect((0..<count).allSatisfy { bitmap[$0] == set.contains($0) }, sourceLocation: sourceLocation)
    #expect(bitmap.words.count == (count + 63) / 64, sourceLocation: sourceLocation)
  }
}
