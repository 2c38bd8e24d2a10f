import DataModel
import Foundation
import Session
import SourceText
import Syntax
import Testing

@testable import REPL

/// The lines of a load: each is accepted in its own kinds of load, and nowhere else.
extension FormTests {

  /// A line of each form of each slot.
  private static let lines: [String: String] = [
    "key COLUMN": "key id", "label COLUMN, …": "label plan, role",
    "segments by COLUMN, …": "segments by role, plan",
    "value COLUMN": "value mrr", "charges are NAME, …": "charges are order, refund",
    "start COLUMN": "start signup",
    "end COLUMN": "end churned_at", "customer COLUMN, …": "customer who, when",
    "customer none": "customer none",
    "customer COLUMN by COLUMN": "customer who by id",
    "customer COLUMN matches /PATTERN/": "customer who matches /[a-z0-9]+/",
    "customer COLUMN matches /PATTERN/ by COLUMN": "customer who matches /[a-z0-9]+/ by id",
    "name COLUMN": "name what",
    "at COLUMN, …": "at when",
    "at none": "at none", "as NAME": "as merchant", "as NAME at COLUMN": "as visit at when",
    "id COLUMN, …": "id who, when", "about COLUMN": "about who", "text COLUMN, …": "text words, place",
    "text COLUMN as plain": "text words as plain", "score COLUMN from 0 to 10": "score rating from 0 to 10",
    "score COLUMN from 0 to 10 in CHANNEL": "channel place score rating from 0 to 10 in survey",
    "channel COLUMN": "channel place", "channel \"survey\"": "channel \"survey\"",
    "type COLUMN TYPE": "type COLUMN text", "dates day first": "dates day first",
    "dates month first in COLUMN, …": "dates month first in COLUMN", "dates year first": "dates year first",
    "times in \"UTC\"": "times in \"UTC\"", "columns NAME, …": "columns NAMES",
    "columns NAME at 1 to 5, …": "columns PLACES",
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
    "encoding \"windows-1251\"": "encoding \"utf-8\"", "format csv": "format csv",
    "rates \"USD 1, EUR 1.08\"": "rates \"USD 1, EUR 1.08\"", "decimals comma": "decimals comma",
    "decimals point in COLUMN, …": "decimals point in COLUMN", "skip 4 lines": "skip 1 line",
    "skip rows 2 to 3": "skip rows 2 to 3", "header rows 1 to 2": "header rows 1 to 2",
    "quotes none": "quotes none", "quotes backslash": "quotes backslash", "keep all rows": "keep all rows",
  ]

  /// The lines that a load needs, and columns of its file: an id, and one that no other line uses.
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
    case "columns NAME at 1 to 5, …":
      texts[file] = rows[1].split(separator: "\n").map { row in
        row.split(separator: ",", omittingEmptySubsequences: false).map {
          $0.padding(toLength: 60, withPad: " ", startingAt: 0)
        }.joined()
      }.joined(separator: "\n")
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
    let places = rows[0].split(separator: ",").enumerated().map { index, name in
      "\(name) at \(index * 60 + 1) to \(index * 60 + 60)"
    }.joined(separator: ", ")
    let written = line.replacing("COLUMN", with: spare).replacing("NAMES", with: rows[0])
      .replacing("NUMBER", with: columns[2]).replacing("ID", with: columns[0])
      .replacing("PLACES", with: places)
    let others = lines.sorted { $0.key.rawValue < $1.key.rawValue }.map(\.value)
    let text = (["load \(table.rawValue) from \"\(file)\""] + others + [written]).joined(separator: " ")
    // Events and feedback need customers.
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
      #expect(
        Self.offers(after: head) == Set(here.map(\.keyword.rawValue) + ["rows", "sheet", "table", "query"]))
      for slot in here {
        let again = Self.offers(
          after: "\(head) where a is b \(slot.keyword == .where ? "" : "keep all rows")")
        #expect(again.contains("where") == false && again.contains("keep"))
      }
    }
    #expect(Self.offers(after: "load customers from").isSuperset(of: ["stdin", "postgres"]))
    #expect(Self.offers(after: "load customers from").isDisjoint(with: ["sqlite"]))
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
