/// A list as a cell spells it: a JSON array of texts, numbers and booleans, or the same with bare or single-quoted
/// elements, as scripts print it. Nested lists and objects are no lists.
///
///     listCell("[\"vip\", 'new', 3]")  // ["vip", "new", "3"]
///
/// A cell without brackets is never a list: a comma in a text is a comma.
func listCell(_ cell: Span<UInt8>) -> [String]? {
  let bounds = trimmedBounds(cell)
  guard bounds.count >= 2, cell[bounds.lowerBound] == UInt8(ascii: "["),
    cell[bounds.upperBound - 1] == UInt8(ascii: "]")
  else { return nil }
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
      elements.append(element(bytes, wasQuoted))
      bytes = []
      wasQuoted = false
    case quote, UInt8(ascii: "'"):
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
  let last = element(bytes, wasQuoted)
  if !elements.isEmpty || !last.isEmpty { elements.append(last) }
  return elements.contains("") ? elements.filter { !$0.isEmpty } : elements
}

private func element(_ bytes: [UInt8], _ wasQuoted: Bool) -> String {
  let text = String(decoding: bytes, as: UTF8.self)
  return wasQuoted ? text : String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
}
