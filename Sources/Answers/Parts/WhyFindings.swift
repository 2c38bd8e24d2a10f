internal import DataModel
internal import Plan
internal import Statistics
internal import Text

/// What is held against what in a `why`: who was compared, and what of them differs.
struct WhyFindings {
  /// Compared people.
  let with: Int
  let without: Int
  /// All people with it, and in the population.
  let all: Int
  let population: Int
  let days: Int?
  /// Nobody with it was there for so many days by then.
  let isOfNewcomers: Bool
  let short: (with: Int, without: Int)
  let undated: (with: Int, without: Int)
  /// Corrected together; the surest first.
  private(set) var findings: [Finding] = []
  /// Those who gave feedback; nil where nearly nobody did.
  private(set) var speakers: (with: Int, without: Int)?
  /// Not findings: what the condition names, and attributes that are set only where it holds.
  private(set) var apart: [Finding] = []

  init(people: [Columns], traits: Columns, _ condition: Condition, _ language: Language) {
    func pair(_ row: Int) -> (with: Int, without: Int) {
      (traits["inside", row].integer ?? 0, traits["outside", row].integer ?? 0)
    }
    all = people[0]["n", 0].integer ?? 0
    population = people[1]["n", 0].integer ?? 0
    (with, without) = pair(0)
    days = traits["low", 0].integer
    isOfNewcomers = traits["value", 0] == .boolean(true)
    short = pair(1)
    undated = pair(2)
    let naming = Naming(condition)
    let telltales = WhyFindings.telltales(traits, with: with, without: without)
    for row in 3..<max(3, traits.rowCount) {
      guard let finding = Finding(traits, row: row, with: with, without: without),
        finding.kind != .spoke, !WhyFindings.isMirror(traits, row),
        finding.with.hits + finding.without.hits >= Traits.least(of: with + without)
      else { continue }
      let isOfAttribute = [.attribute, .missing, .band].contains(finding.kind)
      if isOfAttribute && telltales.contains(finding.name)
        || naming.names(finding, traits["value", row], language)
      {
        apart.append(finding)
      } else {
        findings.append(finding)
      }
    }
    if let row = (0..<traits.rowCount).first(where: { traits["kind", $0].text == "spoke" }) {
      speakers = pair(row)
    }
    let rates = falseDiscoveryRates(findings.map(\.p))
    for index in findings.indices { findings[index].q = rates[index] }
    findings.sort(by: WhyFindings.isSurer)
    apart.sort(by: WhyFindings.isSurer)
  }

  /// The findings that are there only because one side gave more feedback: among those who did, they are not.
  var bySpeaking: Set<Int> {
    guard let speakers else { return [] }
    return Set(
      findings.filter {
        $0.q < 0.05 && $0.needsFeedback && !$0.holds(amongSpeakers: speakers.with, speakers.without)
      }.map(\.row))
  }

  /// Words that say nothing by themselves, as for `topics`; and those that everybody uses: at least an eighth of those
  /// who gave feedback, on either side.
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
        return finding.with.hits * 8 >= speakers.with && finding.without.hits * 8 >= speakers.without
      }.map(\.row))
  }

  /// Of a yes/no that everybody has, “no” says what “yes” says already.
  private static func isMirror(_ traits: Columns, _ row: Int) -> Bool {
    traits["value", row] == .boolean(false)
      && !(0..<traits.rowCount).contains {
        traits["kind", $0].text == "missing" && traits["name", $0] == traits["name", row]
      }
  }

  private static func isSurer(_ left: Finding, _ right: Finding) -> Bool {
    if (left.q < 0.05) != (right.q < 0.05) { return left.q < 0.05 }
    return left.evidence == right.evidence ? left.words < right.words : left.evidence > right.evidence
  }

  /// Attributes that at least half of those with it have, and at most 2% of those without: what was written down
  /// because of it.
  private static func telltales(_ traits: Columns, with: Int, without: Int) -> Set<String> {
    var names: Set<String> = []
    for row in 0..<traits.rowCount where traits["kind", row].text == "missing" {
      guard let name = traits["name", row].text, let own = traits["inside", row].integer,
        let other = traits["outside", row].integer
      else { continue }
      if (with - own) * 2 >= with, (without - other) * 50 <= without { names.insert(name) }
    }
    return names
  }
}

extension Naming {
  /// Whether a finding is about something that the condition names.
  fileprivate func names(_ finding: Finding, _ value: Scalar, _ language: Language) -> Bool {
    let name = finding.name.lowercased()
    switch finding.kind {
    case .attribute, .missing, .band: return attributes.contains(name)
    case .spoke: return false
    case .event: return namesAnyEvent || events.contains(name)
    case .channel: return channels.contains(name)
    case .score: return namesScore
    case .topic:
      return patterns.contains { pattern in
        if case .topic(let topic, _) = pattern { topic.lowercased() == name } else { false }
      }
    case .word, .phrase:
      guard let text = value.text else { return false }
      return patterns.contains { !PatternMatcher($0, language: language).matches(in: text).isEmpty }
    }
  }
}
