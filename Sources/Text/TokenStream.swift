/// The tokens of every document in order, as numbers of their forms. They give the index its positions.
struct TokenStream: Sendable {
  private var starts: [Int]
  private var forms: [UInt32]

  /// Reorders documents by `order`, and replaces each token's spelling by the number of its form.
  @inline(__always)
  init(_ arrived: [UInt32], ends: [Int], order: [UInt32]?, form: (_ spelling: UInt32) -> UInt32) {
    let documents = order?.count ?? ends.count
    starts = [0]
    starts.reserveCapacity(documents + 1)
    forms = []
    forms.reserveCapacity(arrived.count)
    for document in 0..<documents {
      let source = order.map { Int($0[document]) } ?? document
      if ends.indices.contains(source) {
        for token in arrived[(source == 0 ? 0 : ends[source - 1])..<ends[source]] {
          forms.append(form(token))
        }
      }
      starts.append(forms.count)
    }
  }

  var documentCount: Int { starts.count - 1 }

  /// The tokens of one document; empty if there is no such document.
  subscript(document: UInt32) -> ArraySlice<UInt32> {
    guard Int(document) < documentCount else { return [] }
    return forms[starts[Int(document)]..<starts[Int(document) + 1]]
  }

  /// Calls `body` with every token's form and document, in order.
  @inline(__always)
  func forEachToken(_ body: (_ form: UInt32, _ document: UInt32) -> Void) {
    for document in 0..<documentCount {
      for position in starts[document]..<starts[document + 1] {
        body(forms[position], UInt32(truncatingIfNeeded: document))
      }
    }
  }
}
