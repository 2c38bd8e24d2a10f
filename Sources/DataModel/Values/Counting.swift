/// Numbers in sentences, with commas between thousands.

/// `1,234`
public func grouped(_ number: Int) -> String { separated(String(number)) }

/// `1,234 messages`, `1 message`; with a plural of its own `1,234 people`, `1 person`.
public func counted(_ count: Int, _ one: String, _ many: String? = nil) -> String {
  "\(grouped(count)) \(count == 1 ? one : many ?? one + "s")"
}

/// `1,234 people`, `1 person`
public func countedPeople(_ count: Int) -> String { counted(count, "person", "people") }

/// `1,234.50` from `1234.50`. What does not start with digits, or a minus sign and digits, stays as it is.
public func separated(_ number: String) -> String {
  let body = number.drop { $0 == "-" }
  let whole = body.prefix { $0 != "." }
  guard whole.count > 3, whole.allSatisfy(\.isNumber) else { return number }
  var groups = ""
  for (index, digit) in whole.enumerated() {
    if index > 0, (whole.count - index) % 3 == 0 { groups += "," }
    groups.append(digit)
  }
  return (number.hasPrefix("-") ? "-" : "") + groups + body.dropFirst(whole.count)
}
