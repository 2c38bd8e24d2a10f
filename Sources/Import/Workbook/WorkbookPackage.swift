internal import Archives
internal import DataModel
internal import XML

/// The parts of a workbook: a zip archive of XML documents that refer to each other.
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
  /// The names of the parts, as the archive writes them, by their names in lower case.
  private let names: [String: String]

  /// The most bytes of a workbook, which is held in memory as it is packed.
  static let largest = 1 << 28

  /// Nil if an archive is no workbook.
  init?(_ bytes: [UInt8], path: String) {
    guard let names = (try? ByteStream(bytes).entryNames(path: path)) ?? nil else { return nil }
    self.names = Dictionary(names.map { ($0.lowercased(), $0) }) { first, _ in first }
    self.path = path
    self.bytes = bytes
    guard self.names["_rels/.rels"] != nil, self.names.keys.contains(where: { $0.hasSuffix(".xml") }) else {
      return nil
    }
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
