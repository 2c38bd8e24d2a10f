internal import DataModel
public import Plan
public import Store
internal import Synchronization
internal import Text

/// The backend in memory: measurements over one store.
///
///     let engine = Engine(store: store)
///     try engine.run([.people(churned)])[0]["n", 0]    // .integer(31)
///
/// One thread works on one run; runs may go on side by side, since a store does not change.
public struct Engine: Backend {
  public let store: Store
  /// Asked every few milliseconds; when it says yes, the run ends with `BackendError.cancelled`.
  public let isCancelled: @Sendable () -> Bool
  /// What people said as words, for the first run that counts words and all that follow.
  private let cut = Once<CutText>()
  /// Who is there by the clock, for the first run and all that follow.
  private let here = Once<Bitmap>()

  public init(store: Store, isCancelled: @escaping @Sendable () -> Bool = { false }) {
    self.store = store
    self.isCancelled = isCancelled
  }

  public func run(_ measurements: [Measurement]) throws(BackendError) -> [Columns] {
    // What one measurement has worked out (who matches, which messages) serves the next.
    let evaluator = Evaluator(
      store: store,
      here: here.value { store.arrived() ?? Bitmap(count: store.customers.count, repeating: true) },
      cut: cut, isCancelled: isCancelled)
    var answers: [Columns] = []
    for measurement in measurements { answers.append(try evaluator.columns(of: measurement)) }
    return answers
  }
}

/// Something that is made when it is first asked for.
final class Once<Made: Sendable>: Sendable {
  private let made = Mutex<Made?>(nil)

  /// What was made, or is made now; nil where making it came to nothing, which is tried again next time.
  func value(_ make: () -> Made?) -> Made? {
    made.withLock { made in
      if made == nil { made = make() }
      return made
    }
  }
}

extension Evaluator {
  func columns(of measurement: Measurement) throws(BackendError) -> Columns {
    switch measurement {
    case .people(let condition):
      let people = try people(where: condition).population
      return Columns(names: ["n"], values: [[.integer(Int64(people))]])
    case .rows(let rows): return try columns(of: rows)
    case .groups(let groups): return try columns(of: groups)
    case .verbatims(let verbatims): return try columns(of: verbatims)
    case .words(let words): return try columns(of: words)
    case .traits(let traits): return try columns(of: traits)
    case .aftermath(let aftermath): return try columns(of: aftermath)
    case .pairs(let pairs): return try columns(of: pairs)
    case .terms(let terms): return try columns(of: terms)
    case .story(let id, let latest): return try story(of: id, latest: latest)
    case .series(let series): return try columns(of: series)
    case .presence(let presence): return try columns(of: presence)
    case .cohorts(let cohorts): return try columns(of: cohorts)
    case .lifetimes(let lifetimes): return try columns(of: lifetimes)
    case .depths(let depths): return try columns(of: depths)
    case .trails(let trails): return try columns(of: trails)
    }
  }
}
