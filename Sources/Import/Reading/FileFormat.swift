/// A file format other than delimiter-separated text, recognised by how the file begins.
struct FileFormat: Hashable {
  let name: String
  /// How to convert it into a table that Heed reads.
  let advice: String

  /// Recognises binary formats by their first bytes.
  init?(bytes: [UInt8]) {
    if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
      // The names of an Office document's parts are stored uncompressed in its zip archive.
      let start = Array(bytes.prefix(1 << 14))
      let isWorkbook = start.holds(Array("xl/".utf8)) || start.holds(Array("[Content_Types].xml".utf8))
      self =
        isWorkbook
        ? FileFormat("an Excel workbook", FileFormat.sheet) : FileFormat("a zip archive", FileFormat.archive)
      return
    }
    if FileFormat.isUTF32(bytes) {
      self = FileFormat.utf32
      return
    }
    guard let known = FileFormat.marks.first(where: { bytes.starts(with: $0.mark) }) else { return nil }
    self = known.format
  }

  /// Whether it is UTF-32 without a byte order mark: in ASCII letters three of four bytes are zero.
  private static func isUTF32(_ bytes: [UInt8]) -> Bool {
    let starts = Array(stride(from: 0, to: min(bytes.count & ~3, 256), by: 4))
    guard starts.count >= 4 else { return false }
    func isOne(_ places: (Int, Int, Int, Int)) -> Bool {
      starts.allSatisfy { bytes[$0 + places.0] == 0 && bytes[$0 + places.1] <= 0x10 }
        && starts.count {
          bytes[$0 + places.1] == 0 && bytes[$0 + places.2] == 0 && bytes[$0 + places.3] != 0
        } * 2
          > starts.count
    }
    return isOne((3, 2, 1, 0)) || isOne((0, 1, 2, 3))
  }

  /// Recognises text formats by their first characters: HTML, XML or JSON.
  init?(text: [UInt8]) {
    let start = String(decoding: text.prefix(4096), as: UTF8.self).trimmed
    let lower = start.prefix(64).lowercased()
    if ["<!doctype html", "<html", "<table", "<head", "<body"].contains(where: lower.hasPrefix) {
      self.init(
        "an HTML page",
        "A sign-in or error page may have been saved in place of the file: download it again. If the page has a table, open it in a spreadsheet and save it as CSV."
      )
    } else if lower.hasPrefix("<?xml") {
      self.init("an XML document", FileFormat.sheet)
    } else if FileFormat.isJSON(start[...]) {
      let isLines =
        start.hasPrefix("{")
        && start.split(whereSeparator: \.isNewline).dropFirst().first?.hasPrefix("{") == true
      self.init(
        isLines ? "JSON with a record per line" : "JSON",
        "Heed does not read JSON yet: export the data as CSV, or convert it, for example with `@csv` of the program jq."
      )
    } else {
      return nil
    }
  }

  private init(_ name: String, _ advice: String) {
    self.name = name
    self.advice = advice
  }

  /// Whether the text starts like JSON: `{"name": …`, `[{"name": …`.
  private static func isJSON(_ text: Substring) -> Bool {
    func skipped(_ text: Substring) -> Substring { text.drop(while: \.isWhitespace) }
    if text.first == "[" {
      let rest = skipped(text.dropFirst())
      return rest.first == "{" && isJSON(rest)
    }
    guard text.first == "{" else { return false }
    let name = skipped(text.dropFirst())
    guard name.first == "\"", let end = name.dropFirst().firstIndex(of: "\"") else { return false }
    return skipped(name[name.index(after: end)...]).first == ":"
  }

  private static let archive = "Unpack it first, and load the file inside."
  private static let sheet = "Open it in a spreadsheet, and save the sheet as CSV."
  private static let utf32 = FileFormat("text in UTF-32", "Save it as UTF-8.")
  private static let picture = FileFormat("a picture", "Ask for the original data as CSV.")
  private static let marks: [(mark: [UInt8], format: FileFormat)] = [
    ([0xFF, 0xFE, 0, 0], utf32), ([0, 0, 0xFE, 0xFF], utf32),
    ([0x1F, 0x8B], FileFormat("a gzip archive", archive)),
    ([0x28, 0xB5, 0x2F, 0xFD], FileFormat("a Zstandard archive", archive)),
    (Array("BZh".utf8), FileFormat("a bzip2 archive", archive)),
    ([0xFD, 0x37, 0x7A, 0x58, 0x5A], FileFormat("an xz archive", archive)),
    ([0x37, 0x7A, 0xBC, 0xAF], FileFormat("a 7z archive", archive)),
    ([0xD0, 0xCF, 0x11, 0xE0], FileFormat("an old Excel workbook", sheet)),
    (
      Array("SQLite format 3".utf8),
      FileFormat(
        "an SQLite database", "Export the table as CSV: `sqlite3 -csv -header FILE 'select * from …'`.")
    ),
    ([0x89, 0x50, 0x4E, 0x47], picture), ([0xFF, 0xD8, 0xFF], picture),
    (
      Array("%PDF-".utf8),
      FileFormat(
        "a PDF document", "Ask for the original data as CSV: tables in it cannot be read.")
    ),
    (Array("{\\rtf".utf8), FileFormat("a rich text document", "Save it as plain text.")),
    (Array("PAR1".utf8), FileFormat("a Parquet file", "Convert it to CSV first.")),
  ]
}
