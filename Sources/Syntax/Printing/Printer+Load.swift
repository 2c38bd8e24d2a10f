import SourceText

extension Printer {
  func pieces(of load: Load) -> [Piece] {
    let head = "load \(load.table.rawValue) from " + source(load.source)
    return [Piece(text: head, isHead: true)] + load.slots.map { Piece(text: slot($0), span: $0.span) }
  }

  private func source(_ source: Load.Source) -> String {
    switch source {
    case .file(let path): text(path)
    case .sqlite(let path, let table): "sqlite \(text(path)) table \(name(table))"
    case .postgres(let address, let query): "postgres \(text(address)) query \(text(query))"
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
    case .dates(let dayFirst): return dayFirst ? "dates day first" : "dates month first"
    case .segments(let columns): return "segments by " + names(columns)
    case .named(let name, let columns):
      return "as " + self.name(name) + (columns.isEmpty ? "" : " at " + names(columns))
    case .header(let columns): return "columns " + names(columns)
    case .channel(let column): return "channel " + name(column)
    case .channelConstant(let text): return "channel " + self.text(text)
    case .join(let join):
      let name = join.name.map { " as " + self.name($0) } ?? ""
      let other = join.otherColumn.map { " = " + self.name($0) } ?? ""
      return "join " + (join.each ? "each " : "") + text(join.path) + name + " on " + self.name(join.column)
        + other
    case .type(let column, let type): return "type \(name(column)) \(type.rawValue)"
    case .rename(let column, let to): return "rename \(name(column)) as \(name(to))"
    case .ignore(let columns): return "ignore " + names(columns)
    }
  }
}
