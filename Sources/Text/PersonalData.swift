/// A place in a text that tells who somebody is, whoever that may be: an e-mail address, a link, the number of a phone, card or
/// account.
///
///     PersonalData.all(in: "call +44 20 7946 0958")    // one number, bytes 5..<21
public struct PersonalData: Hashable, Sendable {
  public enum Kind: String, Sendable {
    case email = "e-mail"
    case link, number, handle
  }

  public var kind: Kind
  /// Its bytes of UTF-8.
  public var range: Range<Int>

  /// All of a text, in order; they do not overlap. What looks like a date, a time or an amount is none. O(bytes)
  public static func all(in text: String) -> [PersonalData] { Finder(bytes: Array(text.utf8)).all() }
}

/// Looks at each run of bytes without blanks, and at runs of digits with their separators, which may hold blanks.
private struct Finder {
  let bytes: [UInt8]

  /// A phone number, a card or an account has at least this many digits.
  private static let fewestDigits = 7

  func all() -> [PersonalData] {
    var found: [PersonalData] = []
    var place = 0
    while place < bytes.count {
      if let data = at(place) {
        found.append(data)
        place = data.range.upperBound
      } else {
        place += 1
      }
    }
    return found
  }

  private func at(_ place: Int) -> PersonalData? {
    // Inside of a word nothing begins.
    if place > 0, isWord(bytes[place - 1]), !(isDigit(bytes[place]) && !isDigit(bytes[place - 1])) {
      return nil
    }
    return email(place) ?? link(place) ?? account(place) ?? number(place) ?? handle(place)
  }

  // MARK: Addresses

  private func email(_ start: Int) -> PersonalData? {
    let local = run(from: start) { isWord($0) || "._%+-'".utf8.contains($0) }
    guard local > start, local < bytes.count, bytes[local] == UInt8(ascii: "@") || isFullWidthAt(local) else {
      return nil
    }
    let at = local + (bytes[local] == UInt8(ascii: "@") ? 1 : 3)
    var end = run(from: at) { isWord($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".") }
    while end > at, bytes[end - 1] == UInt8(ascii: ".") || bytes[end - 1] == UInt8(ascii: "-") { end -= 1 }
    return end > at ? PersonalData(kind: .email, range: start..<end) : nil
  }

  /// `＠`
  private func isFullWidthAt(_ place: Int) -> Bool {
    place + 2 < bytes.count && bytes[place] == 0xEF && bytes[place + 1] == 0xBC && bytes[place + 2] == 0xA0
  }

  private func link(_ start: Int) -> PersonalData? {
    guard ["http://", "https://", "www.", "mailto:", "tel:"].contains(where: { begins($0, at: start) }) else {
      return nil
    }
    let end = run(from: start) { $0 > 0x20 && !"<>\"".utf8.contains($0) }
    return PersonalData(kind: .link, range: start..<end)
  }

  private func handle(_ start: Int) -> PersonalData? {
    guard bytes[start] == UInt8(ascii: "@") else { return nil }
    let end = run(from: start + 1) { isWord($0) || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: ".") }
    return end > start + 2 ? PersonalData(kind: .handle, range: start..<end) : nil
  }

  // MARK: Numbers

  /// Letters and digits of one code: `DE89 3704 0044 0532 0130 00`, `ACC-99381-XY`.
  private func account(_ start: Int) -> PersonalData? {
    guard isUpper(bytes[start]) || isDigit(bytes[start]) else { return nil }
    var (end, letters, digits, last) = (start, 0, 0, start)
    while end < bytes.count {
      let byte = bytes[end]
      if isUpper(byte) {
        letters += 1
      } else if isDigit(byte) {
        digits += 1
      } else if !isSeparator(byte) || !isSeparated(end) {
        break
      }
      end += 1
      if !isSeparator(byte) { last = end }
    }
    if last < bytes.count, isWord(bytes[last]) { return nil }
    let isBlankFree = !bytes[start..<last].contains(0x20)
    // Words in capitals are no code: with blanks it begins with two letters and two digits, as an IBAN does.
    let isIBAN =
      letters >= 2 && digits >= 10 && start + 3 < last && isUpper(bytes[start]) && isUpper(bytes[start + 1])
      && isDigit(bytes[start + 2]) && isDigit(bytes[start + 3])
    let isCode = isBlankFree && letters > 0 && digits >= 4 && letters + digits >= 8
    return isIBAN || isCode ? PersonalData(kind: .number, range: start..<last) : nil
  }

  private func number(_ start: Int) -> PersonalData? {
    let begins =
      isDigit(bytes[start]) || bytes[start] == UInt8(ascii: "+") || bytes[start] == UInt8(ascii: "(")
    guard begins else { return nil }
    var (end, digits, last) = (start, 0, start)
    while end < bytes.count {
      let byte = bytes[end]
      if isDigit(byte) {
        digits += 1
      } else if !(isSeparator(byte) && (end == start || isSeparated(end))) {
        break
      }
      end += 1
      if isDigit(byte) { last = end }
    }
    guard digits >= Finder.fewestDigits, !isDate(start..<last), !isAmount(start..<last) else { return nil }
    return PersonalData(kind: .number, range: start..<last)
  }

  /// Whether a separator is between parts of one number: at most two separators come together.
  private func isSeparated(_ place: Int) -> Bool {
    place + 1 < bytes.count
      && (isDigit(bytes[place + 1]) || isUpper(bytes[place + 1]) || isSeparator(bytes[place + 1]))
      && !(place > 1 && isSeparator(bytes[place - 1]) && isSeparator(bytes[place - 2]))
  }

  /// `2025-06-30`, `30.06.2025`, `2025-06-30 14:05`
  private func isDate(_ range: Range<Int>) -> Bool {
    let parts = bytes[range].split { !isDigit($0) }.map(\.count)
    let separators = Set(bytes[range].filter { !isDigit($0) && $0 != 0x20 })
    guard parts.count >= 3, separators.count <= 1, separators != [UInt8(ascii: "+")] else { return false }
    let day = Array(parts.prefix(3))
    let isDay = day == [4, 2, 2] || day[2] == 4 && day[0] <= 2 && day[1] <= 2
    return isDay && (parts.count == 3 || parts.count == 4 && parts[3] <= 2)
  }

  /// `1.234.567`: groups of three behind points.
  private func isAmount(_ range: Range<Int>) -> Bool {
    let parts = bytes[range].split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return parts.count > 1 && parts[0].count <= 3 && parts.allSatisfy { $0.allSatisfy(isDigit) }
      && parts.dropFirst().allSatisfy { $0.count == 3 }
  }

  // MARK: Bytes

  private func run(from start: Int, while holds: (UInt8) -> Bool) -> Int {
    var end = start
    while end < bytes.count, holds(bytes[end]) { end += 1 }
    return end
  }

  private func begins(_ word: String, at place: Int) -> Bool {
    bytes.count - place >= word.utf8.count
      && zip(word.utf8, bytes[place...]).allSatisfy { $0 == ($1 | ($1 &- 0x41 < 26 ? 0x20 : 0)) }
  }

  private func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
  private func isUpper(_ byte: UInt8) -> Bool { byte &- 0x41 < 26 }
  private func isSeparator(_ byte: UInt8) -> Bool { " -./()+".utf8.contains(byte) }
  /// A letter or a digit; every byte of a letter beyond ASCII.
  private func isWord(_ byte: UInt8) -> Bool { isDigit(byte) || (byte | 0x20) &- 0x61 < 26 || byte >= 0x80 }
}
