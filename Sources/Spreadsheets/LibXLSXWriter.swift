#if canImport(Darwin)
  private import Darwin
#else
  private import Glibc
#endif

/// The functions of libxlsxwriter that are used. The library is opened when a workbook is first written: who writes none
/// pays nothing for it.
@safe struct LibXLSXWriter: Sendable {
  typealias Object = OpaquePointer
  typealias CString = UnsafePointer<CChar>

  typealias Make = @convention(c) @Sendable (CString?) -> Object?
  typealias AddSheet = @convention(c) @Sendable (Object?, CString?) -> Object?
  typealias AddFormat = @convention(c) @Sendable (Object?) -> Object?
  typealias SetText = @convention(c) @Sendable (Object?, CString?) -> Void
  typealias Set = @convention(c) @Sendable (Object?) -> Void
  typealias Close = @convention(c) @Sendable (Object?) -> UInt32
  typealias WriteNumber = @convention(c) @Sendable (Object?, UInt32, UInt16, Double, Object?) -> UInt32
  typealias WriteText = @convention(c) @Sendable (Object?, UInt32, UInt16, CString?, Object?) -> UInt32
  typealias WriteBoolean = @convention(c) @Sendable (Object?, UInt32, UInt16, Int32, Object?) -> UInt32
  typealias SetColumns = @convention(c) @Sendable (Object?, UInt16, UInt16, Double, Object?) -> UInt32
  typealias Freeze = @convention(c) @Sendable (Object?, UInt32, UInt16) -> Void

  let make: Make
  let close: Close
  let addSheet: AddSheet
  let addFormat: AddFormat
  let setBold: Set
  let setNumberFormat: SetText
  let writeNumber: WriteNumber
  let writeText: WriteText
  let writeBoolean: WriteBoolean
  let setColumns: SetColumns
  let freeze: Freeze

  /// Nil where the library is not installed.
  static let shared = LibXLSXWriter()

  private init?() {
    let names = ["libxlsxwriter.so.4", "libxlsxwriter.so", "libxlsxwriter.dylib"]
    // SAFETY: the library stays open for good, so that its functions can be called at any time.
    var opened: UnsafeMutableRawPointer?
    for name in names where unsafe opened == nil { unsafe opened = dlopen(name, RTLD_NOW | RTLD_LOCAL) }
    guard let library = unsafe opened else { return nil }
    func function<F>(_ name: String, as _: F.Type) -> F? {
      // SAFETY: each is looked up as the type that workbook.h, worksheet.h and format.h give it.
      unsafe dlsym(library, name).map { unsafe unsafeBitCast($0, to: F.self) }
    }
    guard let make = unsafe function("workbook_new", as: Make.self),
      let close = unsafe function("workbook_close", as: Close.self),
      let addSheet = unsafe function("workbook_add_worksheet", as: AddSheet.self),
      let addFormat = unsafe function("workbook_add_format", as: AddFormat.self),
      let setBold = unsafe function("format_set_bold", as: Set.self),
      let setNumberFormat = unsafe function("format_set_num_format", as: SetText.self),
      let writeNumber = unsafe function("worksheet_write_number", as: WriteNumber.self),
      let writeText = unsafe function("worksheet_write_string", as: WriteText.self),
      let writeBoolean = unsafe function("worksheet_write_boolean", as: WriteBoolean.self),
      let setColumns = unsafe function("worksheet_set_column", as: SetColumns.self),
      let freeze = unsafe function("worksheet_freeze_panes", as: Freeze.self)
    else { return nil }
    unsafe self.make = make
    unsafe self.close = close
    unsafe self.addSheet = addSheet
    unsafe self.addFormat = addFormat
    unsafe self.setBold = setBold
    unsafe self.setNumberFormat = setNumberFormat
    unsafe self.writeNumber = writeNumber
    unsafe self.writeText = writeText
    unsafe self.writeBoolean = writeBoolean
    unsafe self.setColumns = setColumns
    unsafe self.freeze = freeze
  }
}
