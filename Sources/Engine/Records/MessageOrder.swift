internal import Store

/// The order of equally good quotes: the newest first; then by the id of the author, byte by byte, with unknown authors
/// last; then by load and row.
struct MessageOrder {
  let store: DataStore

  /// Whether one message comes before another.
  func precedes(_ one: Int, _ other: Int) -> Bool {
    let feedback = store.feedback
    let at = feedback.timeline.at
    if at[one] != at[other] { return at[one] > at[other] }
    let (author, second) = (Int(feedback.customers[one]), Int(feedback.customers[other]))
    if author != second {
      let ids = store.customers.ids
      guard author < ids.count, second < ids.count else { return author < second }
      return ids.bytes(of: author).lexicographicallyPrecedes(ids.bytes(of: second))
    }
    // Records of one author are stored in the stable order.
    return one < other
  }
}
