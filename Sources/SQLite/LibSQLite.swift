#if canImport(Darwin)
  private import Darwin
#else
  private import Glibc
#endif

/// The functions of SQLite that are used. The library is opened when a database is first read: who reads none pays
/// nothing for it.
@safe struct LibSQLite: Sendable {
  typealias Database = OpaquePointer
  typealias Statement = OpaquePointer
  typealias Pointer = UnsafeMutableRawPointer
  typealias CString = UnsafePointer<CChar>

  typealias Open =
    @convention(c) @Sendable (CString?, UnsafeMutablePointer<Database?>?, Int32, CString?) -> Int32
  typealias Deserialize =
    @convention(c) @Sendable (Database?, CString?, Pointer?, Int64, Int64, UInt32) -> Int32
  typealias Prepare =
    @convention(c) @Sendable (
      Database?, CString?, Int32, UnsafeMutablePointer<Statement?>?, UnsafeMutablePointer<CString?>?
    ) -> Int32
  typealias Do = @convention(c) @Sendable (OpaquePointer?) -> Int32
  typealias Message = @convention(c) @Sendable (Database?) -> CString?
  typealias Name = @convention(c) @Sendable (Statement?, Int32) -> CString?
  typealias Kind = @convention(c) @Sendable (Statement?, Int32) -> Int32
  typealias Integer = @convention(c) @Sendable (Statement?, Int32) -> Int64
  typealias Real = @convention(c) @Sendable (Statement?, Int32) -> Double
  typealias Text = @convention(c) @Sendable (Statement?, Int32) -> UnsafePointer<UInt8>?
  /// Whether an action of a statement may be done: what, its two objects, the database, and what it is part of.
  typealias Authorizer =
    @convention(c) @Sendable (Pointer?, Int32, CString?, CString?, CString?, CString?) -> Int32
  typealias SetAuthorizer = @convention(c) @Sendable (Database?, Authorizer?, Pointer?) -> Int32
  /// Whether to stop.
  typealias Progress = @convention(c) @Sendable (Pointer?) -> Int32
  typealias SetProgress = @convention(c) @Sendable (Database?, Int32, Progress?, Pointer?) -> Void

  let open: Open
  let close: Do
  let deserialize: Deserialize
  let setAuthorizer: SetAuthorizer
  let setProgress: SetProgress
  let prepare: Prepare
  let finalize: Do
  let step: Do
  let message: Message
  let columnCount: Do
  let columnName: Name
  let declaredType: Name
  let kind: Kind
  let integer: Integer
  let real: Real
  let text: Text
  let byteCount: Kind

  /// Nil where the library is not installed, or is one that cannot open a database in memory.
  static let shared = LibSQLite()

  private init?() {
    let names = ["libsqlite3.so.0", "libsqlite3.dylib"]
    // SAFETY: the library stays open for good, so that its functions can be called at any time.
    var opened: UnsafeMutableRawPointer?
    for name in names where unsafe opened == nil { unsafe opened = dlopen(name, RTLD_NOW | RTLD_LOCAL) }
    guard let library = unsafe opened else { return nil }
    func function<F>(_ name: String, as _: F.Type) -> F? {
      // SAFETY: each is looked up as the type that sqlite3.h gives it.
      unsafe dlsym(library, "sqlite3_\(name)").map { unsafe unsafeBitCast($0, to: F.self) }
    }
    guard let open = unsafe function("open_v2", as: Open.self),
      let close = unsafe function("close_v2", as: Do.self),
      let deserialize = unsafe function("deserialize", as: Deserialize.self),
      let setAuthorizer = unsafe function("set_authorizer", as: SetAuthorizer.self),
      let setProgress = unsafe function("progress_handler", as: SetProgress.self),
      let prepare = unsafe function("prepare_v2", as: Prepare.self),
      let finalize = unsafe function("finalize", as: Do.self),
      let step = unsafe function("step", as: Do.self),
      let message = unsafe function("errmsg", as: Message.self),
      let columnCount = unsafe function("column_count", as: Do.self),
      let columnName = unsafe function("column_name", as: Name.self),
      let declaredType = unsafe function("column_decltype", as: Name.self),
      let kind = unsafe function("column_type", as: Kind.self),
      let integer = unsafe function("column_int64", as: Integer.self),
      let real = unsafe function("column_double", as: Real.self),
      let text = unsafe function("column_text", as: Text.self),
      let byteCount = unsafe function("column_bytes", as: Kind.self)
    else { return nil }
    unsafe self.open = open
    unsafe self.close = close
    unsafe self.deserialize = deserialize
    unsafe self.setAuthorizer = setAuthorizer
    unsafe self.setProgress = setProgress
    unsafe self.prepare = prepare
    unsafe self.finalize = finalize
    unsafe self.step = step
    unsafe self.message = message
    unsafe self.columnCount = columnCount
    unsafe self.columnName = columnName
    unsafe self.declaredType = declaredType
    unsafe self.kind = kind
    unsafe self.integer = integer
    unsafe self.real = real
    unsafe self.text = text
    unsafe self.byteCount = byteCount
  }
}

extension LibSQLite {
  // The codes of sqlite3.h.
  static let row: Int32 = 100
  static let done: Int32 = 101
  static let interrupted: Int32 = 9
  static let unauthorized: Int32 = 23
  static let opensInMemory: Int32 = 0x82  // for reading and writing; its content is given to it
  static let isReadOnly: UInt32 = 4
}
