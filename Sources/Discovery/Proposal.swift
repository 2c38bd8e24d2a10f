internal import SourceText
internal import Syntax

/// A workspace as Heed would write it for a folder of files, each line with the reason for it.
public struct Proposal: Sendable {
  /// A line of a load, as it is written, and the comment behind it.
  public struct Line: Hashable, Sendable {
    public var text: String
    public var note: String

    public init(_ text: String, _ note: String = "") {
      self.text = text
      self.note = note
    }
  }

  /// One load, with the comments above it.
  public struct Load: Sendable {
    public var above: [String]
    public var head: Line
    public var lines: [Line]
  }

  /// One meaning that a word may have; of several for one name the first is proposed, and the others are comments.
  public struct Definition: Hashable, Sendable {
    public var name: String
    public var condition: String
    public var note: String

    public init(_ name: String, _ condition: String, _ note: String = "") {
      self.name = name
      self.condition = condition
      self.note = note
    }
  }

  /// What the comment at the top says.
  public var opening: [String]
  /// `set` statements.
  public var settings: [Line] = []
  public var loads: [Load]
  /// `link` statements.
  public var links: [Line] = []
  public var definitions: [Definition]
  /// Files that are not loaded, each with the reason.
  public var left: [String]

  /// What nothing in the files proves, and which files are not loaded: what somebody who does not see the text has to know.
  public var doubts: [String] {
    loads.flatMap { load in
      load.lines.filter { $0.note.hasPrefix("a guess") }.map {
        "\(load.head.text.dropFirst("load ".count)): `\($0.text)` is \($0.note)"
      }
    } + left.map { "not loaded: \($0)" }
  }

  /// The workspace as a file, in the canonical layout.
  public var text: String {
    var blocks = [opening.map(Proposal.comment), settings.map(Proposal.written)]
    for load in loads {
      blocks.append(
        load.above.map(Proposal.comment) + [Proposal.written(load.head)]
          + load.lines.map { "  " + Proposal.written($0) })
    }
    if !links.isEmpty { blocks.append(links.map(Proposal.written)) }
    if !left.isEmpty { blocks.append((["Not loaded:"] + left.map { "  \($0)" }).map(Proposal.comment)) }
    var seen: Set<String> = []
    for name in definitions.map(\.name) where seen.insert(name).inserted {
      let meanings = definitions.filter { $0.name == name }
      var block: [String] = []
      if meanings.count > 1 {
        block.append(
          Proposal.comment(
            "“\(name)” may mean \(meanings.count) things here, and they may disagree. Keep the one you mean:")
        )
      }
      for (index, meaning) in meanings.enumerated() {
        let line = "define \(Spelling.name(name)) as \(meaning.condition)"
        let written = Line(index == 0 ? line : "# " + line, meaning.note)
        block.append(Proposal.written(written))
      }
      blocks.append(block)
    }
    let text =
      blocks.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
    let (script, diagnostics) = parse(SourceFile(name: "workspace.heed", text: text))
    return diagnostics.contains { $0.severity == .error } ? text : script.formatted
  }

  /// The number of the load whose text a line of `text` belongs to, and of its line there; nil for other lines.
  ///
  /// `text` is laid out line by line as the loads are, so the n-th `load` in it is load n.
  public func place(ofLine number: Int, in text: String) -> (load: Int, line: Int?)? {
    var load = -1
    var found: (load: Int, line: Int?)?
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      if line.hasPrefix("load ") { load += 1 }
      guard index == number - 1, load >= 0, loads.indices.contains(load) else { continue }
      let words = Proposal.plain(line)
      found = (load, loads[load].lines.firstIndex { Proposal.plain($0.text[...]) == words })
    }
    return found
  }

  /// A line without its comment and with single blanks, to compare lines that differ in layout.
  private static func plain(_ line: Substring) -> String {
    let code = line.split(separator: "  #", maxSplits: 1, omittingEmptySubsequences: false).first ?? line
    return code.split(separator: " ").joined(separator: " ")
  }

  private static func comment(_ text: String) -> String { text.isEmpty ? "#" : "# " + oneLine(text) }

  private static func written(_ line: Line) -> String {
    line.note.isEmpty ? line.text : line.text + "  # " + oneLine(line.note)
  }

  /// Names come from files: nothing of them may end the comment that it stands in.
  private static func oneLine(_ text: String) -> String {
    printable(text).split(whereSeparator: \.isNewline).joined(separator: " ")
  }
}
