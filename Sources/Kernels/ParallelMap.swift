private import Dispatch
private import Synchronization

/// Does independent pieces of work on as many cores as there are, and gives their results in order.
///
///     parallelMap(paths.count) { read(paths[$0]) }
public func parallelMap<Result: Sendable>(_ count: Int, _ work: @Sendable (Int) -> Result) -> [Result] {
  if count == 1 { return [work(0)] }
  let results = Mutex([Result?](repeating: nil, count: count))
  DispatchQueue.concurrentPerform(iterations: count) { number in
    let result = work(number)
    results.withLock { $0[number] = result }
  }
  return results.withLock { $0.compactMap { $0 } }
}
