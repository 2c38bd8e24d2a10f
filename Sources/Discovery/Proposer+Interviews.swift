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
    load.lines.append(interviewed(index))
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

  /// Who was interviewed: by a column of the front matter, else by an id in the names of the files.
  private func interviewed(_ index: Int) -> Proposal.Line {
    if let link = personLinks(of: index).filter(\.holds).max(by: { $0.share < $1.share }) {
      return lines(of: person(by: link))[0]
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
        return Proposal.Line(
          "customer file matches /\(pattern.text)/",
          "\(known) of \(names.count) names of files have an id of \(tables[someone.table].title)")
      }
    }
    return Proposal.Line("customer none", "nothing tells who was interviewed")
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
