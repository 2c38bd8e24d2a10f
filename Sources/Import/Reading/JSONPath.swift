/// Leads through the objects of a JSON text to the arrays of a path, `result.tickets`, however long what stands between
/// them is: it is stepped over as it comes.
struct JSONPath {
  private struct Object {
    /// What of the path leads on from it.
    var rest: ArraySlice<UInt8>
    /// Its own path.
    var name: String
    var isAtStart = true
  }

  private let path: ArraySlice<UInt8>
  /// The objects that are open, outermost first.
  private var open: [Object] = []
  /// The value that is stepped over.
  private var passed: Passing?
  /// The arrays that were stepped over, by their paths.
  private(set) var arrays: [String] = []

  /// The most arrays that are remembered.
  private static let mostArrays = 64

  init(_ path: String) { self.path = Array(path.utf8)[...] }

  /// What remains of a path behind a name; nil where it does not lead through it. A name may contain points.
  static func rest(of path: ArraySlice<UInt8>, behind name: [UInt8]) -> ArraySlice<UInt8>? {
    guard path.starts(with: name), !name.isEmpty else { return nil }
    let rest = path.dropFirst(name.count)
    return rest.isEmpty ? rest : rest.first == UInt8(ascii: ".") ? rest.dropFirst() : nil
  }

  /// Steps behind the bracket of the next array that the path leads to, and says what of the path remains and what the
  /// array is called; nil at the end of the text. Where more text is needed, what is behind `scanner.index` is done with.
  mutating func next(
    _ scanner: inout JSONScanner
  ) throws(JSONScanner.Stop) -> (rest: ArraySlice<UInt8>, name: [UInt8])? {
    while true {
      let start = scanner.index
      do throws(JSONScanner.Stop) {
        if passed != nil {
          try pass(&scanner)
        } else if open.isEmpty {
          guard try enterTop(&scanner) else { return nil }
        } else if let found = try stepMember(&scanner) {
          return found
        }
      } catch {
        if case .needsMore = error, passed == nil { scanner.index = start }
        throw error
      }
    }
  }

  /// Steps into the next object of the text; false at its end.
  private mutating func enterTop(_ scanner: inout JSONScanner) throws(JSONScanner.Stop) -> Bool {
    guard let byte = try scanner.peek() else { return false }
    if byte == UInt8(ascii: ",") {
      scanner.index += 1
      _ = try scanner.expected()
    }
    try scanner.take(UInt8(ascii: "{"), "an object")
    open.append(Object(rest: path, name: ""))
    return true
  }

  /// Steps over the end of an object, or to the value of its next member.
  private mutating func stepMember(
    _ scanner: inout JSONScanner
  ) throws(JSONScanner.Stop) -> (rest: ArraySlice<UInt8>, name: [UInt8])? {
    let object = open[open.count - 1]
    if try scanner.expected() == UInt8(ascii: "}") {
      scanner.index += 1
      open.removeLast()
      return nil
    }
    if !object.isAtStart {
      try scanner.take(UInt8(ascii: ","), "a comma")
      _ = try scanner.expected()
    }
    let text = try scanner.string()
    try scanner.take(UInt8(ascii: ":"), "a colon")
    let first = try scanner.expected()
    var name: [UInt8] = []
    scanner.write(text.text, isEscaped: text.isEscaped, to: &name)
    open[open.count - 1].isAtStart = false
    let own = (object.name.isEmpty ? "" : object.name + ".") + String(decoding: name, as: UTF8.self)
    let rest = JSONPath.rest(of: object.rest, behind: name)
    if let rest, first == UInt8(ascii: "[") {
      scanner.index += 1
      return (rest, name)
    }
    if let rest, !rest.isEmpty, first == UInt8(ascii: "{") {
      scanner.index += 1
      open.append(Object(rest: rest, name: own))
      return nil
    }
    if first == UInt8(ascii: "["), arrays.count < JSONPath.mostArrays { arrays.append(own) }
    passed = Passing()
    return nil
  }

  private mutating func pass(_ scanner: inout JSONScanner) throws(JSONScanner.Stop) {
    if passed?.step(&scanner) == true {
      passed = nil
    } else if scanner.isEnd {
      throw .broken("the file ends in the middle of it")
    } else {
      throw .needsMore
    }
  }
}

/// Steps over a value a piece at a time: only its quotes and brackets are looked at.
private struct Passing {
  private var depth = 0
  private var isInText = false
  private var isEscaped = false

  /// Steps on as far as text has come; true behind the end of the value.
  mutating func step(_ scanner: inout JSONScanner) -> Bool {
    while scanner.index < scanner.bytes.count {
      let byte = scanner.bytes[scanner.index]
      if isInText {
        scanner.index += 1
        if isEscaped {
          isEscaped = false
        } else if byte == backslash {
          isEscaped = true
        } else if byte == quote {
          isInText = false
          if depth == 0 { return true }
        }
        continue
      }
      switch byte {
      case quote: isInText = true
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if depth == 0 { return true }
        depth -= 1
        if depth == 0 {
          scanner.index += 1
          return true
        }
      case UInt8(ascii: ",") where depth == 0: return true
      case _: break
      }
      scanner.index += 1
    }
    return false
  }
}
