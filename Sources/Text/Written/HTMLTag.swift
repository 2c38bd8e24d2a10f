/// An HTML tag in a text: `<p>`, `</div>`, `<a href="…">`.
struct HTMLTag {
  var name: String
  var isClosing: Bool
  var hasAttributes: Bool
  var attributes: Range<Int>
  /// The position after the closing bracket.
  var end: Int

  /// Parses the tag that starts at a bracket; nil for any other text. Anything that looks like a tag but is not named
  /// like one in HTML is text: `x<y>z`, `<ann@example.org>`, `a<b and c>d`.
  init?(_ bytes: ArraySlice<UInt8>, at start: Int) {
    var next = start + 1
    func byte() -> UInt8? { next < bytes.endIndex ? bytes[next] : nil }
    isClosing = byte() == UInt8(ascii: "/")
    if isClosing { next += 1 }
    let first = next
    while let byte = byte(), HTMLTag.isNameByte(byte), next - first < 16 { next += 1 }
    name = String(decoding: bytes[first..<next], as: UTF8.self).lowercased()
    guard HTMLTag.names.contains(name) || HTMLTag.isOfOffice(name) else { return nil }
    let attributes = next
    hasAttributes = false
    while true {
      let spaces = next
      while let byte = byte(), HTMLTag.isSpace(byte) { next += 1 }
      guard let mark = byte() else { return nil }
      if mark == UInt8(ascii: ">") { break }
      if mark == UInt8(ascii: "/") {
        next += 1
        continue
      }
      guard !isClosing, next > spaces, HTMLTag.skipAttribute(bytes, &next) else { return nil }
      hasAttributes = true
    }
    self.attributes = attributes..<next
    end = next + 1
  }

  /// Skips an attribute: `href="…"`, `width=5`, `nowrap`.
  private static func skipAttribute(_ bytes: ArraySlice<UInt8>, _ next: inout Int) -> Bool {
    let first = next
    while next < bytes.endIndex, isNameByte(bytes[next]) || bytes[next] == UInt8(ascii: "_") { next += 1 }
    guard next > first, next < bytes.endIndex else { return false }
    let name = bytes[first..<next]
    while next < bytes.endIndex, isSpace(bytes[next]) { next += 1 }
    guard next < bytes.endIndex, bytes[next] == UInt8(ascii: "=") else {
      next = name.endIndex
      return withoutValue.contains(String(decoding: name, as: UTF8.self).lowercased())
    }
    next += 1
    while next < bytes.endIndex, isSpace(bytes[next]) { next += 1 }
    guard next < bytes.endIndex else { return false }
    let quote = bytes[next]
    if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
      guard let end = bytes[(next + 1)...].firstIndex(of: quote) else { return false }
      next = end + 1
    } else {
      while next < bytes.endIndex, !isSpace(bytes[next]), bytes[next] != UInt8(ascii: ">"),
        bytes[next] != UInt8(ascii: "<")
      {
        next += 1
      }
    }
    return true
  }

  static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte >= 0x09 && byte <= 0x0D }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ":")
  }

  /// `o:p` and the like, which are frequent in mail from Outlook.
  private static func isOfOffice(_ name: String) -> Bool {
    ["o:", "v:", "w:", "st1:"].contains { name.hasPrefix($0) }
  }

  // MARK: Properties of tags

  /// Whether it is a void element that shows a line break.
  var isLineBreak: Bool { name == "br" || name == "hr" }
  var isPicture: Bool { name == "img" && hasAttributes }

  /// Whether it starts and ends a line.
  var breaksLine: Bool { HTMLTag.breaking.contains(name) }

  /// Whether its content is not text.
  var hidesContent: Bool { HTMLTag.hidden.contains(name) }

  private static let breaking = words(
    """
    address article aside blockquote body br center dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5
    h6 header hr html li main nav ol p pre section table tbody tfoot thead tr ul
    """)
  private static let hidden = words("head script style svg template title")
  private static let names = breaking.union(hidden).union(
    words(
      """
      a abbr acronym area audio b base big button canvas caption cite code col colgroup data datalist del details dfn
      em embed font i iframe img input ins kbd label legend link map mark meta noscript object optgroup option param
      picture q rp rt ruby s samp select small source span strike strong sub summary sup td textarea th time track tt
      u var video wbr
      """))
  private static let withoutValue = words(
    "allowfullscreen async checked compact controls defer disabled hidden multiple noshade nowrap readonly required selected"
  )

  private static func words(_ list: String) -> Set<String> {
    Set(list.split(whereSeparator: \.isWhitespace).map(String.init))
  }
}
