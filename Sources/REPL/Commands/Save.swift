internal import DataModel
internal import Plan
internal import Session
internal import SourceText
internal import Syntax

extension DotCommand {
  static let save = DotCommand(
    name: ".save", form: "FILE [replace]", summary: "this session's statements that succeeded, as a script",
    details: [
      "The script starts with a comment on how to run it, and uses the workspace if that is in the same folder or below.",
      "An existing file is only replaced if you add `replace`.",
    ],
    elsewhere: ["\\w", "%save"], completes: .file
  ) { (repl, argument) throws(Complaint) in
    let words = argument.split { $0.isWhitespace }
    let replaces = words.count > 1 && words.last?.lowercased() == "replace"
    let file = repl.path(replaces ? argument.dropLast("replace".count).description.trimmedLines : argument)
    guard !file.isEmpty else { throw Complaint("Which file? As in `.save churn.heed`.") }
    let record = repl.record
    guard !record.statements.isEmpty else {
      throw Complaint("No statement has succeeded yet, so there is nothing to save.")
    }
    if !replaces, repl.surroundings.exists(file) {
      throw Complaint("“\(file)” already exists. To replace it: `.save \(argument) replace`.")
    }
    if replaces { try repl.checkWriting(file, otherwise: "Nothing was saved.") }
    let text = record.script(
      for: file, workspace: repl.workspace, ofExample: repl.session.showsExample,
      today: repl.session.vocabulary.catalog?.clock?.today.iso)
    if let reason = repl.surroundings.write(file, text) {
      throw Complaint("“\(file)” cannot be written: \(reason). Nothing was saved.")
    }
    repl.say("Saved \(counted(record.statements.count, "statement")) to “\(file)”.")
    if !record.unrepeatable.isEmpty {
      let statements = record.unrepeatable.map { "`\($0)`" }.listed()
      repl.say("Left out, because a script cannot open a row: \(statements).")
    }
    if !record.renamed.isEmpty {
      let names = record.renamed.map { "“\($0.name)” is called “\($0.other)”" }.listed()
      repl.say(
        "In the script \(names), because the workspace already defines that name and a script may not redefine it."
      )
    }
  }
}

extension SessionLog {
  /// The statements as a script in canonical layout, after a `use` of the workspace if it needs one. Without a workspace,
  /// it is about the example, or about what its own statements load.
  func script(for file: String, workspace: String?, ofExample: Bool, today: String?) -> String {
    let (name, folder) = (file.fileName, file.folder)
    let asked = "# Asked\(today.map { " with data up to \($0)" } ?? "")"
    var head: [String]
    if let workspace, workspace.pathBytes == (folder + "workspace.heed").pathBytes {
      head = ["\(asked). To run it: heed run \(name)", ""]
    } else if let workspace, workspace.utf8.starts(with: folder.utf8),
      !workspace.isFromRoot || folder.isFromRoot,
      !workspace.dropFirst(folder.count).hasPrefix("../")
    {
      let inside = workspace.dropFirst(folder.count)
      head = ["\(asked). To run it: heed run \(name)", "", "use \(Spelling.text(String(inside)))", ""]
    } else if let workspace {
      head = ["\(asked). To run it: heed run \(name) -w \(workspace)", ""]
    } else if !ofExample {
      head = ["\(asked). To run it: heed run \(name)", ""]
    } else {
      head = [
        "\(asked) of the demo that is built in. To run it:",
        "# heed demo market; heed run \(name) -w market/workspace.heed", "",
      ]
    }
    head += statements.map(\.canonical)
    return parse(SourceFile(name: name, text: head.joined(separator: "\n") + "\n")).script.formatted
  }
}
