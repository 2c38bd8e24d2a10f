/// A workbook of handwritten XML, as a zip archive of uncompressed files.
struct SmallWorkbook {
  struct Sheet {
    var name: String
    /// The rows, and what follows them.
    var rows: String
    var state = "visible"
    /// The elements above the sheet's rows.
    var head = ""
  }

  var sheets: [Sheet] = []
  /// The content of each shared string.
  var strings: [String] = []
  /// The numbers of the formats by style, and the codes of those that are not built in.
  var formats: [Int] = [0]
  var codes: [Int: String] = [:]
  var startsIn1904 = false

  /// A workbook of a single sheet.
  init(_ rows: String) { sheets = [Sheet(name: "Sheet1", rows: rows)] }

  init(_ sheets: [Sheet]) { self.sheets = sheets }

  var bytes: [UInt8] {
    var parts = [
      ("[Content_Types].xml", "<Types/>"),
      (
        "_rels/.rels",
        "<Relationships>\(SmallWorkbook.relation("r1", "officeDocument", "xl/workbook.xml"))</Relationships>"
      ),
      (
        "xl/workbook.xml",
        "<workbook xmlns:r=\"r\"><workbookPr date1904=\"\(startsIn1904)\"/><sheets>\(list)</sheets></workbook>"
      ),
      ("xl/_rels/workbook.xml.rels", "<Relationships>\(relations)</Relationships>"),
      ("xl/styles.xml", styles),
      ("xl/sharedStrings.xml", "<sst>\(strings.map { "<si>\($0)</si>" }.joined())</sst>"),
    ]
    for (number, sheet) in sheets.enumerated() {
      let data =
        sheet.rows.hasPrefix("<row") || sheet.rows.isEmpty
        ? "<sheetData>\(sheet.rows)</sheetData>" : sheet.rows
      parts.append(("xl/worksheets/sheet\(number).xml", "\(sheet.head)<worksheet>\(data)</worksheet>"))
    }
    return SmallWorkbook.archive(parts.map { ($0.0, Array($0.1.utf8)) })
  }

  private var list: String {
    sheets.enumerated().map { number, sheet in
      "<sheet name=\"\(sheet.name)\" sheetId=\"\(number + 1)\" state=\"\(sheet.state)\" r:id=\"s\(number)\"/>"
    }.joined()
  }

  private var relations: String {
    sheets.indices.map { SmallWorkbook.relation("s\($0)", "worksheet", "worksheets/sheet\($0).xml") }.joined()
      + SmallWorkbook.relation("t", "sharedStrings", "/xl/sharedStrings.xml")
      + SmallWorkbook.relation("f", "styles", "styles.xml")
  }

  private static func relation(_ id: String, _ kind: String, _ target: String) -> String {
    "<Relationship Id=\"\(id)\" Type=\"http://schemas.example/\(kind)\" Target=\"\(target)\"/>"
  }

  private var styles: String {
    let codes = codes.map { "<numFmt numFmtId=\"\($0.key)\" formatCode=\"\($0.value)\"/>" }.joined()
    let formats = formats.map { "<xf numFmtId=\"\($0)\"/>" }.joined()
    return
      "<styleSheet><numFmts>\(codes)</numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs>\(formats)</cellXfs></styleSheet>"
  }

  /// A zip archive of uncompressed files.
  static func archive(_ files: [(name: String, content: [UInt8])]) -> [UInt8] {
    var bytes: [UInt8] = []
    var directory: [UInt8] = []
    for file in files {
      let name = Array(file.name.utf8)
      // Version, flags, method, time and date; checksum and both sizes; the length of the name.
      var description: [UInt8] = [20, 0, 0, 8, 0, 0, 0, 0, 0x21, 0]
      description += four(Int(checksum(file.content)))
      for _ in 0..<2 { description += four(file.content.count) }
      description += [UInt8(name.count), 0]
      directory += [0x50, 0x4B, 1, 2, 20, 0] as [UInt8]
      directory += description
      directory += [UInt8](repeating: 0, count: 12)
      directory += four(bytes.count)
      directory += name
      bytes += [0x50, 0x4B, 3, 4] as [UInt8]
      bytes += description
      bytes += [0, 0] as [UInt8]
      bytes += name
      bytes += file.content
    }
    let (start, size, count) = (bytes.count, directory.count, UInt8(files.count))
    bytes += directory
    bytes += [0x50, 0x4B, 5, 6, 0, 0, 0, 0, count, 0, count, 0] as [UInt8]
    bytes += four(size)
    bytes += four(start)
    bytes += [0, 0] as [UInt8]
    return bytes
  }

  private static func four(_ number: Int) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
  }

  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    var value: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
      value ^= UInt32(byte)
      for _ in 0..<8 { value = value & 1 == 0 ? value >> 1 : (value >> 1) ^ 0xEDB8_8320 }
    }
    return ~value
  }
}
