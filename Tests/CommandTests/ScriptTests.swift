import Foundation
import Testing

/// `heed run`, `heed check`, `heed fmt`, `heed demo`.
@Suite struct ScriptTests {
  private func scripts() throws -> [String] {
    let folder = demo.folder.appendingPathComponent("scripts")
    return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().map {
      folder.path + "/" + $0
    }
  }

  @Test func theScriptsOfTheDemoRun() throws {
    let elsewhere = try Scratch()
    let scripts = try scripts()
    #expect(scripts.count >= 3)
    for script in scripts {
      // Their workspace is in the parent folder.
      let ended = try Command.heed(
        "run", script, "-w", demo.folder.path + "/workspace.heed", in: elsewhere.folder)
      #expect(ended.code == 0 && !ended.out.isEmpty, "\(script): \(ended.err)")
      let json = try Command.heed("run", script, "--format", "json")
      #expect(json.code == 0 && json.err == "", "\(script): \(json.err)")
      #expect(try !Reply.all(json.out).isEmpty)
    }
  }

  @Test func answersIntoAFile() throws {
    let scratch = try Scratch()
    try scratch.write("q.heed", "count sellers\ncount buyers\n")
    let script = scratch.url("q.heed").path
    let workspace = demo.folder.path + "/workspace.heed"
    let printed = try Command.heed("run", script, "-w", workspace, "--format", "json")
    let output = scratch.url("out.json").path
    let written = try Command.heed("run", script, "-w", workspace, "--format", "json", "--output", output)
    #expect(written.code == 0 && written.out == "")
    #expect(try scratch.text("out.json") == printed.out)
    #expect(try Reply.all(printed.out).count == 2)
    // An existing file is kept if the new one cannot be written.
    let folder = try Command.heed("run", script, "-w", workspace, "-o", scratch.folder.path)
    #expect(folder.code == 1 && folder.err.contains("cannot be written"))
    let full = try Command.heed("run", script, "-w", workspace, "-o", "/dev/full")
    #expect(full.code == 1 && full.err.contains("no space left"))
    let missing = try Command.heed("run", script, "-w", workspace, "-o", scratch.folder.path + "/no/such")
    #expect(missing.code == 1 && missing.err.contains("cannot be written"))
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: scratch.folder.path).sorted() == [
        "out.json", "q.heed",
      ])
  }

  @Test func checkSaysWhatIsWrong() throws {
    #expect(try Command.heed("check", "workspace.heed").code == 0)
    let all = try Command.shell("\"$HEED\" check scripts/*.heed")
    #expect(all.code == 0 && all.out == "" && all.err == "")
    let scratch = try Scratch()
    try scratch.write("bad.heed", "count sellers\n\ncount sellers where plan is prro\n")
    try scratch.write("worse.heed", "count sellers wher churned\n")
    for name in ["bad.heed", "worse.heed"] {
      let path = scratch.url(name).path
      let ended = try Command.heed("check", path, "-w", "workspace.heed")
      #expect(ended.code == 1 && ended.out == "")
      #expect(ended.err.contains("\(path):\(name == "bad.heed" ? 3 : 1):"), "\(ended.err)")
    }
    #expect(try Command.heed("check", "nowhere.heed").code == 1)
  }

  @Test func formatIsIdempotentAndKeepsComments() throws {
    let scratch = try Scratch()
    let ugly = "# why\ncount   selers\n   where churned   BY plan # by plan\n\nnote 'x'\n"
    try scratch.write("a.heed", ugly)
    let path = scratch.url("a.heed").path
    let before = try Command.heed("fmt", "--check", path)
    #expect(before.code == 1)
    #expect(try scratch.text("a.heed") == ugly, "--check changes nothing")
    #expect(try Command.heed("fmt", path).code == 0)
    let once = try scratch.text("a.heed")
    #expect(once.contains("# why") && once.contains("# by plan") && once.contains("where churned by plan"))
    #expect(try Command.heed("fmt", "--check", path).code == 0)
    #expect(try Command.heed("fmt", path).code == 0)
    #expect(try scratch.text("a.heed") == once)
    let piped = try Command.heed("fmt", "-", input: ugly)
    #expect(piped.code == 0 && piped.out == once)
    // A file that does not parse is unchanged; links and permissions are kept.
    try scratch.write("b.heed", "count (")
    #expect(try Command.heed("fmt", scratch.url("b.heed").path).code == 1)
    #expect(try scratch.text("b.heed") == "count (")
    try scratch.write("c.heed", ugly)
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o600], ofItemAtPath: scratch.url("c.heed").path)
    try FileManager.default.createSymbolicLink(
      at: scratch.url("link.heed"), withDestinationURL: scratch.url("c.heed"))
    #expect(try Command.heed("fmt", scratch.url("link.heed").path).code == 0)
    #expect(try scratch.text("c.heed") == once)
    let attributes = try FileManager.default.attributesOfItem(atPath: scratch.url("c.heed").path)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
  }

  @Test func theDemoIsCanonical() throws {
    let ended = try Command.shell("\"$HEED\" fmt --check scripts/*.heed definitions.heed")
    #expect(ended.code == 0, "\(ended.err)")
  }

  @Test func theDemoIsWrittenOnce() throws {
    let scratch = try Scratch()
    let first = try Command.heed("demo", "shop", in: scratch.folder)
    #expect(first.code == 0 && first.err == "" && first.out.contains("heed shop/workspace.heed"))
    let names = try FileManager.default.contentsOfDirectory(atPath: scratch.url("shop").path)
    #expect(
      Set(names).isSuperset(of: ["customers.csv", "events.csv", "feedback.csv", "workspace.heed", "scripts"]))
    try scratch.write("shop/customers.csv", "mine")
    let again = try Command.heed("demo", "shop", in: scratch.folder)
    #expect(again.code == 1 && again.err.contains("not empty"))
    #expect(try scratch.text("shop/customers.csv") == "mine")
    try scratch.write("file", "")
    #expect(try Command.heed("demo", "file", in: scratch.folder).code == 1)
    #expect(try Command.heed("demo", "/proc/nowhere", in: scratch.folder).code == 1)
  }
}
