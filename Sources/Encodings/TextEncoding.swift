/// A character encoding of files, other than UTF-8.
public struct TextEncoding: Hashable, Sendable {
  /// As people write it: `Windows-1252`, `Shift-JIS`.
  public let name: String

  private init(_ name: String) { self.name = name }

  public static let windows1252 = TextEncoding("Windows-1252")
  public static let macRoman = TextEncoding("MacRoman")
  public static let utf16LittleEndian = TextEncoding("UTF-16LE")
  public static let utf16BigEndian = TextEncoding("UTF-16BE")

  /// The encoding of a name, in any spelling that is in use (`latin1`, `cp1251`, `sjis`); nil if there is none.
  public init?(named name: String) {
    let key = name.lowercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
    if let known = Self.names.first(where: { $0.key == key || $0.aliases.contains(key) }) {
      self.init(known.name)
    } else if name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "-_.:".contains($0)) }),
      !name.isEmpty, key != "utf8", Transcoder(TextEncoding(name.uppercased())) != nil
    {
      self.init(name.uppercased())
    } else {
      return nil
    }
  }

  /// The encodings that are called by more than one name. Where one encoding contains another, the larger one is meant,
  /// as on the web (WHATWG Encoding Standard).
  private static let names: [(name: String, key: String, aliases: Set<String>)] = [
    (
      "Windows-1252", "windows1252",
      ["cp1252", "iso88591", "latin1", "ascii", "usascii", "ansi", "windowswestern"]
    ),
    ("Windows-1250", "windows1250", ["cp1250"]), ("Windows-1251", "windows1251", ["cp1251"]),
    ("Windows-1254", "windows1254", ["cp1254", "iso88599", "latin5"]),
    ("ISO-8859-2", "iso88592", ["latin2"]), ("ISO-8859-15", "iso885915", ["latin9"]),
    ("MacRoman", "macroman", ["macintosh", "mac", "xmacroman"]),
    ("Shift-JIS", "shiftjis", ["sjis", "cp932", "windows31j", "mskanji"]), ("EUC-JP", "eucjp", []),
    ("EUC-KR", "euckr", ["uhc", "cp949", "ksc5601", "korean"]),
    ("GB18030", "gb18030", ["gbk", "gb2312", "cp936", "euccn"]), ("Big5", "big5", ["cp950"]),
    ("UTF-16LE", "utf16le", ["utf16", "ucs2"]), ("UTF-16BE", "utf16be", []),
  ]

  /// Its name for iconv.
  var iconvName: String {
    switch name {
    case "MacRoman": "MACINTOSH"
    case "Shift-JIS": "CP932"
    case "EUC-KR": "CP949"
    case "Big5": "BIG5-HKSCS"
    case _: name
    }
  }

  /// How many bytes its smallest character has.
  var unit: Int { name.hasPrefix("UTF-16") ? 2 : name.hasPrefix("UTF-32") ? 4 : 1 }

  /// Whether its letters have several bytes.
  public var isMultibyte: Bool {
    ["Shift-JIS", "EUC-JP", "EUC-KR", "GB18030", "Big5"].contains(name) || name.hasPrefix("ISO-2022")
  }
}

extension TextEncoding {
  /// The most likely encoding of lines that are not UTF-8; nil if nothing tells. Fewer letters than six are taken to be
  /// Western: they are too few to tell.
  public init?(of lines: [UInt8]) {
    let letters = lines.count { $0 >= 0x80 }
    guard letters > 0 else { return nil }
    if letters < 6 {
      self = .windows1252
      return
    }
    guard let found = UniversalDetector.shared?.encoding(of: lines), let encoding = TextEncoding(named: found)
    else { return nil }
    if encoding.isOfAnotherScript, standsInLatinWords(lines) {
      self = .windows1252
      return
    }
    // The library does not know MacRoman, and takes it for another encoding of one byte a letter.
    self = !encoding.isMultibyte && looksLikeMacRoman(lines) ? .macRoman : encoding
  }
}

extension TextEncoding {
  /// Whether its letters are Greek, Cyrillic, Hebrew, Arabic or Thai, of one byte each.
  fileprivate var isOfAnotherScript: Bool {
    let name = name.uppercased()
    return [
      "ISO-8859-5", "ISO-8859-6", "ISO-8859-7", "ISO-8859-8", "ISO-8859-11", "WINDOWS-1251", "WINDOWS-1253",
    ]
    .contains(name)
      || ["WINDOWS-1255", "WINDOWS-1256", "KOI8", "IBM8", "MAC-CYR", "MACCYR", "TIS"].contains(
        where: name.hasPrefix)
  }
}

/// Whether the bytes beyond ASCII stand among ASCII letters more often than beside one another: words of Greek or Cyrillic
/// have no ASCII letters.
private func standsInLatinWords(_ bytes: [UInt8]) -> Bool {
  var (latin, alone) = (0, 0)
  for index in bytes.indices.dropFirst().dropLast() where bytes[index] >= 0xA0 {
    let beside = [bytes[index - 1], bytes[index + 1]]
    if beside.contains(where: { $0 >= 0xA0 }) {
      alone += 1
    } else if beside.contains(where: isLetter) {
      latin += 1
    }
  }
  return latin > alone
}

/// Whether the letters among ASCII letters are mostly those of MacRoman: 0x80 to 0x9F, where Windows has signs.
private func looksLikeMacRoman(_ bytes: [UInt8]) -> Bool {
  var (mac, others) = (0, 0)
  for index in bytes.indices.dropFirst().dropLast() where bytes[index] >= 0x80 {
    guard isLetter(bytes[index - 1]) || isLetter(bytes[index + 1]) else { continue }
    switch bytes[index] {
    // Signs of Windows-1252: euro, ellipsis, quotes, dashes, trade mark.
    case 0x80, 0x85, 0x91...0x94, 0x96, 0x97, 0x99: break
    case 0x81...0x9F: mac += 1
    case _: others += 1
    }
  }
  return mac >= 4 && mac > others * 2
}

private func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }
