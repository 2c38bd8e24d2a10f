import DataModel
import Session
import SourceText
import Syntax
import Testing

@testable import REPL

/// The table of forms against what happens: each clause after each form of each verb, and each line of a load.
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

  /// Groups of what a form is about.
  private static func groups(_ verb: Registry.Verb, _ form: Form) -> String {
    let records = verb.keyword == .count ? form.matter : nil
    return records == .events ? "by device" : records == .feedback ? "by channel" : "by plan"
  }

  /// A clause as it is written after a form, with the groups that it needs.
  private static func texts(grouped clause: ClauseKind, _ verb: Registry.Verb, _ form: Form) -> [String] {
    let needsGroups = form.restriction(on: clause) == afterBy
    return texts(of: clause, verb, form).map { needsGroups ? "\(groups(verb, form)) \($0)" : $0 }
  }

  private static let afterBy = "after `by`"

  /// A clause as it is written after a form, in each of the words that it may start with.
  private static func texts(of clause: ClauseKind, _ verb: Registry.Verb, _ form: Form) -> [String] {
    // Of `count` the records are what is counted; elsewhere the people are chosen.
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

  /// Clauses that are another one where that is taken: `by week` is a group, `from signup` people.
  private static let readings: [ClauseKind: ClauseKind] = [
    .grain: .by, .start: .population, .lookBack: .window, .window: .lookBack,
  ]

  // MARK: A small shop

  private static let files: [String: String] = {
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

  private static let shop: QuerySession = {
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

  /// What is wrong with a text; `work` says whether it is answered too.
  private static func errors(_ text: String, _ work: QuerySession.Work = .checking) -> [Diagnostic] {
    var session = shop
    session.work = work
    return session.run(SourceFile(name: "typed", text: text)).flatMap(\.diagnostics)
      .filter { $0.severity == .error }
  }

  private static let completer = Completer(shop)

  /// The words that Tab offers after a text.
  private static func offers(after text: String) -> Set<String> {
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

  /// What is checked is answered too (`CheckingTests`).
  @Test(arguments: all.indices) func whatIsTakenIsUnderstoodAndTheRestRefused(_ index: Int) throws {
    let (verb, form) = Self.all[index]
    let head = try #require(Self.heads[form.head])
    for clause in ClauseKind.allCases {
      for text in Self.texts(grouped: clause, verb, form) {
        // `from` starts the clock in some forms.
        if clause == .population, text.hasPrefix("from"), form.clauses.contains(.start) { continue }
        // `why ID in GROUP`, the last step of a funnel, and conditions that a definition may hold.
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

  /// What is about groups is refused where there are none, and so is what has nothing to cut.
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
    // The key of steps stands with them, and the condition of a group right after it.
    let kinds = ClauseKind.allCases.filter {
      form.clauses.contains($0) && $0 != .sameKey && !($0 == .where && verb.keyword == .words)
        && !($0 == .span && form.restriction(on: .span) != nil)
    }
    let texts = kinds.compactMap { Self.texts(of: $0, verb, form).first }
    let text = try #require(Self.heads[form.head]) + " " + texts.joined(separator: " ")
    let errors = Self.errors(text, .answering)
    #expect(errors.isEmpty, "\(text): \(errors.map(\.message))")
  }

  /// Each word that starts a clause and is offered can be gone on with, and each clause that can stand is offered.
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

  @Test func tabKnowsWhatAFigureIsOf() {
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

  // MARK: Loads

  /// A line of each form of each slot.
  private static let lines: [String: String] = [
    "key COLUMN": "key id", "label COLUMN, …": "label plan, role",
    "segments by COLUMN, …": "segments by role, plan",
    "value COLUMN": "value mrr", "charges are NAME, …": "charges are order, refund",
    "start COLUMN": "start signup",
    "end COLUMN": "end churned_at", "customer COLUMN, …": "customer who, when",
    "customer none": "customer none",
    "customer COLUMN by COLUMN": "customer who by id",
    "customer COLUMN matches /PATTERN/": "customer who matches /[a-z0-9]+/", "name COLUMN": "name what",
    "at COLUMN, …": "at when",
    "at none": "at none", "as NAME": "as merchant", "as NAME at COLUMN": "as visit at when",
    "id COLUMN, …": "id who, when", "about COLUMN": "about who", "text COLUMN, …": "text words, place",
    "text COLUMN as plain": "text words as plain", "score COLUMN from 0 to 10": "score rating from 0 to 10",
    "score COLUMN from 0 to 10 in CHANNEL": "channel place score rating from 0 to 10 in survey",
    "channel COLUMN": "channel place", "channel \"survey\"": "channel \"survey\"",
    "type COLUMN TYPE": "type COLUMN text", "dates day first": "dates day first",
    "dates month first in COLUMN, …": "dates month first in COLUMN", "dates year first": "dates year first",
    "times in \"UTC\"": "times in \"UTC\"", "columns NAME, …": "columns NAMES",
    "rename COLUMN as NAME": "rename COLUMN as other",
    "ignore COLUMN, …": "ignore COLUMN", "join \"FILE\" on COLUMN": "join \"plans.csv\" on COLUMN = code",
    "join \"FILE\" on COLUMN total COLUMN as NAME where CONDITION":
      "join \"plans.csv\" on COLUMN = code total price as paid where price > 1",
    "where COLUMN is VALUE": "where COLUMN is not \"zz\"", "newest by COLUMN": "newest by NUMBER",
    "oldest by COLUMN": "oldest by NUMBER",
    "one row a COLUMN where CONDITION": "one row a ID where COLUMN is set", "ids fold case": "ids fold case",
    "ids without zeros": "ids without zeros", "ids first 15 characters": "ids first 15 characters",
    "equal rows once": "equal rows once", "missing \"TBD\", …": "missing \"TBD\", \"-\"",
    "split COLUMN by \",\"": "split COLUMN by \";\"", "list COLUMN as NAME": "list COLUMN as several",
    "encoding \"windows-1251\"": "encoding \"utf-8\"",
    "rates \"USD 1, EUR 1.08\"": "rates \"USD 1, EUR 1.08\"", "decimals comma": "decimals comma",
    "decimals point in COLUMN, …": "decimals point in COLUMN", "skip 4 lines": "skip 1 line",
    "skip rows 2 to 3": "skip rows 2 to 3", "header rows 1 to 2": "header rows 1 to 2",
    "quotes none": "quotes none", "quotes backslash": "quotes backslash", "keep all rows": "keep all rows",
  ]

  /// What a load cannot do without, and columns of its file: an id, and one that nothing else needs.
  private static func load(_ table: Load.Table) -> (file: String, lines: [Keyword: String], columns: [String])
  {
    switch table {
    case .customers: ("people.csv", [.key: "key id"], ["id", "plan", "mrr"])
    case .events:
      (
        "events.csv", [.customer: "customer who", .name: "name what", .at: "at when"],
        ["who", "device", "amount"]
      )
    case .feedback:
      (
        "said.csv", [.customer: "customer who", .at: "at when", .text: "text words"],
        ["who", "place", "rating"]
      )
    }
  }

  private func errors(loading table: Load.Table, with form: String, of slot: Registry.Slot) throws
    -> [Diagnostic]
  {
    var (file, lines, columns) = Self.load(table)
    let line = try #require(Self.lines[form], "\(form)")
    var texts = Self.files
    texts["plans.csv"] = "code,price\npro,3\nfree,0\n"
    let rows = (texts[file] ?? "").split(separator: "\n", maxSplits: 1)
    switch form {
    case "columns NAME, …": texts[file] = String(rows[1])
    case "skip 4 lines": texts[file] = "A report\n" + (texts[file] ?? "")
    case "header rows 1 to 2":
      let second = rows[0].split(separator: ",").map { _ in "" }.joined(separator: ",")
      texts[file] = "\(rows[0])\n\(second)\n\(rows[1])"
    case _: break
    }
    lines[slot.keyword] = nil
    if slot.keyword == .as { (lines[.name], lines[.at]) = (nil, form.contains("at") ? nil : lines[.at]) }
    if slot.keyword == .newest || slot.keyword == .oldest, table != .customers { lines[.id] = "id who, when" }
    let spare = columns[slot.keyword == .type ? 0 : 1]
    let written = line.replacing("COLUMN", with: spare).replacing("NAMES", with: rows[0])
      .replacing("NUMBER", with: columns[2]).replacing("ID", with: columns[0])
    let others = lines.sorted { $0.key.rawValue < $1.key.rawValue }.map(\.value)
    let text = (["load \(table.rawValue) from \"\(file)\""] + others + [written]).joined(separator: " ")
    // Events and feedback are of somebody.
    let people = table == .customers ? "" : "load customers from \"people.csv\" key id\n"
    var session = QuerySession(host: .memory(texts.mapValues { Array($0.utf8) }))
    return session.run(SourceFile(name: "typed", text: people + text)).flatMap(\.diagnostics)
      .filter { $0.severity == .error }
  }

  @Test func everyLineOfALoadRunsWhereItBelongs() throws {
    #expect(Set(Self.lines.keys) == Set(Registry.slots.flatMap(\.forms)))
    for slot in Registry.slots {
      for form in slot.forms {
        for table in Load.Table.allCases where slot.keyword != .as || table == .events || form == "as NAME" {
          let errors = try errors(loading: table, with: form, of: slot)
          if slot.tables.contains(table) {
            #expect(errors.isEmpty, "load \(table) \(form): \(errors.map(\.message))")
          } else {
            #expect(errors.contains { $0.code == .misplacedClause }, "load \(table) \(form)")
          }
        }
      }
    }
  }

  @Test func tabOffersTheLinesOfALoad() {
    for table in Load.Table.allCases {
      let here = Registry.slots.filter { $0.tables.contains(table) && !$0.forms.isEmpty }
      let head = "load \(table.rawValue) from \"a.csv\""
      #expect(Self.offers(after: head) == Set(here.map(\.keyword.rawValue) + ["rows", "sheet"]))
      for slot in here {
        let again = Self.offers(
          after: "\(head) where a is b \(slot.keyword == .where ? "" : "keep all rows")")
        #expect(again.contains("where") == false && again.contains("keep"))
      }
    }
    #expect(Self.offers(after: "load customers from").isDisjoint(with: ["sqlite", "postgres"]))
  }

  @Test func aLinkIsReadAsHelpShowsIt() {
    var texts = Self.files
    texts["identify.csv"] = "anonymous_id,user_id\na1,p1\n"
    var session = QuerySession(host: .memory(texts.mapValues { Array($0.utf8) }))
    let example = Registry.verb(named: "link")?.example ?? ""
    let outcomes = session.run(
      SourceFile(name: "typed", text: "load customers from \"people.csv\" key id\n\(example)"))
    #expect(outcomes.allSatisfy { !$0.failed })
    #expect(Help(session, width: 80).text(about: "link").contains(example))
  }
}

extension String {
  /// Two digits.
  fileprivate init(format number: Int) { self = number < 10 ? "0\(number)" : "\(number)" }
}
