internal import DataModel

/// Draws the steps of a funnel below each other: people who got there, who may still, and who were lost since the step before.
struct StepsDrawing {
  let steps: Picture.Steps
  let figures: FigureText

  var svg: String {
    var drawing = Drawing()
    if !steps.title.isEmpty { drawing.heading(steps.title, "") }
    let first = Double(max(1, steps.steps.first?.people ?? 1))
    for (index, step) in steps.steps.enumerated() {
      let before = index > 0 ? steps.steps[index - 1] : nil
      drawing.heading(step.label, grouped(step.people), small: rate(step, before))
      let y = drawing.height + 2
      let got = min(1, Double(step.people) / first)
      if let before {
        let reach = min(1, Double(before.people) / first)
        let pending = min(reach, got + Double(before.pending) / first)
        drawing.rectangle(pending, reach, y, 12, "track")
        drawing.rectangle(got, pending, y, 12, "open")
      }
      drawing.rectangle(
        0, got, y, 12, "fill", hint: "\(step.label): \(grouped(step.people)) \(rate(step, before))")
      drawing.skip(24)
    }
    return drawing.svg(name)
  }

  /// `39.3%, 615 lost, 13 may still`: the per cent is of the step before.
  private func rate(_ step: Picture.Steps.Step, _ before: Picture.Steps.Step?) -> String {
    guard let before else { return "" }
    return fixed(100 * Double(step.people) / Double(max(1, before.people)), 1) + "%, " + lost(step, before)
  }

  /// `615 lost, 13 may still`
  private func lost(_ step: Picture.Steps.Step, _ before: Picture.Steps.Step?) -> String {
    guard let before else { return "" }
    let lost = max(0, before.people - before.pending - step.people)
    return "\(grouped(lost)) lost"
      + (before.pending > 0 ? ", \(grouped(before.pending)) may still" : "")
  }

  private var name: String {
    let told = steps.steps.map { "\($0.label) \(grouped($0.people))" }.joined(separator: ", ")
    return (steps.title.isEmpty ? "" : "\(steps.title): ") + "people at each step: \(told)"
  }
}
