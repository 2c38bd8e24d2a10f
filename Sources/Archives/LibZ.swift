#if canImport(Darwin)
  private import Darwin
#else
  private import Glibc
#endif

/// The functions of zlib that are used. The library is opened when a gzip file is first read; libarchive, which needs it
/// too, does not compare a file's checksum.
@safe struct LibZ: Sendable {
  typealias Stream = UnsafeMutableRawPointer
  typealias Start = @convention(c) @Sendable (Stream?, Int32, UnsafePointer<CChar>?, Int32) -> Int32
  typealias Step = @convention(c) @Sendable (Stream?, Int32) -> Int32
  typealias Do = @convention(c) @Sendable (Stream?) -> Int32
  private typealias Version = @convention(c) @Sendable () -> UnsafePointer<CChar>?

  let start: Start
  let inflate: Step
  let reset: Do
  let end: Do
  private let version: Version

  /// Nil where the library is not installed, or is another one.
  static let shared = LibZ()

  private init?() {
    var opened: UnsafeMutableRawPointer?
    // SAFETY: the library stays open for good, so that its functions can be called at any time.
    for name in ["libz.so.1", "libz.1.dylib"] where unsafe opened == nil {
      unsafe opened = dlopen(name, RTLD_NOW | RTLD_LOCAL)
    }
    guard let library = unsafe opened else { return nil }
    func function<F>(_ name: String, as _: F.Type) -> F? {
      // SAFETY: each is looked up as the type that zlib.h gives it.
      unsafe dlsym(library, name).map { unsafe unsafeBitCast($0, to: F.self) }
    }
    guard let start = unsafe function("inflateInit2_", as: Start.self),
      let inflate = unsafe function("inflate", as: Step.self),
      let reset = unsafe function("inflateReset", as: Do.self),
      let end = unsafe function("inflateEnd", as: Do.self),
      let version = unsafe function("zlibVersion", as: Version.self)
    else { return nil }
    unsafe self.start = start
    unsafe self.inflate = inflate
    unsafe self.reset = reset
    unsafe self.end = end
    unsafe self.version = version
  }

  /// Prepares a stream of gzip; false if the library has another layout of it.
  func open(_ stream: Stream) -> Bool {
    // 15 bits of window, and 16 for gzip alone.
    unsafe start(stream, 15 + 16, version(), Int32(Layout.size)) == LibZ.ok
  }

  /// Where `z_stream` of zlib.h has its fields, in bytes, on systems whose `long` has 64 bits. `inflateInit2_` compares
  /// the size.
  enum Layout {
    static let input = 0
    static let inputLeft = 8
    static let output = 24
    static let outputLeft = 32
    static let message = 48
    static let size = 112
  }

  // The codes of zlib.h.
  static let ok: Int32 = 0
  static let end: Int32 = 1
  static let noProgress: Int32 = -5
}
