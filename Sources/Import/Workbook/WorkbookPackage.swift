internal import Archives
internal import DataModel
internal import XML

/// The parts of a workbook: a zip archive of XML documents, which refer to each other in an Office document.
/// Reference: ECMA-376, Office Open XML, part 2 (packages) and part 1, section 18 (SpreadsheetML).
struct WorkbookPackage {
  /// A reference of one part to another.
  struct Relationship {
    /// The last word of its type: `worksheet`, `sharedStrings`.
    var kind: String
    var part: String
  }

  let path: String
  let bytes: [UInt8]
  /// Whether it is an OpenDocument spreadsheet, and no Office document.
  let isOpenDocument: Bool
  /// The names of the parts, as the archive writes them, by their names in lower case.
  private let names: [String: String]

  /// The most bytes of a workbook, which is held in memory as it is packed.
  static let largest = 1 << 28

  private let isCancelled: @Sendable () -> Bool

  /// The part of an OpenDocument spreadsheet that has the sheets.
  static let openDocumentContent = "content.xml"
  private static let kindOfOpenDocument = "application/vnd.oasis.opendocument.spreadsheet"

  /// Nil if an archive is no workbook.
  init?(_ bytes: [UInt8], path: String, isCancelled: @escaping @Sendable () -> Bool = { false }) {
    self.isCancelled = isCancelled
    guard let names = (try? ByteStream(bytes).entryNames(path: path)) ?? nil else { return nil }
    self.names = Dictionary(names.map { ($0.lowercased(), $0) }) { first, _ in first }
    self.path = path
    self.bytes = bytes
    isOpenDocument =
      self.names[WorkbookPackage.openDocumentContent] != nil
      && Array(bytes.prefix(1 << 14)).holds(Array(WorkbookPackage.kindOfOpenDocument.utf8))
    let isOffice =
      self.names["_rels/.rels"] != nil && self.names.keys.contains(where: { $0.hasSuffix(".xml") })
    guard isOffice || isOpenDocument else { return nil }
  }

  /// Whether the parts of an OpenDocument package are encrypted, as its manifest says.
  var isEncrypted: Bool {
    let handler = EncryptionHandler()
    let isRead = (try? read("META-INF/manifest.xml", by: handler)) != nil
    return isRead && handler.isEncrypted
  }

  func has(_ part: String) -> Bool { names[part.lowercased()] != nil }

  /// The bytes of a part, unpacked.
  func open(_ part: String) throws(HostError) -> ByteStream {
    guard let name = names[part.lowercased()] else { throw broken("its part \(part) is missing") }
    return try ByteStream(bytes).unpacked(path: path, entry: name)
  }

  /// Gives a whole part to a handler.
  func read(_ part: String, by handler: any XMLHandler) throws(HostError) {
    let stream = try open(part)
    let parser = try parser(handler)
    while let chunk = try stream.next() { try parse(chunk[...], by: parser, isLast: false) }
    try parse([], by: parser, isLast: true)
  }

  func parser(_ handler: any XMLHandler) throws(HostError) -> XMLParser {
    do throws(XMLParser.Failure) {
      return try XMLParser(handler)
    } catch {
      throw broken(error.reason)
    }
  }

  func parse(_ bytes: ArraySlice<UInt8>, by parser: XMLParser, isLast: Bool) throws(HostError) {
    if isCancelled() { throw .cancelled }
    do throws(XMLParser.Failure) {
      try parser.parse(bytes, isLast: isLast)
    } catch {
      throw broken(error.reason)
    }
  }

  func broken(_ reason: String) -> HostError { .unreadable(path: path, reason: reason) }

  /// What a part refers to, by its ids; the package itself has the name "".
  func relationships(of part: String) throws(HostError) -> [String: Relationship] {
    let folder = part.folder
    let list = "\(folder)_rels/\(part.fileName).rels"
    guard has(list) else { return [:] }
    let handler = RelationshipHandler()
    try read(list, by: handler)
    return handler.found.mapValues {
      Relationship(kind: $0.kind, part: WorkbookPackage.path($0.part, from: folder))
    }
  }

  /// The name of a part, which is written relative to the folder of the part that refers to it, or from the root.
  private static func path(_ target: String, from folder: String) -> String {
    var parts: [Substring] = target.hasPrefix("/") ? [] : folder.split(separator: "/")
    for part in target.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return parts.joined(separator: "/")
  }
}

private final class EncryptionHandler: XMLHandler {
  private(set) var isEncrypted = false

  func start(_ name: String, _ attribute: (String) -> String?) {
    if name == "encryption-data" { isEncrypted = true }
  }

  func end(_ name: String) {}
  func text(_ text: String) {}
}

private final class RelationshipHandler: XMLHandler {
  var found: [String: WorkbookPackage.Relationship] = [:]

  func start(_ name: String, _ attribute: (String) -> String?) {
    guard name == "Relationship", attribute("TargetMode") != "External", let id = attribute("Id"),
      let type = attribute("Type"), let target = attribute("Target")
    else { return }
    found[id] = WorkbookPackage.Relationship(
      kind: type.split(separator: "/").last.map(String.init) ?? "", part: target)
  }

  func end(_ name: String) {}
  func text(_ text: String) {}
}
