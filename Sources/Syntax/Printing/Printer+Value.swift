import SourceText

extension Printer {
  func value(_ value: Value) -> String {
    switch value.kind {
    case .name(let name, let their): return (their ? "their " : "") + self.name(name)
    case .since(let unit, let calendar, let moment):
      return (calendar ? "calendar " : "") + unit.plural + " since " + self.moment(moment)
    case .elapsed(let unit, let calendar, let from, let to):
      return (calendar ? "calendar " : "") + "\(unit.plural) from \(moment(from)) to \(moment(to))"
    case .count(let source): return "count of " + self.source(source)
    case .days(let source): return "days with " + self.source(source)
    case .mentions(let pattern, let modifiers):
      return "mentions of " + self.pattern(pattern) + self.modifiers(modifiers)
    case .number(let argument): return "number of " + self.argument(argument)
    case .rate(let argument): return "rate of " + self.argument(argument)
    case .aggregate(let aggregate, let operand, let source, let heard, let modifiers):
      let head = self.aggregate(aggregate) + " " + self.operand(operand)
      return head + (source.map { " of " + self.source($0) } ?? "") + (heard ? " heard" : "")
        + self.modifiers(modifiers)
    case .scored(let name, let modifiers):
      return self.name(name) + (modifiers.perAnswer ? " per answer" : "") + self.modifiers(modifiers)
    case .weighted(let figure, let weight): return self.value(figure) + " weighted by " + self.weight(weight)
    case .ratio(let whole, let part): return self.value(whole) + " per " + self.value(part)
    case .doing(let name, let doing, let modifiers):
      return self.name(name) + " doing " + self.doing(doing) + self.modifiers(modifiers)
    case .invalid: return "…"
    }
  }

  private func weight(_ weight: Value) -> String {
    if case .name = weight.kind { return value(weight) }
    return "(" + value(weight) + ")"
  }

  private func source(_ source: Source) -> String { name(source.name) + modifiers(source.modifiers) }

  private func modifiers(_ modifiers: Modifiers) -> String {
    var text = ""
    if let with = modifiers.with { text += " with (" + condition(with) + ")" }
    if !modifiers.channels.isEmpty { text += " " + channels(modifiers.channels) }
    if let window = modifiers.window { text += " " + self.window(window) }
    if let within = modifiers.within { text += " " + self.within(within) }
    return text
  }

  /// In parentheses unless it is a name.
  func argument(_ argument: Argument) -> String {
    switch argument {
    case .name(let name): self.name(name)
    case .condition(let condition): "(" + self.condition(condition) + ")"
    }
  }

  private func operand(_ operand: Value.Operand) -> String {
    switch operand {
    case .name(let name, let their): (their ? "their " : "") + self.name(name)
    case .value(let value): "(" + self.value(value) + ")"
    }
  }

  private func doing(_ doing: Value.Doing) -> String {
    switch doing {
    case .anything: "anything"
    case .events(let names): event(names)
    }
  }

  func aggregate(_ aggregate: Aggregate) -> String {
    switch aggregate {
    case .average: "average"
    case .median: "median"
    case .total: "total"
    case .min: "min"
    case .max: "max"
    case .latest: "latest"
    case .last: "last"
    case .first: "first"
    case .distinct: "distinct"
    case .percentile(let rank): "p\(rank)"
    }
  }

  private func isOpen(_ moment: Moment) -> Bool {
    guard case .anchor(.some, _, with: nil) = moment.kind else { return false }
    return true
  }

  /// Whether a window, channels or `with` after the value would be read as its own.
  func isOpen(_ value: Value) -> Bool {
    switch value.kind {
    case .name(let name, their: _): name.isSatisfaction
    case .number, .rate: false
    case .ratio(_, let part): isOpen(part)
    // Filters of the figure may follow the weight too.
    case .weighted(let figure, by: _): isOpen(figure)
    case .since(_, calendar: _, let moment), .elapsed(_, calendar: _, from: _, to: let moment): isOpen(moment)
    case .count, .days, .mentions, .aggregate, .scored, .doing, .invalid: true
    }
  }
}
