import DataModel

extension Reader {
  func question(_ question: Question) -> String {
    if question.looksBack { noteWindow() }
    return switch question {
    case .segment(let segment): self.segment(segment)
    case .count(let count):
      "how many \(counted(count))\(grouping(count.grouping, count.subject))"
    case .measure(let measure):
      measure.metrics.map { metric($0.metric, of: measure.subject) }.joined(separator: ", ")
        + "; for \(audience(measure.subject, measure.who))\(grouping(measure.grouping, measure.subject))"
    case .quotes(let quotes): self.quotes(quotes)
    case .person(let id): "everything about \(id)"
    case .trend(let trend): self.trend(trend)
    case .lifecycle(let lifecycle): self.lifecycle(lifecycle)
    case .retention(let retention): self.retention(retention)
    case .survival(let survival): self.survival(survival)
    case .funnel(let funnel): self.funnel(funnel)
    case .paths(let paths): self.paths(paths)
    case .describe(let subject): "what is known about \(self.subject(subject))"
    case .words(let versus): words(versus)
    case .compare(let versus): compare(versus)
    case .compareWindows(let windows): compare(windows)
    case .why(let why): self.why(why)
    case .proof(let proof): self.proof(proof)
    case .sample(let sample): self.sample(sample)
    case .topics(let topics): self.topics(topics)
    case .suggest(let suggest): self.suggest(suggest)
    case .priorities(let priorities): self.priorities(priorities)
    case .blindspots(let blindspots): self.blindspots(blindspots)
    case .expect(let expect): self.expect(expect)
    case .explain(let inner, let asPlan):
      "\(asPlan ? "the plan for this" : "how this is answered"): \(self.question(inner))"
    }
  }

  private func segment(_ segment: Segment) -> String {
    let shown = segment.show.map { value($0.value) }
    return who(segment.who) + (shown.isEmpty ? "" : "; showing \(shown.joined(separator: ", "))")
      + order(segment.order) + first(segment.limit)
  }

  private func expect(_ expect: Expect) -> String {
    let isTime = expect.measured.metric.type.isTime
    let test = expect.comparison.words(isTime: isTime, isNegated: expect.isNegated)
    let bound = bound(expect.bound, of: expect.measured.metric)
    return "expected for \(audience(expect.subject, expect.who)): "
      + "\(metric(expect.measured.metric, of: expect.subject)) is \(test.isEmpty ? "" : "\(test) ")\(bound)"
  }

  /// The bound that a figure is compared with.
  private func bound(_ bound: Scalar, of metric: Metric) -> String {
    metric.isShare ? bound.number.map(percent) ?? scalar(bound) : scalar(bound, metric.measure)
  }

  /// A share of a whole: `20%`, `12.5%`.
  private func percent(_ share: Double) -> String {
    let hundredths = share * 100
    return hundredths == hundredths.rounded() && abs(hundredths) < 1e9
      ? "\(Int(hundredths))%" : "\((hundredths * 1e6).rounded() / 1e6)%"
  }

  private func subject(_ subject: Question.Subject) -> String {
    switch subject {
    case .workspace: "everything that is loaded"
    case .attribute(let attribute): "the attribute \(attribute.name)"
    case .event(let name): "the event \(name)"
    case .definition(let definition): "the definition \(definition.name)"
    }
  }

  private func quotes(_ quotes: Quotes) -> String {
    let people = who(quotes.who)
    let words =
      if let scope = quotes.scope {
        "\(records(scope, sayingEverything: true)), from \(quotes.who == Who() ? "anybody" : people)"
      } else if quotes.who.condition
        .voices.isEmpty
      { "each person's latest message, at any time, in any channel, from \(people)" } else {
        "the messages that match, from \(people)"
      }
    return words + order(quotes.order) + first(quotes.limit)
  }

  private func order(_ order: [Order]) -> String {
    order.isEmpty
      ? ""
      : "; sorted by "
        + order.map { "\(value($0.value))\($0.descending ? ", largest first" : "")" }.joined(
          separator: ", then ")
  }

  // MARK: Whom

  private func counted(_ count: Count) -> String {
    if case .among = count.who.population.condition { return "of \(audience(count.subject, count.who))" }
    return audience(count.subject, count.who)
  }

  /// The people, or the records, that a question is about.
  private func audience(_ subject: Subject, _ who: Who) -> String {
    switch subject {
    case .people: self.who(who)
    case .records(let scope):
      who == Who() ? records(scope) : "\(records(scope)), of \(self.who(who))"
    }
  }

  /// `sellers (role is seller) whose churned_at is set, who ever said “trust”`
  func who(_ who: Who) -> String {
    let population = population(who.population)
    return population + (who.filter.map { " \(top($0))" } ?? "")
  }

  private func population(_ population: Population) -> String {
    switch population.condition {
    case .everyone: population.words
    case .among(let people): people.words
    case .named(let name, let inner):
      switch name.origin {
      case .user, .prelude:
        isNew(name.word, inner) ? "\(population.words) (\(clause(inner, .plain)))" : population.words
      case .population, .attribute, .event: "\(population.words) (\(clause(inner, .plain)))"
      }
    case .not, .all, .any, .test, .records, .sequence:
      "\(population.words) (\(clause(population.condition, .plain)))"
    }
  }

  /// The parts of a filter, separated by commas.
  private func top(_ condition: Condition) -> String {
    guard case .all(let parts) = condition else { return clause(condition, .relative) }
    return parts.map { nested($0, .relative) }.joined(separator: ", ")
  }

  // MARK: Groups

  func grouping(_ grouping: Grouping, _ subject: Subject) -> String {
    var words =
      grouping.keys.isEmpty ? "" : ", by " + grouping.keys.map { key($0, subject) }.joined(separator: ", by ")
    for having in grouping.having {
      let test =
        "\(having.comparison.words(isTime: false, isNegated: having.isNegated)) \(bound(having.bound, of: having.metric))"
      words += "; only groups whose \(metric(having.metric, of: subject)) is \(test)"
    }
    let order = grouping.order.map { order in
      let what =
        switch order.key {
        case .group(let index): grouping.keys.indices.contains(index) ? grouping.keys[index].title : "group"
        case .metric(let metric): self.metric(metric, of: subject)
        case .share: "the share of each group"
        }
      return what + (order.descending ? ", largest first" : "")
    }
    if !order.isEmpty { words += "; sorted by " + order.joined(separator: ", then ") }
    words += first(grouping.limit)
    if let per = grouping.limitPer, grouping.keys.indices.contains(per) {
      words += " per \(grouping.keys[per].title)"
    }
    if let chart = grouping.chart { words += "; as a \(chart.rawValue)" }
    return words
  }

  /// The value that people are grouped by. If records have a property of the same name, it says `their`.
  private func groupedBy(_ value: Value, _ subject: Subject, _ style: Style) -> String {
    note(tested: value)
    guard case .attribute(let attribute) = value, subject == .people else { return self.value(value, style) }
    let name = attribute.name.lowercased()
    let isOfRecords = (catalog.events.flatMap(\.properties) + catalog.feedbackProperties).contains {
      $0.name.lowercased() == name
    }
    return (isOfRecords ? "their " : "") + self.value(value, style)
  }

  func key(_ key: GroupKey, _ subject: Subject) -> String {
    let style: Style =
      switch subject {
      case .people: .plain
      case .records(let scope): .record(scope.source)
      }
    let name =
      switch key.value {
      case .value(let value): groupedBy(value, subject, style)
      case .condition(let condition): "whether \(nested(condition, style))"
      }
    switch key.cut {
    case .each: return name
    case .bins(let count): return "\(name) in \(count) bins of equal width"
    case .quantiles(let count): return "\(name) in \(count) groups of equal size"
    case .split(let points):
      var unit: NumberUnit?
      if case .value(let value) = key.value { unit = value.measure }
      let edges = points.map { scalar(.real($0), unit) }
      return "\(name) split at \(edges.joined(separator: ", "))"
    case .period(let unit):
      if case .value(.property(let property)) = key.value, property.slot == .at { return unit.rawValue }
      return "\(unit.rawValue) of \(name)"
    }
  }
}

extension Question {
  /// Whether it covers a period even without a window: it is about records, or over time.
  fileprivate var looksBack: Bool {
    switch self {
    case .count(let count): count.subject != .people
    case .measure(let measure):
      measure.subject != .people || measure.metrics.contains { !$0.metric.scopes.isEmpty }
    case .trend, .lifecycle, .retention, .survival, .funnel, .paths: true
    case .segment, .quotes, .person, .describe, .words, .compare, .compareWindows, .why, .proof, .sample,
      .topics, .suggest, .priorities, .blindspots, .expect, .explain:
      false
    }
  }
}
