/// The places of passwords in a connection string of PostgreSQL, as ranges of its bytes. Rather too much counts as one
/// than too little.
///
///     postgresql://ada:SECRET@db/shop?sslpassword=SECRET      host=db user=ada password=SECRET
public func passwords(inAddress address: [UInt8]) -> [Range<Int>] {
  let lower = address.map(lowered)
  guard let start = schemes.first(where: lower.starts(with:))?.count else {
    return passwords(ofKeywords: lower)
  }
  let query = lower.firstIndex(of: UInt8(ascii: "?")) ?? lower.count
  var found: [Range<Int>] = []
  if let end = lower[start..<query].lastIndex(of: UInt8(ascii: "@")),
    let colon = lower[start..<end].firstIndex(of: UInt8(ascii: ":")), colon + 1 < end
  {
    found.append(colon + 1..<end)
  }
  var parameter = query + 1
  while parameter < lower.count {
    let end = lower[parameter...].firstIndex(of: UInt8(ascii: "&")) ?? lower.count
    if let equals = lower[parameter..<end].firstIndex(of: UInt8(ascii: "=")), equals + 1 < end,
      holdsSecret(decoded(lower[parameter..<equals]))
    {
      found.append(equals + 1..<end)
    }
    parameter = end + 1
  }
  return found
}

/// A text with each password in an address of PostgreSQL replaced by as many asterisks: behind the word `postgres`, or in
/// an address that begins with `postgresql://`. O(n)
public func concealingPasswords(_ bytes: [UInt8]) -> [UInt8] {
  var result = bytes
  var place = 0
  while let found = next(word, in: bytes, from: place) {
    place = found + word.count
    guard let address = address(in: bytes, at: found) else { continue }
    for password in passwords(inAddress: Array(bytes[address])) {
      for index in password { result[address.lowerBound + index] = UInt8(ascii: "*") }
    }
    place = max(place, address.upperBound)
  }
  return result
}

public func concealingPasswords(_ text: String) -> String {
  String(decoding: concealingPasswords(Array(text.utf8)), as: UTF8.self)
}

private let word = Array("postgres".utf8)
private let schemes = ["postgresql://", "postgres://"].map { Array($0.utf8) }
/// What the names of secret parameters contain.
private let secrets = ["password", "secret", "scram_client_key", "scram_server_key"].map { Array($0.utf8) }

private func holdsSecret(_ name: [UInt8]) -> Bool {
  secrets.contains { next($0, in: name, from: 0) != nil }
}

/// The address that begins at a word `postgres`, or is the text in quotes behind it.
private func address(in bytes: [UInt8], at start: Int) -> Range<Int>? {
  func isEnd(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\n") }
  if schemes.contains(where: { bytes[start...].prefix($0.count).map(lowered) == $0 }) {
    return start..<(bytes[start...].firstIndex { isEnd($0) || $0 <= UInt8(ascii: " ") } ?? bytes.count)
  }
  var quote = start + word.count
  while quote < bytes.count, bytes[quote] <= UInt8(ascii: " ") { quote += 1 }
  guard quote < bytes.count, bytes[quote] == UInt8(ascii: "\"") else { return nil }
  return quote + 1..<(bytes[(quote + 1)...].firstIndex(where: isEnd) ?? bytes.count)
}

/// Passwords of `keyword = value` pairs: all that follows a secret keyword.
private func passwords(ofKeywords address: [UInt8]) -> [Range<Int>] {
  for secret in secrets {
    var place = 0
    while let found = next(secret, in: address, from: place) {
      place = found + secret.count
      var value = place
      while value < address.count, address[value] <= UInt8(ascii: " ") { value += 1 }
      guard value < address.count, address[value] == UInt8(ascii: "=") else { continue }
      value += 1
      while value < address.count, address[value] <= UInt8(ascii: " ") { value += 1 }
      if value < address.count { return [value..<address.count] }
    }
  }
  return []
}

private func lowered(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }

/// Where some bytes in lower case occur next, in any capitalization.
private func next(_ word: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
  guard bytes.count >= word.count, start <= bytes.count - word.count else { return nil }
  return (start...(bytes.count - word.count)).first { place in
    lowered(bytes[place]) == word[0] && word.indices.allSatisfy { lowered(bytes[place + $0]) == word[$0] }
  }
}

/// A name with its `%20` decoded, in lower case.
private func decoded(_ name: ArraySlice<UInt8>) -> [UInt8] {
  var (result, rest) = ([] as [UInt8], name)
  while let byte = rest.popFirst() {
    let digits = String(decoding: rest.prefix(2), as: UTF8.self)
    if byte == UInt8(ascii: "%"), digits.utf8.count == 2, let code = UInt8(digits, radix: 16) {
      result.append(lowered(code))
      rest = rest.dropFirst(2)
    } else {
      result.append(byte)
    }
  }
  return result
}
