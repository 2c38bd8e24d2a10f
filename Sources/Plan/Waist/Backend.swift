/// Answers requests: the engine in memory, a SQL server, or a simple implementation in the tests.
///
/// One answer takes at most two calls. A backend knows conditions and values, but no verbs.
public protocol Backend: Sendable {
  /// The responses to the requests, in order and of the same cases, in a single round trip.
  func run(_ requests: [Request]) throws(BackendError) -> [Response]
}

/// Why a backend could not answer.
public enum BackendError: Error, Hashable, Sendable {
  case cancelled
  /// A sentence for the user, without internal names.
  case failed(String)
}
