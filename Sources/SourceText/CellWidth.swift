/// Text measured and cut in cells of a terminal: 2 for East Asian wide characters and emoji, 0 for marks.
///
/// Widths after Unicode Standard Annex 11 (East Asian Width), ranges W and F in blocks.
extension StringProtocol {
  public var cellWidth: Int { reduce(0) { $0 + $1.cellWidth } }

  /// The text in at most `width` cells; what is cut is replaced by `…`.
  public func fitted(to width: Int) -> String {
    guard cellWidth > width else { return String(self) }
    var result = ""
    var used = 0
    for character in self {
      let next = character.cellWidth
      if used + next > width - 1 { break }
      result.append(character)
      used += next
    }
    return width > 0 ? result + "…" : ""
  }

  /// The text with `…` at its end, in at most `width` cells: more follows.
  public func continued(to width: Int) -> String {
    cellWidth < width ? self + "…" : (dropLast() + "…").fitted(to: width)
  }

  /// The text filled up with blanks to `width` cells.
  public func padded(to width: Int, right: Bool = false) -> String {
    let blanks = String(repeating: " ", count: Swift.max(0, width - cellWidth))
    return right ? blanks + self : self + blanks
  }

  /// The text in lines of at most `width` cells, broken at blanks where there are any; a longer word is cut.
  public func wrapped(to width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    var used = 0
    func flush() {
      lines.append(line)
      (line, used) = ("", 0)
    }
    for word in split(separator: " ") {
      let wide = word.cellWidth
      let fitsAlone = wide <= width
      if used > 0, fitsAlone ? used + 1 + wide > width : used + 3 > width { flush() }
      if used > 0 {
        line += " "
        used += 1
      }
      for character in word {
        if used > 0, used + character.cellWidth > width { flush() }
        line.append(character)
        used += character.cellWidth
      }
    }
    if used > 0 { lines.append(line) }
    return lines
  }
}

extension Character {
  public var cellWidth: Int {
    guard let first = unicodeScalars.first else { return 0 }
    let value = first.value
    if value < 0x300 { return value < 0x20 || (0x7F..<0xA0).contains(value) ? 0 : 1 }
    if unicodeScalars.contains(where: { $0.value == 0xFE0F }) { return 2 }
    switch first.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    case _: break
    }
    if first.properties.isEmojiPresentation { return 2 }
    switch value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
      0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF00...0xFF60,
      0xFFE0...0xFFE6, 0x17000...0x18CFF, 0x1AFF0...0x1B2FF, 0x1F300...0x1F64F, 0x1F900...0x1F9FF,
      0x20000...0x3FFFD:
      return 2
    case _: return 1
    }
  }
}
