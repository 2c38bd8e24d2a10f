/// How the records of a JSON text are laid out.
enum JSONShape: Hashable {
  /// One after the other, mostly a line each: JSON Lines.
  case sequence
  /// In one array, which is the whole text.
  case array
  /// In an array inside an object, where this path leads.
  case document(path: String)

  /// The shape of a text and the arrays of objects that its beginning shows; nil where it does not begin as JSON does.
  /// `path` is the one that the load says.
  static func find(
    in source: TextSource, path: String?
  ) -> (shape: JSONShape, arrays: [JSONArray])? {
    let text = source.sample
    guard let first = text.first(where: { !isBlank($0) }) else { return nil }
    guard first == UInt8(ascii: "{") || first == UInt8(ascii: "[") else { return nil }
    var scanner = JSONScanner()
    scanner.append(text)
    scanner.isEnd = source.isSampleWhole
    var arrays: [JSONArray] = []
    if first == UInt8(ascii: "[") {
      guard holdsObjects(scanner) else { return nil }
      try? JSONArray.find(&arrays, inElementsOf: &scanner, path: [], isInside: true, depth: 0)
      return (.array, arrays)
    }
    guard beginsAsObject(scanner) else { return nil }
    let isComplete = (try? JSONArray.find(&arrays, in: &scanner, path: [], isInside: false, depth: 0)) != nil
    // Another object follows: records one after the other.
    if isComplete, let next = try? scanner.peek(), next == UInt8(ascii: "{") || next == UInt8(ascii: ",") {
      return (.sequence, arrays)
    }
    let longest = arrays.filter { !$0.isInside }.max { $0.count < $1.count }
    return ((path ?? longest?.path).map { .document(path: $0) } ?? .sequence, arrays)
  }

  /// `[` and an object, or nothing.
  private static func holdsObjects(_ scanner: JSONScanner) -> Bool {
    var scanner = scanner
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

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == lineFeed || byte == carriageReturn || byte == 0x09
  }
}

/// An array of objects in a JSON text: its path, and how many it holds as far as the text was read.
struct JSONArray {
  var path: String
  var count = 0
  /// Whether it lies in another array.
  var isInside: Bool

  /// How many names a path may have: `{"result": {"data": {"tickets": […]}}}`.
  private static let deepest = 6
  /// The most arrays that are told apart.
  private static let most = 256

  /// The arrays of objects in an object, as far as the text has come.
  static func find(
    _ arrays: inout [JSONArray], in scanner: inout JSONScanner, path: [String], isInside: Bool, depth: Int
  ) throws(JSONScanner.Stop) {
    var found = arrays
    defer { arrays = found }
    try scanner.members(depth: depth) { scanner, name throws(JSONScanner.Stop) in
      var key: [UInt8] = []
      scanner.write(name.text, isEscaped: name.isEscaped, to: &key)
      let path = path + [String(decoding: key, as: UTF8.self)]
      let first = try scanner.expected()
      if path.count == deepest {
        _ = try scanner.value(depth: depth + 1)
      } else if first == UInt8(ascii: "{") {
        try find(&found, in: &scanner, path: path, isInside: isInside, depth: depth + 1)
      } else if first == UInt8(ascii: "[") {
        try find(&found, inElementsOf: &scanner, path: path, isInside: isInside, depth: depth + 1)
      } else {
        _ = try scanner.value(depth: depth + 1)
      }
    }
  }

  /// The array at the scanner, if it holds objects, and those in its elements.
  static func find(
    _ arrays: inout [JSONArray], inElementsOf scanner: inout JSONScanner, path: [String], isInside: Bool,
    depth: Int
  ) throws(JSONScanner.Stop) {
    var found = arrays
    defer { arrays = found }
    let name = path.joined(separator: ".")
    var place: Int?
    try scanner.elements(depth: depth) { scanner throws(JSONScanner.Stop) in
      guard try scanner.expected() == UInt8(ascii: "{") else {
        _ = try scanner.value(depth: depth + 1)
        return
      }
      if place == nil, !path.isEmpty {
        place = found.firstIndex { $0.path == name }
        if place == nil, found.count < most {
          found.append(JSONArray(path: name, isInside: isInside))
          place = found.count - 1
        }
      }
      if let place { found[place].count += 1 }
      try find(&found, in: &scanner, path: path, isInside: true, depth: depth + 1)
    }
  }
}
