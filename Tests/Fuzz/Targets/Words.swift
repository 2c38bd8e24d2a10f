internal import Text

/// A pattern finds in an index of texts what it finds in each single text, and every word cut out of a text is found in it.
func tryWords(_ bytes: [UInt8]) throws(Finding) {
  let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    .map(String.init)
  guard let first = lines.first else { return }
  let texts = Array(lines.dropFirst())
  let language = Language(["english", "german", "french", "russian", "arabic"][bytes.count % 5]) ?? .english
  if let expression = try? RegularExpression(first, ignoresCase: bytes.count % 2 == 0) {
    for text in texts { _ = expression.matches(text) }
  }
  var builder = TextIndexBuilder()
  for text in texts { builder.add(text) }
  let index = builder.finish(language: language)
  try tryPatterns(first, texts, index)
  try tryCutting(texts, index)
  for text in lines { try tryReading(text) }
  _ = WrittenText(bytes[...])
}

private func tryPatterns(_ typed: String, _ texts: [String], _ index: TextIndex) throws(Finding) {
  let patterns = [
    Pattern(typed: typed), Pattern(typedPrefix: typed), Pattern(typedPart: typed),
    Pattern(typedExactly: typed),
  ]
  for case .some(let pattern) in patterns {
    let matcher = PatternMatcher(pattern, language: index.language)
    let alone = texts.indices.filter { matcher.matches(texts[$0]) }.map { UInt32($0) }
    let found = index.documents(matching: pattern) { texts[Int($0)] }
    try require(found == alone, "\(pattern) is found in \(found) by the index and in \(alone) alone")
    for form in index.forms(matching: pattern) { _ = index.nearestForms(to: form.form) }
  }
}

private func tryCutting(_ texts: [String], _ index: TextIndex) throws(Finding) {
  let cut = SegmentedText(index) { texts[Int($0)] }
  for (number, text) in texts.enumerated() {
    let words = cut.tokens(of: UInt32(number))
    for word in words {
      guard let pattern = Pattern(typed: cut.form(word)) else { continue }
      let found = index.documents(matching: pattern) { texts[Int($0)] }
      try require(
        found.contains(UInt32(number)), "“\(cut.form(word))” is cut out of “\(text)” and not found in it")
    }
    _ = cut.phrase(words)
  }
}

/// Folding twice gives the same as once, and tokens follow each other inside the text.
private func tryReading(_ text: String) throws(Finding) {
  let folded = Folding.caseFolded(text)
  try require(Folding.caseFolded(folded) == folded, "case folded twice “\(text)” is something else")
  let bare = Folding.fold(folded)
  try require(Folding.fold(bare) == bare, "folded twice “\(text)” is something else")
  var end = 0
  for token in Token.all(in: text) {
    try require(
      token.range.lowerBound >= end && !token.range.isEmpty && token.range.upperBound <= text.utf8.count,
      "the tokens of “\(text)” overlap")
    end = token.range.upperBound
  }
  if let written = WrittenText(Array(text.utf8)[...]) {
    try require(String(validating: written.bytes, as: UTF8.self) != nil, "“\(text)” is read as no UTF-8")
  }
}
