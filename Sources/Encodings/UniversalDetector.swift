#if canImport(Darwin)
  private import Darwin
#else
  private import Glibc
#endif

/// The functions of libuchardet. The library is opened when a file that is not UTF-8 is first read: who reads none pays
/// nothing for it.
@safe struct UniversalDetector: Sendable {
  private typealias Detector = OpaquePointer
  private typealias Make = @convention(c) @Sendable () -> Detector?
  private typealias Feed = @convention(c) @Sendable (Detector?, UnsafeRawPointer?, Int) -> Int32
  private typealias Do = @convention(c) @Sendable (Detector?) -> Void
  private typealias Name = @convention(c) @Sendable (Detector?) -> UnsafePointer<CChar>?

  private let make: Make
  private let feed: Feed
  private let end: Do
  private let name: Name
  private let delete: Do

  /// Nil where the library is not installed, or is another one.
  static let shared = UniversalDetector()

  private init?() {
    let names = ["libuchardet.so.0", "libuchardet.0.dylib", "libuchardet.dylib"]
    // SAFETY: the library stays open for good, so that its functions can be called at any time.
    var opened: UnsafeMutableRawPointer?
    for name in names where unsafe opened == nil { unsafe opened = dlopen(name, RTLD_NOW | RTLD_LOCAL) }
    guard let library = unsafe opened else { return nil }
    func function<F>(_ name: String, as _: F.Type) -> F? {
      // SAFETY: each is looked up as the type that uchardet.h gives it.
      unsafe dlsym(library, "uchardet_\(name)").map { unsafe unsafeBitCast($0, to: F.self) }
    }
    guard let make = unsafe function("new", as: Make.self),
      let feed = unsafe function("handle_data", as: Feed.self),
      let end = unsafe function("data_end", as: Do.self),
      let name = unsafe function("get_charset", as: Name.self),
      let delete = unsafe function("delete", as: Do.self)
    else { return nil }
    unsafe self.make = make
    unsafe self.feed = feed
    unsafe self.end = end
    unsafe self.name = name
    unsafe self.delete = delete
  }

  /// The library's name for the encoding that the bytes are most likely in; nil if it has none. O(bytes)
  func encoding(of bytes: [UInt8]) -> String? {
    // SAFETY: the detector lives until it is deleted below; it reads the bytes during the call alone, and its answer is
    // copied before it is deleted.
    guard let detector = unsafe make() else { return nil }
    defer { unsafe delete(detector) }
    let isRead = unsafe bytes.withUnsafeBytes { unsafe feed(detector, $0.baseAddress, $0.count) } == 0
    guard isRead else { return nil }
    unsafe end(detector)
    return unsafe name(detector).flatMap { unsafe String(validatingCString: $0) }.flatMap {
      $0.isEmpty ? nil : $0
    }
  }
}
