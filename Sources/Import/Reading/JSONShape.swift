/// How the records of a JSON text are laid out.
enum JSONShape: Hashable {
  /// One after the other, mostly a line each: JSON Lines.
  case sequence
  /// In one array, which starts at this byte of the text; `name` is what it is called where the text is an object, and
  /// `others` are the other arrays of objects in it.
  case array(start: Int, name: String?, others: [String] = [])

  /// Nil where a text does not begin as JSON does.
  init?(of source: TextSource) {
    let text = source.sample
    guard let first = text.first(where: { !JSONShape.isBlank($0) }) else { return nil }
    guard first == UInt8(ascii: "{") || first == UInt8(ascii: "[") else { return nil }
    var scanner = JSONScanner()
    scanner.append(text)
    scanner.isEnd = source.isSampleWhole
    if first == UInt8(ascii: "[") {
      guard JSONShape.holdsObjects(&scanner) else { return nil }
      self = .array(start: text.firstIndex(of: first) ?? 0, name: nil)
      return
    }
    guard JSONShape.beginsAsObject(scanner) else { return nil }
    var arrays: [(start: Int, name: String, count: Int)] = []
    let isComplete = (try? JSONShape.find(&arrays, in: &scanner, path: [])) != nil
    // Another object follows: records one after the other.
    if isComplete, let next = try? scanner.peek(), next == UInt8(ascii: "{") || next == UInt8(ascii: ",") {
      self = .sequence
    } else if let most = arrays.max(by: { $0.count < $1.count }) {
      self = .array(
        start: most.start, name: most.name, others: arrays.map(\.name).filter { $0 != most.name })
    } else {
      self = .sequence
    }
  }

  /// `[` and an object, or nothing.
  private static func holdsObjects(_ scanner: inout JSONScanner) -> Bool {
    do throws(JSONScanner.Stop) {
      try scanner.take(UInt8(ascii: "["), "an array")
      switch try scanner.expected() {
      case UInt8(ascii: "]"): return true
      case UInt8(ascii: "{"): return beginsAsObject(scanner)
      default: return false
      }
    } catch {
      return false
    }
  }

  /// `{"name":`, or `{}`.
  private static func beginsAsObject(_ scanner: JSONScanner) -> Bool {
    var scanner = scanner
    do throws(JSONScanner.Stop) {
      try scanner.take(UInt8(ascii: "{"), "an object")
      if try scanner.expected() == UInt8(ascii: "}") { return true }
      _ = try scanner.string()
      try scanner.take(UInt8(ascii: ":"), "a colon")
      return true
    } catch {
      return false
    }
  }

  /// How deep rows may lie: `{"result": {"data": {"tickets": […]}}}`.
  private static let deepest = 4

  /// The arrays of objects in an object, as far as the text has come: where each starts and how many it holds.
  private static func find(
    _ arrays: inout [(start: Int, name: String, count: Int)], in scanner: inout JSONScanner, path: [String]
  ) throws(JSONScanner.Stop) {
    var found = arrays
    defer { arrays = found }
    try scanner.members(depth: path.count) { scanner, name throws(JSONScanner.Stop) in
      var key: [UInt8] = []
      scanner.write(name.text, isEscaped: name.isEscaped, to: &key)
      let path = path + [String(decoding: key, as: UTF8.self)]
      let first = try scanner.expected()
      if first == UInt8(ascii: "{"), path.count < deepest {
        try find(&found, in: &scanner, path: path)
      } else if first == UInt8(ascii: "["), holds(objectsOf: scanner) {
        found.append((scanner.index, path.joined(separator: "."), 0))
        let place = found.count - 1
        try scanner.elements(depth: path.count) { scanner throws(JSONScanner.Stop) in
          found[place].count += 1
          _ = try scanner.value(depth: path.count + 1)
        }
      } else {
        _ = try scanner.value(depth: path.count)
      }
    }
  }

  private static func holds(objectsOf scanner: JSONScanner) -> Bool {
    var scanner = scanner
    do throws(JSONScanner.Stop) {
      try scanner.take(UInt8(ascii: "["), "an array")
      return try scanner.expected() == UInt8(ascii: "{")
    } catch {
      return false
    }
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == lineFeed || byte == carriageReturn || byte == 0x09
  }
}
