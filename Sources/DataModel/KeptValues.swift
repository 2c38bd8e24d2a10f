private import Synchronization

/// What is made of files once and used several times while a workspace is loaded, such as a database with several tables.
/// It is kept as long as the host that has it.
public final class KeptValues: Sendable {
  private let values = Mutex<[String: any Sendable]>([:])

  public init() {}

  /// The value of a key, which is made if there is none yet; only one is made at a time.
  public func value<Value: Sendable, Failure: Error>(
    of key: String, _ make: () throws(Failure) -> Value
  ) throws(Failure) -> Value {
    let result: Result<Value, Failure> = values.withLock { values in
      if let value = values[key] as? Value { return .success(value) }
      do throws(Failure) {
        let value = try make()
        values[key] = value
        return .success(value)
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }
}
