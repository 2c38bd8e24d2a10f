#if canImport(Darwin)
  private import Darwin
#else
  private import Glibc
#endif

/// An Excel workbook as it is written: sheets of cells, each with a row of names above.
public struct Workbook: Sendable {
  public enum Cell: Hashable, Sendable {
    case missing
    case boolean(Bool)
    case number(Double, NumberFormat)
    /// A text, whatever it begins with: no cell is a formula.
    case text(String)
  }

  /// How a number is shown, as Excel writes it.
  public enum NumberFormat: String, Hashable, Sendable, CaseIterable {
    case general = "General"
    case share = "0.0%"
    case money = "#,##0.00"
    case day = "yyyy\\-mm\\-dd"
    case moment = "yyyy\\-mm\\-dd hh:mm:ss"
  }

  public struct Sheet: Sendable {
    public var name: String
    public var header: [String]
    public var rows: [[Cell]]

    public init(name: String, header: [String], rows: [[Cell]]) {
      (self.name, self.header, self.rows) = (name, header, rows)
    }
  }

  /// Why a workbook cannot be written.
  public enum Failure: Error, Hashable {
    case notInstalled
    /// A sheet with more rows or columns than Excel allows.
    case tooLarge
    case failed
    case cancelled
  }

  public var sheets: [Sheet]

  public init(_ sheets: [Sheet]) { self.sheets = sheets }

  /// The most rows of a sheet, its names included, the most columns, and the most UTF-16 units of a cell.
  public static let mostRows = 1_048_576
  public static let mostColumns = 16_384
  public static let longestText = 32_767

  /// The bytes of the file. O(cells)
  public func bytes(isCancelled: () -> Bool = { false }) throws(Failure) -> [UInt8] {
    guard let library = LibXLSXWriter.shared else { throw .notInstalled }
    for sheet in sheets
    where sheet.rows.count >= Workbook.mostRows || sheet.header.count > Workbook.mostColumns {
      throw .tooLarge
    }
    guard let file = TemporaryFile() else { throw .failed }
    guard let writer = WorkbookWriter(library, path: file.path) else { throw .failed }
    for (sheet, name) in zip(sheets, Workbook.sheetNames(sheets.map(\.name))) {
      try writer.write(sheet, as: name, isCancelled)
    }
    guard writer.close(), let bytes = file.bytes() else { throw .failed }
    return bytes
  }

  /// Names that Excel takes: at most 31 characters, without some signs, no two alike.
  static func sheetNames(_ names: [String]) -> [String] {
    var taken: Set<String> = []
    return names.map { name in
      let plain = String(name.map { "[]:*?/\\'".contains($0) || $0.isNewline ? " " : $0 })
      let trimmed = plain.split(separator: " ").joined(separator: " ")
      let base = trimmed.isEmpty ? "Sheet" : String(decoding: trimmed.utf16.prefix(28), as: UTF16.self)
      var (unique, number) = (base, 1)
      while !taken.insert(unique.lowercased()).inserted {
        number += 1
        unique = "\(String(decoding: base.utf16.prefix(24), as: UTF16.self)) \(number)"
      }
      return unique
    }
  }
}

/// One workbook that libxlsxwriter makes.
@safe private final class WorkbookWriter {
  private let library: LibXLSXWriter
  private var book: LibXLSXWriter.Object?
  private var formats: [Workbook.NumberFormat: LibXLSXWriter.Object]
  private let bold: LibXLSXWriter.Object?

  init?(_ library: LibXLSXWriter, path: String) {
    guard let book = unsafe library.make(path) else { return nil }
    self.library = library
    unsafe formats = [:]
    unsafe self.book = book
    unsafe bold = library.addFormat(book)
    unsafe library.setBold(bold)
    for format in Workbook.NumberFormat.allCases where format != .general {
      guard let made = unsafe library.addFormat(book) else { continue }
      unsafe library.setNumberFormat(made, format.rawValue)
      unsafe formats[format] = made
    }
  }

  deinit { _ = close() }

  /// Writes the file and frees all; false if that failed. Only the first call does something.
  func close() -> Bool {
    guard let book = unsafe book.take() else { return true }
    return unsafe library.close(book) == 0
  }

  func write(_ sheet: Workbook.Sheet, as name: String, _ isCancelled: () -> Bool) throws(Workbook.Failure) {
    guard let page = unsafe library.addSheet(book, name) else { throw .failed }
    for (column, name) in sheet.header.enumerated() {
      try unsafe write(.text(name), 0, column, page, bold)
    }
    var widths = sheet.header.map(\.count)
    for (row, cells) in sheet.rows.enumerated() {
      if row % 1_024 == 0, isCancelled() { throw .cancelled }
      for (column, cell) in cells.enumerated() where column < sheet.header.count {
        try unsafe write(cell, row + 1, column, page, nil)
        if row < 1_000 { widths[column] = max(widths[column], cell.width) }
      }
    }
    for (column, width) in widths.enumerated() {
      let column = UInt16(column)
      _ = unsafe library.setColumns(page, column, column, Double(min(max(width, 8), 60) + 1), nil)
    }
    unsafe library.freeze(page, 1, 0)
  }

  private func write(
    _ cell: Workbook.Cell, _ row: Int, _ column: Int, _ page: LibXLSXWriter.Object,
    _ style: LibXLSXWriter.Object?
  ) throws(Workbook.Failure) {
    let (row, column) = (UInt32(row), UInt16(column))
    let status: UInt32
    switch cell {
    case .missing: return
    case .boolean(let value): status = unsafe library.writeBoolean(page, row, column, value ? 1 : 0, style)
    case .number(let value, let format):
      status = unsafe library.writeNumber(page, row, column, value, formats[format] ?? style)
    case .text(let text): status = unsafe library.writeText(page, row, column, Workbook.safe(text), style)
    }
    if status != 0 { throw .failed }
  }
}

extension Workbook {
  /// A text that a cell can hold: cut to the longest, without characters that XML does not allow, and with what looks
  /// like an escape of a character (`_x000D_`) as it is written.
  static func safe(_ text: String) -> String {
    let units = text.utf16
    let cut =
      units.count <= longestText
      ? text : String(decoding: units.prefix(longestText - 2), as: UTF16.self) + "…"
    var scalars = String.UnicodeScalarView()
    for scalar in cut.unicodeScalars {
      let isLine = scalar == "\n" || scalar == "\t"
      let isAllowed = scalar.value >= 0x20 && scalar.value != 0x7F && scalar.value & 0xFFFE != 0xFFFE
      if scalar == "\r" { continue }
      scalars.append(isLine || isAllowed ? scalar : "\u{FFFD}")
    }
    return escaped(String(scalars))
  }

  /// A text in which `_x000D_` does not stand for a character with this number.
  private static func escaped(_ text: String) -> String {
    guard text.firstRange(of: "_x") != nil else { return text }
    return text.replacing(#/_x(?=[0-9A-Fa-f]{4}_)/#, with: "_x005F_x")
  }
}

extension Workbook.Cell {
  /// About how many characters wide it is.
  fileprivate var width: Int {
    switch self {
    case .missing: 0
    case .boolean: 5
    case .number(_, .day): 10
    case .number(_, .moment): 19
    case .number: 9
    case .text(let text): min(text.utf8.count, 60)
    }
  }
}

/// A file without a name, which is gone when it is closed.
@safe private final class TemporaryFile {
  private let file: UnsafeMutablePointer<FILE>

  init?() {
    guard let file = unsafe tmpfile() else { return nil }
    unsafe self.file = file
  }

  deinit { unsafe fclose(file) }

  /// A path that leads to it, in this process.
  var path: String { "/dev/fd/\(unsafe fileno(file))" }

  /// All that it holds; nil if it cannot be read.
  func bytes() -> [UInt8]? {
    guard unsafe fseek(file, 0, SEEK_END) == 0 else { return nil }
    let size = unsafe ftell(file)
    guard size > 0 else { return nil }
    unsafe rewind(file)
    // SAFETY: at most the buffer's size is written, and what was written is declared initialised.
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      count = unsafe fread(buffer.baseAddress, 1, size, file)
    }
    return bytes.count == size ? bytes : nil
  }
}
