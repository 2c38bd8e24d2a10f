internal import DataModel
internal import Plan
internal import Store
internal import Text

/// Evaluates the conditions and values of one run over a store, and keeps results that the run may need again.
///
/// Everything is evaluated for a `RowSet`, and only for the rows of `among`: rows that a conjunction has already excluded
/// are not looked at again. The rows for which a condition holds are a subset of `among`.
final class Evaluator {
  let store: DataStore
  let zone: Zone
  private let isCancelled: @Sendable () -> Bool
  /// The people whose start is not after the clock, of whom populations are made.
  let here: Bitmap
  /// Conditions over people that read records, with the people for whom they were evaluated.
  var remembered: [Condition: (among: Bitmap, holds: Bitmap)] = [:]
  /// The documents that each pattern matches, ascending.
  var documents: [Pattern: [UInt32]] = [:]
  private let cut: Once<SegmentedText>
  /// Each person's counted attempt at a funnel.
  var attempts: [FunnelCounts: CountedAttempts] = [:]
  /// How many scopes and values are being evaluated inside one another.
  private var depth = 0

  /// The deepest nesting of scopes and values: more than a statement with the deepest definitions needs, whose size is
  /// checked before anything is evaluated, and less than the stack allows.
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

  /// Throws `cancelled` if the user asked to stop. Long loops call it every 65,536 rows.
  func checkCancellation() throws(BackendError) {
    if isCancelled() { throw .cancelled }
  }

  /// The texts as words; runs of scripts without spaces are segmented with a dictionary.
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

  /// Runs a body that may call itself for an inner condition or value, down to a bounded depth.
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
