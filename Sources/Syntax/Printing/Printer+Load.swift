import SourceText

extension Printer {
  func pieces(of load: Load) -> [Piece] {
    let head = "load \(load.table.rawValue) from " + source(load.source)
    return [Piece(text: head, isHead: true)] + load.slots.map { Piece(text: slot($0), span: $0.span) }
  }

  private func source(_ source: Load.Source) -> String {
    switch source {
    case .file(let path, let part): self.source(path, isServer: false, part)
    case .stdin(let part): "stdin" + self.part(part)
    case .postgres(let address, let part): self.source(address, isServer: true, part)
    }
  }

  func regex(_ regex: Regex) -> String { "/\(regex.pattern)/" + (regex.ignoresCase ? "i" : "") }

  /// A path or address, and the part of the file or database that is read.
  func source(_ path: Text, isServer: Bool, _ part: Load.FilePart?) -> String {
    (isServer ? "postgres " : "") + text(path) + self.part(part)
  }

  private func part(_ part: Load.FilePart?) -> String {
    switch part {
    case .rows(let rows): " rows \(name(rows))"
    case .sheet(let sheet): " sheet \(text(sheet))"
    case .table(let table): " table \(name(table))"
    case .query(let query): " query \(text(query))"
    case nil: ""
    }
  }

  func slot(_ slot: Slot) -> String {
    switch slot.kind {
    case .columns(let role, let columns): return role.rawValue + " " + names(columns)
    case .scale(let column, let from, let to, let channels):
      let scale = "score \(name(column)) from \(number(from)) to \(number(to))"
      return channels.isEmpty ? scale : scale + " in " + names(channels)
    case .noCustomer: return "customer none"
    case .noTime: return "at none"
    case .timeZone(let zone): return "times in " + text(zone)
    case .dates(let order, let columns):
      return "dates \(order.rawValue) first" + (columns.isEmpty ? "" : " in " + names(columns))
    case .segments(let columns): return "segments by " + names(columns)
    case .named(let name, let columns):
      return "as " + self.name(name) + (columns.isEmpty ? "" : " at " + names(columns))
    case .header(let columns): return "columns " + names(columns)
    case .fixedColumns(let columns):
      return "columns "
        + columns.map { "\(name($0.name)) at \(number($0.from)) to \(number($0.to))" }.joined(separator: ", ")
    case .channel(let column): return "channel " + name(column)
    case .channelConstant(let text): return "channel " + self.text(text)
    case .join(let join): return self.join(join)
    case .type(let column, let type): return "type \(name(column)) \(type.rawValue)"
    case .rename(let column, let to): return "rename \(name(column)) as \(name(to))"
    case .ignore(let columns): return "ignore " + names(columns)
    case .skipLines(let count): return "skip \(number(count)) \(number(count) == "1" ? "line" : "lines")"
    case .skipRows(let from, let to):
      return to.map { "skip rows \(number(from)) to \(number($0))" } ?? "skip row \(number(from))"
    case .headerRows(let from, let to): return "header rows \(number(from)) to \(number(to))"
    case .quoting(let quoting): return "quotes " + quoting.rawValue
    case .charges(let names): return "charges are " + self.names(names)
    case .keepAllRows: return "keep all rows"
    case .missing(let marks): return "missing " + texts(marks)
    case .encoding(let name): return "encoding " + text(name)
    case .format(let format): return "format " + format.rawValue
    case .rates(let rates): return "rates " + text(rates)
    case .decimals(let comma, let columns):
      return (comma ? "decimals comma" : "decimals point") + (columns.isEmpty ? "" : " in " + names(columns))
    case .condition(let condition): return "where " + self.condition(condition)
    case .newest(let column): return "newest by " + name(column)
    case .oldest(let column): return "oldest by " + name(column)
    case .oneRow(let key, let condition): return "one row a \(name(key)) where " + self.condition(condition)
    case .customer(let column, let other): return "customer \(name(column)) by \(name(other))"
    case .customerMatching(let column, let regex, let other):
      return "customer \(name(column)) matches \(self.regex(regex))"
        + (other.map { " by \(name($0))" } ?? "")
    case .ids(.foldCase): return "ids fold case"
    case .ids(.withoutZeros): return "ids without zeros"
    case .ids(.first(let count)): return "ids first \(number(count)) characters"
    case .equalRowsOnce: return "equal rows once"
    case .split(let column, let separator, let parts):
      return "split \(name(column)) by \(text(separator))" + (parts.isEmpty ? "" : " of " + texts(parts))
    case .list(let columns, let other):
      return "list " + names(columns) + (other.map { " as " + name($0) } ?? "")
    case .plainText(let columns): return "text \(names(columns)) as plain"
    }
  }

  private func texts(_ texts: [Text]) -> String { texts.map { text($0) }.joined(separator: ", ") }

  private func join(_ join: Join) -> String {
    var parts = [join.each ? "join each" : "join", source(join.path, isServer: join.isServer, join.part)]
    if let alias = join.name { parts.append("as \(name(alias))") }
    parts.append("on \(name(join.column))" + (join.otherColumn.map { " = \(name($0))" } ?? ""))
    parts += join.sums.map { sum in
      switch sum.kind {
      case .total(let column): "total \(name(column)) as \(name(sum.name))"
      case .count: "count as \(name(sum.name))"
      case .newest(let column, let other): "newest \(name(column)) by \(name(other)) as \(name(sum.name))"
      case .any(let column): "any \(name(column)) as \(name(sum.name))"
      }
    }
    if let condition = join.condition { parts.append("where " + self.condition(condition)) }
    return parts.joined(separator: " ")
  }
}
