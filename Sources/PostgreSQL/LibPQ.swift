#if canImport(Darwin)
  private import Darwin
#else
  private import Glibc
#endif

/// The functions of libpq that are used. The library is opened when a server is first named: who loads from none pays
/// nothing for it.
///
/// Reference: https://www.postgresql.org/docs/current/libpq.html
@safe struct LibPQ: Sendable {
  typealias Connection = OpaquePointer
  typealias Reply = OpaquePointer
  typealias CString = UnsafePointer<CChar>
  typealias Strings = UnsafePointer<CString?>
  typealias Memory = UnsafeMutableRawPointer

  typealias Parse = @convention(c) @Sendable (CString?, UnsafeMutablePointer<Memory?>?) -> Memory?
  typealias Free = @convention(c) @Sendable (Memory?) -> Void
  typealias Start = @convention(c) @Sendable (Strings?, Strings?, Int32) -> Connection?
  typealias Ask = @convention(c) @Sendable (OpaquePointer?) -> Int32
  typealias End = @convention(c) @Sendable (OpaquePointer?) -> Void
  typealias Words = @convention(c) @Sendable (OpaquePointer?) -> CString?
  typealias Notice = @convention(c) @Sendable (Memory?, CString?) -> Void
  typealias SetNotice = @convention(c) @Sendable (Connection?, Notice?, Memory?) -> Notice?
  typealias Send = @convention(c) @Sendable (Connection?, CString?) -> Int32
  /// One statement; its parameters, of which there are none here.
  typealias SendOne =
    @convention(c) @Sendable (
      Connection?, CString?, Int32, UnsafePointer<UInt32>?, Strings?, UnsafePointer<Int32>?,
      UnsafePointer<Int32>?,
      Int32
    ) -> Int32
  typealias Get = @convention(c) @Sendable (Connection?) -> Reply?
  typealias Field = @convention(c) @Sendable (Reply?, Int32) -> CString?
  typealias TypeOf = @convention(c) @Sendable (Reply?, Int32) -> UInt32
  typealias Cell = @convention(c) @Sendable (Reply?, Int32, Int32) -> UnsafePointer<UInt8>?
  typealias CellFact = @convention(c) @Sendable (Reply?, Int32, Int32) -> Int32
  typealias GetCancel = @convention(c) @Sendable (Connection?) -> OpaquePointer?
  typealias Cancel = @convention(c) @Sendable (OpaquePointer?, UnsafeMutablePointer<CChar>?, Int32) -> Int32

  let parse: Parse
  let freeOptions: Free
  let freeMemory: Free
  let start: Start
  let poll: Ask
  let status: Ask
  let socket: Ask
  let needsPassword: Ask
  let message: Words
  let setNotice: SetNotice
  let finish: End
  let send: Send
  let sendOne: SendOne
  let describePortal: Send
  let setSingleRow: Ask
  let consume: Ask
  let isBusy: Ask
  let reply: Get
  let replyStatus: Ask
  let field: Field
  let clear: End
  let rowCount: Ask
  let columnCount: Ask
  let columnName: Field
  let columnType: TypeOf
  let cell: Cell
  let length: CellFact
  let isNull: CellFact
  let cancellation: GetCancel
  let cancel: Cancel
  let freeCancellation: End

  /// Nil where the library is not installed.
  static let shared = LibPQ()

  private init?() {
    let names = ["libpq.so.5", "libpq.5.dylib"]
    // SAFETY: the library stays open for good, so that its functions can be called at any time.
    var opened: UnsafeMutableRawPointer?
    for name in names where unsafe opened == nil { unsafe opened = dlopen(name, RTLD_NOW | RTLD_LOCAL) }
    guard let library = unsafe opened else { return nil }
    func function<F>(_ name: String, as _: F.Type) -> F? {
      // SAFETY: each is looked up as the type that libpq-fe.h gives it.
      unsafe dlsym(library, "PQ\(name)").map { unsafe unsafeBitCast($0, to: F.self) }
    }
    guard let parse = unsafe function("conninfoParse", as: Parse.self),
      let freeOptions = unsafe function("conninfoFree", as: Free.self),
      let freeMemory = unsafe function("freemem", as: Free.self),
      let start = unsafe function("connectStartParams", as: Start.self),
      let poll = unsafe function("connectPoll", as: Ask.self),
      let status = unsafe function("status", as: Ask.self),
      let socket = unsafe function("socket", as: Ask.self),
      let needsPassword = unsafe function("connectionNeedsPassword", as: Ask.self),
      let message = unsafe function("errorMessage", as: Words.self),
      let setNotice = unsafe function("setNoticeProcessor", as: SetNotice.self),
      let finish = unsafe function("finish", as: End.self),
      let send = unsafe function("sendQuery", as: Send.self),
      let sendOne = unsafe function("sendQueryParams", as: SendOne.self),
      let describePortal = unsafe function("sendDescribePortal", as: Send.self),
      let setSingleRow = unsafe function("setSingleRowMode", as: Ask.self),
      let consume = unsafe function("consumeInput", as: Ask.self),
      let isBusy = unsafe function("isBusy", as: Ask.self),
      let reply = unsafe function("getResult", as: Get.self),
      let replyStatus = unsafe function("resultStatus", as: Ask.self),
      let field = unsafe function("resultErrorField", as: Field.self),
      let clear = unsafe function("clear", as: End.self),
      let rowCount = unsafe function("ntuples", as: Ask.self),
      let columnCount = unsafe function("nfields", as: Ask.self),
      let columnName = unsafe function("fname", as: Field.self),
      let columnType = unsafe function("ftype", as: TypeOf.self),
      let cell = unsafe function("getvalue", as: Cell.self),
      let length = unsafe function("getlength", as: CellFact.self),
      let isNull = unsafe function("getisnull", as: CellFact.self),
      let cancellation = unsafe function("getCancel", as: GetCancel.self),
      let cancel = unsafe function("cancel", as: Cancel.self),
      let freeCancellation = unsafe function("freeCancel", as: End.self)
    else { return nil }
    unsafe self.parse = parse
    unsafe self.freeOptions = freeOptions
    unsafe self.freeMemory = freeMemory
    unsafe self.start = start
    unsafe self.poll = poll
    unsafe self.status = status
    unsafe self.socket = socket
    unsafe self.needsPassword = needsPassword
    unsafe self.message = message
    unsafe self.setNotice = setNotice
    unsafe self.finish = finish
    unsafe self.send = send
    unsafe self.sendOne = sendOne
    unsafe self.describePortal = describePortal
    unsafe self.setSingleRow = setSingleRow
    unsafe self.consume = consume
    unsafe self.isBusy = isBusy
    unsafe self.reply = reply
    unsafe self.replyStatus = replyStatus
    unsafe self.field = field
    unsafe self.clear = clear
    unsafe self.rowCount = rowCount
    unsafe self.columnCount = columnCount
    unsafe self.columnName = columnName
    unsafe self.columnType = columnType
    unsafe self.cell = cell
    unsafe self.length = length
    unsafe self.isNull = isNull
    unsafe self.cancellation = cancellation
    unsafe self.cancel = cancel
    unsafe self.freeCancellation = freeCancellation
  }
}

extension LibPQ {
  // The codes of libpq-fe.h and postgres_ext.h.
  static let isBad: Int32 = 1  // of a connection
  static let (pollFailed, pollReading, pollWriting, pollDone): (Int32, Int32, Int32, Int32) = (0, 1, 2, 3)
  static let (copyOut, copyIn, copyBoth): (Int32, Int32, Int32) = (3, 4, 8)
  static let (badResponse, failed): (Int32, Int32) = (5, 7)

  /// The parts of an error, by their letters.
  enum Part: String {
    case state = "C"
    case message = "M"
    case detail = "D"
    case hint = "H"
    case position = "P"

    var code: Int32 { Int32(rawValue.utf8.first ?? 0) }
  }
}
