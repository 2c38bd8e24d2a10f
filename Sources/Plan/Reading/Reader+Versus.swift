import DataModel

/// Puts comparisons of two groups or two periods, and `why`, into words.
extension Reader {
  func words(_ versus: Versus) -> String {
    let scope = versus.scope.map { ", in \(records($0))" } ?? ""
    return "the words that differ between \(who(versus.first)) and \(who(versus.second))\(scope)"
      + (versus.limit.map { "; the first \($0) of each" } ?? "")
  }

  func compare(_ versus: Versus) -> String {
    let churn = versus.churn.map { "; \($0.name): \(clause($0.condition, .plain))" } ?? ""
    return "\(who(versus.first)), compared with \(who(versus.second))\(churn)"
  }

  func compare(_ windows: BeforeAfter) -> String {
    let people = "\(who(windows.who)) who were customers throughout both"
    return "\(people), \(stretch(windows.first)) compared with \(stretch(windows.second))"
  }

  /// A period with its days, which may be fewer than its words say.
  private func stretch(_ stretch: BeforeAfter.Stretch) -> String {
    noteWindow()
    return "\(stretch.window.words) (\(range(stretch.days.lowerBound, stretch.days.upperBound)))"
  }

  func why(_ why: Why) -> String {
    let what = "what goes with “\(clause(why.condition, .plain))”, among \(who(why.who))"
    guard let onset = why.onset else {
      if catalog.clock == nil {
        return what + "; nothing loaded has a time, so what is listed may have come after it"
      }
      return what
        + "; it has no date, so what is listed may have come after it: today's customers over the last "
        + "\(why.days) days\(why.lead > 0 ? " that ended \(why.lead) days ago" : ""), each compared with others who "
        + "started at about the same time"
    }
    let days = "up to \(why.days) days before \(self.onset(onset))"
    return what
      + "; counting \(days)\(why.lead > 0 ? " except the last \(why.lead)" : ""), compared with as many days of others who "
      + "started at about the same time and had been customers as long"
  }

  private func onset(_ onset: FirstTrueTime) -> String {
    switch onset {
    case .moment(let anchor): self.anchor(anchor)
    case .record(_, 1), .day(_, 1): "the first time"
    case .record(_, let number): "the \(ordinal(number)) time"
    case .day(_, let number): "the \(ordinal(number)) day of it"
    case .sequence(let sequence, _):
      sequence.steps.last?.isAbsent == true && sequence.span != nil
        ? "the end of the time for its last step" : "the last of its steps"
    case .end: "the end of its window"
    case .latest(let parts): "the latest of \(list(parts.map { self.onset($0) }, "and"))"
    case .earliest(let parts): "the earliest of \(list(parts.map { self.onset($0.onset) }, "and"))"
    }
  }

  private func ordinal(_ number: Int) -> String {
    let isTeen = (11...13).contains(number % 100)
    switch number % 10 {
    case 1 where !isTeen: return "\(number)st"
    case 2 where !isTeen: return "\(number)nd"
    case 3 where !isTeen: return "\(number)rd"
    case _: return "\(number)th"
    }
  }

  func proof(_ proof: Proof) -> String { "whether \(proof.id) is one of \(who(proof.who)), clause by clause" }
}
