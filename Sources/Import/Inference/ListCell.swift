/// The elements of a list in a cell: a JSON array of texts, numbers and booleans, the same with bare or single-quoted
/// elements (as Python prints it), or a Postgres array. Nil for anything else, including nested lists and objects.
///
///     listCell("[\"vip\", 'new', 3]")  // ["vip", "new", "3"]
///     listCell("{vip,\"a b\",NULL}")   // ["vip", "a b"]
///
/// A cell without brackets is never a list: a comma in a text is just a comma.
func listCell(_ cell: Span<UInt8>) -> [String]? {
  let bounds = trimmedBounds(cell)
  guard bounds.count >= 2 else { return nil }
  let ends = (cell[bounds.lowerBound], cell[bounds.upperBound - 1])
  let isArray = ends == (UInt8(ascii: "{"), UInt8(ascii: "}"))
  guard isArray || ends == (UInt8(ascii: "["), UInt8(ascii: "]")) else { return nil }
  var elements: [String] = []
  var bytes: [UInt8] = []
  var open: UInt8?
  var wasQuoted = false
  var isEscaped = false
  for index in bounds.lowerBound + 1..<bounds.upperBound - 1 {
    let byte = cell[index]
    if let mark = open {
      if isEscaped {
        bytes.append(byte == UInt8(ascii: "n") ? lineFeed : byte)
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else if byte == mark {
        open = nil
      } else {
        bytes.append(byte)
      }
      continue
    }
    switch byte {
    case UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"): return nil
    case UInt8(ascii: ","):
      elements.append(element(bytes, wasQuoted, isArray))
      bytes = []
      wasQuoted = false
    case UInt8(ascii: ":") where isArray: return nil
    case quote,
      UInt8(ascii: "'") where !isArray:
      if bytes.allSatisfy({ $0 == blank }), !wasQuoted {
        open = byte
        wasQuoted = true
        bytes = []
      } else {
        bytes.append(byte)
      }
    case blank where wasQuoted: break
    case _: bytes.append(byte)
    }
  }
  guard open == nil else { return nil }
  let last = element(bytes, wasQuoted, isArray)
  if !elements.isEmpty || !last.isEmpty { elements.append(last) }
  return elements.contains("") ? elements.filter { !$0.isEmpty } : elements
}

private func element(_ bytes: [UInt8], _ wasQuoted: Bool, _ isArray: Bool) -> String {
  let text = String(decoding: bytes, as: UTF8.self)
  if isArray, !wasQuoted, text.lowercased() == "null" { return "" }
  return wasQuoted ? text : String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
}
