/// HTML character references: `&amp;`, `&#39;`, `&#x27;`.
enum CharacterReference {
  /// Parses the reference that starts at an ampersand. Returns its character and its end; nil if there is none.
  ///
  /// Knows the names of HTML 4, and those of punctuation in HTML 5. Without a semicolon only the oldest names are
  /// accepted, and only if no letter or digit follows.
  static func read(_ bytes: ArraySlice<UInt8>, at start: Int) -> (scalar: Unicode.Scalar, end: Int)? {
    let end = min(start + longest + 2, bytes.endIndex)
    guard start + 2 < bytes.endIndex else { return nil }
    var next = start + 1
    let isNumber = bytes[next] == UInt8(ascii: "#")
    if isNumber { next += 1 }
    let first = next
    while next < end, isLetterOrDigit(bytes[next]) { next += 1 }
    guard next > first else { return nil }
    let name = String(decoding: bytes[first..<next], as: UTF8.self)
    let isClosed = next < bytes.endIndex && bytes[next] == UInt8(ascii: ";")
    let scalar = isNumber ? numbered(name) : named[name]
    // In a URL `&lt=5` is a parameter.
    let isParameter = next < bytes.endIndex && bytes[next] == UInt8(ascii: "=")
    guard let scalar, isClosed || !isNumber && !isParameter && withoutSemicolon.contains(name) else {
      return nil
    }
    return (scalar, isClosed ? next + 1 : next)
  }

  /// The character of `39` or `x27`. Numbers from 128 to 159 mean Windows-1252, as in browsers.
  private static func numbered(_ digits: String) -> Unicode.Scalar? {
    let isHex = digits.first == "x" || digits.first == "X"
    guard let number = isHex ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits) else { return nil }
    if number >= 128, number < 160, let scalar = Unicode.Scalar(windows1252[Int(number) - 128]) {
      return scalar
    }
    return number == 0 ? "\u{FFFD}" : Unicode.Scalar(number) ?? "\u{FFFD}"
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10
  }

  private static let longest = 10
  private static let withoutSemicolon: Set<String> = ["amp", "gt", "lt", "nbsp", "quot"]

  private static let named: [String: Unicode.Scalar] = {
    var named: [String: Unicode.Scalar] = [:]
    for (offset, name) in latin.split(whereSeparator: \.isWhitespace).enumerated() {
      named[String(name)] = Unicode.Scalar(UInt8(160 + offset))
    }
    var rest = others.split(whereSeparator: \.isWhitespace)[...]
    while let name = rest.popFirst(), let number = rest.popFirst().flatMap({ UInt32($0) }) {
      named[String(name)] = Unicode.Scalar(number)
    }
    return named
  }()

  /// The names of U+00A0 to U+00FF, in order.
  private static let latin = """
    nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3
    acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde
    Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc
    Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml
    aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc
    otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml
    """

  private static let others = """
    quot 34 amp 38 lt 60 gt 62 OElig 338 oelig 339 Scaron 352 scaron 353 Yuml 376 fnof 402 circ 710 tilde
    732 Alpha 913 Beta 914 Gamma 915 Delta 916 Epsilon 917 Zeta 918 Eta 919 Theta 920 Iota 921 Kappa 922
    Lambda 923 Mu 924 Nu 925 Xi 926 Omicron 927 Pi 928 Rho 929 Sigma 931 Tau 932 Upsilon 933 Phi 934 Chi 935
    Psi 936 Omega 937 alpha 945 beta 946 gamma 947 delta 948 epsilon 949 zeta 950 eta 951 theta 952 iota 953
    kappa 954 lambda 955 mu 956 nu 957 xi 958 omicron 959 pi 960 rho 961 sigmaf 962 sigma 963 tau 964
    upsilon 965 phi 966 chi 967 psi 968 omega 969 thetasym 977 upsih 978 piv 982 ensp 8194 emsp 8195 thinsp
    8201 zwnj 8204 zwj 8205 lrm 8206 rlm 8207 ndash 8211 mdash 8212 lsquo 8216 rsquo 8217 sbquo 8218 ldquo
    8220 rdquo 8221 bdquo 8222 dagger 8224 Dagger 8225 bull 8226 hellip 8230 permil 8240 prime 8242 Prime
    8243 lsaquo 8249 rsaquo 8250 oline 8254 frasl 8260 euro 8364 image 8465 weierp 8472 real 8476 trade 8482
    alefsym 8501 larr 8592 uarr 8593 rarr 8594 darr 8595 harr 8596 crarr 8629 lArr 8656 uArr 8657 rArr 8658
    dArr 8659 hArr 8660 forall 8704 part 8706 exist 8707 empty 8709 nabla 8711 isin 8712 notin 8713 ni 8715
    prod 8719 sum 8721 minus 8722 lowast 8727 radic 8730 prop 8733 infin 8734 ang 8736 and 8743 or 8744 cap
    8745 cup 8746 int 8747 there4 8756 sim 8764 cong 8773 asymp 8776 ne 8800 equiv 8801 le 8804 ge 8805 sub
    8834 sup 8835 nsub 8836 sube 8838 supe 8839 oplus 8853 otimes 8855 perp 8869 sdot 8901 lceil 8968 rceil
    8969 lfloor 8970 rfloor 8971 lang 9001 rang 9002 loz 9674 spades 9824 clubs 9827 hearts 9829 diams 9830
    apos 39 hyphen 8208 dash 8208 lsqb 91 rsqb 93 lbrack 91 rbrack 93 excl 33 num 35 percnt 37 lpar 40 rpar
    41 ast 42 plus 43 comma 44 period 46 sol 47 colon 58 semi 59 equals 61 quest 63 commat 64 bsol 92 lowbar
    95 grave 96 lcub 123 verbar 124 vert 124 rcub 125 dollar 36 Tab 9 NewLine 10
    """

  private static let windows1252: [UInt32] = [
    0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152,
    0x8D, 0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161,
    0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
  ]
}
