import DataModel
import Plan
import SourceText
import Syntax

/// `nps`, `csat`, `ces`.
extension Resolver {
  /// Notes on how to declare the scale: of a score column that has none, otherwise of a column that looks like a score.
  private func scaleNotes(_ kind: String, _ scale: Scale) -> [String] {
    let open = catalog.scores.filter { $0.scales.values.contains { $0 == nil } }.map(\.name)
    let columns = catalog.feedbackProperties.filter(\.type.isNumber).map(\.name)
    func called(_ names: [String]) -> String? {
      names.first { $0.lowercased().contains(kind) } ?? names.first { $0.lowercased().contains("score") }
    }
    let column = called(open) ?? open.first ?? called(columns) ?? (columns.count == 1 ? columns[0] : nil)
    let others = catalog.scores.compactMap { score in
      score.scales.values.compactMap { $0 }.first.map { "\(score.name) \($0.words)" }
    }
    guard others.isEmpty else { return ["The scores are: \(others.joined(separator: ", "))."] }
    let name = column.map(Spelling.column) ?? "COLUMN"
    func declaration(_ scale: Scale) -> String { "`score \(name) from \(scale.low) to \(scale.high)`" }
    let seen = column.flatMap { catalog.range(ofFeedback: $0) }
    if let column, let seen, let likely = Scale.likely(for: seen), likely != scale {
      return [
        "\(column) seems to hold scores of \(likely.words). Declare that in `load feedback`, \(declaration(likely)), and `measure csat` reads them."
      ]
    }
    return [
      "If \(column ?? "a column") has scores from \(scale.low) to \(scale.high), declare that in `load feedback`: \(declaration(scale))."
    ]
  }

  /// The usual scale of a metric.
  private static func usualScale(of kind: String) -> Scale? {
    ["nps": Scale(low: 0, high: 10), "csat": Scale(low: 1, high: 5), "ces": Scale(low: 1, high: 7)][kind]
  }

  /// Over the scores on a scale that has the bands. An undeclared scale is never guessed.
  func satisfaction(_ name: Syntax.Name, _ modifiers: Modifiers, over place: RecordContext?) -> Plan.Metric? {
    guard let kind = Plan.Metric.Satisfaction(rawValue: name.text),
      var scope = scope(.feedback, modifiers, in: place)
    else { return nil }
    let asked = scope.channels.isEmpty ? place?.channels ?? [] : scope.channels
    if let place, !place.channels.isEmpty, !asked.contains(where: place.channels.contains) {
      let (own, whole) = (asked.joined(separator: ", "), place.channels.joined(separator: ", "))
      return fail(
        .misplacedClause,
        "All metrics of one answer are about the same records: these are in \(whole), not in \(own)",
        at: name.span, label: "of other records",
        notes: ["`measure \(kind.rawValue) for feedback by channel` shows each channel."])
    }
    let fits = { (scale: Scale) in
      switch kind {
      case .nps: scale == Scale(low: 0, high: 10)
      case .csat: scale.bands != nil
      case .ces: true
      }
    }
    let named = catalog.scores.filter { $0.name.lowercased() == kind.rawValue }
    var found: [(score: ScoreInfo, scale: Scale, channels: [String])] = []
    for score in named.isEmpty ? catalog.scores : named {
      // Scores of a load without a channel belong to no channel.
      let channels = catalog.channels.map(\.name) + (score.scales.keys.contains("") ? [""] : [])
      for channel in channels where asked.isEmpty || asked.contains(channel) {
        guard let declared = score.scales[channel], let scale = declared, fits(scale) else { continue }
        if let index = found.firstIndex(where: { $0.score == score && $0.scale == scale }) {
          found[index].channels.append(channel)
        } else {
          found.append((score, scale, [channel]))
        }
      }
    }
    guard let first = found.first else {
      if asked.isEmpty, let (score, scale) = catalog.declaredScales.first(where: { fits($0.scale) }) {
        return fail(
          .noScale,
          "`\(kind.rawValue)` needs scores from \(scale.low) to \(scale.high); \(score) is declared with that scale, but has none on it",
          at: name.span, label: "no score",
          notes: [
            "Scores outside their scale count as missing; the report of the load says how many there are, and their range."
          ])
      }
      let scale = Resolver.usualScale(of: kind.rawValue) ?? Prelude.scale
      return fail(
        .noScale,
        "`\(kind.rawValue)` needs scores from \(scale.low) to \(scale.high), and no load declares such a scale",
        at: name.span,
        label: "no scale", notes: scaleNotes(kind.rawValue, scale),
        fixes: kind == .nps
          ? [.init("use `csat`, the metric for the declared scale", replacing: name.span, with: "csat")] : [])
    }
    if found.count > 1 {
      let list = found.map { "\($0.channels.joined(separator: ", ")) (\($0.scale.words))" }.joined(
        separator: "; ")
      return fail(
        .mixedScales, "`\(kind.rawValue)` would mix scores of different scales: \(list)", at: name.span,
        label: "on more than one scale",
        fixes: found.prefix(4).map {
          .init(
            "only \($0.scale.words)", replacing: name.span,
            with: "\(name.text) in \(channelList($0.channels))")
        })
    }
    let scored = catalog.channels.map(\.name).filter { first.score.scales[$0] != nil }
    if scope.channels.isEmpty, !first.channels.contains(""), first.channels != scored {
      scope.channels = first.channels
    }
    let isAnonymous =
      2 * first.channels.reduce(0) { $0 + (first.score.strangers[$1] ?? 0) }
      >= max(1, first.channels.reduce(0) { $0 + (first.score.answers[$1] ?? 0) })
    let basis: Plan.Metric.Basis =
      modifiers.perAnswer || isAnonymous || place?.holdsMessages == true ? .answers : .people
    return .satisfaction(
      kind, PropertyRef(first.score.name, .score, first.score.type), scope, first.scale, over: basis)
  }
}
