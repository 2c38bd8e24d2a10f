import DataModel
import Plan
import SourceText
import Syntax

extension Resolver {
  /// `expect rate of churned < 20% for sellers`
  func expect(
    _ value: Syntax.Value, _ comparison: Operator, _ literal: Literal, _ clauses: Clauses
  ) -> Question? {
    guard case .measure(let measure)? = measure([value], clauses), let measured = measure.metrics.first,
      let bound = bound(literal, for: measured.metric, asked: value)
    else { return nil }
    let (relation, isNegated) = Plan.Comparison.of(comparison)
    return .expect(
      Expect(
        measured, relation, isNegated: isNegated, bound, subject: measure.subject, who: measure.who))
  }

  /// What a figure is compared with: a number, or a day if the figure is a date.
  private func bound(_ literal: Literal, for metric: Plan.Metric, asked value: Syntax.Value) -> Scalar? {
    let type = metric.type.isTime ? metric.type : .real
    let left = Typed(value: .literal(.real(0)), type: type, span: value.span)
    guard let right = right(literal, for: left, in: nil) else { return nil }
    guard case .value(.literal(let bound)) = right else {
      return fail(
        .typeMismatch, "This must be a \(type.isTime ? "day" : "number")", at: literal.span,
        label: "not a \(type.isTime ? "day" : "number")")
    }
    if metric.isShare, let number = bound.number, number > 1 {
      return fail(
        .typeMismatch, "`\(asked(value.span))` is a share, and no share is above 100%", at: literal.span,
        label: "percent?",
        fixes: [.init("in percent", replacing: literal.span, with: asked(literal.span) + "%")])
    }
    return bound
  }
}
