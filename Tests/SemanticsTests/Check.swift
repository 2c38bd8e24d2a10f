import Foundation
import Plan
import SourceText
import Syntax

@testable import Semantics

/// The result of a script, statement by statement; definitions join the scope, as in a session.
struct Outcome {
  var planned: [Planned] = []
  var diagnostics: [Diagnostic] = []

  var questions: [Question] {
    planned.compactMap { planned in
      switch planned {
      case .question(let question), .export(let question, _): question
      case .definition, .parameter, .note, .synonym: nil
      }
    }
  }
}

func resolve(_ source: String, in scope: Scope = Scope(catalog: ShopCatalog())) -> Outcome {
  let file = SourceFile(name: "typed", text: source)
  let (script, diagnostics) = parse(file)
  var scope = scope
  var outcome = Outcome(diagnostics: diagnostics)
  for statement in script.statements where statement.isComplete {
    let (planned, found) = resolve(statement, of: file, in: scope)
    outcome.diagnostics += found
    guard let planned else { continue }
    outcome.planned.append(planned)
    switch planned {
    case .definition(let definition): scope.definitions.append(definition)
    case .parameter(let name, let literal): scope.parameters[name] = literal
    case .question, .export, .note, .synonym: break
    }
  }
  return outcome
}

/// The reading of the last question of a script, or its first error.
func reading(_ source: String, in scope: Scope = Scope(catalog: ShopCatalog())) -> String {
  let outcome = resolve(source, in: scope)
  if let error = outcome.diagnostics.first(where: { $0.severity == .error }) {
    return "ERROR \(error.code.rawValue): \(error.message)"
  }
  return outcome.questions.last?.reading(in: scope.catalog) ?? "no question"
}
