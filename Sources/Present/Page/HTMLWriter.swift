internal import SourceText

/// Writes HTML. Text from data goes only through `text` or an attribute: both are escaped, and characters that could mislead a
/// reader (control and direction characters) are made visible.
struct HTMLWriter {
  private(set) var html = ""

  /// Attributes of an element, in order.
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

  /// An empty SVG element.
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

  /// A sentence by Heed, in which text between backticks is shown as code.
  mutating func prose(_ sentence: String) {
    let parts = sentence.split(separator: "`", omittingEmptySubsequences: false)
    guard parts.count % 2 == 1 else { return text(sentence) }
    for (index, part) in parts.enumerated() {
      if index % 2 == 0 { text(String(part)) } else { element("code", String(part)) }
    }
  }

  /// Text of several lines, line by line, because the line breaks are not part of the data.
  mutating func lines(_ text: String) {
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      self.text(String(line))
      own("\n")
    }
  }

  /// Heed's own markup; never text from data.
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
