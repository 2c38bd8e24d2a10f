internal import DataModel

/// A connection string, taken apart by libpq itself, so that what is checked is what is used.
///
///     try PostgresAddress("postgresql://ada@db.example.org/shop", isShared: false).places   // ["db.example.org"]
@safe struct PostgresAddress {
  /// Its parameters; `host`, `dbname`.
  private(set) var parameters: [String: String] = [:]

  /// - Parameter isShared: whether it stands in a text that is not trusted; such an address names no files.
  init(_ text: String, isShared: Bool) throws(DatabaseError) {
    guard let library = LibPQ.shared else { throw .notInstalled(package: "libpq5") }
    guard !text.isEmpty, !text.utf8.contains(0) else { throw PostgresAddress.notUnderstood }
    // The name of a database alone is one.
    guard text.contains("=") || text.contains("://") else {
      parameters = ["dbname": text]
      return
    }
    var complaint: LibPQ.Memory?
    // SAFETY: the text lives through the call, which copies it.
    let list = unsafe text.withCString { unsafe library.parse($0, &complaint) }
    // The complaint may repeat a part of a password.
    unsafe library.freeMemory(complaint)
    guard let list = unsafe list else { throw PostgresAddress.notUnderstood }
    defer { unsafe library.freeOptions(list) }
    // SAFETY: `list` is an array of PQconninfoOption, which ends with one whose keyword is null: six pointers, the first
    // the keyword, the fourth the value, and an int.
    let pointer = unsafe MemoryLayout<LibPQ.CString?>.stride
    let size = 7 * pointer
    var place = 0
    while let keyword = unsafe list.load(fromByteOffset: place, as: LibPQ.CString?.self) {
      if let value = unsafe list.load(fromByteOffset: place + 3 * pointer, as: LibPQ.CString?.self) {
        unsafe parameters[String(cString: keyword)] = unsafe String(cString: value)
      }
      place += size
    }
    parameters = parameters.filter { !$0.value.isEmpty }
    try check(isShared: isShared)
  }

  private static let notUnderstood = DatabaseError.badAddress(
    reason: "This is no connection string of PostgreSQL")

  /// The parameters that an address may have.
  private static let plain: Set<String> = [
    "host", "hostaddr", "port", "dbname", "user", "service", "sslmode", "sslnegotiation", "sslsni",
    "channel_binding",
    "connect_timeout", "target_session_attrs", "load_balance_hosts", "gssencmode", "gsslib", "krbsrvname",
    "application_name", "keepalives", "keepalives_idle", "keepalives_interval", "keepalives_count",
    "tcp_user_timeout", "requirepeer", "require_auth", "ssl_min_protocol_version", "ssl_max_protocol_version",
    "options",
  ]
  /// Those that name files.
  private static let ofFiles: Set<String> = [
    "passfile", "servicefile", "sslcert", "sslkey", "sslrootcert", "sslcrl", "sslcrldir",
  ]

  private func check(isShared: Bool) throws(DatabaseError) {
    for name in parameters.keys.sorted() {
      if name.contains("password") { throw .badAddress(reason: "An address holds no password") }
      if isShared, PostgresAddress.ofFiles.contains(name) {
        throw .badAddress(reason: "In a shared file an address names no files, and here is \(name)")
      }
      if !PostgresAddress.plain.contains(name), !PostgresAddress.ofFiles.contains(name) {
        throw .badAddress(reason: "An address here has no \(name)")
      }
    }
  }

  /// Where it leads to: hosts, addresses, folders of sockets, the name of a service. Without any it leads to
  /// where the environment says, on this machine if it says nothing.
  var places: [String] {
    let hosts = ["host", "hostaddr"].compactMap { parameters[$0] }.flatMap { $0.split(separator: ",") }
    let service = parameters["service"].map { ["service=\($0)"] } ?? []
    let places = hosts.map(String.init) + service
    return (places.isEmpty ? ["localhost"] : places).map(Permissions.server)
  }

  /// How long to wait for each of its hosts, in seconds; nil: it does not say.
  var timeout: Double? { parameters["connect_timeout"].flatMap { Double($0) }.flatMap { $0 > 0 ? $0 : nil } }

  /// The number of hosts that are tried one after the other.
  var hostCount: Int {
    max(1, (parameters["host"] ?? parameters["hostaddr"] ?? "").split(separator: ",").count)
  }
}
