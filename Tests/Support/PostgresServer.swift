internal import Foundation

#if canImport(Darwin)
  private import Darwin
#else
  private import Glibc
#endif

/// A PostgreSQL server for the tests, which ends with them: it listens on a socket in a folder of its own, and on no port.
/// One for the whole suite; each suite of tests makes a database of its own.
///
///     let server = try PostgresServer.running
///     try server.run("create table t (id int)", in: "shop")
///     server.address("shop")          // host=/tmp/heed-pg-Kq3v1x dbname=shop user=postgres
///
/// Its roles: `guarded`, whose password is `sesame`, `shut`, which is not let in, and `reader`.
public final class PostgresServer: Sendable {
  /// The folder with the programs of PostgreSQL; nil if it is not installed.
  private static let programs: String? = {
    let versions = (try? FileManager.default.contentsOfDirectory(atPath: "/usr/lib/postgresql")) ?? []
    let newest = versions.compactMap { Int($0) }.max().map { "/usr/lib/postgresql/\($0)/bin" }
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    let folders = [newest].compactMap { $0 } + path.split(separator: ":").map(String.init)
    return folders.first { FileManager.default.isExecutableFile(atPath: "\($0)/initdb") }
  }()

  /// Whether there is a PostgreSQL to start (Debian: `apt-get install postgresql`).
  public static let isInstalled = programs != nil

  /// Started at its first use.
  public static var running: PostgresServer {
    get throws { try shared.get() }
  }

  private static let shared = Result { try PostgresServer() }

  /// Where its socket is.
  public let folder: String
  private let programs: String
  /// The shell that ends the server once this process is gone.
  private let watch: Process

  public struct Failure: Error { public let reason: String }

  private init() throws {
    guard let programs = PostgresServer.programs else {
      throw Failure(reason: "PostgreSQL is not installed: apt-get install postgresql")
    }
    self.programs = programs
    folder = try PostgresServer.newFolder()
    // PostgreSQL does not run as root.
    let isRoot = geteuid() == 0
    let user = isRoot ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] : []
    if isRoot { _ = try PostgresServer.call(["chown", "postgres", folder]) }
    let data = folder + "/data"
    _ = try PostgresServer.call(
      user + [
        "\(programs)/initdb", "-D", data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C",
        "--no-sync",
      ])
    let access = "local all guarded scram-sha-256\nlocal all shut reject\nlocal all all trust\n"
    try Data(access.utf8).write(to: URL(fileURLWithPath: data + "/pg_hba.conf"))
    watch = Process()
    watch.executableURL = URL(fileURLWithPath: "/bin/sh")
    let script =
      #"exec 3<&0; folder=$1; shift; "$@" </dev/null >"$folder/log" 2>&1 & pid=$!; cat <&3 >/dev/null; kill -QUIT $pid; wait $pid; rm -rf "$folder""#
    watch.arguments =
      ["-c", script, "sh", folder] + user + [
        "\(programs)/postgres", "-D", data, "-k", folder, "-c", "listen_addresses=", "-c", "fsync=off", "-c",
        "shared_buffers=16MB", "-c", "max_connections=60", "-c", "jit=off", "-c", "autovacuum=off",
      ]
    watch.standardInput = Pipe()
    try watch.run()
    for _ in 0..<600 {
      if (try? run(PostgresServer.roles, in: "postgres")) != nil { return }
      usleep(50_000)
    }
    let log = (try? String(contentsOfFile: folder + "/log", encoding: .utf8)) ?? ""
    throw Failure(reason: "PostgreSQL did not start: \(log)")
  }

  /// One with a password, one that is not let in, and one that may read nothing.
  private static let roles =
    "create role guarded login password 'sesame'; create role shut login; create role reader login"

  /// A folder with a name that is short enough for a socket.
  private static func newFolder() throws -> String {
    var template = Array("/tmp/heed-pg-XXXXXX".utf8CString)
    // SAFETY: the template ends with zero and is changed in place.
    guard unsafe mkdtemp(&template) != nil else { throw Failure(reason: "no folder for PostgreSQL") }
    return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// The connection string of a database.
  public func address(_ database: String, user: String = "postgres") -> String {
    "host=\(folder) dbname=\(database) user=\(user)"
  }

  /// Makes a database, and runs statements in it.
  public func create(_ database: String, options: String = "", _ statements: String = "") throws {
    try run("create database \(database) \(options)", in: "postgres")
    if !statements.isEmpty { try run(statements, in: database) }
  }

  /// Runs statements by psql. Returns what they give: cells divided by `|`.
  @discardableResult
  public func run(_ statements: String, in database: String) throws -> String {
    try PostgresServer.call(
      [
        "\(programs)/psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h", folder, "-U", "postgres",
        "-d",
        database, "-f", "-",
      ], input: statements)
  }

  /// Runs a program to its end. Returns what it writes.
  private static func call(_ words: [String], input: String = "") throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = words
    process.currentDirectoryURL = URL(fileURLWithPath: "/tmp")
    let (output, errors, typed) = (Pipe(), Pipe(), Pipe())
    (process.standardOutput, process.standardError, process.standardInput) = (output, errors, typed)
    try process.run()
    try typed.fileHandleForWriting.write(contentsOf: Data(input.utf8))
    try typed.fileHandleForWriting.close()
    let written = output.fileHandleForReading.readDataToEndOfFile()
    let complaints = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Failure(reason: "\(words.joined(separator: " ")): \(String(decoding: complaints, as: UTF8.self))")
    }
    return String(decoding: written, as: UTF8.self)
  }
}
