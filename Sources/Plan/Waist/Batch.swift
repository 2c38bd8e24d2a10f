/// Measurements that are requested together.
///
///     var batch = Batch()
///     let depths = batch.add(FunnelCounts(who: sellers, spec: spec))
///     let all = batch.add(PeopleCount(sellers))
///     let replies = try backend.run(batch)
///     replies[depths].groups    // FunnelCounts.Reply
public struct Batch: Sendable {
  public private(set) var requests: [Request] = []

  public init() {}

  public var isEmpty: Bool { requests.isEmpty }

  /// - Returns: a handle to find the reply in the replies to this batch.
  public mutating func add<M: Measurement>(_ measurement: M) -> Asked<M> {
    requests.append(measurement.request)
    return Asked(place: requests.count - 1)
  }
}

/// A handle to a measurement in a batch.
public struct Asked<M: Measurement>: Sendable {
  fileprivate let place: Int
}

/// The replies to a batch.
public struct Replies: Sendable {
  private let responses: [Response]

  /// Throws if a response does not match its request.
  public init(to batch: Batch, _ responses: [Response]) throws(BackendError) {
    guard batch.requests.count == responses.count, zip(batch.requests, responses).allSatisfy({ $0.fits($1) })
    else { throw .failed("The data came back in a different form from the one requested.") }
    self.responses = responses
  }

  /// The reply to a measurement of this batch; a handle from another batch is a programming error.
  public subscript<M>(_ asked: Asked<M>) -> M.Reply {
    guard responses.indices.contains(asked.place), let reply = M.reply(in: responses[asked.place]) else {
      preconditionFailure("asked for in another batch")
    }
    return reply
  }

  /// The reply, or nil if the handle is nil.
  public subscript<M>(_ asked: Asked<M>?) -> M.Reply? { asked.map { self[$0] } }
}

extension Backend {
  /// Runs a batch in one round trip; an empty batch needs none.
  public func run(_ batch: Batch) throws(BackendError) -> Replies {
    try Replies(to: batch, batch.isEmpty ? [] : run(batch.requests))
  }

  /// Runs a single measurement.
  public func run<M: Measurement>(_ measurement: M) throws(BackendError) -> M.Reply {
    var batch = Batch()
    let asked = batch.add(measurement)
    return try run(batch)[asked]
  }
}
