/// What takes the parts of a document as they come. Names are without the prefix of their namespace.
public protocol XMLHandler: AnyObject {
  /// An element starts. `attribute` gives the value of an attribute by its name.
  func start(_ name: String, _ attribute: (String) -> String?)
  func end(_ name: String)
  /// Text in an element; one text may come in several parts.
  func text(_ text: String)
}

/// Parses a document piece by piece, by libexpat. A document with a document type is refused, so that there are no
/// entities but those of XML itself, and nothing outside the document is ever read.
///
///     let parser = try XMLParser(handler)
///     try parser.parse(bytes, isLast: true)
@safe public final class XMLParser {
  public struct Failure: Error, Hashable, Sendable {
    public var reason: String
  }

  /// What the callbacks reach.
  @safe private final class Context {
    let handler: any XMLHandler
    let library: LibExpat
    let parser: LibExpat.Parser
    var hasDoctype = false

    init(_ handler: any XMLHandler, _ library: LibExpat, _ parser: LibExpat.Parser) {
      self.handler = handler
      self.library = library
      unsafe self.parser = parser
    }
  }

  private let library: LibExpat
  private let parser: LibExpat.Parser
  private let context: Context

  public init(_ handler: any XMLHandler) throws(Failure) {
    guard let library = LibExpat.shared, let parser = unsafe library.create(nil) else {
      throw Failure(reason: "the library libexpat, which reads XML, is not installed")
    }
    self.library = library
    unsafe self.parser = parser
    context = unsafe Context(handler, library, parser)
    // SAFETY: `context` lives as long as this parser, whose deinit frees libexpat's first.
    unsafe library.setUserData(parser, Unmanaged.passUnretained(context).toOpaque())
    unsafe library.setElements(
      parser,
      { context, name, attributes in
        let context = unsafe XMLParser.context(context)
        context?.handler.start(unsafe localName(name)) { wanted in
          unsafe value(of: wanted, among: attributes)
        }
      },
      { context, name in unsafe XMLParser.context(context)?.handler.end(unsafe localName(name)) })
    unsafe library.setCharacters(
      parser,
      { context, text, count in
        // SAFETY: libexpat gives `count` bytes that live until this returns.
        let bytes = unsafe UnsafeRawBufferPointer(start: text, count: Int(count))
        unsafe XMLParser.context(context)?.handler.text(unsafe String(decoding: bytes, as: UTF8.self))
      })
    unsafe library.setDoctype(
      parser,
      { context, _, _, _, _ in
        guard let context = unsafe XMLParser.context(context) else { return }
        context.hasDoctype = true
        _ = unsafe context.library.stop(context.parser, 0)
      })
  }

  deinit { unsafe library.free(parser) }

  /// Parses the next bytes of the document.
  public func parse(_ bytes: some Sequence<UInt8>, isLast: Bool) throws(Failure) {
    let bytes = Array(bytes)
    // SAFETY: libexpat reads the bytes before this returns.
    let status = unsafe bytes.withUnsafeBytes {
      unsafe library.parse(parser, $0.baseAddress, Int32($0.count), isLast ? 1 : 0)
    }
    if context.hasDoctype { throw Failure(reason: "it has a document type, which no workbook has") }
    guard status == XMLParser.ok else {
      // SAFETY: the text is a constant of the library.
      let text = unsafe library.message(library.code(parser)).map { unsafe String(cString: $0) }
      throw Failure(reason: "its XML is broken: \(text ?? "unknown error")")
    }
  }

  /// `XML_STATUS_OK` of expat.h.
  private static let ok: Int32 = 1

  private static func context(_ pointer: UnsafeMutableRawPointer?) -> Context? {
    // SAFETY: the pointer is that of `setUserData` above.
    unsafe pointer.map { unsafe Unmanaged<Context>.fromOpaque($0).takeUnretainedValue() }
  }
}

/// A name without its prefix: `row` of `x:row`.
private func localName(_ name: LibExpat.Text?) -> String {
  // SAFETY: libexpat's names end with a zero and live until the callback returns.
  guard let name = unsafe name.map({ unsafe String(cString: $0) }) else { return "" }
  return name.utf8.lastIndex(of: UInt8(ascii: ":")).map { String(name[name.index(after: $0)...]) } ?? name
}

/// The value of an attribute in libexpat's list: names and values in turn, and nil at the end.
private func value(of wanted: String, among attributes: UnsafeMutablePointer<LibExpat.Text?>?) -> String? {
  // SAFETY: the list and its texts live until the callback returns.
  guard var place = unsafe attributes else { return nil }
  while let name = unsafe place.pointee {
    if unsafe localName(name) == wanted {
      return unsafe place.successor().pointee.map { unsafe String(cString: $0) }
    }
    unsafe place += 2
  }
  return nil
}
