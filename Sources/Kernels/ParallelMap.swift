private import Dispatch
private import Synchronization

/// Computes independent results on all available cores, and returns them in order.
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
