/// What answers requests: the engine in memory, a SQL server, a toy over arrays in the tests.
///
/// A backend is asked at most two times for one answer. It knows conditions and values, and no verb.
public protocol Backend: Sendable {
  /// A response to each request, of the same case, in order. All that is asked together is one round trip.
  func run(_ requests: [Request]) throws(BackendError) -> [Response]
}

/// Why a backend gave nothing.
public enum BackendError: Error, Hashable, Sendable {
  case cancelled
  /// A sentence for the person, without internal names.
  case failed(String)
}
