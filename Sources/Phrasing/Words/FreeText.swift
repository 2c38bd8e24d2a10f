import Syntax

/// A word of free text.
struct Word: Sendable, Hashable {
  enum Kind: Sendable { case word, number, quoted, sign }

  /// In lower case, without a possessive; of a quoted text what stands between the quotes, as typed.
  var text: String
  /// As typed.
  var raw: String
  var kind: Kind
  var stem: String
  /// How many letters were mended to make a known word of it.
  var mended = 0
}

/// Free text in words: contractions are resolved, `$80`, `1,200` and `10k` are numbers, `30d` is two words.
///
///     words(of: "Who didn't pay?")     // who · did · not · pay
func words(of text: String) -> [Word] {
  var found: [Word] = []
  var rest = Substring(text.replacing("(*)", with: ""))
  while let first = rest.first {
    if first.isWhitespace {
      rest.removeFirst()
    } else if let close = quotes[first], let end = rest.dropFirst().firstIndex(of: close),
      first != "'" || rest[end...].dropFirst().first.map({ !$0.isLetter }) ?? true
    {
      let content = String(rest[rest.index(after: rest.startIndex)..<end])
      found.append(Word(text: content, raw: content, kind: .quoted, stem: content.lowercased()))
      rest = rest[rest.index(after: end)...]
    } else {
      let run = rest.prefix { $0.isLetter || $0.isNumber || "_'’.-,".contains($0) }
      let core = run.isEmpty ? "" : trimmed(run)
      if core.isEmpty {
        found.append(Word(text: String(first), raw: String(first), kind: .sign, stem: String(first)))
        rest.removeFirst()
      } else {
        found += parts(of: core)
        rest = rest.dropFirst(core.count)
      }
    }
  }
  return joinedSigns(found)
}

private let quotes: [Character: Character] = ["\"": "\"", "'": "'", "“": "”", "‘": "’", "`": "`"]

/// Without punctuation at its end; a comma stays only within a number.
private func trimmed(_ run: Substring) -> String {
  var run = run
  if let comma = run.firstIndex(of: ","), !isThousands(run) { run = run[..<comma] }
  while let last = run.last, ".,-'’".contains(last) { run.removeLast() }
  while let first = run.first, ".'’,".contains(first) { return String(first == "-" ? run : "") }
  return String(run)
}

private func isThousands(_ run: Substring) -> Bool {
  let groups = run.split(separator: ",", omittingEmptySubsequences: false)
  return groups.count > 1 && groups.dropFirst().allSatisfy { $0.count == 3 && $0.allSatisfy(\.isNumber) }
    && groups[0].allSatisfy(\.isNumber) && !groups[0].isEmpty
}

private func parts(of run: String) -> [Word] {
  let lower = run.lowercased().replacing("’", with: "'")
  if let number = number(lower) { return [Word(text: number, raw: run, kind: .number, stem: number)] }
  if let (count, unit) = countedUnit(lower) {
    return [Word(text: count, raw: count, kind: .number, stem: count), word(unit)]
  }
  if let whole = contractions[lower] { return whole.split(separator: " ").map { word(String($0)) } }
  if lower.hasSuffix("n't") { return [word(String(lower.dropLast(3))), word("not")] }
  for ending in ["'s", "'re", "'ve", "'d", "'ll"] where lower.hasSuffix(ending) {
    return [word(String(lower.dropLast(ending.count)), raw: String(run.dropLast(ending.count)))]
  }
  if lower.first?.isNumber == true || lower.contains("_") || !lower.contains("-") {
    return [word(lower, raw: run)]
  }
  // `sign-ups` is one name or two words; an id keeps its hyphens.
  let pieces = lower.split(separator: "-").map(String.init)
  return pieces.contains { $0.contains(where: \.isNumber) }
    ? [word(lower, raw: run)] : pieces.map { word($0) }
}

private func word(_ text: String, raw: String? = nil) -> Word {
  Word(text: text, raw: raw ?? text, kind: .word, stem: stem(text))
}

private func number(_ text: String) -> String? {
  let digits = text.replacing(",", with: "")
  if digits.allSatisfy({ $0.isNumber || $0 == "." }), Double(digits) != nil { return digits }
  if digits.hasSuffix("k"), let thousands = Int(digits.dropLast()), thousands < 1_000_000 {
    return String(thousands * 1000)
  }
  return smallNumbers[text]
}

private let smallNumbers = [
  "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
  "ten": "10", "twenty": "20",
]

/// `30d`, `2w`, `30days`
private func countedUnit(_ text: String) -> (String, String)? {
  let digits = text.prefix(while: \.isNumber)
  guard !digits.isEmpty, digits.utf8.count < 6,
    let unit = TimeWords.unit(String(text.dropFirst(digits.count)))
  else { return nil }
  return (String(digits), unit + "s")
}

private let contractions = [
  "can't": "can not", "won't": "will not", "what's": "what is", "who's": "who is", "how's": "how is",
  "cannot": "can not", "let's": "let us", "vs.": "versus", "isnt": "is not", "didnt": "did not",
  "havent": "have not", "hasnt": "has not", "dont": "do not", "doesnt": "does not", "arent": "are not",
]

/// `>` `=` are one sign.
private func joinedSigns(_ words: [Word]) -> [Word] {
  var result: [Word] = []
  for word in words {
    if word.kind == .sign, let last = result.last, last.kind == .sign,
      let sign = comparisons[last.text + word.text]
    {
      result[result.count - 1].text = sign
    } else {
      result.append(word)
    }
  }
  return result
}

private let comparisons = [
  ">=": ">=", "<=": "<=", "=>": ">=", "=<": "<=", "!=": "!=", "<>": "!=", "==": "=", "&&": "and", "||": "or",
]
