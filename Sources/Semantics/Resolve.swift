import Plan
public import SourceText
public import Syntax

/// Resolves a statement in a scope: its plan, and all diagnostics.
///
///     resolve(statement, of: file, in: scope)   // (.question(.segment(…)), [])
///
/// There is a plan if there is no error, and for a topic whose only errors are its own tests. Notes and warnings
/// belong to the answer. Pure: nothing is read or stored. `prepare` handles `load`, `link`, `set` and `use`.
/// - Parameter triesFixes: whether rewrites are tried before they are offered. Others may not work.
public func resolve(
  _ statement: Statement, of file: SourceFile, in scope: Scope, triesFixes: Bool = true
) -> (planned: Planned?, diagnostics: [Diagnostic]) {
  let resolver = Resolver(scope, file: file)
  let planned = resolver.plan(statement)
  guard triesFixes else { return (planned, resolver.diagnostics) }
  return (planned, FixVerifier(statement, of: file, in: scope).keepingWhatWorks(of: resolver.diagnostics))
}

extension Resolver {
  /// The statement without filters that it cannot have, each of which is reported.
  func plan(_ statement: Statement) -> Planned? {
    let (rest, isRefused) = refusingFilters(of: statement)
    let hasGroups = hasGroups(statement)
    let planned = planned(rest)
    return isRefused || !hasGroups ? nil : planned
  }

  /// One line for each verb.
  private func planned(_ statement: Statement) -> Planned? {
    switch statement.kind {
    case .segment(let population): return question(segment(population, statement.clauses))
    case .count(let population): return question(count(population, statement.clauses))
    case .measure(let values): return question(measure(values, statement.clauses))
    case .quotes: return question(quotes(statement.clauses, at: statement.span))
    case .person(let id): return question(person(id))
    case .describe(let name): return question(describe(name))
    case .explain(let inner, let asPlan): return question(explain(inner, asPlan: asPlan))
    case .define(let name, let meaning): return define(name, as: meaning, statement).map { .definition($0) }
    case .topic(let name, let topic): return self.topic(name, topic, statement).map { .definition($0) }
    case .param(let name, let literal):
      return settled(literal).map { .parameter(String(name.text.drop { $0 == "$" }), $0) }
    case .note(let text): return .note(text.content)
    case .load, .link, .set, .use:
      return fail(
        .wrongScope, "This belongs to the workspace, before any question", at: statement.span,
        label: "not a question")
    case .sample(let size, let population): return question(sample(size, population, statement.clauses))
    case .topics: return question(topics(statement.clauses, at: statement.span))
    case .priorities: return question(priorities(statement.clauses, at: statement.span))
    case .blindspots: return question(blindspots(statement.clauses, at: statement.span))
    case .words(let first, let second): return question(words(first, second, statement.clauses))
    case .compare(let first, let second): return question(compare(first, second, statement.clauses))
    case .compareWindows(let first, let second): return question(compare(first, second, statement))
    case .why(let condition): return question(why(condition, statement.clauses))
    case .whyPerson(let id, let population): return question(proof(id, population))
    case .trend(let value): return question(trend(value, statement))
    case .funnel(let steps): return question(funnel(steps, statement))
    case .retention(let step): return question(retention(step, statement))
    case .survival(let argument): return question(survival(argument, statement))
    case .lifecycle(let step): return question(lifecycle(step, statement))
    case .paths(let side, let step): return question(paths(side, step, statement))
    case .suggest(let name): return question(suggest(name))
    case .synonym(let said, let meant): return synonym(said, of: meant)
    case .expect(let value, let comparison, let literal):
      return question(expect(value, comparison, literal, statement.clauses))
    case .export(let inner, let path, let tool): return export(inner, to: path, as: tool)
    case .invalid: return nil
    }
  }

  private func question(_ question: Question?) -> Planned? { question.map { .question($0) } }
}
