/// The common form of the inflections of an English word, for comparing words with names: `ordered`, `orders` and
/// `ordering` are `order`. It is no word itself (`purchases` is `purchas`).
func stem(_ word: String) -> String {
  let word = irregular[word] ?? word
  guard word.utf8.count > 3, word.allSatisfy({ $0.isLetter || $0 == "_" }) else { return word }
  var rest = word
  if let shorter = dropping("ies", from: rest) {
    rest = shorter + "y"
  } else if ["sses", "shes", "ches", "xes", "zes"].contains(where: rest.hasSuffix) {
    rest.removeLast(2)
  } else if rest.hasSuffix("s"), !["ss", "us", "is"].contains(where: rest.hasSuffix) {
    rest.removeLast()
  }
  for ending in ["lation", "ing", "ed", "ment"] {
    if let shorter = dropping(ending, from: rest), shorter.utf8.count > 2 {
      rest = shorter
      break
    }
  }
  if rest.hasSuffix("ery"), rest.utf8.count > 5 { rest.removeLast() }
  if rest.hasSuffix("e"), rest.utf8.count > 3 { rest.removeLast() }
  if let last = rest.last, rest.dropLast().last == last, rest.utf8.count > 3 { rest.removeLast() }
  return rest
}

private func dropping(_ ending: String, from word: String) -> String? {
  word.hasSuffix(ending) ? String(word.dropLast(ending.count)) : nil
}

/// Whether a word is a form that only a verb has: `ordered`, `paying`, `bought`.
func isVerbForm(_ word: String) -> Bool {
  pasts.contains(word) || (word.utf8.count > 4 && (word.hasSuffix("ed") || word.hasSuffix("ing")))
}

private let pasts: Set<String> = [
  "paid", "bought", "sold", "left", "lost", "spent", "quit", "got", "sent", "wrote", "logged",
]

private let irregular = [
  "paid": "pay", "bought": "buy", "sold": "sell", "lost": "lose", "spent": "spend", "gone": "go",
  "went": "go",
  "got": "get", "sent": "send", "people": "people", "news": "news", "orders": "order",
]
