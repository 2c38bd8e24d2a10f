#if canImport(Darwin)
  private import Darwin
#else
  private import Glibc
#endif

/// The functions of libexpat that are used. The library is opened when XML is first read: who reads none pays nothing
/// for it.
@safe struct LibExpat: Sendable {
  typealias Parser = OpaquePointer
  typealias Text = UnsafePointer<CChar>
  typealias Start =
    @convention(c) @Sendable (UnsafeMutableRawPointer?, Text?, UnsafeMutablePointer<Text?>?) -> Void
  typealias End = @convention(c) @Sendable (UnsafeMutableRawPointer?, Text?) -> Void
  typealias Characters = @convention(c) @Sendable (UnsafeMutableRawPointer?, Text?, Int32) -> Void
  typealias Doctype = @convention(c) @Sendable (UnsafeMutableRawPointer?, Text?, Text?, Text?, Int32) -> Void

  typealias Create = @convention(c) @Sendable (Text?) -> Parser?
  typealias Free = @convention(c) @Sendable (Parser?) -> Void
  typealias SetUserData = @convention(c) @Sendable (Parser?, UnsafeMutableRawPointer?) -> Void
  typealias SetElements = @convention(c) @Sendable (Parser?, Start?, End?) -> Void
  typealias SetCharacters = @convention(c) @Sendable (Parser?, Characters?) -> Void
  typealias SetDoctype = @convention(c) @Sendable (Parser?, Doctype?) -> Void
  typealias Parse = @convention(c) @Sendable (Parser?, UnsafeRawPointer?, Int32, Int32) -> Int32
  typealias Stop = @convention(c) @Sendable (Parser?, UInt8) -> Int32
  typealias Code = @convention(c) @Sendable (Parser?) -> Int32
  typealias Message = @convention(c) @Sendable (Int32) -> Text?

  let create: Create
  let free: Free
  let setUserData: SetUserData
  let setElements: SetElements
  let setCharacters: SetCharacters
  let setDoctype: SetDoctype
  let parse: Parse
  let stop: Stop
  let code: Code
  let message: Message

  /// Nil where the library is not installed, or is another one.
  static let shared = LibExpat()

  private init?() {
    // SAFETY: the library stays open for good, so that its functions can be called at any time.
    var opened: UnsafeMutableRawPointer?
    for name in ["libexpat.so.1", "libexpat.1.dylib", "libexpat.dylib"] where unsafe opened == nil {
      unsafe opened = dlopen(name, RTLD_NOW | RTLD_LOCAL)
    }
    guard let library = unsafe opened else { return nil }
    func function<F>(_ name: String, as _: F.Type) -> F? {
      // SAFETY: each is looked up as the type that expat.h gives it.
      unsafe dlsym(library, name).map { unsafe unsafeBitCast($0, to: F.self) }
    }
    guard let create = unsafe function("XML_ParserCreate", as: Create.self),
      let free = unsafe function("XML_ParserFree", as: Free.self),
      let setUserData = unsafe function("XML_SetUserData", as: SetUserData.self),
      let setElements = unsafe function("XML_SetElementHandler", as: SetElements.self),
      let setCharacters = unsafe function("XML_SetCharacterDataHandler", as: SetCharacters.self),
      let setDoctype = unsafe function("XML_SetStartDoctypeDeclHandler", as: SetDoctype.self),
      let parse = unsafe function("XML_Parse", as: Parse.self),
      let stop = unsafe function("XML_StopParser", as: Stop.self),
      let code = unsafe function("XML_GetErrorCode", as: Code.self),
      let message = unsafe function("XML_ErrorString", as: Message.self)
    else { return nil }
    unsafe self.create = create
    unsafe self.free = free
    unsafe self.setUserData = setUserData
    unsafe self.setElements = setElements
    unsafe self.setCharacters = setCharacters
    unsafe self.setDoctype = setDoctype
    unsafe self.parse = parse
    unsafe self.stop = stop
    unsafe self.code = code
    unsafe self.message = message
  }
}
