/// A file format other than delimiter-separated text, recognised by how the file begins.
struct FileFormat: Hashable {
  let name: String
  /// How to convert it into a table that Heed reads.
  let advice: String

  /// Recognises binary formats by their first bytes.
  init?(bytes: [UInt8]) {
    if bytes.starts(with: FileFormat.archiveMark) {
      // The names of an Office document's parts are stored uncompressed in its zip archive.
      let start = Array(bytes.prefix(1 << 14))
      let part = FileFormat.parts.first { start.holds(Array($0.part.utf8)) }
      self = part?.format ?? FileFormat("a zip archive", FileFormat.archive)
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

  /// Recognises text formats by their first characters: HTML or XML.
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
    } else {
      return nil
    }
  }

  private init(_ name: String, _ advice: String) {
    self.name = name
    self.advice = advice
  }

  private static let archive =
    "Unpack it first, and load the file inside. A zip archive is read where its name ends in .zip."
  private static let sheet = "Open it in a spreadsheet, and save it as an Excel workbook (.xlsx) or as CSV."
  private static let statistics = "Save it as CSV in the program that wrote it."
  private static let warehouse = "Have it written as Parquet, or as CSV."
  private static let utf32 = FileFormat("text in UTF-32", "Save it as UTF-8.")
  private static let picture = FileFormat("a picture", "Ask for the original data as CSV.")
  /// How a zip archive begins, and so an Office document.
  static let archiveMark: [UInt8] = [0x50, 0x4B, 0x03, 0x04]
  /// What an archive is that has a part of some name, and is no workbook that can be read.
  private static let parts = [
    ("xl/workbook.bin", FileFormat("a binary Excel workbook (.xlsb)", sheet)),
    ("opendocument.spreadsheet", FileFormat("a damaged OpenDocument spreadsheet", sheet)),
    ("xl/", FileFormat("a damaged Excel workbook", sheet)),
    ("[Content_Types].xml", FileFormat("an Office document, or a damaged one", sheet)),
  ].map { (part: $0.0, format: $0.1) }
  private static let marks: [(mark: [UInt8], format: FileFormat)] = [
    ([0xFF, 0xFE, 0, 0], utf32), ([0, 0, 0xFE, 0xFF], utf32),
    ([0x37, 0x7A, 0xBC, 0xAF], FileFormat("a 7z archive", archive)),
    (
      [0xD0, 0xCF, 0x11, 0xE0],
      FileFormat(
        "an old Excel workbook (.xls), or one with a password",
        "Open it in a spreadsheet, and save it as an Excel workbook (.xlsx) without a password.")
    ),
    (
      Array("SQLite format 3".utf8),
      FileFormat("a damaged SQLite database", "Copy it again, with the program that uses it closed.")
    ),
    ([0x89, 0x50, 0x4E, 0x47], picture), ([0xFF, 0xD8, 0xFF], picture),
    (
      Array("%PDF-".utf8),
      FileFormat(
        "a PDF document", "Ask for the original data as CSV: tables in it cannot be read.")
    ),
    (
      Array("$FL2@(#)".utf8),
      FileFormat(
        "an SPSS file", "Export the answers as CSV where the file comes from: Qualtrics and others offer it.")
    ),
    (Array("<stata_dta>".utf8), FileFormat("a Stata file", statistics)),
    (Array("Obj\u{1}".utf8), FileFormat("an Avro file", warehouse)),
    (Array("{\\rtf".utf8), FileFormat("a rich text document", "Save it as plain text.")),
  ]
}
