import Foundation
import Fuzzing
import Sentences
import TestSupport
import Testing

/// Inputs of the corpus, changed at random: a small part of `make fuzz` that needs no separate build. More:
/// `FUZZ=100000 HEED_SEED=7 swift test --filter MutationTests`.
@Suite struct MutationTests {
  @Test(arguments: Target.allCases) func changedInputsHold(_ target: Target) throws {
    let inputs = try CorpusTests.inputs.filter { $0.target == target }.map {
      try Array(Data(contentsOf: CorpusTests.folder.appending(path: $0.path)))
    }
    var random = SplitMix(seed: Fuzz.seed)
    for number in 0..<Fuzz.total(300) {
      let start = random.state
      var bytes = inputs[number % inputs.count]
      for _ in 0..<Int.random(in: 1...4, using: &random) { change(&bytes, inputs, using: &random) }
      do {
        try target.run(bytes)
      } catch {
        Issue.record(
          "\(error)\nHEED_SEED=\(start), of \(target.rawValue):\n\(Data(bytes).base64EncodedString())")
      }
    }
  }

  /// Inserts, removes, repeats or replaces some bytes.
  private func change(_ bytes: inout [UInt8], _ inputs: [[UInt8]], using random: inout SplitMix) {
    func part(of bytes: [UInt8]) -> Range<Int> {
      let start = Int.random(in: 0...bytes.count, using: &random)
      return start..<min(bytes.count, start + Int.random(in: 0...12, using: &random))
    }
    let range = part(of: bytes)
    switch Int.random(in: 0..<6, using: &random) {
    case 0: bytes.removeSubrange(range)
    case 1: bytes.insert(contentsOf: bytes[range], at: range.lowerBound)
    case 2: bytes.replaceSubrange(range, with: part(of: bytes).map { bytes[$0] })
    case 3:
      let other = inputs[Int.random(in: inputs.indices, using: &random)]
      bytes.replaceSubrange(range, with: other[part(of: other)])
    case 4: bytes.replaceSubrange(range, with: range.map { _ in UInt8.random(in: 0...255, using: &random) })
    case _:
      let marks = Array(",;\"'\n\r\t{}[]()<>=-0.: \u{0}".utf8)
      bytes.replaceSubrange(
        range.lowerBound..<min(bytes.count, range.lowerBound + 1),
        with: [marks[Int.random(in: marks.indices, using: &random)]])
    }
  }
}
