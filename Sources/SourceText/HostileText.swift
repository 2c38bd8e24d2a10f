// What of others' texts is not shown as it stands: told here, for everything that shows them.
//
//   terminal, Markdown, page, messages, prompt   `printable`: a visible stand-in
//   JSON                                         escapes, which lose nothing
//   CSV and rejected rows in a file              as they stand, but that nothing is run as a formula
//   keys and pastes at the prompt                left out
//
// Marks that belong to letters and emoji stay: joiners (U+200C, U+200D), variants (U+FE0F), skin tones, flags.

/// A text with every character that could drive a terminal, turn the direction of a line, or hide, shown as a visible
/// stand-in. Tabs and line breaks become blanks.
public func printable(_ text: String) -> String {
  guard text.unicodeScalars.contains(where: isHostile) else { return text }
  var result = String.UnicodeScalarView()
  for character in text {
    if isFlag(character) {
      result.append(contentsOf: character.unicodeScalars)
      continue
    }
    for scalar in character.unicodeScalars {
      if !isHostile(scalar) {
        result.append(scalar)
      } else {
        result.append(["\t", "\n", "\r", "\u{2028}", "\u{2029}"].contains(scalar) ? " " : "\u{FFFD}")
      }
    }
  }
  return String(result)
}

/// Whether a character of others is not to be shown as it stands.
public func isHostile(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  // Controls, which drive a terminal; separators that end a line in some readers.
  case 0..<0x20, 0x7F..<0xA0, 0x2028...0x2029: true
  // Marks that turn the direction of what stands around them (UAX #9), those out of use too.
  case 0x061C, 0x200E...0x200F, 0x202A...0x202E, 0x2066...0x206F: true
  // What is not seen: soft hyphen, blanks of no width, operators, marks of the order of bytes, annotations, tags.
  // Fillers and blanks that take no room or look like a space that is none.
  case 0x034F, 0x115F...0x1160, 0x17B4...0x17B5, 0x2800, 0x3164, 0xFFA0: true
  case 0xAD, 0x180E, 0x200B, 0x2060...0x2065, 0xFEFF, 0xFFF9...0xFFFB, 0xE0000...0xE007F: true
  case _: false
  }
}

/// The flags of parts of countries that there are (UTS #51), England's, Scotland's and Wales's: other tags could hide words.
private func isFlag(_ character: Character) -> Bool {
  let scalars = character.unicodeScalars.map(\.value)
  guard scalars.first == 0x1F3F4, scalars.last == 0xE007F else { return false }
  let letters = scalars.dropFirst().dropLast().map { UInt8(truncatingIfNeeded: $0) }
  return ["gbeng", "gbsct", "gbwls"].contains(String(decoding: letters, as: UTF8.self))
    && scalars.dropFirst().allSatisfy { $0 >> 8 == 0xE00 }
}
