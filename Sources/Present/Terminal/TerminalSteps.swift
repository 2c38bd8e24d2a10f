internal import DataModel
internal import SourceText

/// Draws the steps of a funnel as bars: `█` for people who got there, `▒` who may still, `░` who were lost since the step before.
struct TerminalSteps {
  let steps: Picture.Steps
  let figures: FigureText
  let width: Int

  private static let widestBar = 40

  var lines: [String] {
    guard let first = steps.steps.first, first.people > 0 else { return [] }
    let name = min(steps.steps.map(\.label.cellWidth).max() ?? 0, max(10, width / 3))
    let tails = steps.steps.indices.map(tail)
    let bar = min(TerminalSteps.widestBar, width - name - 4 - (tails.map(\.cellWidth).max() ?? 0))
    guard bar >= TerminalRows.narrowest else { return [] }
    let rows = steps.steps.indices.map { index in
      steps.steps[index].label.fitted(to: name).padded(to: name) + "  "
        + drawing(index, of: first.people, bar).padded(to: bar) + "  " + tails[index]
    }
    return (steps.title.isEmpty ? [] : [steps.title.fitted(to: width)]) + rows
  }

  private func drawing(_ index: Int, of first: Int, _ bar: Int) -> String {
    func cells(_ people: Int) -> Int { Int((Double(people) / Double(first) * Double(bar)).rounded()) }
    let step = steps.steps[index]
    let before = index > 0 ? steps.steps[index - 1] : step
    let got = step.people > 0 ? max(1, cells(step.people)) : 0
    let pending = index > 0 ? max(0, cells(step.people + before.pending) - got) : 0
    let lost = max(0, cells(before.people) - got - pending)
    return String(repeating: "█", count: got) + String(repeating: "▒", count: pending)
      + String(repeating: "░", count: lost)
  }

  /// The legend of the shades, below the last group.
  static let legend = "(█ got there, ▒ may still get there, ░ lost since the step before)"

  /// `931  615 lost, 13 pending`
  private func tail(_ index: Int) -> String {
    let step = steps.steps[index]
    let widest = steps.steps.map { grouped($0.people).cellWidth }.max() ?? 0
    let people = grouped(step.people).padded(to: widest, right: true)
    guard index > 0 else { return people }
    let before = steps.steps[index - 1]
    let lost = max(0, before.people - before.pending - step.people)
    return people + "  " + grouped(lost) + " lost"
      + (before.pending > 0 ? ", \(grouped(before.pending)) pending" : "")
  }
}
