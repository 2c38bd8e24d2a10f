extension Value {
  /// Removes the last modifier, which turned out to be a comparison.
  mutating func drop(_ test: Test) {
    editModifiers { modifiers in
      switch test.kind {
      case .window: modifiers.window = nil
      case .within: modifiers.within = nil
      case _: modifiers.channels = []
      }
    }
  }

  /// Edits the modifiers, wherever the value stores them.
  mutating func editModifiers(_ edit: (inout Modifiers) -> Void) {
    switch kind {
    case .count(var source):
      edit(&source.modifiers)
      kind = .count(source)
    case .days(var source):
      edit(&source.modifiers)
      kind = .days(source)
    case .mentions(let pattern, var modifiers):
      edit(&modifiers)
      kind = .mentions(pattern, modifiers)
    case .aggregate(let aggregate, let operand, .some(var source), let heard, let modifiers):
      edit(&source.modifiers)
      kind = .aggregate(aggregate, operand, of: source, heard: heard, modifiers)
    case .aggregate(let aggregate, let operand, nil, let heard, var modifiers):
      edit(&modifiers)
      kind = .aggregate(aggregate, operand, of: nil, heard: heard, modifiers)
    case .scored(let name, var modifiers):
      edit(&modifiers)
      kind = modifiers.isEmpty ? .name(name, their: false) : .scored(name, modifiers)
    case .doing(let name, let doing, var modifiers):
      edit(&modifiers)
      kind = .doing(name, doing, modifiers)
    case .name, .since, .elapsed, .number, .rate, .weighted, .ratio, .invalid: break
    }
  }

  /// Whether its filters become the statement's in a question about records.
  var givesItsFiltersToRecords: Bool {
    switch kind {
    case .aggregate(_, _, of: nil, heard: false, _), .scored: true
    case .name(let name, their: false): name.isSatisfaction
    case .name, .since, .elapsed, .count, .days, .mentions, .number, .rate, .aggregate, .doing, .weighted,
      .ratio, .invalid:
      false
    }
  }

  /// The modifiers, wherever the value stores them; nil if it takes none.
  public var modifiers: Modifiers? {
    switch kind {
    case .count(let source), .days(let source), .aggregate(_, _, of: .some(let source), _, _):
      source.modifiers
    case .mentions(_, let modifiers), .aggregate(_, _, of: nil, _, let modifiers),
      .scored(_, let modifiers), .doing(_, _, let modifiers):
      modifiers
    case .name, .since, .elapsed, .number, .rate, .weighted, .ratio, .invalid: nil
    }
  }
}
