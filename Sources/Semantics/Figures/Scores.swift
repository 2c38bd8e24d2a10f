import DataModel
import Plan
import SourceText
import Syntax

/// A score as a question uses it: which column, in which channels, and how a rewrite narrows it.
struct ScoreUse {
  var property: PropertyRef
  /// Where it can come from, with the scale declared there, in the order of the channels.
  var sources: [(score: ScoreInfo, channel: String, scale: Scale?)]
  var span: SourceSpan
  var narrowing: ((String) -> Diagnostic.Edit)?

  var channels: [String] { sources.map(\.channel) }
}

/// Scales: nothing is compared or averaged across two of them.
extension Resolver {
  /// A score by name in some channels (empty: any). `score` is whichever column holds the scores there.
  func score(
    _ name: Syntax.Name, channels: [String], narrowing: ((String) -> Diagnostic.Edit)?
  ) -> ScoreUse? {
    let sources = scoreSources(named: name.text, channels: channels)
    guard let first = sources.first else {
      let wanted = onlyScale.map { " on the scale \($0.words)" } ?? ""
      let scope = channels.isEmpty ? "" : " in \(channels.joined(separator: ", "))"
      return fail(
        onlyScale == nil ? .notLoaded : .noScale, "No feedback\(scope) has a score\(wanted)", at: name.span,
        label: "no score",
        notes: [
          "Declare one in `load feedback`: `score \(catalog.scores.first.map { Spelling.column($0.name) } ?? "score") from \(onlyScale?.low ?? 0) to \(onlyScale?.high ?? 10)`."
        ])
    }
    return ScoreUse(
      property: PropertyRef(first.score.name, .score, first.score.type), sources: sources, span: name.span,
      narrowing: narrowing)
  }

  /// Whether a name is that of a score: a score column, or `score` where feedback has one.
  func isScore(_ name: Syntax.Name) -> Bool {
    !catalog.scores.isEmpty
      && (name.text == "score" || catalog.scores.contains { $0.name.lowercased() == name.text })
  }

  private func scoreSources(
    named name: String, channels: [String]
  ) -> [(score: ScoreInfo, channel: String, scale: Scale?)] {
    let exact = catalog.scores.filter { $0.name.lowercased() == name }
    let known = catalog.channels.map(\.name)
    return (exact.isEmpty ? catalog.scores : exact).flatMap { score in
      let used = score.scales.keys.sorted {
        (known.firstIndex(of: $0) ?? .max, $0) < (known.firstIndex(of: $1) ?? .max, $1)
      }
      return used.filter { channels.isEmpty || channels.contains($0) }.compactMap { channel in
        let scale = score.scales[channel] ?? nil
        return onlyScale == nil || scale == onlyScale ? (score, channel, scale) : nil
      }
    }
  }

  /// Reports an error if scores of two scales are compared with one number; true if there is none.
  func isOnOneScale(_ use: ScoreUse) -> Bool {
    var groups: [(key: String, words: String, channels: [String])] = []
    for source in use.sources {
      let words = source.scale?.words ?? "no declared scale"
      let key = "\(source.score.name) \(words)"
      if let index = groups.firstIndex(where: { $0.key == key }) {
        groups[index].channels.append(source.channel)
      } else {
        groups.append((key, words, [source.channel]))
      }
    }
    guard groups.count > 1 else { return true }
    let list = groups.map { "\($0.channels.joined(separator: ", ")) (\($0.words))" }.joined(separator: "; ")
    report(
      .mixedScales, "These scores are on different scales: \(list)", at: use.span,
      label: "on more than one scale",
      fixes: groups.prefix(4).compactMap { group in
        use.narrowing.map { edit in
          .init("only \(group.words)", [edit("in \(channelList(group.channels))")])
        }
      })
    return false
  }

  /// Channels as they are written in a rewrite, with parentheses if there are two or more.
  func channelList(_ channels: [String]) -> String {
    let names = channels.map { bare($0) }
    return names.count == 1 ? names[0] : "(\(names.joined(separator: ", ")))"
  }

  /// The channels that a scope of scores has to name. If it covers all of them, as when no load names a channel, it names
  /// only those that were asked for.
  func narrowedChannels(_ use: ScoreUse, asked: [String]) -> [String] {
    guard let onlyScale else { return asked }
    let scored = catalog.scores.filter { $0.name == use.property.name }.flatMap(\.scales)
    let isAll = use.channels.contains("") && scored.allSatisfy { $0.value == onlyScale }
    return isAll ? asked : use.channels
  }
}
