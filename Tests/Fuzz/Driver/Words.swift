internal import Text

/// A pattern finds in an index of texts what it finds in each text alone.
func tryWords(_ bytes: [UInt8]) {
  let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    .map(String.init)
  guard let first = lines.first else { return }
  let texts = Array(lines.dropFirst())
  if let expression = try? RegularExpression(first, ignoresCase: bytes.count % 2 == 0) {
    for text in texts { _ = expression.matches(text) }
  }
  let language = Language.english
  var builder = TextIndexBuilder()
  for text in texts { builder.add(text) }
  let index = builder.finish(language: language)
  for pattern in [
    Pattern(typed: first), Pattern(typedPrefix: first), Pattern(typedPart: first),
    Pattern(typedExactly: first),
  ] {
    guard let pattern else { continue }
    let matcher = PatternMatcher(pattern, language: language)
    let alone = texts.indices.filter { matcher.matches(texts[$0]) }.map { UInt32($0) }
    let found = index.documents(matching: pattern) { texts[Int($0)] }
    precondition(found == alone, "\(pattern) is found in \(found) by the index and in \(alone) alone")
  }
}
