internal import SourceText

/// Writes HTML. What comes from data goes through `text` or an attribute, and nowhere else: both are escaped, and what
/// could steer a reader (control characters, turns of direction) is made visible.
struct HTMLWriter {
  private(set) var html = ""

  /// Some attributes in order.
  typealias Attributes = KeyValuePairs<String, String>

  mutating func element(_ name: String, _ attributes: Attributes, _ body: (inout HTMLWriter) -> Void) {
    open(name, attributes)
    body(&self)
    html += "</\(name)>"
  }

  mutating func element(_ name: String, _ body: (inout HTMLWriter) -> Void) { element(name, [:], body) }

  mutating func element(_ name: String, _ attributes: Attributes, _ text: String) {
    element(name, attributes) { $0.text(text) }
  }

  mutating func element(_ name: String, _ text: String) { element(name, [:], text) }

  /// An element of SVG that holds nothing.
  mutating func mark(_ name: String, _ attributes: Attributes) {
    open(name, attributes)
    html.removeLast()
    html += "/>"
  }

  private mutating func open(_ name: String, _ attributes: Attributes) {
    html += "<\(name)"
    for (key, value) in attributes where !value.isEmpty { html += " \(key)=\"\(HTMLWriter.escaped(value))\"" }
    html += ">"
  }

  mutating func text(_ text: String) { html += HTMLWriter.escaped(text) }

  /// A sentence of Heed's, in which what stands between backticks is to be typed.
  mutating func prose(_ sentence: String) {
    let parts = sentence.split(separator: "`", omittingEmptySubsequences: false)
    guard parts.count % 2 == 1 else { return text(sentence) }
    for (index, part) in parts.enumerated() {
      if index % 2 == 0 { text(String(part)) } else { element("code", String(part)) }
    }
  }

  /// Heed's own markup, never text of data.
  mutating func own(_ markup: String) { html += markup }

  static func escaped(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in printable(text).unicodeScalars {
      switch scalar {
      case "&": result.append(contentsOf: "&amp;".unicodeScalars)
      case "<": result.append(contentsOf: "&lt;".unicodeScalars)
      case ">": result.append(contentsOf: "&gt;".unicodeScalars)
      case "\"": result.append(contentsOf: "&quot;".unicodeScalars)
      case "'": result.append(contentsOf: "&#39;".unicodeScalars)
      case _: result.append(scalar)
      }
    }
    return String(result)
  }
}
