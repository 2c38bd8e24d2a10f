/// What was typed at the prompt.
enum Request: Equatable {
  case statements(String)
  /// `help`, `help segment`, `?`
  case help(String?)
  /// `quit`, `exit`
  case leave

  /// Nil where nothing was typed.
  init?(_ text: String) {
    let words = text.split { $0.isWhitespace || $0 == ";" }.prefix(3).map { $0.lowercased() }
    switch words {
    case []: return nil
    case ["help"], ["?"]: self = .help(nil)
    case ["quit"], ["exit"]: self = .leave
    case _ where words.count == 2 && (words[0] == "help" || words[0] == "?"): self = .help(words[1])
    case _: self = .statements(text)
    }
  }
}
