internal import DataModel
internal import Plan
internal import Store

/// An attribute as codes: of a text its value; of a number its band, or its value if there are few.
struct Coding {
  let name: String
  /// How many codes there are.
  let count: Int
  fileprivate let values: Values
  fileprivate let column: Column
  /// The feature of a code, without counts.
  let feature: (_ code: Int) -> Evaluator.Feature

  fileprivate enum Values {
    case codes(Codes)
    case booleans(Bitmap)
    case lists([UInt32], [UInt32])
    case numbers((Double) -> Int?)
    case none
  }

  func isPresent(at person: Int) -> Bool { column.isPresent(at: person) }

  /// The first code; negative if there is none.
  func code(of person: Int) -> Int {
    var found = -1
    forEachCode(of: person) { if found < 0 { found = $0 } }
    return found
  }

  @inline(__always)
  func forEachCode(of person: Int, _ body: (Int) -> Void) {
    guard column.isPresent(at: person) else { return }
    switch values {
    case .codes(let codes): body(codes[person])
    case .booleans(let holds): body(holds[person] ? 1 : 0)
    case .lists(let offsets, let codes):
      for index in Int(offsets[person])..<Int(offsets[person + 1]) { body(Int(codes[index])) }
    case .numbers(let code):
      if let code = column.number(at: person).flatMap(code) { body(code) }
    case .none: return
    }
  }
}

extension Evaluator {
  /// - Parameter people: those whose quartiles cut a number into bands.
  func coding(of column: Column, _ name: String, among people: Bitmap) -> Coding {
    switch column.values {
    case .boolean(let holds):
      return Coding(name: name, count: 2, values: .booleans(holds), column: column) {
        Feature(.attribute, name, .boolean($0 == 1))
      }
    case .texts(let codes, let dictionary):
      return Coding(name: name, count: dictionary.count, values: .codes(codes), column: column) {
        Feature(.attribute, name, .text(dictionary[$0]))
      }
    case .lists(let offsets, let codes, let dictionary):
      return Coding(name: name, count: dictionary.count, values: .lists(offsets, codes), column: column) {
        Feature(.attribute, name, .text(dictionary[$0]))
      }
    case .integers, .reals:
      return numbers(column, name, among: people)
    case .days, .instants:
      return Coding(name: name, count: 0, values: .none, column: column) { _ in Feature(.band, name) }
    }
  }

  private func numbers(_ column: Column, _ name: String, among people: Bitmap) -> Coding {
    var few: [(number: Double, person: Int)]? = []
    var numbers: [Double] = []
    for person in people.ones {
      guard let number = column.number(at: person) else { continue }
      numbers.append(number)
      if let known = few, !known.contains(where: { $0.number == number }) {
        few = known.count == FeatureCounts.bands ? nil : known + [(number, person)]
      }
    }
    if let few {
      let scalars = few.map { column.scalar(at: $0.person, zone: zone) }
      return Coding(
        name: name, count: few.count, values: .numbers { number in few.firstIndex { $0.number == number } },
        column: column
      ) { Feature(.attribute, name, scalars[$0]) }
    }
    guard let edges = Edges(.quantiles(FeatureCounts.bands), numbers: { numbers }) else {
      return Coding(name: name, count: 0, values: .none, column: column) { _ in Feature(.band, name) }
    }
    return Coding(
      name: name, count: FeatureCounts.bands, values: .numbers { edges.ordinal(of: $0) }, column: column
    ) { Feature(.band, name, low: edge(edges.low(of: $0)), high: edge(edges.high(of: $0))) }
  }
}

private func edge(_ number: Double?) -> Scalar { number.map { .real($0) } ?? .missing }
