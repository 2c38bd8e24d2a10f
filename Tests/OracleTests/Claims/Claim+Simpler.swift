/// For shrinking a failing claim: the same claim with something left out.
extension Claim {
  /// Each a little simpler than this one, the simplest first.
  var simpler: [Claim] {
    switch self {
    case .not(let inner): [inner] + inner.simpler.map { .not($0) }
    case .all(let parts): Claim.simpler(parts) { .all($0) }
    case .any(let parts): Claim.simpler(parts) { .any($0) }
    case .bare(.defined(_, let inner)): [inner]
    case .bare: []
    case .did(let deed): deed.simpler.map { .did($0) }
    case .course(let course): course.simpler.map { .course($0) }
    case .voice(let voice): voice.simpler.map { .voice($0) }
    case .test(let term, let trial): term.simpler.map { .test($0, trial) }
    }
  }

  private static func simpler(_ parts: [Claim], _ whole: ([Claim]) -> Claim) -> [Claim] {
    parts
      + (parts.count > 2 ? parts.indices.map { whole(parts.without($0)) } : [])
      + parts.indices.flatMap { index in
        parts[index].simpler.map { whole(parts.replacing(index, by: $0)) }
      }
  }
}

extension Deed {
  fileprivate var simpler: [Deed] {
    var result: [Deed] = []
    if filter != nil { result.append(with { $0.filter = nil }) }
    if window != nil { result.append(with { $0.window = nil }) }
    if times != nil { result.append(with { $0.times = nil }) }
    if days != nil { result.append(with { $0.days = nil }) }
    result += filter?.simpler.map { simple in with { $0.filter = simple } } ?? []
    return result
  }

  private func with(_ change: (inout Deed) -> Void) -> Deed {
    var copy = self
    change(&copy)
    return copy
  }
}

extension Course {
  fileprivate var simpler: [Course] {
    var result: [Course] = []
    if steps.count > 2 { result += steps.indices.map { index in with { $0.steps.remove(at: index) } } }
    if sameKey != nil { result.append(with { $0.sameKey = nil }) }
    if window != nil { result.append(with { $0.window = nil }) }
    if isConfined { result.append(with { $0.isConfined = false }) }
    if times != nil { result.append(with { $0.times = nil }) }
    if days != nil { result.append(with { $0.days = nil }) }
    if span != nil { result.append(with { $0.span = nil }) }
    for index in steps.indices where steps[index].filter != nil {
      result.append(with { $0.steps[index].filter = nil })
    }
    return result.filter { !$0.steps[0].isAbsent }
  }

  private func with(_ change: (inout Course) -> Void) -> Course {
    var copy = self
    change(&copy)
    return copy
  }
}

extension Voice {
  fileprivate var simpler: [Voice] {
    var result: [Voice] = []
    if filter != nil { result.append(with { $0.filter = nil }) }
    if window != nil { result.append(with { $0.window = nil }) }
    if times != nil { result.append(with { $0.times = nil }) }
    if !channels.isEmpty { result.append(with { $0.channels = [] }) }
    if case .pattern(let saying) = what {
      result += saying.simpler.map { simple in with { $0.what = .pattern(simple) } }
    }
    return result
  }

  private func with(_ change: (inout Voice) -> Void) -> Voice {
    var copy = self
    change(&copy)
    return copy
  }
}

extension Saying {
  fileprivate var simpler: [Saying] {
    switch self {
    case .words, .prefix, .part: []
    case .exactly(let forms): forms.count > 1 ? forms.map { .exactly([$0]) } : []
    case .any(let sayings), .all(let sayings), .topic(_, let sayings): sayings
    case .near(let first, let second, _): [first, second]
    case .negated(let saying, _): [saying]
    }
  }
}

extension Term {
  fileprivate var simpler: [Term] {
    switch self {
    case .count(let source): source.simpler.map { .count($0) }
    case .aggregate(let figure, let property, let source):
      source.simpler.map { .aggregate(figure, property, $0) }
    case .mentions(let saying, let channels, let window):
      (window == nil ? [] : [.mentions(saying, channels: channels, window: nil)])
        + (channels.isEmpty ? [] : [.mentions(saying, channels: [], window: window)])
    case .defined(_, let inner): [inner]
    case .attribute, .bare, .property, .since, .elapsed, .moment: []
    }
  }
}

extension Source {
  fileprivate var simpler: [Source] {
    var result: [Source] = []
    if filter != nil { result.append(with { $0.filter = nil }) }
    if window != nil { result.append(with { $0.window = nil }) }
    if !channels.isEmpty { result.append(with { $0.channels = [] }) }
    return result
  }

  private func with(_ change: (inout Source) -> Void) -> Source {
    var copy = self
    change(&copy)
    return copy
  }
}

extension Array {
  func without(_ index: Int) -> [Element] {
    var copy = self
    copy.remove(at: index)
    return copy
  }

  func replacing(_ index: Int, by element: Element) -> [Element] {
    var copy = self
    copy[index] = element
    return copy
  }
}
