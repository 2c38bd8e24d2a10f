internal import DataModel
internal import Plan
internal import Text

/// A figure that `compare` shows for both groups: the share of people for whom a condition is true, or the mean or median of
/// a value.
struct ComparedFigure {
  enum Kind {
    case share(Condition)
    case mean(Value)
    case median(Value)
  }

  let label: String
  let kind: Kind

  var metric: Metric {
    switch kind {
    case .share(let condition): .rate(condition)
    case .mean(let value): .aggregate(.average, value)
    case .median(let value): .aggregate(.median, value)
    }
  }
}

extension ComparedFigure {
  /// Figures about what people are: their value, whether they left, their segments, yes/no attributes and numbers.
  static func features(_ churn: Churn?, _ catalog: any Catalog) -> [ComparedFigure] {
    let slots = catalog.slots
    var figures: [ComparedFigure] = []
    if let value = slots.value, value.type.isNumber {
      figures.append(ComparedFigure(label: "average \(value.name)", kind: .mean(.attribute(value))))
      figures.append(ComparedFigure(label: "median \(value.name)", kind: .median(.attribute(value))))
    }
    if let churn { figures.append(ComparedFigure(label: churn.name, kind: .share(churn.condition))) }
    for attribute in slots.segments where attribute.type != .boolean {
      figures += catalog.values(of: attribute).prefix(20).map { value, _ in
        ComparedFigure(
          label: "\(attribute.name) is \(value)",
          kind: .share(.test(.attribute(attribute), .compare(.equal, .literal(.text(value))))))
      }
    }
    for attribute in catalog.attributes.map(\.ref) where attribute.name.lowercased() != slots.key.lowercased()
    {
      if attribute.type == .boolean {
        figures.append(
          ComparedFigure(label: attribute.name, kind: .share(.test(.attribute(attribute), .isTrue))))
      } else if attribute.type.isNumber, attribute != slots.value {
        figures.append(
          ComparedFigure(label: "average \(attribute.name)", kind: .mean(.attribute(attribute))))
      }
    }
    return figures
  }

  /// Figures about what people did and said in a window (nil: at any time), except scores.
  static func habits(
    in window: Window?, topics: [FeatureCounts.Topic], _ catalog: any Catalog
  ) -> [ComparedFigure] {
    var figures = catalog.events.map { event in
      ComparedFigure(
        label: "did \(event.name)",
        kind: .share(.records(RecordScope(.events([.kind(event.name)]), window: window), .some)))
    }
    if catalog.eventCount > 0 {
      figures.append(
        ComparedFigure(
          label: "active days",
          kind: .mean(
            .aggregate(
              .distinct, PropertyRef("day", .day, .date), RecordScope(.anyEvent, window: window)))))
    }
    guard catalog.feedbackCount > 0 else { return figures }
    func spoke(_ saying: RecordScope.Saying) -> Kind {
      .share(.records(RecordScope(.feedback, saying: saying, window: window), .some))
    }
    figures.append(ComparedFigure(label: "spoke", kind: spoke(.something)))
    return figures
      + topics.map { topic in
        ComparedFigure(
          label: "spoke of \(topic.name)", kind: spoke(.pattern(.topic(topic.name, topic.pattern))))
      }
  }

  /// The mean of people's latest score in a window (nil: at any time), for each scale.
  static func scores(said: Window?, _ catalog: any Catalog) -> [ComparedFigure] {
    scales(catalog).map { score, scale, channels in
      let scope = RecordScope(.feedback, channels: channels, window: said)
      return ComparedFigure(
        label: "latest \(score.name) (\(scale.words))", kind: .mean(.aggregate(.latest, score, scope)))
    }
  }

  /// Each score on each of its scales, with the channels that use that scale; no channels means all.
  private static func scales(
    _ catalog: any Catalog
  ) -> [(score: PropertyRef, scale: Scale, channels: [String])] {
    catalog.scores.flatMap { score in
      let declared = score.scales.compactMap { channel, scale in scale.map { (channel, $0) } }
      let scales = Set(declared.map(\.1)).sorted { ($0.low, $0.high) < ($1.low, $1.high) }
      return scales.map { scale in
        let channels = declared.filter { $0.1 == scale && !$0.0.isEmpty }.map(\.0).sorted()
        return (
          PropertyRef(score.name, .score, score.type), scale,
          scales.count == 1 && score.scales.count == declared.count ? [] : channels
        )
      }
    }
  }
}

extension QueryRunner.Context {
  /// The topics that the user defined.
  var topics: [FeatureCounts.Topic] {
    definitions.compactMap { definition in
      guard case .topic(let pattern) = definition.meaning else { return nil }
      return FeatureCounts.Topic(definition.name, pattern)
    }
  }
}
