internal import Syntax

extension Completer {
  /// `.mo` → `.mode`; `.mode c` → `csv`; `help seg` → `help segment`. Nil for a line of a statement.
  func commandOffers(_ head: String) -> [Offer]? {
    let line = head.split(separator: "\n", omittingEmptySubsequences: false).last ?? ""
    if line.first == ".", !line.contains(where: \.isWhitespace) {
      let commands = DotCommand.all.map { command -> Candidate in
        Candidate(command.form.isEmpty ? command.name : command.name + " ", command.summary)
      }
      return offers(commands, for: line, in: head)
    }
    guard line.contains(where: \.isWhitespace), case .command(let name, _)? = Request.command(line) else {
      return nil
    }
    let typed = line.drop { !$0.isWhitespace }.drop(while: \.isWhitespace)
    switch DotCommand.named(name)?.completes ?? .nothing {
    case .nothing: return []
    case .words(let words): return offers(words.map { Candidate($0) }, for: typed, in: head)
    case .verb:
      return offers(Help.subjects(verbs).map { Candidate($0.name, $0.summary) }, for: typed, in: head)
    case .query(let words):
      return offers(
        words.map { Candidate($0) } + own.queries().map { Candidate($0, "kept") }, for: typed, in: head)
    case .file: return fileOffers(typed, in: head)
    }
  }

  /// Completions of a path from the files of its folder: `data/cu` → `data/customers.csv`.
  func fileOffers(_ typed: some StringProtocol, in head: String) -> [Offer] {
    let folder = typed.lastIndex(of: "/").map { String(typed[...$0]) } ?? ""
    return offers(own.names(folder).map { Candidate(folder + $0) }, for: typed, in: head)
  }

  private func offers(_ candidates: [Candidate], for typed: some StringProtocol, in head: String) -> [Offer] {
    let end = head.utf8.count
    return candidates.filter { $0.text.lowercased().hasPrefix(typed.lowercased()) && $0.text != typed }.map {
      Offer(text: $0.text, remark: $0.remark, replaces: end - typed.utf8.count..<end)
    }
  }
}
