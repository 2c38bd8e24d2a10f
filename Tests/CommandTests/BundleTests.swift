import Foundation
import Testing

/// Folders from untrusted sources: entering one must not grant trust.
@Suite struct BundleTests {
  /// A home folder with a secret and a setting, and beside it a bundle whose workspace tries to read both.
  private struct Bundle {
    let scratch: Scratch
    var bundle: URL { scratch.url("bundle") }

    init(workspace: String, script: String = "count customers\n") throws {
      scratch = try Scratch()
      for folder in ["home/.config", "bundle"] {
        try FileManager.default.createDirectory(
          at: scratch.url(folder), withIntermediateDirectories: true)
      }
      try scratch.write("home/secret.csv", "id,plan\nHUSH,pro\n")
      try scratch.write("home/.config/settings.json", "mine")
      try scratch.write("bundle/people.csv", "id,plan\na,pro\nb,free\n")
      try scratch.write("bundle/workspace.heed", workspace)
      try scratch.write("bundle/r.heed", script)
    }

    /// Each way in which the workspace is found: with a script, a question, a pipe, and from outside.
    func ways(_ flags: String...) throws -> [Ended] {
      let heed = "\"$HEED\" \(flags.joined(separator: " "))"
      return try [
        ("bundle", "\(heed) -c 'count customers'"), ("bundle", "echo 'count customers' | \(heed)"),
        ("bundle", "\"$HEED\" run r.heed \(flags.joined(separator: " "))"),
        ("bundle", "\"$HEED\" run - < r.heed \(flags.joined(separator: " "))"),
        ("bundle", "\"$HEED\" check r.heed \(flags.joined(separator: " "))"),
        (".", "\"$HEED\" run bundle/r.heed \(flags.joined(separator: " "))"),
        (".", "\(heed) bundle -c 'count customers'"), (".", "\(heed) -w bundle/ -c 'count customers'"),
      ].map { folder, line in
        try Command.shell("export HOME='\(scratch.url("home").path)'; \(line)", in: scratch.url(folder))
      }
    }

    func heed(_ arguments: String..., in folder: String = "bundle") throws -> Ended {
      let quoted = arguments.map { "'\($0)'" }.joined(separator: " ")
      return try Command.shell(
        "export HOME='\(scratch.url("home").path)'; \"$HEED\" \(quoted)", in: scratch.url(folder))
    }
  }

  private static let own = "load customers from \"people.csv\" key id segments by plan\n"
  private static let outside = "load customers from \"../home/secret.csv\" key id segments by plan\n"

  @Test func whatIsFoundReadsItsOwnFolder() throws {
    for ended in try Bundle(workspace: Self.own).ways() { #expect(ended.code == 0, "\(ended.err)") }
  }

  @Test(arguments: [
    outside, outside.replacing("../home", with: "./../home"), outside.replacing("secret", with: "*"),
    outside.replacing("\"../home/secret.csv\"", with: "\"~/secret.csv\""),
    own + "load events from \"../home/secret.csv\" customer id name plan at plan\n",
    own + "link id to plan from \"../home/secret.csv\"\n",
    own.replacing("key id", with: "key id join \"../home/secret.csv\" as s on id"),
    own + "use \"../home/secret.csv\"\n",
  ])
  func andNothingElse(workspace: String) throws {
    for ended in try Bundle(workspace: workspace).ways() {
      #expect(ended.code == 1 && !(ended.out + ended.err).contains("HUSH"), "\(ended)")
      #expect(ended.err.contains("heed trust") || ended.err.contains("--allow-read"), "\(ended.err)")
    }
  }

  @Test func linksOfTheBundleLeadNowhere() throws {
    let bundle = try Bundle(workspace: Self.own.replacing("people.csv", with: "data/secret.csv"))
    try FileManager.default.createSymbolicLink(
      atPath: bundle.scratch.url("bundle/data").path, withDestinationPath: "../home")
    for ended in try bundle.ways() { #expect(ended.code == 1 && !ended.err.contains("HUSH"), "\(ended)") }
    // The workspace file itself is a link.
    try FileManager.default.removeItem(at: bundle.scratch.url("bundle/workspace.heed"))
    try bundle.scratch.write("home/other.heed", "load customers from \"secret.csv\" key HUSHED\n")
    try FileManager.default.createSymbolicLink(
      atPath: bundle.scratch.url("bundle/workspace.heed").path, withDestinationPath: "../home/other.heed")
    for ended in try bundle.ways() { #expect(ended.code == 1 && !ended.err.contains("HUSHED"), "\(ended)") }
  }

  @Test func noFileWritesWithoutLeave() throws {
    let export = "export count customers to \"../home/.config/settings.json\"\n"
    let bundle = try Bundle(workspace: Self.own + export, script: export)
    for ended in try bundle.ways() where !ended.out.isEmpty || ended.code != 0 {
      #expect(ended.code == 1 && ended.err.contains("`--allow-write"), "\(ended)")
    }
    // Nor does one that was named by the user, or is trusted.
    #expect(try bundle.heed("trust").code == 0)
    for ended in try bundle.ways() + [bundle.heed("-w", "workspace.heed", "-c", "count customers")]
    where ended.code != 0 {
      #expect(ended.err.contains("`--allow-write"), "\(ended)")
    }
    #expect(try bundle.heed("-w", "workspace.heed", "-c", "count customers").code == 1)
    #expect(try bundle.scratch.text("home/.config/settings.json") == "mine")
    #expect(
      try bundle.heed("run", "r.heed", "-w", "workspace.heed", "--allow-write", "../home/.config").code == 0)
    #expect(try bundle.scratch.text("home/.config/settings.json") != "mine")
  }

  @Test func whatIsNamedReadsAnything() throws {
    let bundle = try Bundle(workspace: Self.outside)
    for folder in ["bundle", "."] {
      let path = folder == "." ? "bundle/workspace.heed" : "./workspace.heed"
      let ended = try bundle.heed("-w", path, "-c", "segment customers", in: folder)
      #expect(ended.code == 0 && ended.out.contains("HUSH"), "\(ended.err)")
    }
    for ended in try bundle.ways("--allow-read", "\"$HOME\"") { #expect(ended.code == 0, "\(ended.err)") }
  }

  @Test func trustLastsAsLongAsTheWorkspace() throws {
    let bundle = try Bundle(workspace: Self.outside)
    let refused = try bundle.heed("-c", "count customers")
    #expect(refused.code == 1 && refused.err.contains("`heed trust .` trusts it"), "\(refused.err)")
    let trust = try bundle.heed("trust", "bundle", in: ".")
    #expect(trust.code == 0 && trust.out.contains("/bundle/workspace.heed”"), "\(trust)")
    for ended in try bundle.ways() { #expect(ended.code == 0, "\(ended.err)") }
    #expect(try bundle.heed("trust", "--list").out.hasSuffix("/bundle/workspace.heed\n"))
    let kept = try bundle.scratch.text("home/.config/heed/trusted")
    #expect(kept.split(separator: " ").first?.count == 64)
    let file = bundle.scratch.url("home/.config/heed/trusted").path
    #expect(try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int == 0o600)

    // A folder with the same content is another folder; one whose content has changed is no longer trusted.
    try FileManager.default.copyItem(at: bundle.bundle, to: bundle.scratch.url("copy"))
    #expect(try bundle.heed("-c", "count customers", in: "copy").code == 1)
    try bundle.scratch.write("bundle/workspace.heed", Self.outside + "# more\n")
    for ended in try bundle.ways() {
      #expect(ended.code == 1 && ended.err.contains("has changed since"), "\(ended.err)")
    }
    #expect(try bundle.heed("trust", "--list").out.hasSuffix("workspace.heed  (changed since)\n"))
    // The message also appears if the workspace reads only its own folder.
    try bundle.scratch.write("bundle/workspace.heed", Self.own)
    let kind = try bundle.heed("-c", "count customers")
    #expect(kind.code == 0 && kind.err.contains("has changed since it was trusted"), "\(kind.err)")

    #expect(try bundle.heed("trust").code == 0)
    #expect(try bundle.heed("trust", "--remove").code == 0)
    #expect(try bundle.heed("trust", "--remove").code == 1)
    #expect(try bundle.heed("trust", "--list").out.isEmpty)
    #expect(try bundle.heed("trust", "home", in: ".").code == 1)
    #expect(try bundle.heed("trust", "--list", "--remove").code == 2)
  }

  @Test func foldersThatLookAlikeAreTwo() throws {
    let bundle = try Bundle(workspace: Self.outside)
    for name in ["caf\u{E9}", "cafe\u{301}"] {
      try FileManager.default.copyItem(at: bundle.bundle, to: bundle.scratch.url(name))
    }
    guard try FileManager.default.contentsOfDirectory(atPath: bundle.scratch.folder.path).count == 4 else {
      return
    }
    #expect(try bundle.heed("trust", "caf\u{E9}", in: ".").code == 0)
    #expect(try bundle.heed("-c", "count customers", in: "caf\u{E9}").code == 0)
    #expect(try bundle.heed("-c", "count customers", in: "cafe\u{301}").code == 1)
  }
}
