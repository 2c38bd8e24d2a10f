internal import DataModel
internal import Plan

struct CompareVerb: Verb {
  let question: Versus
  let context: Asking.Context
  var firstRound: [Measurement] { [] }
  func answer(_ first: [Columns], _ second: [Columns]) -> Answer {
    Answer(verb: "compare", statement: context.statement, reading: context.reading)
  }
}
struct BeforeAfterVerb: Verb {
  let question: BeforeAfter
  let context: Asking.Context
  var firstRound: [Measurement] { [] }
  func answer(_ first: [Columns], _ second: [Columns]) -> Answer {
    Answer(verb: "compare", statement: context.statement, reading: context.reading)
  }
}
