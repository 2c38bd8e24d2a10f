internal import DataModel
internal import Import
internal import Store
internal import Syntax

extension Proposer {
  /// The load of interviews or calls: a row is what one speaker said until another spoke.
  func interviews(_ index: Int) -> Proposal.Load {
    let table = tables[index]
    var load = Proposal.Load(
      above: [
        "Interviews: \(grouped(table.rows)) utterances\(table.files > 1 ? " in \(table.files) files" : "")."
      ],
      head: Proposal.Line("load feedback from \(table.source)"), lines: [])
    load.lines += interviewed(index)
    load.lines.append(time(of: table))
    load.lines.append(Proposal.Line("text text"))
    load.lines.append(Proposal.Line("channel \"interview\""))
    if !table.hosts.isEmpty {
      let names = table.hosts.map(Spelling.text).joined(separator: ", ")
      load.lines.append(
        Proposal.Line(
          "where speaker not in (\(names))", "they speak in several files, so they are the interviewers"))
    }
    return load
  }

  /// Who was interviewed: by a column of the front matter, else by an id in the names of the files, else by the name of a
  /// customer in those or in the names of the speakers.
  private func interviewed(_ index: Int) -> [Proposal.Line] {
    if let link = personLinks(of: index).filter(\.holds).max(by: { $0.share < $1.share }) {
      return [lines(of: person(by: link))[0]]
    }
    let names = tables[index].fileNames
    for someone in people {
      guard let pattern = pattern(of: someone.key), !names.isEmpty else { continue }
      let keys = Set((0..<someone.key.values.count).map { someone.key.values[$0] })
      let known = names.count { name in
        name.indices.contains { start in
          pattern.lengths.contains { keys.contains(String(name[start...].prefix($0))) }
        }
      }
      if known * 10 >= names.count * 8 {
        return [
          Proposal.Line(
            "customer file matches /\(pattern.text)/",
            "\(known) of \(names.count) names of files have an id of \(tables[someone.table].title)")
        ]
      }
    }
    let speakers = tables[index].named("speaker").map { column in
      (0..<column.values.count).map { column.values[$0] }.filter { !tables[index].hosts.contains($0) }
    }
    return named(in: names, of: "file", "names of files") ?? named(
      in: speakers ?? [], of: "speaker", "speakers")
      ?? [Proposal.Line("customer none", "nothing tells who was interviewed")]
  }

  /// The most names that a pattern lists, and the shortest of them.
  private static let mostNames = 60
  private static let shortestName = 4

  /// Finds people by their names in texts such as `Acme Corp 2025-03-01.txt` or `Sam (Acme Corp)`; nil where less than half
  /// of the texts have one.
  private func named(in texts: [String], of column: String, _ what: String) -> [Proposal.Line]? {
    for someone in people {
      let table = tables[someone.table]
      let labels = table.columns.filter {
        $0.type == .text && $0.isNamed(Hint.label) && $0.isKey(of: table.rows) && !$0.isMail
      }
      for label in labels {
        let all = (0..<label.values.count).map { label.values[$0] }.filter {
          $0.count >= Proposer.shortestName && !$0.contains("/") && $0.allSatisfy(\.isASCII)
        }
        let names = Dictionary(all.map { ($0.lowercased(), $0) }) { first, _ in first }
        let lengths = Set(all.map(\.count)).sorted(by: >)
        var found: Set<String> = []
        var (known, isFolded) = (0, false)
        for text in texts {
          guard let name = Proposer.longest(of: names, lengths, in: text) else { continue }
          known += 1
          found.insert(name)
          if text.firstRange(of: name) == nil { isFolded = true }
        }
        guard known * 2 >= texts.count, known > 0, found.count <= Proposer.mostNames else { continue }
        let pattern = found.sorted().map(Proposer.escaped).joined(separator: "|")
        let line = Proposal.Line(
          "customer \(column) matches /\(pattern)/\(isFolded ? "i" : "") by \(label.spelled)",
          "\(known) of \(texts.count) \(what) have the \(label.name) of somebody in \(table.title)")
        return [line] + (isFolded && !foldsCase ? [Proposal.Line("ids fold case")] : [])
      }
    }
    return nil
  }

  /// The longest name in a text, in any capitalization and not as a part of a word. `names` has them by their lower case.
  private static func longest(of names: [String: String], _ lengths: [Int], in text: String) -> String? {
    let letters = Array(text.lowercased())
    for length in lengths {
      for start in letters.indices where start + length <= letters.count {
        let end = start + length
        if start > 0 && letters[start - 1].isLetter || end < letters.count && letters[end].isLetter {
          continue
        }
        if let name = names[String(letters[start..<end])] { return name }
      }
    }
    return nil
  }

  /// A text as a regular expression that matches it.
  private static func escaped(_ text: String) -> String {
    text.map { $0.isLetter || $0.isNumber || $0 == " " || $0 == "_" ? String($0) : "\\\($0)" }.joined()
  }

  /// A regular expression for ids of one form, such as `P[0-9]{3}`, and their lengths; nil where they have several.
  private func pattern(of key: ColumnProfile) -> (text: String, lengths: Set<Int>)? {
    let forms = Set(
      (0..<key.values.count).map { code in String(key.values[code].map { $0.isNumber ? "0" : $0 }) })
    guard forms.count == 1, let form = forms.first, form.contains("0"),
      form.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == "-") })
    else { return nil }
    var text = ""
    var digits = 0
    for character in form + " " {
      if character == "0" {
        digits += 1
        continue
      }
      if digits > 0 { text += digits == 1 ? "[0-9]" : "[0-9]{\(digits)}" }
      digits = 0
      if character != " " { text.append(character) }
    }
    return (text, [form.count])
  }

  private func time(of table: Table) -> Proposal.Line {
    if let column = recordTimes(of: table).first(where: { !["start", "line"].contains($0.name) }) {
      return Proposal.Line("at \(column.spelled)")
    }
    let hasDates = table.fileNames.allSatisfy { $0.count { $0.isNumber } >= 6 }
    return hasDates && !table.fileNames.isEmpty
      ? Proposal.Line("at file", "the date in its name")
      : Proposal.Line("at none", "nothing tells when it was")
  }
}
