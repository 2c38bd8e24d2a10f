import DataModel
import Plan
import Session
import SourceText
import Syntax
import Testing

@testable import REPL

/// The first screen and the help pages suggest only what has an answer on the loaded data.
@Suite struct GreetingTests {
  private static let customers = """
    team,tier,seats,joined,closed_on
    a,gold,3,2025-07-01,
    b,gold,5,2025-02-01,2025-05-01
    c,iron,8,2025-03-01,2025-06-01

    """
  private static let talk =
    "at,place,words\n" + (1...9).map { "2025-06-0\($0),store,The checkout hangs \($0)\n" }.joined()
  private static let acts = "who,what,at\na,visit,2025-06-01\nb,visit,2025-04-02\nb,buy,2025-04-03\n"

  private func session(_ workspace: String) -> QuerySession {
    let files = [
      "w.heed": workspace, "c.csv": Self.customers, "f.csv": Self.talk, "e.csv": Self.acts,
      "none.csv": "team\n",
    ]
    let bytes = files.mapValues { Array($0.utf8) }
    var session = QuerySession(host: .memory(bytes))
    let outcomes = session.open("w.heed")
    let failed = outcomes.filter(\.failed)
    #expect(failed.isEmpty)
    return session
  }

  private static let own = """
    load customers from "c.csv" key team segments by tier value seats start joined end closed_on
    """
  private static let voices = "load feedback from \"f.csv\" customer none at at channel place text words"
  private static let events = "load events from \"e.csv\" customer who name what at at"

  /// Whether it has an answer without an error that is not empty.
  private func hasAnswer(_ question: String, _ session: QuerySession, mustShow: Bool = true) -> Bool {
    var session = session
    let outcomes = session.run(SourceFile(name: "typed", text: question))
    return outcomes.allSatisfy { outcome in
      guard case .answer(let answer) = outcome.result else { return !outcome.failed }
      return !mustShow || answer.summary.first { $0.key == "count" }.map { $0.value != .integer(0) } ?? true
    }
  }

  @Test func threeQuestionsThatHaveAnAnswer() {
    let workspaces = [Self.own, Self.voices, [Self.own, Self.voices, Self.events].joined(separator: "\n")]
    for session in workspaces.map(session) + [demoSession] {
      let questions = Greeting(session: session, width: 80).questions
      #expect(questions.count == 3 && Set(questions).count == 3, "\(questions)")
      for question in questions { #expect(hasAnswer(question, session), "\(question)") }
    }
    #expect(Greeting(session: session(Self.own), width: 80).questions[0] == "segment customers where closed")
    #expect(Greeting(session: session(Self.voices), width: 80).text.contains("checkout"))
    // No people and no records.
    let empty = session("load customers from \"none.csv\" key team")
    for question in Greeting(session: empty, width: 80).questions {
      #expect(hasAnswer(question, empty), "\(question)")
    }
  }

  @Test func examplesAreToldOfTheData() {
    let all = session([Self.own, Self.voices, Self.events].joined(separator: "\n"))
    let casting = ExampleAdapter(all)
    #expect(
      casting.example("measure rate of churned, average mrr for sellers by plan")?.contains("closed") == true)
    #expect(
      casting.example("funnel search then order then pay within 7 days for buyers")?.contains("visit") == true
    )
    #expect(casting.example("person s0042")?.hasPrefix("person ") == true)
    #expect(ExampleAdapter(demoSession).example("person s0042") == "person s0042")
  }

  /// Every page of help, on the demo and on other data, at any width.
  @Test func everyPageFitsAndItsExampleRuns() {
    let other = session([Self.own, Self.voices, Self.events].joined(separator: "\n"))
    for session in [demoSession, other] {
      let subjects = Help.subjects(Registry.verbs).map(\.name)
      let wide = Help(session, width: 200)
      for subject in subjects {
        let page = wide.text(about: subject)
        #expect(!page.contains("There is no help"), "\(subject)")
        let isAboutTheDemo = page.contains("This is about the demo")
        #expect(!isAboutTheDemo || session.vocabulary.catalog?.customerCount != 4_200, "\(subject)")
        let example = page.split(separator: "\n").first { $0.hasPrefix("  ") && !$0.hasPrefix("   ") }
        let files = ["load", "link", "use", "export"]
        if let example, !isAboutTheDemo, !files.contains(subject),
          Registry.verbs.contains(where: { $0.name == subject })
        {
          #expect(hasAnswer(String(example.dropFirst(2)), session, mustShow: false), "\(subject): \(example)")
        }
      }
      for width in [20, 40, 80] {
        let help = Help(session, width: width)
        for subject in subjects.map(Optional.some) + [nil] where subject != nil || width >= 80 {
          for line in help.text(about: subject).split(separator: "\n") where !line.hasPrefix("  ") {
            #expect(line.count <= width, "\(width): \(line)")
          }
        }
      }
    }
    #expect(Help(demoSession, width: 80).text(about: "segmant").contains("`help segment`"))
    #expect(Help(demoSession, width: 80).text(about: "zzzzz").contains("no help"))
  }

  @Test func everyWordHasAnExampleThatTheDemoUnderstands() {
    for word in Help.subjects([]).map(\.name) {
      #expect(!Help(demoSession, width: 80).text(about: word).contains("This is about the demo"), "\(word)")
    }
  }
}
