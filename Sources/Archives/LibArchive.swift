#if canImport(Darwin)
  private import Darwin
#else
  private import Glibc
#endif

/// The functions of libarchive that are used. The library is opened when a packed file is first read: who reads none
/// pays nothing for it.
@safe struct LibArchive: Sendable {
  typealias Archive = OpaquePointer
  typealias Entry = OpaquePointer
  /// Gives the next bytes: where they are, and how many; 0 at the end, less than 0 on an error.
  typealias Read =
    @convention(c) @Sendable (Archive?, UnsafeMutableRawPointer?, UnsafeMutablePointer<UnsafeRawPointer?>?) ->
    Int
  typealias Close = @convention(c) @Sendable (Archive?, UnsafeMutableRawPointer?) -> Int32

  typealias Make = @convention(c) @Sendable () -> Archive?
  typealias Do = @convention(c) @Sendable (Archive?) -> Int32
  typealias Text = @convention(c) @Sendable (OpaquePointer?) -> UnsafePointer<CChar>?
  typealias Number = @convention(c) @Sendable (Entry?) -> Int64
  typealias Flag = @convention(c) @Sendable (Entry?) -> Int32
  typealias Kind = @convention(c) @Sendable (Entry?) -> UInt32
  typealias Open =
    @convention(c) @Sendable (Archive?, UnsafeMutableRawPointer?, Close?, Read?, Close?) -> Int32
  typealias Next = @convention(c) @Sendable (Archive?, UnsafeMutablePointer<Entry?>?) -> Int32
  typealias Data = @convention(c) @Sendable (Archive?, UnsafeMutableRawPointer?, Int) -> Int

  let make: Make
  let free: Do
  let filters: [Do]
  let zip: Do
  let raw: Do
  let open: Open
  let next: Next
  let data: Data
  let error: Text
  let name: Text
  let plainName: Text
  let isEncrypted: Flag
  let kind: Kind

  /// Nil where the library is not installed, or is another one.
  static let shared = LibArchive()

  private init?() {
    let names = ["libarchive.so.13", "libarchive.13.dylib", "libarchive.dylib"]
    // SAFETY: the library stays open for good, so that its functions can be called at any time.
    var opened: UnsafeMutableRawPointer?
    for name in names where unsafe opened == nil { unsafe opened = dlopen(name, RTLD_NOW | RTLD_LOCAL) }
    guard let library = unsafe opened else { return nil }
    func function<F>(_ name: String, as _: F.Type) -> F? {
      // SAFETY: each is looked up as the type that libarchive's manual pages give it, archive_read(3) and
      // archive_entry(3).
      unsafe dlsym(library, name).map { unsafe unsafeBitCast($0, to: F.self) }
    }
    let filters = unsafe ["gzip", "zstd", "bzip2", "xz"].compactMap {
      unsafe function("archive_read_support_filter_\($0)", as: Do.self)
    }
    guard let make = unsafe function("archive_read_new", as: Make.self),
      let free = unsafe function("archive_read_free", as: Do.self),
      let zip = unsafe function("archive_read_support_format_zip_streamable", as: Do.self),
      let raw = unsafe function("archive_read_support_format_raw", as: Do.self),
      let open = unsafe function("archive_read_open", as: Open.self),
      let next = unsafe function("archive_read_next_header", as: Next.self),
      let data = unsafe function("archive_read_data", as: Data.self),
      let error = unsafe function("archive_error_string", as: Text.self),
      let name = unsafe function("archive_entry_pathname_utf8", as: Text.self),
      let plainName = unsafe function("archive_entry_pathname", as: Text.self),
      let isEncrypted = unsafe function("archive_entry_is_encrypted", as: Flag.self),
      let kind = unsafe function("archive_entry_filetype", as: Kind.self)
    else { return nil }
    unsafe self.make = make
    unsafe self.free = free
    unsafe self.filters = filters
    unsafe self.zip = zip
    unsafe self.raw = raw
    unsafe self.open = open
    unsafe self.next = next
    unsafe self.data = data
    unsafe self.error = error
    unsafe self.name = name
    unsafe self.plainName = plainName
    unsafe self.isEncrypted = isEncrypted
    unsafe self.kind = kind
  }
}
