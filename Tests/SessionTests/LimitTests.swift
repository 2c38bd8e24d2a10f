import DataModel
import Session
import Testing

/// What is shown, and in which order, does not change who is counted or what is tested.
@Suite struct LimitTests {
  @Test(arguments: [
    ("count sellers where churned by plan", "limit 1"), ("count sellers by plan", "sort by plan limit 2"),
    ("measure count, rate of churned, nps for sellers by plan", "sort by nps limit 1"),
    ("segment sellers where churned", "sort by last login limit 3"),
    ("quotes about trust for sellers", "sort by score limit 2"), ("topics for sellers", "limit 2"),
    ("survival of churned for sellers by plan", "limit 1"),
    ("funnel search then order within 7 days for buyers by plan", "limit 1"),
  ])
  func summariesAreTheSame(statement: String, shape: String) {
    var session = Market.session
    let (whole, cut) = (session.ask(statement).first, session.ask("\(statement) \(shape)").first)
    #expect(whole?.summary.isEmpty == false)
    #expect(whole?.summary.map(\.key) == cut?.summary.map(\.key))
    #expect(whole?.summary.map(\.value) == cut?.summary.map(\.value))
  }
}
