internal import Import

/// What is known of an export of another tool: by which columns it is recognised, and how it is loaded. Each is a file
/// in `Exports`, in the form of a workspace:
///
///     # Delighted: responses
///     # columns: Response ID; Score; Comment; Response Date
///     load feedback from "FILE"
///       id `Response ID`
///       customer Email
///       score Score from 0 to 10  # where Survey Type is nps
///
/// The line `questions` stands for a `text` or `score` of each other column that holds words or scores, and `traits user`
/// for what the columns below `user` tell of a person: they get their short names, and the others are ignored. Lines that
/// name columns which a file does not have are left out of what is proposed for it. A load with the line `unless COLUMN`
/// is left out where the file has that column, one with `unless people` where another file holds the people. A file of
/// the same form beside the data, `NAME.export.heed`, is one of the user's own, and comes before those built in.
public struct Export: Sendable {
  public var name: String
  /// Columns that all have to be there, in lower case.
  public var columns: [String]
  /// What to say of the file above its first load.
  public var remarks: [String] = []
  /// The loads; empty for a file that is recognised in order to be left alone.
  public var loads: [(head: String, lines: [Proposal.Line])] = []
  /// Which ids of it are the same person.
  public var links: [Proposal.Line] = []

  /// Reads the text of such a file; nil if it does not say by which columns a file is recognised.
  public init?(_ text: String) {
    var name: String?
    var columns: [String] = []
    for line in text.split(whereSeparator: \.isNewline) {
      if line.hasPrefix("# columns:") {
        columns = line.dropFirst("# columns:".count).split(separator: ";").map {
          Export.trimmed($0).lowercased()
        }
      } else if line.hasPrefix("#") {
        let words = Export.trimmed(line.dropFirst())
        if name == nil { name = words } else { remarks.append(words) }
      } else if line.hasPrefix("load ") {
        loads.append((head: Export.trimmed(line), lines: []))
      } else if line.hasPrefix("link ") {
        links.append(Export.line(line))
      } else if let last = loads.indices.last {
        loads[last].lines.append(Export.line(line))
      }
    }
    guard let name, !columns.isEmpty else { return nil }
    self.name = name
    self.columns = columns
  }

  /// How it loads people, where it is a file of people and not of records that also tell of them.
  var peopleLoad: (head: String, lines: [Proposal.Line])? {
    loads.first { load in
      load.head.hasPrefix("load customers") && !load.lines.contains { $0.text == Export.unlessPeople }
    }
  }

  /// The line of a load that counts only where no other file holds the people.
  static let unlessPeople = "unless people"

  /// Whether a file has all of its columns.
  func fits(_ profile: TableProfile) -> Bool {
    let names = Set(profile.columns.map { $0.name.lowercased() })
    return columns.allSatisfy(names.contains)
  }

  private static func line(_ line: Substring) -> Proposal.Line {
    let parts = line.split(separator: "  # ", maxSplits: 1, omittingEmptySubsequences: false)
    return Proposal.Line(trimmed(parts[0]), parts.count > 1 ? trimmed(parts[1]) : "")
  }

  private static func trimmed(_ text: Substring) -> String {
    let rest = text.drop(while: \.isWhitespace)
    let end = rest.lastIndex { !$0.isWhitespace }
    return end.map { String(rest[...$0]) } ?? ""
  }

  /// The exports that Heed knows.
  public static let known: [Export] = Exports.all.compactMap { Export($0) }
}
