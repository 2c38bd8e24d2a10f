internal import DataModel
internal import XML

/// What a number in a cell means, which its format alone tells.
enum CellFormat: Hashable {
  case number
  /// A day, with or without a time.
  case day, dayAndTime
  /// A time of day, or a length of time.
  case time

  /// The formats that have no code in a file, by their numbers.
  /// Reference: ECMA-376, part 1, 18.8.30 numFmt.
  init(builtIn number: Int) {
    switch number {
    case 14...17, 27...31, 36, 50...54, 57, 58: self = .day
    case 22: self = .dayAndTime
    case 18...21, 32, 33, 45...47: self = .time
    case _: self = .number
    }
  }

  /// A format's code: `dd/mm/yyyy hh:mm`, `0.00" m"`, `[h]:mm:ss`.
  init(code: String) {
    var letters: Set<Character> = []
    var rest = code.lowercased()[...]
    while let character = rest.popFirst(), character != ";" {
      switch character {
      case "\"": rest = rest.drop { $0 != "\"" }.dropFirst()
      case "\\", "_", "*": rest = rest.dropFirst()
      case "[":
        // A colour, a condition or a language; or a length of time.
        let part = rest.prefix { $0 != "]" }
        if !part.isEmpty, part.allSatisfy({ "hms".contains($0) }) { letters.insert("h") }
        rest = rest.dropFirst(part.count + 1)
      case "a" where rest.hasPrefix("m/pm"): rest = rest.dropFirst(4)
      case "a" where rest.hasPrefix("/p"): rest = rest.dropFirst(2)
      case "g" where rest.hasPrefix("eneral"): rest = rest.dropFirst(6)
      case _: letters.insert(character)
      }
    }
    let isTime = letters.contains("h") || letters.contains("s")
    let isDay = letters.contains("y") || letters.contains("d") || letters.contains("m") && !isTime
    self = isDay ? (isTime ? .dayAndTime : .day) : isTime ? .time : .number
  }
}

/// The formats of a workbook's styles.
final class CellFormats: XMLHandler {
  /// By the number of the style.
  var formats: [CellFormat] = []
  private var codes: [Int: String] = [:]
  private var isStyle = false

  func start(_ name: String, _ attribute: (String) -> String?) {
    switch name {
    case "numFmt":
      if let number = attribute("numFmtId").flatMap({ Int($0) }) { codes[number] = attribute("formatCode") }
    case "cellXfs": isStyle = true
    case "xf" where isStyle:
      let number = attribute("numFmtId").flatMap { Int($0) } ?? 0
      formats.append(codes[number].map { CellFormat(code: $0) } ?? CellFormat(builtIn: number))
    case _: break
    }
  }

  func end(_ name: String) { if name == "cellXfs" { isStyle = false } }
  func text(_ text: String) {}
}

/// A cell's number as text: a whole number as it is written, others in the 15 digits that a spreadsheet has, or as a date.
///
///     numberText("0.30000000000000004", .number, startsIn1904: false)    // 0.3
///     numberText("45717.5", .dayAndTime, startsIn1904: false)            // 2025-03-01T12:00:00
func numberText(_ written: String, _ format: CellFormat, startsIn1904: Bool) -> String {
  // A whole number stays as it is written: an id may have more digits than a spreadsheet shows.
  if format == .number, written.utf8.allSatisfy({ digit($0) != nil }) { return written }
  guard written.utf8.allSatisfy({ digit($0) != nil || "+-.eE".utf8.contains($0) }),
    let number = Double(written),
    number.isFinite
  else { return written }
  guard format != .number, number >= 0, number < 2_958_466 else { return rounded(number) }
  let milliseconds = Int((number * 86_400_000).rounded())
  let (day, rest) = milliseconds.quotientAndRemainder(dividingBy: 86_400_000)
  if format == .time, day == 0 || !isDated(number) { return timeText(milliseconds) }
  let date = dayText(day, startsIn1904)
  return format == .day && rest == 0 ? date : "\(date)T\(timeText(rest))"
}

/// Whether a number under a format of times alone has a date that the format does not show, rather than being a length
/// of time: it is later than 1927.
private func isDated(_ number: Double) -> Bool { number >= 10_000 }

/// The day of a spreadsheet's number. Excel's 1900 has a 29 February, so its days before March have other numbers.
private func dayText(_ number: Int, _ startsIn1904: Bool) -> String {
  let first = startsIn1904 ? -24_107 : number > 0 && number < 60 ? -25_568 : -25_569
  return Day(Int32(number + first)).iso
}

/// `09:05:00`, `27:13:05.25`
private func timeText(_ milliseconds: Int) -> String {
  func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
  let (seconds, rest) = milliseconds.quotientAndRemainder(dividingBy: 1000)
  let text = "\(two(seconds / 3600)):\(two(seconds / 60 % 60)):\(two(seconds % 60))"
  if rest == 0 { return text }
  return text + "." + (rest < 10 ? "00" : rest < 100 ? "0" : "") + "\(rest)"
}

/// A number in at most 15 digits: those after them are noise of binary fractions.
private func rounded(_ number: Double) -> String {
  if number == number.rounded(), number.magnitude < 1e15 { return "\(Int(number))" }
  let text = number.description.split(separator: "e")
  let sign = number < 0 ? "-" : ""
  let point = text[0].drop { $0 == "-" }.split(separator: ".", omittingEmptySubsequences: false)
  var digits = point.joined().utf8.map { Int($0 - UInt8(ascii: "0")) }
  // The value is 0.d₁d₂d₃… times ten to this power.
  var power = point[0].count + (text.count > 1 ? Int(text[1]) ?? 0 : 0)
  while digits.first == 0 {
    digits.removeFirst()
    power -= 1
  }
  if digits.count > 15 {
    let isUp = digits[15] >= 5
    digits = Array(digits.prefix(15))
    var place = 14
    while isUp, place >= 0, digits[place] == 9 {
      digits[place] = 0
      place -= 1
    }
    if isUp, place >= 0 { digits[place] += 1 } else if isUp { (digits, power) = ([1], power + 1) }
  }
  while digits.last == 0 { digits.removeLast() }
  return sign + decimal(digits, power)
}

private func decimal(_ digits: [Int], _ power: Int) -> String {
  let text = digits.map(String.init).joined()
  switch power {
  case ..<(-8), 22...: return "\(text.prefix(1))\(text.count > 1 ? "." : "")\(text.dropFirst())e\(power - 1)"
  case ...0: return "0." + String(repeating: "0", count: -power) + text
  case text.count...: return text + String(repeating: "0", count: power - text.count)
  case _: return "\(text.prefix(power)).\(text.dropFirst(power))"
  }
}
