public import DataModel
private import Synchronization

/// Connects to PostgreSQL servers by libpq. Passwords come from where libpq looks for them (PGPASSWORD, the password file,
/// a service file), else from `askPassword`; those that were typed are kept in memory, and nowhere else.
public final class PostgresConnector: DatabaseConnector {
  /// Asks a person for a password; nil where there is nobody to ask, or no answer.
  public typealias PasswordPrompt = @Sendable (_ question: String) -> String?

  private let isCancelled: @Sendable () -> Bool
  private let askPassword: PasswordPrompt
  /// The passwords that were typed, by address.
  private let typed = Mutex<[String: String]>([:])

  public init(
    isCancelled: @escaping @Sendable () -> Bool, askPassword: @escaping PasswordPrompt = { _ in nil }
  ) {
    self.isCancelled = isCancelled
    self.askPassword = askPassword
  }

  public func places(of address: String, isShared: Bool) throws(DatabaseError) -> [String] {
    try PostgresAddress(address, isShared: isShared).places
  }

  public func open(_ address: String) throws(DatabaseError) -> any DatabaseSession {
    let parsed = try PostgresAddress(address, isShared: false)
    let known = typed.withLock { $0[address] }
    switch try PostgresConnection.open(parsed, password: known, isCancelled: isCancelled) {
    case .connected(let connection): return try PostgresSession(connection)
    case .needsPassword(let reason):
      guard let password = askPassword("Password for \(address): ") else {
        if isCancelled() { throw .cancelled }
        throw .unreachable(reason: reason, advice: PostgresConnector.passwords)
      }
      let attempt = try PostgresConnection.open(parsed, password: password, isCancelled: isCancelled)
      guard case .connected(let connection) = attempt else {
        throw .unreachable(reason: reason, advice: PostgresConnector.passwords)
      }
      typed.withLock { $0[address] = password }
      return try PostgresSession(connection)
    }
  }

  private static let passwords =
    "The password is taken from PGPASSWORD, from ~/.pgpass (readable by you alone: `chmod 600`) or from the service file; "
    + "on a terminal it is asked for."
}
