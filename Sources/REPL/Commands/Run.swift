extension DotCommand {
  static let run = DotCommand(
    name: ".run", form: "FILE", summary: "run a script and show its answers",
    details: [
      "The script uses the data loaded here, unless it loads data of its own. It is not trusted: it can "
        + "only read files in its own folder and the workspace's, and write no files."
    ],
    elsewhere: [".read", "\\i"], completes: .file
  ) { (repl, argument) throws(Complaint) in
    let file = repl.path(argument)
    guard !file.isEmpty else { throw Complaint("Which script? As in `.run weekly.heed`.") }
    repl.run(script: file)
  }
}
