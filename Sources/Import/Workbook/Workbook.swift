internal import DataModel
internal import XML

/// What of a workbook all its sheets share, and its list of sheets.
struct Workbook {
  struct Sheet {
    var name: String
    /// The number of the sheet, from 0.
    var number: Int
    var part: String
    var isHidden: Bool
  }

  let package: WorkbookPackage
  private(set) var sheets: [Sheet] = []
  /// What the cells of an Excel workbook refer to; nil: it is an OpenDocument spreadsheet.
  private let content: SheetContent?

  /// Reads all but the sheets. Nil if an archive is no workbook.
  init?(
    _ bytes: [UInt8], path: String, isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws(HostError) {
    guard let package = WorkbookPackage(bytes, path: path, isCancelled: isCancelled) else { return nil }
    if package.isOpenDocument {
      self.package = package
      content = nil
      try readSheetsOfOpenDocument()
      return
    }
    guard
      let root = try package.relationships(of: "").values.first(where: { $0.kind == "officeDocument" }),
      root.part.lowercased().hasSuffix(".xml"), root.part.lowercased().hasPrefix("xl/")
    else { return nil }
    self.package = package
    let list = SheetList()
    try package.read(root.part, by: list)
    let parts = try package.relationships(of: root.part)
    sheets = list.sheets.enumerated().compactMap { number, sheet in
      guard let part = parts[sheet.id], part.kind == "worksheet" else { return nil }
      return Sheet(name: sheet.name, number: number, part: part.part, isHidden: sheet.isHidden)
    }
    let strings = SharedStrings()
    if let part = parts.values.first(where: { $0.kind == "sharedStrings" }), package.has(part.part) {
      try package.read(part.part, by: strings)
    }
    let styles = CellFormats()
    if let part = parts.values.first(where: { $0.kind == "styles" }), package.has(part.part) {
      try package.read(part.part, by: styles)
    }
    content = SheetContent(
      text: strings.text, ends: strings.ends, formats: styles.formats, startsIn1904: list.startsIn1904)
  }

  private mutating func readSheetsOfOpenDocument() throws(HostError) {
    if package.isEncrypted {
      throw package.broken("it is protected by a password: save it without one")
    }
    let list = OpenDocumentSheets()
    try package.read(WorkbookPackage.openDocumentContent, by: list)
    sheets = list.sheets.enumerated().map { number, sheet in
      Sheet(
        name: sheet.name, number: number, part: WorkbookPackage.openDocumentContent, isHidden: sheet.isHidden)
    }
  }

  /// What makes rows of the elements of a sheet.
  func handler(of sheet: Sheet) -> any SheetHandler {
    content.map { SheetText($0) } ?? OpenDocumentSheet(sheet.number)
  }
}

/// What the cells of a sheet refer to.
struct SheetContent: Sendable {
  /// The texts of the workbook one after the other, and where each ends.
  var text: [UInt8]
  var ends: [Int]
  /// What the numbers of a style mean.
  var formats: [CellFormat]
  var startsIn1904: Bool

  func string(_ index: Int) -> ArraySlice<UInt8>? {
    guard ends.indices.contains(index) else { return nil }
    return text[(index == 0 ? 0 : ends[index - 1])..<ends[index]]
  }

  func format(_ style: Int) -> CellFormat { formats.indices.contains(style) ? formats[style] : .number }
}

private final class SheetList: XMLHandler {
  var sheets: [(name: String, id: String, isHidden: Bool)] = []
  var startsIn1904 = false

  func start(_ name: String, _ attribute: (String) -> String?) {
    switch name {
    case "workbookPr": startsIn1904 = ["1", "true"].contains(attribute("date1904"))
    case "sheet":
      sheets.append(
        (attribute("name") ?? "", attribute("id") ?? "", (attribute("state") ?? "visible") != "visible"))
    case _: break
    }
  }

  func end(_ name: String) {}
  func text(_ text: String) {}
}

/// The texts of a workbook. Of a text in several fonts the runs are joined; how it is pronounced is left out.
private final class SharedStrings: XMLHandler {
  var text: [UInt8] = []
  var ends: [Int] = []
  private var item = ""
  private var isText = false
  private var isPhonetic = false

  func start(_ name: String, _ attribute: (String) -> String?) {
    switch name {
    case "si": item = ""
    case "rPh": isPhonetic = true
    case "t": isText = !isPhonetic
    case _: break
    }
  }

  func end(_ name: String) {
    switch name {
    case "si":
      text += unescaped(item).utf8
      ends.append(text.count)
    case "rPh": isPhonetic = false
    case "t": isText = false
    case _: break
    }
  }

  func text(_ text: String) { if isText { item += text } }
}

/// A text in which `_x000D_` stands for the character with this number.
func unescaped(_ text: String) -> String {
  guard text.utf8.count >= 7, text.firstRange(of: "_x") != nil else { return text }
  var result = ""
  var rest = text[...]
  while let start = rest.firstRange(of: "_x") {
    result += rest[..<start.lowerBound]
    rest = rest[start.lowerBound...]
    let code = rest.dropFirst(2).prefix(4)
    if rest.dropFirst(6).first == "_", code.allSatisfy(\.isHexDigit), let number = UInt32(code, radix: 16) {
      result.unicodeScalars.append(Unicode.Scalar(number) ?? "\u{FFFD}")
      rest = rest.dropFirst(7)
    } else {
      result += rest.prefix(2)
      rest = rest.dropFirst(2)
    }
  }
  return result + rest
}
