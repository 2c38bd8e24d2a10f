internal import DataModel
internal import Plan
internal import Store
internal import Text

/// Evaluates the conditions and values of one run over a store, and keeps results that the run may ask for again.
///
/// Everything is evaluated for a `RowSet`, and only for the rows of `among`: what a conjunction has already ruled out is
/// not looked at again. The rows for which a condition holds are a subset of `among`.
final class Evaluator {
  let store: DataStore
  let zone: Zone
  private let isCancelled: @Sendable () -> Bool
  /// Whose start is not after the clock: whom populations are made of.
  let here: Bitmap
  /// Conditions over people that touch records, with the people they were worked out for.
  var remembered: [Condition: (among: Bitmap, holds: Bitmap)] = [:]
  /// The documents of each pattern, ascending.
  var documents: [Pattern: [UInt32]] = [:]
  private let cut: Once<SegmentedText>
  /// Each person's counted attempt at a funnel.
  var attempts: [FunnelCounts: CountedAttempts] = [:]
  /// How many scopes and values are being evaluated inside one another.
  private var depth = 0

  /// Scopes and values inside one another: more than a statement of the deepest definitions has, which are bounded before
  /// anything is asked, and less than the stack holds.
  static let deepest = 600

  init(store: DataStore, here: Bitmap?, cut: Once<SegmentedText>, isCancelled: @escaping @Sendable () -> Bool)
  {
    self.store = store
    self.here = here ?? Bitmap(count: store.customers.count, repeating: true)
    self.cut = cut
    self.zone = store.zone
    self.isCancelled = isCancelled
  }

  var everybody: RowSet { RowSet(peopleOf: store) }

  /// Throws `cancelled` where the person asked to stop. Long loops call it every 65,536 rows.
  func checkCancellation() throws(BackendError) {
    if isCancelled() { throw .cancelled }
  }

  /// The texts as words, runs of scripts without spaces cut by dictionary.
  func words() throws(BackendError) -> SegmentedText {
    let words = cut.value { () -> SegmentedText? in
      let feedback = store.feedback
      let words = SegmentedText(feedback.index, isCancelled: isCancelled) { feedback.texts[Int($0)] }
      return isCancelled() ? nil : words
    }
    guard let words else { throw .cancelled }
    return words
  }

  @inline(__always)
  func checkCancellation(every row: Int) throws(BackendError) {
    if row & 0xFFFF == 0xFFFF { try checkCancellation() }
  }

  /// Runs what may run itself again for a condition or value inside, down to a bounded depth.
  func nested<Result>(_ body: () throws(BackendError) -> Result) throws(BackendError) -> Result {
    guard depth < Evaluator.deepest else {
      throw .failed("Conditions stand inside one another more than \(Evaluator.deepest) deep.")
    }
    depth += 1
    defer { depth -= 1 }
    return try body()
  }
}

extension Evaluator {
  typealias Saying = RecordScope.Saying
}
