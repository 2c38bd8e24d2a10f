import Foundation
import Testing

/// Scripts to share: parameters, expectations, exports, and what they may access.
@Suite struct SharingTests {
  /// A folder with the demo in it, in which scripts can be written.
  private func shop() throws -> Scratch {
    let scratch = try Scratch()
    for name in ["customers.csv", "events.csv", "feedback.csv", "definitions.heed", "workspace.heed"] {
      try FileManager.default.copyItem(
        at: demo.folder.appendingPathComponent(name), to: scratch.url(name))
    }
    return scratch
  }

  @Test func parametersFromOutside() throws {
    let shop = try shop()
    try shop.write("s.heed", "param plan = pro\ncount sellers where plan is $plan\n")
    func count(_ settings: String...) throws -> Int? {
      let arguments = ["run", "s.heed", "--format", "json"] + settings.flatMap { ["--set", $0] }
      return try Reply.all(try Command.run(arguments, in: shop.folder).out).first?.count("count")
    }
    func truth(_ plan: String) -> Int {
      demo.customers.count { $0["role"] == "seller" && $0["plan"] == plan }
    }
    #expect(try count() == truth("pro"))
    #expect(try count("plan=free") == truth("free"))
    #expect(try count("plan=free=er") == 0)
    let unknown = try Command.heed("run", "s.heed", "--set", "plam=free", in: shop.folder)
    #expect(unknown.code == 1 && unknown.out == "" && unknown.err.contains("It has: plan."))
    #expect(try Command.heed("run", "s.heed", "--set", "plan", in: shop.folder).code == 2)
    #expect(try Command.heed("check", "s.heed", "--set", "plam=free", in: shop.folder).code == 1)
    let asked = try Command.heed(
      "--set", "p=free", "-c", "count sellers where plan is $p", "--format", "json", in: shop.folder)
    #expect(try Reply.all(asked.out).first?.count("count") == truth("free"))
  }

  @Test func expectations() throws {
    let shop = try shop()
    try shop.write(
      "e.heed",
      "expect count > 5 for sellers\ncount sellers\nexpect count < 5 for sellers\nexpect count > 5 for buyers\n"
    )
    let run = try Command.heed("run", "e.heed", in: shop.folder)
    #expect(run.code == 1 && run.err == "" && run.out.contains("fails: 1,200 — expected for sellers"))
    let check = try Command.heed("check", "--run", "e.heed", in: shop.folder)
    #expect(check.code == 1 && check.out == "2 of 3 expectations hold.\n")
    #expect(check.err.contains("e.heed:3:1") && !check.err.contains("e.heed:1:1"))
    let json = try Command.heed("check", "--run", "e.heed", "--format", "json", in: shop.folder)
    let replies = try Reply.all(json.out)
    #expect(replies.map { $0.summary["holds"] as? Bool } == [true, false, true])
    #expect(replies.map { $0.count("bound") } == [5, 5, 5] && replies[0].count("actual") == 1200)
    try shop.write("e.heed", "expect count > 5 for sellers\n")
    #expect(try Command.heed("check", "--run", "e.heed", in: shop.folder).code == 0)
    #expect(try Command.heed("check", "e.heed", in: shop.folder).out == "")
  }

  @Test func exports() throws {
    let shop = try shop()
    try shop.write("s.heed", "export segment sellers where churned to \"out/gone.csv\"\n")
    try FileManager.default.createDirectory(at: shop.url("out"), withIntermediateDirectories: true)
    try FileManager.default.createDirectory(at: shop.url("elsewhere"), withIntermediateDirectories: true)
    let refused = try Command.heed("run", "s.heed", in: shop.folder)
    #expect(refused.code == 1 && refused.err.contains("--allow-write out"))
    #expect(try Command.heed("run", "s.heed", "--allow-write", "elsewhere", in: shop.folder).code == 1)
    let gone = demo.customers.count { $0["role"] == "seller" && $0["churned_at"] != "" }
    let allowed = try Command.heed("run", "s.heed", "--allow-write", "out", in: shop.folder)
    #expect(
      allowed.code == 0 && allowed.out == "" && allowed.err.contains("Wrote \(gone) rows"), "\(allowed.err)")
    #expect(try shop.text("out/gone.csv").split(separator: "\r\n").count == gone + 1)
    // The target of a link is what counts, and no other file is left beside it.
    try FileManager.default.removeItem(at: shop.url("out/gone.csv"))
    try shop.write("elsewhere/kept.csv", "kept")
    try FileManager.default.createSymbolicLink(
      at: shop.url("out/gone.csv"), withDestinationURL: shop.url("elsewhere/kept.csv"))
    #expect(try Command.heed("run", "s.heed", "--allow-write", "out", in: shop.folder).code == 1)
    #expect(try shop.text("elsewhere/kept.csv") == "kept")
    #expect(try FileManager.default.contentsOfDirectory(atPath: shop.url("out").path) == ["gone.csv"])
    for ending in ["tsv", "json", "md"] {
      let typed = try Command.heed("-c", "export count sellers by plan to \"p.\(ending)\"", in: shop.folder)
      #expect(typed.code == 0 && typed.err.contains("Wrote 5 rows"), "\(typed.err)")
      #expect(try shop.text("p.\(ending)").contains("enterprise"))
    }
    // An answer without a table.
    let figures = try Command.heed("-c", "export count sellers to \"p.csv\"", in: shop.folder)
    let columns = try shop.text("p.csv").split(separator: "\r\n")[0].split(separator: ",").count
    #expect(figures.err.contains("Wrote \(columns) figures of `count sellers`"), "\(figures.err)")
  }

  /// A run never overwrites a file that it reads, whatever the file's name.
  @Test func whatIsReadIsNotReplaced() throws {
    let shop = try shop()
    try shop.write("s.heed", "use \"words.heed\"\ncount sellers\n")
    try shop.write("words.heed", "define lost as churned\n")
    try FileManager.default.createSymbolicLink(
      at: shop.url("link.csv"), withDestinationURL: shop.url("events.csv"))
    try FileManager.default.linkItem(at: shop.url("customers.csv"), to: shop.url("same.csv"))
    let read = ["s.heed", "words.heed", "workspace.heed", "customers.csv", "events.csv", "definitions.heed"]
    let before = try read.map(shop.text)
    for file in read + ["link.csv", "same.csv", "./customers.csv", shop.url("feedback.csv").path] {
      for option in ["--output", "--rejects"] where option == "--output" || file.hasSuffix("csv") {
        let ended = try Command.heed("run", "s.heed", option, file, in: shop.folder)
        let message = ended.err.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(
          ended.code == 1 && message.contains("“\(file)” cannot be written: it was read for these answers"),
          "\(option) \(file): \(ended.err)")
      }
    }
    for file in ["customers.csv", "same.csv", "link.csv"] {
      try shop.write("e.heed", "export count sellers to \"\(file)\"\n")
      for command in [["run", "--allow-write", "."], ["check", "--allow-write", "."]] {
        let ended = try Command.run(command + ["e.heed"], in: shop.folder)
        #expect(ended.code == 1 && ended.err.contains("it was read for these answers"), "\(ended.err)")
      }
    }
    let after = try read.map(shop.text)
    #expect(after == before)
  }

  @Test(arguments: [
    ".save customers.csv replace", ".save workspace.heed replace", ".output events.csv",
    ".once customers.csv",
  ])
  func thePromptDoesNotReplaceWhatItRead(command: String) throws {
    let shop = try shop()
    let read = ["workspace.heed", "customers.csv", "events.csv"]
    let before = try read.map(shop.text)
    let ended = try Command.heed(input: "count sellers\n\(command)\ncount buyers\n", in: shop.folder)
    let message = ended.err.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(message.contains("cannot be written: it was read for these answers"), "\(ended.err)")
    #expect(try read.map(shop.text) == before)
  }

  /// A run without an answer does not change the file of `--output`, and says so.
  @Test(arguments: ["count nobody", "define lost as churned", "", "export count sellers to \"x.csv\""])
  func withoutAnAnswerNothingIsWritten(script: String) throws {
    let shop = try shop()
    try shop.write("s.heed", script + "\n")
    try shop.write("out.html", "old")
    let ended = try Command.heed("run", "s.heed", "-o", "out.html", "--format", "html", in: shop.folder)
    #expect(
      ended.err.contains("Nothing was answered, so nothing was written to “out.html”"), "\(ended.err)")
    #expect(try shop.text("out.html") == "old")
  }

  /// A path is resolved as the system resolves it: the file written is the one checked and named.
  @Test func aPathThroughALink() throws {
    let shop = try shop()
    try FileManager.default.createDirectory(at: shop.url("out"), withIntermediateDirectories: true)
    try FileManager.default.createDirectory(at: shop.url("far/away"), withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      at: shop.url("out/d"), withDestinationURL: shop.url("far/away"))
    try shop.write("s.heed", "export count sellers to \"out/d/../v.csv\"\n")
    #expect(try Command.heed("run", "s.heed", "--allow-write", "out", in: shop.folder).code == 1)
    let ended = try Command.heed("run", "s.heed", "--allow-write", "far", in: shop.folder)
    #expect(ended.code == 0 && ended.err.contains("to “out/d/../v.csv”"), "\(ended.err)")
    #expect(try shop.text("far/v.csv").hasPrefix("count"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: shop.url("out").path) == ["d"])
  }

  @Test func aScriptReadsNothingOfItsUser() throws {
    let shop = try shop()
    try FileManager.default.createDirectory(at: shop.url("shared/in"), withIntermediateDirectories: true)
    try shop.write("shared/people.csv", "id,plan\na,pro\n")
    let secret = try Scratch()
    try secret.write("people.csv", "id,plan\na,pro\n")
    try FileManager.default.createSymbolicLink(
      at: shop.url("shared/link.csv"), withDestinationURL: secret.url("people.csv"))
    func load(_ path: String, _ flags: String...) throws -> Ended {
      try shop.write("shared/s.heed", "load customers from \"\(path)\" key id\ncount customers\n")
      return try Command.run(["run", "shared/s.heed"] + flags, in: shop.folder)
    }
    for path in ["people.csv", "in/../people.csv", shop.url("shared/people.csv").path] {
      #expect(try load(path).code == 0, "\(path)")
    }
    for path in [secret.url("people.csv").path, "link.csv", "../customers.csv", "../../../../../etc/passwd"] {
      let ended = try load(path)
      #expect(ended.code == 1 && ended.err.contains("--allow-read"), "\(path): \(ended.err)")
    }
    #expect(try load("link.csv", "--allow-read", secret.folder.path).code == 0)
    // The folder of its workspace counts as its own, and a workspace that was named is trusted.
    try shop.write("shared/s.heed", "use \"../definitions.heed\"\ncount shelfware\n")
    let used = try Command.heed("run", "shared/s.heed", "-w", "workspace.heed", in: shop.folder)
    #expect(used.code == 0, "\(used.err)")
    try shop.write("shared/w.heed", "load customers from \"\(secret.url("people.csv").path)\" key id\n")
    #expect(try Command.heed("-w", "shared/w.heed", "-c", "count customers", in: shop.folder).code == 0)
  }

  /// `heed FILE` runs a file with questions; so does the executable file itself.
  @Test func executableScripts() throws {
    let shop = try shop()
    for line in ["#!/usr/bin/env heed", "#!/usr/bin/env -S heed run"] {
      try shop.write("ask.heed", "\(line)\nparam least = 0\ncount sellers where mrr > $least\n")
      try FileManager.default.setAttributes(
        [.posixPermissions: 0o755], ofItemAtPath: shop.url("ask.heed").path)
      let ended = try Command.shell(
        "PATH=\"$(dirname \"$HEED\"):$PATH\" ./ask.heed --set least=100 --format json", in: shop.folder)
      #expect(ended.code == 0, "\(ended.err)")
      #expect(try Reply.all(ended.out).first?.summary["population"] as? Int == 1200)
    }
    // A file with only loads and definitions is opened as a workspace.
    let opened = try Command.heed("workspace.heed", input: "count sellers\n", in: shop.folder)
    #expect(opened.code == 0 && opened.out.contains("1,200 sellers"))
  }
}
