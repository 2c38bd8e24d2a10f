internal import DataModel
private import Dispatch

#if canImport(Darwin)
  private import Darwin
#else
  private import Glibc
#endif

/// A connection to a server. Every wait looks at `isCancelled` about every 20 ms. One thread at a time.
@safe final class PostgresConnection: @unchecked Sendable {
  private let library: LibPQ
  private let pointer: LibPQ.Connection
  private let isCancelled: @Sendable () -> Bool
  /// Why nothing more can be asked.
  private var end: DatabaseError?

  /// How an attempt to connect ended.
  enum Attempt {
    case connected(PostgresConnection)
    case needsPassword(reason: String)
  }

  private init(_ library: LibPQ, _ pointer: LibPQ.Connection, _ isCancelled: @escaping @Sendable () -> Bool) {
    self.library = library
    unsafe self.pointer = pointer
    self.isCancelled = isCancelled
    // SAFETY: the function takes nothing of ours. Notices of the server are not printed.
    _ = unsafe library.setNotice(pointer, { _, _ in }, nil)
  }

  deinit { unsafe library.finish(pointer) }

  /// Seconds to wait for a host where nothing is said.
  private static let usualTimeout = 10.0

  static func open(
    _ address: PostgresAddress, password: String?, isCancelled: @escaping @Sendable () -> Bool
  ) throws(DatabaseError) -> Attempt {
    guard let library = LibPQ.shared else { throw .notInstalled(package: "libpq5") }
    var parameters = [
      "fallback_application_name": "heed", "keepalives_idle": "30", "keepalives_interval": "10",
      "keepalives_count": "3",
    ]
    parameters.merge(address.parameters) { $1 }
    parameters["client_encoding"] = "UTF8"
    if let password { parameters["password"] = password }
    guard let pointer = unsafe start(library, parameters) else {
      throw .unreachable(reason: "out of memory", advice: nil)
    }
    let connection = unsafe PostgresConnection(library, pointer, isCancelled)
    let seconds = address.timeout ?? environmentTimeout() ?? usualTimeout
    return try connection.connect(within: seconds * Double(address.hostCount), seconds)
  }

  /// PGCONNECT_TIMEOUT, which libpq heeds only where it waits itself.
  private static func environmentTimeout() -> Double? {
    // SAFETY: the environment's text is copied at once; nothing here changes the environment.
    unsafe getenv("PGCONNECT_TIMEOUT").flatMap { unsafe Double(String(cString: $0)) }.flatMap {
      $0 > 0 ? $0 : nil
    }
  }

  private static func start(_ library: LibPQ, _ parameters: [String: String]) -> LibPQ.Connection? {
    let texts = parameters.flatMap { [$0.key, $0.value] }
    // SAFETY: the copies live through the call, which copies them, and are freed after it.
    let copies = unsafe texts.map { unsafe strdup($0) }
    defer { for index in texts.indices { unsafe free(copies[index]) } }
    var (keys, values): ([LibPQ.CString?], [LibPQ.CString?]) = unsafe ([], [])
    for index in stride(from: 0, to: texts.count, by: 2) {
      unsafe keys.append(copies[index].map { unsafe LibPQ.CString($0) })
      unsafe values.append(copies[index + 1].map { unsafe LibPQ.CString($0) })
    }
    unsafe keys.append(nil)
    unsafe values.append(nil)
    return unsafe library.start(keys, values, 0)
  }

  private func connect(within seconds: Double, _ each: Double) throws(DatabaseError) -> Attempt {
    let deadline = DispatchTime.now() + seconds
    var next = unsafe library.status(pointer) == LibPQ.isBad ? LibPQ.pollFailed : LibPQ.pollWriting
    while next != LibPQ.pollDone {
      if isCancelled() { throw .cancelled }
      if next == LibPQ.pollFailed {
        let reason = message
        if unsafe library.needsPassword(pointer) != 0 { return .needsPassword(reason: reason) }
        throw .unreachable(reason: reason, advice: PostgresConnection.advice(on: reason))
      }
      if DispatchTime.now() > deadline {
        throw .unreachable(
          reason: "no answer within \(Int(each)) seconds",
          advice: "`connect_timeout=60` in the address waits longer.")
      }
      if wait(forWriting: next == LibPQ.pollWriting) { next = unsafe library.poll(pointer) }
    }
    return .connected(self)
  }

  private var message: String {
    // SAFETY: the text is the connection's, and is copied at once.
    unsafe library.message(pointer).map { unsafe String(cString: $0).asWords } ?? "no answer"
  }

  /// What helps where a connection fails for a reason that libpq or the server tells in English.
  private static func advice(on reason: String) -> String? {
    let known: [(part: String, advice: String)] = [
      (
        "password authentication failed",
        "The password comes from PGPASSWORD, ~/.pgpass or the service file: it is not the one of this role."
      ),
      (
        "pg_hba.conf",
        "The server does not let this role in from here, or only with TLS: `sslmode=require`."
      ),
      ("SSL off", "The server wants TLS: `sslmode=require` in the address."),
      ("does not support SSL", "The server has no TLS: `sslmode=disable` is for networks that you trust."),
      ("certificate", "`sslrootcert=FILE` names the certificate that the server's is signed by."),
      (
        "definition of service",
        "Services stand in ~/.pg_service.conf, or in the file that PGSERVICEFILE names."
      ),
      ("could not translate host name", "Is the name of the host right?"),
      ("Is the server running", "Is the server running, and does `psql` reach it with this address?"),
      ("Connection refused", "Is the server running, and is the port right?"),
    ]
    return known.first { reason.contains($0.part) }?.advice
  }

  // MARK: - Statements

  enum Kind {
    /// Several statements, which Heed wrote.
    case several
    /// One statement and no more: the server refuses a second.
    case one
    /// The same as `several`; rows are given one by one, as they come.
    case streaming
    /// The columns of a cursor of this name.
    case cursor
  }

  enum Failure: Error {
    case of(DatabaseError)
    /// The server refused the statement.
    case statement(StatementFailure)
  }

  /// Runs statements, and gives what each answers.
  func run(
    _ text: String, as kind: Kind = .several, each: (PostgresReply) -> Void = { _ in }
  ) throws(Failure) {
    if let end { throw .of(end) }
    let sent = unsafe text.withCString { text in
      switch kind {
      case .several, .streaming: unsafe library.send(pointer, text)
      case .one: unsafe library.sendOne(pointer, text, 0, nil, nil, nil, nil, 0)
      case .cursor: unsafe library.describePortal(pointer, text)
      }
    }
    guard sent == 1 else { throw .of(lost()) }
    if kind == .streaming { _ = unsafe library.setSingleRow(pointer) }
    var failure: Failure?
    while let reply = try nextReply() {
      switch reply.status {
      case LibPQ.failed, LibPQ.badResponse:
        let isLost = unsafe library.status(pointer) == LibPQ.isBad
        failure = failure ?? (isLost ? .of(lost(reply.failure.message)) : .statement(reply.failure))
      case LibPQ.copyOut, LibPQ.copyIn, LibPQ.copyBoth: failure = .of(lost("it began to copy"))
      case _: if failure == nil { each(reply) }
      }
      unsafe library.clear(reply.pointer)
      if end != nil { break }
    }
    if let failure { throw failure }
  }

  /// The next answer to what was sent; nil after the last.
  private func nextReply() throws(Failure) -> PostgresReply? {
    while unsafe library.isBusy(pointer) != 0 {
      if isCancelled() {
        stop()
        end = .cancelled
        throw .of(.cancelled)
      }
      if wait(forWriting: false), unsafe library.consume(pointer) == 0 { throw .of(lost()) }
    }
    guard let reply = unsafe library.reply(pointer) else { return nil }
    return unsafe PostgresReply(library, reply)
  }

  private func lost(_ words: String = "") -> DatabaseError {
    let error = DatabaseError.lost(reason: words.isEmpty ? message : words.asWords)
    end = error
    return error
  }

  /// Waits a moment for the socket; true if it is ready.
  private func wait(forWriting: Bool) -> Bool {
    let socket = unsafe library.socket(pointer)
    guard socket >= 0 else { return true }
    var wanted = pollfd(fd: socket, events: Int16(forWriting ? POLLOUT : POLLIN), revents: 0)
    // SAFETY: `wanted` is a local that outlives the call.
    return unsafe poll(&wanted, 1, 20) != 0
  }

  /// Asks the server to stop what it does. The request has its own connection, and is not waited for much longer than a
  /// server nearby needs.
  private func stop() {
    guard let request = unsafe library.cancellation(pointer) else { return }
    let (library, address) = (library, UInt(bitPattern: request))
    let isDone = DispatchSemaphore(value: 0)
    DispatchQueue.global().async {
      // SAFETY: the request is used here alone, and freed once.
      let request = unsafe OpaquePointer(bitPattern: address)
      var complaint = [CChar](repeating: 0, count: 256)
      _ = unsafe library.cancel(request, &complaint, 256)
      unsafe library.freeCancellation(request)
      isDone.signal()
    }
    _ = isDone.wait(timeout: .now() + 0.1)
  }
}
