/// A request typed at the prompt.
enum Request: Equatable {
  case statements(String)
  /// `.mode csv`: the command's name with its dot, and what follows it.
  case command(String, argument: String)

  /// The requests of a text, in order: a line that starts with a dot is a command, and so are `help`, `quit` and `exit`
  /// alone; the lines between are statements.
  static func all(in text: String) -> [Request] {
    var requests: [Request] = []
    var statements: [Substring] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      guard let command = command(line) else {
        statements.append(line)
        continue
      }
      requests += Request.statements(of: statements) + [command]
      statements = []
    }
    return requests + Request.statements(of: statements)
  }

  private static func statements(of lines: [Substring]) -> [Request] {
    let text = lines.joined(separator: "\n")
    return text.allSatisfy({ $0.isWhitespace || $0 == ";" }) ? [] : [.statements(text)]
  }

  /// The command in a line; nil for a line of a statement.
  static func command(_ line: some StringProtocol) -> Request? {
    let words = line.split(maxSplits: 1) { $0.isWhitespace }
    guard let first = words.first, line.first?.isWhitespace == false else { return nil }
    let rest = words.count > 1 ? String(words[1]) : ""
    let argument = String(rest.reversed().drop { $0.isWhitespace || $0 == ";" }.reversed())
    // Other shells have commands that start with a backslash.
    if first.first == ".", first.dropFirst().first?.isLetter ?? true {
      return .command(first.lowercased().filter { $0 != ";" }, argument: argument)
    }
    if first.first == "\\" { return .command(String(first), argument: argument) }
    switch first.lowercased().filter({ !";()".contains($0) }) {
    case "help" where argument.split { $0.isWhitespace }.count <= 2, "?":
      return .command(".help", argument: argument)
    case "quit" where argument.isEmpty, "exit" where argument.isEmpty:
      return .command(".quit", argument: "")
    case _: return nil
    }
  }
}
