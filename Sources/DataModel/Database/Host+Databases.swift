private import Synchronization

extension Host {
  /// The database at an address. All that reads it until `endDatabases` is called shares a transaction.
  public func database(_ address: String) throws(DatabaseError) -> any DatabaseSession {
    guard let connector else { throw .noServers }
    let allowed = permissions?.connecting
    let places = try connector.places(of: address, isShared: allowed != nil)
    if let permissions, let allowed, let place = places.first(where: { !allowed.contains($0) }) {
      throw .refused(place: place, by: permissions.holder)
    }
    return try databases.session(address, opening: connector)
  }

  /// Ends all transactions with servers that this host, or a copy of it, has begun.
  public func endDatabases() { databases.end() }
}

/// The databases that were opened, by their addresses; also those that could not be, so that several loads from a server
/// that is not there wait for it once.
final class OpenDatabases: Sendable {
  private let opened = Mutex<[[UInt8]: Result<any DatabaseSession, DatabaseError>]>([:])

  func session(
    _ address: String, opening connector: any DatabaseConnector
  ) throws(DatabaseError) -> any DatabaseSession {
    let result = opened.withLock { opened -> Result<any DatabaseSession, DatabaseError> in
      if let known = opened[address.pathBytes] { return known }
      let result: Result<any DatabaseSession, DatabaseError>
      do throws(DatabaseError) {
        result = .success(try connector.open(address))
      } catch {
        result = .failure(error)
      }
      opened[address.pathBytes] = result
      return result
    }
    return try result.get()
  }

  func end() {
    let sessions = opened.withLock { opened in
      defer { opened = [:] }
      return Array(opened.values)
    }
    for session in sessions { try? session.get().close() }
  }
}
