internal import DataModel
internal import Plan
internal import Statistics
internal import Text

/// The result of a `why`: who was compared, and the features in which they differ.
struct WhyFindings {
  /// How many different people were compared: with the condition (the cases, if it has a date) and without it.
  let with: Int
  let without: Int
  /// How many people have the condition, and how many are in the population.
  let all: Int
  let population: Int
  /// How many comparisons were made, and how far apart the starts were.
  let comparisons: FeatureCounts.Comparisons
  /// The same among people of the same segments; nil if there are no segments.
  let within: FeatureCounts.Comparisons?
  /// People left out: without a date or start, with nobody to compare, or not customers at the time.
  let undated: FeatureCounts.Sides
  let alone: FeatureCounts.Sides
  let gone: FeatureCounts.Sides
  /// The tested features, sorted by evidence. Values of segments are corrected separately from the rest.
  private(set) var findings: [Finding] = []
  /// Features that go with the condition overall, but not among people of the same segments.
  private(set) var confounded: [Finding] = []
  /// How many features were tested.
  private(set) var tests = 0
  /// How many people gave feedback; nil if too few did to be tested.
  let speakers: (with: Int, without: Int)?
  /// Features set apart: those that the condition names, and those that almost only people with the condition have.
  private(set) var apart: [Finding] = []

  /// With fewer cases than this nothing is tested.
  static let leastCases = 10

  var isRefused: Bool { with < WhyFindings.leastCases || without == 0 }

  /// The smallest difference between shares near one half that a single test would detect: 1.96 √(¼/n + ¼/m).
  var leastDifference: Double {
    guard with > 0, without > 0 else { return 1 }
    return Interval.z * (0.25 / Double(with) + 0.25 / Double(without)).squareRoot()
  }

  /// - Parameters:
  ///   - all: how many people have the condition.
  ///   - population: how many people there are.
  init(
    _ reply: FeatureCounts.Reply, all: Int, of population: Int, _ condition: Condition, segments: Set<String>,
    _ language: Language
  ) {
    self.all = all
    self.population = population
    (comparisons, within) = (reply.compared, reply.within)
    (with, without) = (comparisons.counts.people.inside, comparisons.counts.people.outside)
    (undated, alone, gone) = (reply.undated, reply.alone, reply.gone)
    speakers = reply.features.first { $0.kind == .spoke }.map {
      ($0.counts.people.inside, $0.counts.people.outside)
    }
    guard !isRefused else { return }
    let naming = ReferencedNames(condition)
    let telltales = self.telltales(reply.features)
    let sometimesMissing = Set(reply.features.filter { $0.kind == .missing }.map(\.name))
    for (index, feature) in reply.features.enumerated() {
      guard var finding = Finding(reply.features, index, of: (with, without)), finding.kind != .spoke,
        // If everybody has a yes/no value, “no” repeats what “yes” says.
        feature.value != .boolean(false) || sometimesMissing.contains(feature.name),
        finding.people.with + finding.people.without >= FeatureCounts.least(of: with + without)
      else { continue }
      if finding.isOfAttribute ? telltales.contains(finding.name) : isTelltale(finding) {
        apart.append(finding)
      } else if naming.names(finding, feature.value, language) {
        apart.append(finding)
      } else {
        if within != nil, !finding.isOf(segments) { finding.compare(within: feature.within) }
        findings.append(finding)
      }
    }
    correct(segments, language)
    findings.sort(by: WhyFindings.isSurer)
    confounded.sort(by: WhyFindings.isSurer)
    apart.sort(by: WhyFindings.isSurer)
  }

  /// Corrects the values of segments and all other features as two families of tests. Each q is multiplied by the number of
  /// families (Bonferroni), so that the false discovery rate holds for the whole answer.
  private mutating func correct(_ segments: Set<String>, _ language: Language) {
    var crude = [Double](repeating: 1, count: findings.count)
    let families = [true, false].map { isOwn in
      findings.indices.filter { findings[$0].isOf(segments) == isOwn }
    }.filter { !$0.isEmpty }
    func rates(_ chances: [Double]) -> [Double] {
      falseDiscoveryRates(chances).map { min(1, $0 * Double(families.count)) }
    }
    for indices in families {
      for (index, q) in zip(indices, rates(indices.map { findings[$0].p })) { findings[index].q = q }
      for (index, q) in zip(indices, rates(indices.map { findings[$0].matched.p })) { crude[index] = q }
    }
    let common = commonWords(language)
    let indices = findings.indices.filter { index in
      let finding = findings[index]
      guard crude[index] < 0.05, finding.q >= 0.05, finding.isExplained, !common.contains(finding.row) else {
        return false
      }
      guard finding.needsFeedback, let speakers else { return true }
      return finding.holds(amongSpeakers: speakers.with, speakers.without)
    }
    confounded = indices.map { findings[$0] }
    tests = findings.count
    let left = Set(indices)
    findings = findings.indices.filter { !left.contains($0) }.map { findings[$0] }
  }

  /// The findings that exist only because one side gave more feedback: among people who gave feedback there is no difference.
  var bySpeaking: Set<Int> {
    guard let speakers else { return [] }
    return Set(
      findings.filter {
        $0.q < 0.05 && $0.needsFeedback && !$0.holds(amongSpeakers: speakers.with, speakers.without)
      }.map(\.row))
  }

  /// Phrases that begin or end with a stop word, as for `topics`, and words that at least an eighth of the speakers on both
  /// sides use.
  func commonWords(_ language: Language) -> Set<Int> {
    let stopWords = StopWords(language)
    return Set(
      findings.filter { finding in
        guard finding.kind == .word || finding.kind == .phrase else { return false }
        let stems = finding.name.split(separator: " ").map(String.init)
        if [stems.first, stems.last].contains(where: { $0.map(stopWords.contains(stem:)) ?? false }) {
          return true
        }
        guard let speakers else { return false }
        return finding.people.with * 8 >= speakers.with && finding.people.without * 8 >= speakers.without
      }.map(\.row))
  }

  private static func isSurer(_ left: Finding, _ right: Finding) -> Bool {
    if (left.q < 0.05) != (right.q < 0.05) { return left.q < 0.05 }
    return left.evidence == right.evidence ? left.words < right.words : left.evidence > right.evidence
  }

  /// Whether at least half of the cases have something and at most 2% of the others, so that it is probably a consequence of
  /// the condition.
  private static func isTelltale(_ with: Int, of cases: Int, _ without: Int, of others: Int) -> Bool {
    with * 2 >= cases && with > 0 && without * 50 <= others
  }

  /// Whether what people did or said, up to the end of the day itself, is probably part of the outcome.
  private func isTelltale(_ finding: Finding) -> Bool {
    let all = comparisons.counts.byThen
    return WhyFindings.isTelltale(
      finding.byThen.with, of: all.inside, finding.byThen.without, of: all.outside)
  }

  /// Attributes that only repeat the outcome, by a value or by being set at all. Attributes are known as they are now, so people
  /// who have the outcome later already have the value; the comparison is therefore with people who never have it.
  private func telltales(_ features: [FeatureCounts.Row]) -> Set<String> {
    let (cases, never) = (with, comparisons.counts.neverOutside)
    guard never >= WhyFindings.leastCases else { return [] }
    let telling = features.filter { feature in
      guard feature.kind.isOfAttribute else { return false }
      let (with, without) = (feature.counts.people.inside, feature.counts.neverOutside)
      return WhyFindings.isTelltale(with, of: cases, without, of: never)
        || feature.kind == .missing
          && WhyFindings.isTelltale(cases - with, of: cases, never - without, of: never)
    }
    return Set(telling.map(\.name))
  }
}

extension FeatureCounts.Kind {
  fileprivate var isOfAttribute: Bool { [.attribute, .missing, .band].contains(self) }
}

extension Finding {
  fileprivate var isOfAttribute: Bool { kind.isOfAttribute }

  /// Whether it is a value of a segment.
  fileprivate func isOf(_ segments: Set<String>) -> Bool { isOfAttribute && segments.contains(name) }
}

extension ReferencedNames {
  /// Whether a feature is about something that the condition names.
  fileprivate func names(_ finding: Finding, _ value: Scalar, _ language: Language) -> Bool {
    let name = finding.name.lowercased()
    switch finding.kind {
    case .attribute, .missing, .band: return attributes.contains(name)
    case .spoke: return false
    case .event: return namesAnyEvent || events.contains(name)
    case .channel: return namesAnyFeedback || channels.contains(name)
    case .score: return namesAnyFeedback || namesScore
    case .topic:
      return namesAnyFeedback
        || patterns.contains { pattern in
          if case .topic(let topic) = pattern { topic.name.lowercased() == name } else { false }
        }
    case .word, .phrase:
      if namesAnyFeedback { return true }
      guard let text = value.text else { return false }
      return patterns.contains { !PatternMatcher($0, language: language).matches(in: text).isEmpty }
    }
  }
}
