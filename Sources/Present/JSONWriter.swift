internal import SourceText

/// Writes JSON (RFC 8259) and keeps the order of keys. Characters that could be invisible or control a terminal are escaped.
public struct JSONWriter {
  public private(set) var text = ""
  private var needsComma = false

  public init() {}

  public mutating func object(_ body: (inout JSONWriter) -> Void) {
    separate()
    text += "{"
    body(&self)
    text += "}"
    needsComma = true
  }

  public mutating func array<Elements: Swift.Sequence>(
    _ elements: Elements, _ body: (Elements.Element, inout JSONWriter) -> Void
  ) {
    separate()
    text += "["
    for element in elements { body(element, &self) }
    text += "]"
    needsComma = true
  }

  public mutating func field(_ name: String, _ body: (inout JSONWriter) -> Void) {
    string(name)
    text += ":"
    needsComma = false
    body(&self)
  }

  public mutating func string(_ value: String) {
    separate(opening: false)
    text += "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case _ where isHostile(scalar):
        for unit in UTF16.encode(scalar) ?? .init() {
          let hex = String(unit, radix: 16)
          text += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
        }
      case _: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }

  /// Writes a value as it is: a number, `true` or `false`.
  public mutating func raw(_ value: String) {
    separate(opening: false)
    text += value
  }

  public mutating func null() { raw("null") }

  private mutating func separate(opening: Bool = true) {
    if needsComma { text += "," }
    needsComma = !opening
  }
}
