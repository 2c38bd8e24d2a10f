import DataModel
import Foundation
import HostPOSIX
import Synchronization
import Testing

/// What a confined host reads and writes on a real disk, also while another process changes it.
struct ConfinedTests: ~Copyable {
  let folder: URL
  let host: DataModel.Host

  init() throws {
    folder = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
      .appendingPathComponent("heed-\(UUID().uuidString)")
    for name in ["own/sub", "secret"] {
      try FileManager.default.createDirectory(
        at: folder.appendingPathComponent(name), withIntermediateDirectories: true)
    }
    for name in ["own", "own/sub", "secret"] {
      try Data((name == "secret" ? "SECRET" : "mine").utf8).write(
        to: folder.appendingPathComponent(name + "/a.csv"))
    }
    let own = folder.path + "/own"
    host = DataModel.Host.posix().confined(Permissions(reading: [own], writing: [own]))
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  private func path(_ name: String) -> String { folder.path + "/" + name }
  private func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(atPath: path(name), withDestinationPath: target)
  }
  private static func text(_ host: DataModel.Host, _ path: String) -> String? {
    (try? host.bytes(of: path)).map { String(decoding: $0, as: UTF8.self) }
  }
  private func isRefused(_ work: () throws -> Void) -> Bool {
    do { try work() } catch HostError.refused { return true } catch { return false }
    return false
  }

  @Test func linksAreFollowedAsFarAsTheyStayInside() throws {
    try link("own/in", to: "sub")
    try link("own/twice", to: "in")
    try link("own/whole", to: path("own/sub/a.csv"))
    try link("own/out", to: "../secret")
    try link("own/out.csv", to: path("secret/a.csv"))
    try link("own/round", to: "round")
    try link("own/back", to: "../secret/../own/sub")
    for name in ["a.csv", "in/a.csv", "twice/a.csv", "whole", "in/../a.csv", "../own/a.csv", "back/a.csv"] {
      #expect(Self.text(host, path("own/" + name)) == "mine", "\(name)")
    }
    for name in ["out/a.csv", "out.csv", "../secret/a.csv", "in/../../secret/a.csv", "../nothing.csv"] {
      #expect(isRefused { _ = try host.open(path("own/" + name)) }, "\(name)")
      #expect(isRefused { try host.write(path("own/" + name), [1]) }, "\(name)")
    }
    for pattern in ["out/*.csv", "../secret/*", "../*"] {
      #expect(isRefused { _ = try host.files(path("own/" + pattern)) }, "\(pattern)")
    }
    #expect(try host.files(path("own/in/*.csv")) == [path("own/in/a.csv")])
    #expect(throws: HostError.notFound(path: path("own/nothing.csv"))) {
      try host.open(path("own/nothing.csv"))
    }
    #expect(Self.text(host, path("own/round")) == nil)
    #expect(Self.text(.posix(), path("secret/a.csv")) == "SECRET")
  }

  @Test func aPatternTakesWholeNamesInOrder() throws {
    for name in ["b.csv", "a10.csv", "a1.csv", ".hidden.csv", "a.cs", "c.csvx"] {
      try Data().write(to: URL(fileURLWithPath: path("own/" + name)))
    }
    #expect(
      try host.files(path("own/*.csv"))
        == ["a.csv", "a1.csv", "a10.csv", "b.csv"].map { path("own/" + $0) })
    #expect(try host.files(path("own/.*.csv")) == [path("own/.hidden.csv")])
    #expect(try host.files(path("own/a*0*v")) == [path("own/a10.csv")])
  }

  /// A pipe is read if it is named, but never matches a pattern.
  @Test func aPatternTakesNoPipes() throws {
    // SAFETY: the path lives through the call.
    let made = unsafe mkfifo(path("own/p.csv"), 0o600)
    #expect(made == 0)
    #expect(try !host.files(path("own/*.csv")).contains { $0.hasSuffix("p.csv") })
    #expect(try !host.files(path("own/*.csv")).isEmpty)
  }

  /// A permission may be for a single file; other files in its folder are outside.
  @Test func aPlaceMayBeAFile() throws {
    try Data("SECRET".utf8).write(to: URL(fileURLWithPath: path("own/b.csv")))
    let host = DataModel.Host.posix().confined(Permissions(reading: [path("own/a.csv")]))
    #expect(Self.text(host, path("own/a.csv")) == "mine")
    #expect(isRefused { _ = try host.open(path("own/b.csv")) })
  }

  @Test func filesAreWrittenOnlyInside() throws {
    try link("own/in", to: "sub")
    try link("own/out.csv", to: path("secret/a.csv"))
    try link("own/new.csv", to: path("secret/new.csv"))
    try host.write(path("own/in/b.csv"), Array("written".utf8))
    #expect(Self.text(host, path("own/sub/b.csv")) == "written")
    for name in ["out.csv", "new.csv", "../secret/b.csv"] {
      #expect(isRefused { try host.write(path("own/" + name), Array("x".utf8)) }, "\(name)")
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: path("secret")) == ["a.csv"])
    #expect(Self.text(.posix(), path("secret/a.csv")) == "SECRET")
  }

  /// A permitted folder that has become a link gives access to nothing.
  @Test func aPlaceIsNoLink() throws {
    try FileManager.default.moveItem(atPath: path("own"), toPath: path("moved"))
    try link("own", to: "secret")
    #expect(isRefused { _ = try host.open(path("own/a.csv")) })
  }

  /// Two folders whose names look the same are different.
  @Test func namesAreBytes() throws {
    let (composed, apart) = ("caf\u{E9}", "cafe\u{301}")
    for (name, text) in [(composed, "mine"), (apart, "SECRET")] {
      try FileManager.default.createDirectory(atPath: path(name), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: URL(fileURLWithPath: path(name + "/a.csv")))
    }
    let entries = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter {
      $0.hasPrefix("caf")
    }
    guard entries.count == 2 else { return }
    let host = DataModel.Host.posix().confined(Permissions(reading: [path(composed)]))
    #expect(Self.text(host, path(composed + "/a.csv")) == "mine")
    #expect(isRefused { _ = try host.open(path(apart + "/a.csv")) })
    // A slash before a combining accent is a slash.
    #expect("a/\u{301}b".folder == "a/" && absolutePath("a/\u{301}b/../../c") == "/c")
  }

  /// Another process replaces a file, a folder and the permitted folder itself by links to other places, as fast as
  /// possible.
  @Test(.timeLimit(.minutes(5))) func noRaceLeaks() throws {
    try FileManager.default.createDirectory(atPath: path("own/x"), withIntermediateDirectories: true)
    let root = folder.path
    let isOver = Atomic(false)
    let swaps = Atomic(0)
    let thread = Thread {
      func swap(_ name: String, _ target: String) {
        // In turn a folder or file, and a link.
        // SAFETY: the paths are C strings that live through the calls.
        unsafe _ = rename("\(root)/\(name)", "\(root)/kept")
        unsafe _ = symlink(target, "\(root)/\(name)")
        unsafe _ = unlink("\(root)/\(name)")
        unsafe _ = rename("\(root)/kept", "\(root)/\(name)")
        swaps.add(1, ordering: .relaxed)
      }
      while !isOver.load(ordering: .relaxed) {
        swap("own/a.csv", "\(root)/secret/a.csv")
        swap("own/sub", "../secret")
        swap("own", "secret")
      }
    }
    thread.start()
    var (read, leaked) = (0, 0)
    for _ in 0..<1_500 {
      for name in ["own/a.csv", "own/sub/a.csv"] {
        guard let text = Self.text(host, path(name)) else { continue }
        if text == "mine" { read += 1 } else { leaked += 1 }
      }
      if let names = try? host.files(path("own/sub/*")), names.contains(where: { $0.hasSuffix("only-here") })
      {
        leaked += 1
      }
      try? host.write(path("own/sub/b.csv"), Array("x".utf8))
    }
    isOver.store(true, ordering: .relaxed)
    while thread.isExecuting { usleep(1_000) }
    #expect(leaked == 0)
    #expect(read > 0 && swaps.load(ordering: .relaxed) > 100, "\(read) reads beside the swaps")
    #expect(try FileManager.default.contentsOfDirectory(atPath: path("secret")) == ["a.csv"])
    #expect(Self.text(.posix(), path("secret/a.csv")) == "SECRET")
  }
}
