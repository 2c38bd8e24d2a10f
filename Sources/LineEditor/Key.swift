internal import SourceText

/// One input event at a terminal.
enum Key: Equatable {
  /// Typed characters, without control characters.
  case text(String)
  /// Pasted characters: line breaks as LF, tabs, and no other control characters.
  case paste(String)
  /// A paste above the limit, of which nothing was kept.
  case oversizedPaste
  case enter, newLine, complete
  case up, down, left, right, lineStart, lineEnd
  case deleteBefore, deleteAfter
  case interrupt, endOrDelete, search, cancel, clearScreen, suspend
  /// A command of libedit, given as its key sequence.
  case command(String)
  /// Keys without a meaning here.
  case unknown
  case endOfInput
}

/// Decodes bytes into keys. Waits for the rest of a sequence that arrives in pieces; drops incomplete ones.
struct KeyReader {
  /// Pastes of more than this many bytes are refused.
  static let pasteLimit = 4 << 20
  /// How long the rest of a sequence may take, in milliseconds.
  private static let patience: Int32 = 500

  let input: InputBytes

  /// The next key. Waits for it.
  func next() -> Key {
    guard let byte = input.peek() else { return .endOfInput }
    guard byte < 0x20 || byte == 0x7F else { return .text(text()) }
    _ = input.next()
    switch byte {
    case control("M"), control("J"): return .enter
    case control("I"): return .complete
    case control("P"): return .up
    case control("N"): return .down
    case control("B"): return .left
    case control("F"): return .right
    case control("A"): return .lineStart
    case control("E"): return .lineEnd
    case control("H"), 0x7F: return .deleteBefore
    case control("C"): return .interrupt
    case control("D"): return .endOrDelete
    case control("R"): return .search
    case control("G"): return .cancel
    case control("L"): return .clearScreen
    case control("Z"): return .suspend
    case control("K"), control("T"), control("U"), control("W"), control("Y"):
      return .command(String(UnicodeScalar(byte)))
    case escape: return escaped()
    default: return .unknown
    }
  }

  private let escape: UInt8 = 0x1B

  init(input: InputBytes) {
    self.input = input
  }

  private func control(_ letter: UnicodeScalar) -> UInt8 { UInt8(ascii: letter) & 0x1F }

  /// All text that has arrived already, at least one character.
  private func text() -> String {
    var bytes: [UInt8] = []
    var missing = 0
    while missing > 0 || bytes.isEmpty || input.isBuffered, let byte = input.peek() {
      if byte < 0x20 || byte == 0x7F || (missing > 0 && byte & 0xC0 != 0x80) { break }
      bytes.append(byte)
      _ = input.next()
      switch byte {
      case 0xC2...0xDF: missing = 1
      case 0xE0...0xEF: missing = 2
      case 0xF0...0xF4: missing = 3
      default: missing = max(0, missing - 1)
      }
    }
    return typed(bytes)
  }

  /// After `ESC`. Escape alone has no meaning, so input that follows after a typist's delay is decoded by itself.
  /// Nobody types `ESC [` by hand, however: that is a sequence sent in pieces over a slow line.
  private func escaped() -> Key {
    let isLate = !input.isReady(within: Self.patience)
    guard let byte = input.peek() else { return .endOfInput }
    if isLate, byte != UInt8(ascii: "[") { return .unknown }
    switch byte {
    case UInt8(ascii: "["):
      _ = input.next()
      return controlSequence()
    case UInt8(ascii: "O"):
      _ = input.next()
      guard let final = input.peek(), final >= 0x40, final < 0x7F else { return .unknown }
      _ = input.next()
      return named(parameters: "", final: final)
    case control("M"), control("J"):
      _ = input.next()
      return .newLine
    case control("H"), 0x7F:
      _ = input.next()
      return .command("\u{17}")
    case UInt8(ascii: "b"), UInt8(ascii: "f"), UInt8(ascii: "d"), UInt8(ascii: "u"), UInt8(ascii: "l"),
      UInt8(ascii: "c"):
      _ = input.next()
      return .command("\u{1B}\(UnicodeScalar(byte))")
    case 0x20..<0x7F:
      _ = input.next()
      return .unknown
    default:
      return .unknown
    }
  }

  /// After `ESC [`: parameters, then a final byte (ECMA-48, 5.4). Any other byte ends the sequence, and is decoded by
  /// itself.
  private func controlSequence() -> Key {
    var parameters = ""
    while let byte = input.peek(), byte >= 0x20, byte < 0x7F {
      _ = input.next()
      if byte >= 0x40 {
        return parameters == "200" && byte == UInt8(ascii: "~")
          ? paste() : named(parameters: parameters, final: byte)
      }
      if parameters.utf8.count < 16 { parameters.unicodeScalars.append(UnicodeScalar(byte)) }
    }
    return .unknown
  }

  private func named(parameters: String, final: UInt8) -> Key {
    let byWord = parameters.hasSuffix(";5") || parameters.hasSuffix(";3")
    switch final {
    case UInt8(ascii: "A"): return .up
    case UInt8(ascii: "B"): return .down
    case UInt8(ascii: "C"): return byWord ? .command("\u{1B}f") : .right
    case UInt8(ascii: "D"): return byWord ? .command("\u{1B}b") : .left
    case UInt8(ascii: "H"): return .lineStart
    case UInt8(ascii: "F"): return .lineEnd
    case UInt8(ascii: "~"):
      switch parameters.prefix(while: { $0 != ";" }) {
      case "1", "7": return .lineStart
      case "4", "8": return .lineEnd
      case "3": return byWord ? .command("\u{1B}d") : .deleteAfter
      default: return .unknown
      }
    default: return .unknown
    }
  }

  /// After `ESC [ 2 0 0 ~`: everything up to `ESC [ 2 0 1 ~`. O(length)
  private func paste() -> Key {
    let end = Array("\u{1B}[201~".utf8)
    var bytes: [UInt8] = []
    var isOversized = false
    while let byte = input.next() {
      bytes.append(byte)
      if byte == end.last, bytes.suffix(end.count) == end[...] {
        bytes.removeLast(end.count)
        break
      }
      if bytes.count > Self.pasteLimit {
        isOversized = true
        bytes = bytes.suffix(end.count)
      }
    }
    return isOversized ? .oversizedPaste : .paste(pasted(bytes))
  }
}

/// Typed bytes as text, without characters that must not be shown. Invalid UTF-8 becomes U+FFFD.
func typed(_ bytes: some Collection<UInt8>) -> String {
  String(
    String.UnicodeScalarView(String(decoding: bytes, as: UTF8.self).unicodeScalars.filter { !isHostile($0) }))
}

/// Pasted bytes as text: line breaks as LF, with tabs, without characters that must not be shown.
func pasted(_ bytes: some Collection<UInt8>) -> String {
  var text = String.UnicodeScalarView()
  var previous: Unicode.Scalar = "\0"
  for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
    if scalar == "\r" || (scalar == "\n" && previous != "\r") {
      text.append("\n")
    } else if scalar == "\t" || !isHostile(scalar) {
      text.append(scalar)
    }
    previous = scalar
  }
  return String(text)
}
