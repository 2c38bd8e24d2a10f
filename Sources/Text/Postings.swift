/// The posting lists: for each term its documents, ascending and distinct.
struct Postings: Sendable {
  private var starts: [Int]
  private var documents: [UInt32]

  /// Inverts occurrences. `forEach` is called twice, and must give the same occurrences both times, by ascending
  /// document. O(occurrences)
  @inline(__always)
  init(terms: Int, _ forEach: ((_ term: UInt32, _ document: UInt32) -> Void) -> Void) {
    var starts = [0] + documentCounts(of: terms, forEach)
    for term in 0..<terms { starts[term + 1] += starts[term] }
    var documents = [UInt32](repeating: 0, count: starts[terms])
    var next = starts
    forEach { term, document in
      let slot = next[Int(term)]
      if slot > starts[Int(term)], documents[slot - 1] == document { return }
      documents[slot] = document
      next[Int(term)] = slot + 1
    }
    self.starts = starts
    self.documents = documents
  }

  subscript(term: UInt32) -> ArraySlice<UInt32> {
    documents[starts[Int(term)]..<starts[Int(term) + 1]]
  }
}

/// The number of documents of each term, from occurrences in order of ascending document.
@inline(__always)
func documentCounts(
  of terms: Int, _ forEach: ((_ term: UInt32, _ document: UInt32) -> Void) -> Void
) -> [Int] {
  var counts = [Int](repeating: 0, count: terms)
  var latest = [UInt32](repeating: .max, count: terms)
  forEach { term, document in
    if latest[Int(term)] == document { return }
    latest[Int(term)] = document
    counts[Int(term)] += 1
  }
  return counts
}
