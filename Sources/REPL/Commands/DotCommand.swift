internal import Present
internal import Semantics
internal import SourceText

/// A command of the prompt; its name starts with a dot. Each has a file of its own; this is the registry.
struct DotCommand: Sendable {
  /// `.mode`
  let name: String
  /// The form of its argument: `[FORMAT]`; empty if it has none.
  let form: String
  /// One line for `help`.
  let summary: String
  /// More sentences for `help .mode`.
  var details: [String] = []
  /// The names of the same command in other shells.
  var elsewhere: [String] = []
  var completes = Argument.nothing
  let run: @Sendable (inout InteractiveShell, _ argument: String) throws(Complaint) -> Void

  /// What Tab completes after the name.
  enum Argument: Sendable {
    case nothing, file, verb
    case words([String])
    /// Words, or the name of a saved query.
    case query([String])
  }

  static let all: [DotCommand] = [
    .mode, .output, .once, .pager, .timing, .last, .drill, .save, .run, .edit, .queries, .reload, .demo,
    .history,
    .help,
    .quit,
  ]

  static func named(_ name: String) -> DotCommand? { all.first { $0.name == name } }

  /// The command of a name; throws a complaint with the most similar names.
  static func find(_ name: String) throws(Complaint) -> DotCommand {
    if let command = named(name) { return command }
    if let command = all.first(where: { $0.elsewhere.contains(name) }) {
      throw Complaint("“\(name)” is a command of another shell; here it is `\(command.name)`.")
    }
    if let statement = statements[name] {
      throw Complaint("“\(name)” is a command of another shell; here you ask `\(statement)`.")
    }
    let begun = all.map(\.name).filter { name.count > 1 && $0.hasPrefix(name) }
    let near = begun.isEmpty ? nearest(to: name, among: all.map(\.name)) : begun
    let advice =
      near.isEmpty
      ? "`help` lists them." : "Did you mean \(near.map { "`\($0)`" }.listed(by: "or"))?"
    throw Complaint("There is no command “\(name)”. \(advice)")
  }

  /// Commands of other shells that are statements in Heed.
  private static let statements = [
    ".tables": "describe", ".schema": "describe", "\\d": "describe", "\\dt": "describe", "\\l": "describe",
    ".open": "use", "\\c": "use", ".import": "load", "\\copy": "export",
  ]
}

/// Why a command failed, in a sentence or two.
struct Complaint: Error {
  let sentence: String
  init(_ sentence: String) { self.sentence = sentence }
}

extension [String] {
  /// `a, b and c`
  func listed(by word: String = "and") -> String {
    count < 2 ? joined() : dropLast().joined(separator: ", ") + " \(word) " + self[count - 1]
  }
}

extension DotCommand {
  /// An argument that must be one of a few words; nil if there is none.
  static func choice(_ argument: String, of words: [String]) throws(Complaint) -> String? {
    if argument.isEmpty { return nil }
    let word = argument.lowercased()
    if words.contains(word) { return word }
    let near = nearest(to: word, among: words)
    let known = (near.isEmpty ? words : near).map { "`\($0)`" }.listed(by: "or")
    throw Complaint(
      near.isEmpty ? "“\(argument)” is not one of \(known)." : "“\(argument)”? Did you mean \(known)?")
  }
}
