import DataModel
import Session
import SourceText
import Syntax
import Testing

@testable import REPL

/// The table of forms is compared with the parser: each clause after each form of each verb, and each line of a load.
@Suite struct FormTests {
  /// A statement of each form.
  private static let heads = [
    "segment PEOPLE": "segment sellers", "count PEOPLE": "count sellers",
    "count EVENT events": "count order events", "count feedback": "count feedback",
    "measure rate of CONDITION": "measure rate of churned",
    "measure count of EVENT": "measure count of order",
    "measure nps": "measure nps", "quotes": "quotes", "topics": "topics",
    "words for PEOPLE versus PEOPLE": "words for sellers versus buyers",
    "compare PEOPLE versus PEOPLE": "compare sellers versus buyers",
    "compare TIME versus TIME": "compare since 2025-05-01 versus in 2025-04", "why CONDITION": "why churned",
    "why person ID in PEOPLE": "why person p1 in sellers", "blindspots": "blindspots",
    "priorities": "priorities", "funnel EVENT then EVENT": "funnel order then deliver",
    "retention of EVENT": "retention of order", "retention of mentioned WORD": "retention of mentioned trust",
    "survival of CONDITION": "survival of churned", "trend number of CONDITION": "trend number of churned",
    "trend count of EVENT": "trend count of order", "trend nps": "trend nps",
    "lifecycle of EVENT": "lifecycle of order", "lifecycle of mentioned WORD": "lifecycle of mentioned trust",
    "paths after EVENT": "paths after order", "paths after mentioned WORD": "paths after mentioned trust",
    "sample 8 PEOPLE": "sample 8 sellers", "define NAME as METRIC": "define left as rate of churned",
    "expect rate of CONDITION < 20%": "expect rate of churned <= 100%",
    "expect count of EVENT > 100": "expect count of order >= 0", "expect nps > 30": "expect nps >= -100",
  ]

  private static let all = Registry.verbs.flatMap { verb in verb.forms.map { (verb, $0) } }

  /// The word for groups of a form's subject.
  private static func groups(_ verb: Registry.Verb, _ form: Form) -> String {
    let records = verb.keyword == .count ? form.matter : nil
    return records == .events ? "by device" : records == .feedback ? "by channel" : "by plan"
  }

  /// The texts of a clause after a form, with the groups that it needs.
  private static func texts(grouped clause: ClauseKind, _ verb: Registry.Verb, _ form: Form) -> [String] {
    let needsGroups = form.restriction(on: clause) == afterBy
    return texts(of: clause, verb, form).map { needsGroups ? "\(groups(verb, form)) \($0)" : $0 }
  }

  private static let afterBy = "after `by`"

  /// The texts of a clause after a form, one for each word that it can start with.
  private static func texts(of clause: ClauseKind, _ verb: Registry.Verb, _ form: Form) -> [String] {
    // In `count`, the records are counted; elsewhere, people are chosen.
    let records = verb.keyword == .count ? form.matter : nil
    switch clause {
    case .about: return ["about trust", "mentioning trust"]
    case .with:
      return [form.matter == .events || verb.keyword == .funnel ? "with (amount > 5)" : "with (score <= 9)"]
    case .channels: return ["in survey"]
    case .within: return ["within 14 days"]
    case .without: return ["without refund"]
    case .strict: return ["strict"]
    case .sameKey: return ["on same order_id"]
    case .onOrAfter: return ["on or after"]
    case .grain: return ["by week"]
    case .span: return ["for 12 weeks"]
    case .depth: return ["for 3 steps"]
    case .start: return ["from signup"]
    case .window:
      return [
        "in last 90 days", "since 2025-01-01", "before 2025-06-01", "after 2025-01-01", "over last 90 days",
        "between 2025-01-01 and 2025-05-01", "on 2025-05-05",
      ]
    case .lookBack: return ["over last 60 days", "in last 60 days"]
    case .ending: return ["ending 14 days before"]
    case .population: return ["for sellers", "of sellers", "among sellers", "from sellers"]
    case .where:
      return [
        records == .events
          ? "where amount > 5" : records == .feedback ? "where score <= 9" : "where plan is pro"
      ]
    case .by: return [groups(verb, form)]
    case .having: return ["having count >= 0"]
    case .spread: return ["spread by plan"]
    case .show: return ["show plan"]
    case .sort:
      if form.restriction(on: .sort) != nil { return ["sort by count"] }
      return [
        verb.keyword == .quotes
          ? "sort by at" : verb.keyword == .priorities ? "sort by people" : "sort by plan"
      ]
    case .limit: return ["limit 3"]
    case .seed: return ["seed 1"]
    case .chart: return ["as table"]
    }
  }

  /// Clauses that are read as another one where that is allowed: `by week` is a group, `from signup` a population.
  private static let readings: [ClauseKind: ClauseKind] = [
    .grain: .by, .start: .population, .lookBack: .window, .window: .lookBack,
  ]

  // MARK: A small shop

  static let files: [String: String] = {
    var people = "id,role,plan,mrr,signup,churned_at\n"
    var events = "who,what,when,amount,order_id,device\n"
    var said = "who,when,words,place,rating\n"
    for number in 0..<20 {
      let day = String(format: 1 + number % 28)
      let left = number % 3 == 0 ? "2025-06-\(day)" : ""
      people += "p\(number),\(number % 2 == 0 ? "buyer" : "seller"),\(number % 4 < 2 ? "pro" : "free"),"
      people += "\(number),2025-01-\(day),\(left)\n"
      for (month, what) in [("04", "order"), ("05", "order"), ("05", "deliver"), ("06", "login")] {
        events +=
          "p\(number),\(what),2025-\(month)-\(day),\(number),o\(number),\(number % 5 == 0 ? "ios" : "web")\n"
      }
      said += "p\(number),2025-05-\(day),\(number % 4 == 1 ? "I trust you" : "too slow"),"
      said += "\(number % 2 == 0 ? "survey" : "support"),\(number % 11)\n"
    }
    events += "p1,refund,2025-05-30,1,o9,web\n"
    return ["people.csv": people, "events.csv": events, "said.csv": said]
  }()

  static let shop: QuerySession = {
    let workspace = """
      load customers from "people.csv" key id segments by role value mrr start signup end churned_at
      load events from "events.csv" customer who name what at when
      load feedback from "said.csv" customer who at when text words channel place score rating from 0 to 10
      rename rating as score
      """
    let texts = files.merging(["w.heed": workspace.replacing("\nrename", with: " rename")]) { $1 }
    var session = QuerySession(host: .memory(texts.mapValues { Array($0.utf8) }))
    #expect(session.open("w.heed").allSatisfy { !$0.failed })
    return session
  }()

  /// The errors of a text; with `work`, it can be answered too.
  private static func errors(_ text: String, _ work: QuerySession.Work = .checking) -> [Diagnostic] {
    var session = shop
    session.work = work
    return session.run(SourceFile(name: "typed", text: text)).flatMap(\.diagnostics)
      .filter { $0.severity == .error }
  }

  private static let completer = Completer(shop)

  /// The words that Tab offers after a text.
  static func offers(after text: String) -> Set<String> {
    let text = text + " "
    return Set(
      completer.offers(in: text, at: text.utf8.count).compactMap {
        $0.text.split(separator: " ").first.map(String.init)
      })
  }

  // MARK: Clauses

  @Test func everyFormHasItsStatement() throws {
    for (verb, form) in Self.all {
      let head = try #require(Self.heads[form.head], "\(form.head)")
      let statement = try #require(parse(SourceFile(name: "", text: head)).script.statements.first)
      #expect(statement.form?.head == form.head)
      #expect(Self.errors(head, .answering).isEmpty, "\(head)")
      #expect(form.head.hasPrefix(verb.name))
    }
    #expect(Set(Self.heads.keys) == Set(Self.all.map(\.1.head)))
  }

  /// Whatever `check` accepts can be answered (`CheckingTests`).
  @Test(arguments: all.indices) func whatIsTakenIsUnderstoodAndTheRestRefused(_ index: Int) throws {
    let (verb, form) = Self.all[index]
    let head = try #require(Self.heads[form.head])
    for clause in ClauseKind.allCases {
      for text in Self.texts(grouped: clause, verb, form) {
        // `from` is the start in some forms.
        if clause == .population, text.hasPrefix("from"), form.clauses.contains(.start) { continue }
        // `why ID in GROUP`, the last step of a funnel, and conditions that a definition can contain.
        if clause == .channels, form.head == "why CONDITION" { continue }
        if clause == .with, verb.keyword == .funnel { continue }
        if verb.keyword == .define, [.window, .lookBack].contains(clause) { continue }
        let errors = Self.errors(head + " " + text)
        if form.clauses.contains(clause) {
          #expect(errors.isEmpty, "\(head) \(text): \(errors.map(\.message))")
        } else if !(Self.readings[clause].map(form.clauses.contains) ?? false) {
          expectRefusal(errors, of: head + " " + text)
        }
      }
    }
  }

  /// Clauses about groups are refused if there are no groups, and so are those with nothing to cut.
  @Test(arguments: all.indices) func whatHasNoEffectIsRefused(_ index: Int) throws {
    let (verb, form) = Self.all[index]
    let head = try #require(Self.heads[form.head])
    for clause in ClauseKind.allCases where form.restriction(on: clause) == Self.afterBy {
      for text in Self.texts(of: clause, verb, form).map({ "\(head) \($0)" }) {
        expectRefusal(Self.errors(text), of: text)
      }
    }
  }

  @Test func aStretchOfTwoEndsIsNotCut() {
    let text = "compare in 2025-05 versus in 2025-04 within 14 days"
    expectRefusal(Self.errors(text), of: text)
  }

  private func expectRefusal(_ errors: [Diagnostic], of text: String) {
    guard let error = errors.first else {
      Issue.record("\(text) is answered")
      return
    }
    #expect(errors.count == 1 && !error.label.isEmpty, "\(text): \(errors.map(\.message))")
    #expect(!error.fixes.isEmpty, "\(text): \(error.message)")
    for fix in error.fixes {
      let mended = String(decoding: fix.applied(to: Array(text.utf8)), as: UTF8.self)
      #expect(Self.errors(mended).isEmpty, "\(text) → \(mended)")
    }
  }

  @Test(arguments: all.indices) func allClausesAtOnceInTheirOrder(_ index: Int) throws {
    let (verb, form) = Self.all[index]
    // The key of steps comes right after them, and the condition of a group right after the group.
    let kinds = ClauseKind.allCases.filter {
      form.clauses.contains($0) && $0 != .sameKey && !($0 == .where && verb.keyword == .words)
        && !($0 == .span && form.restriction(on: .span) != nil)
    }
    let texts = kinds.compactMap { Self.texts(of: $0, verb, form).first }
    let text = try #require(Self.heads[form.head]) + " " + texts.joined(separator: " ")
    let errors = Self.errors(text, .answering)
    #expect(errors.isEmpty, "\(text): \(errors.map(\.message))")
  }

  /// Each offered word that starts a clause can be continued, and each clause that is allowed is offered.
  @Test(arguments: all.indices) func tabOffersWhatCanFollow(_ index: Int) throws {
    let (verb, form) = Self.all[index]
    let head = try #require(Self.heads[form.head])
    let texts = ClauseKind.allCases.flatMap { Self.texts(of: $0, verb, form) } + ["within 14 days of signup"]
    let others = verb.keyword == .define ? ["define left as nps", "define paid as average mrr"] : []
    for head in [head, head + " limit 3", head + " by plan"] + others
    where head == Self.heads[form.head] || Self.errors(head).isEmpty {
      let offers = Self.offers(after: head)
      for word in Set(ClauseKind.allCases.flatMap(\.keywords)) where offers.contains(word.rawValue) {
        let ways = texts.filter { $0.hasPrefix(word.rawValue + " ") || $0 == word.rawValue }
        #expect(ways.contains { Self.errors("\(head) \($0)").isEmpty }, "\(head) \(word.rawValue)")
      }
    }
    let offers = Self.offers(after: head)
    for clause in form.clauses where form.restriction(on: clause) != Self.afterBy {
      let word = clause.keywords.first?.rawValue ?? ""
      #expect(offers.contains(word), "\(head) \(word)")
    }
    for outer in ["explain", "export"] {
      let inside = Self.offers(after: outer + " " + head)
      #expect(inside.subtracting(["to"]) == offers, "\(outer) \(head)")
    }
  }

  @Test func tabOffersTheClausesOfAFigure() {
    #expect(Self.offers(after: "measure average score").isSuperset(of: ["in", "with", "about"]))
    #expect(Self.offers(after: "measure average mrr").isDisjoint(with: ["in", "with", "about", "since"]))
    #expect(!Self.offers(after: "count sellers").contains("having"))
    #expect(Self.offers(after: "count sellers by plan").isSuperset(of: ["having", "sort"]))
    #expect(!Self.offers(after: "count sellers by plan limit 3").contains("limit"))
    let words = Set(ClauseKind.allCases.flatMap(\.keywords).map(\.rawValue))
    #expect(Self.offers(after: "segment sellers").intersection(words) == ["where", "show", "sort", "limit"])
    #expect(Self.offers(after: "count sellers by mrr").isSuperset(of: ["in", "split"]))
    #expect(Self.offers(after: "count sellers by plan").isDisjoint(with: ["in", "split"]))
  }

  @Test func helpTellsWhatIsTaken() {
    let help = Help(Self.shop, width: 200)
    for verb in Registry.verbs {
      let lines = help.text(about: verb.name).split(separator: "\n\n")
        .filter { $0.contains("may be followed by:") }.flatMap { $0.split(separator: "\n") }
      for clause in ClauseKind.allCases {
        let isTold = lines.contains { $0.hasPrefix("  \(clause.form)  ") }
        #expect(isTold == verb.clauses.contains(clause), "\(verb.name) \(clause.form)")
      }
    }
  }
}

extension String {
  /// With two digits.
  fileprivate init(format number: Int) { self = number < 10 ? "0\(number)" : "\(number)" }
}
