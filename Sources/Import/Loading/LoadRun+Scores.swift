internal import DataModel
internal import SourceText
internal import Store

/// Scores written as percentages.
extension LoadRun {
  /// Converts percentages to the score's scale: `80%` is 80 on a scale to 100, and 0.8 on one to 1. On other scales it
  /// is an error.
  mutating func readScoresInPercent(_ problems: inout Problems) {
    for source in Set(plan.scores.map(\.source)) where finished(source).column.unit == .percent {
      let scales = plan.scores.filter { $0.source == source }.compactMap(\.spec.scale)
      if scales.allSatisfy({ $0.high == 1 }) { continue }
      if scales.allSatisfy({ $0.high == 100 }), !source.isDerived {
        let column = finished(source).column
        tables[source.table].columns[source.column]?.column = column.inHundredths
        continue
      }
      let path = plan.paths[source.table][0]
      problems.add(
        origin.diagnostic(
          .typeMismatch,
          "\(titleInFile(source)) of \(path) is in percent, but its scale is \(scales.map(\.words).joined(separator: ", "))",
          notes: ["Scores in percent need a scale from 0 to 100."], dataFile: path))
    }
  }
}

extension Column {
  /// Fractions as percentages: 0.8 as 80.
  fileprivate var inHundredths: Column {
    let numbers = (0..<count).lazy.map { scalar(at: $0, zone: .utc).number ?? 0 }
    return switch (values, type) {
    case (.integers(let units), .decimal(let places)) where places > 2:
      Column(name, units: units, places: places - 2, presence: presence)
    case (.integers(let units), .decimal(2)): Column(name, integers: units, presence: presence)
    case (.integers, .decimal(1)), (.integers, .integer), (.reals, _):
      Column(name, reals: numbers.map { $0 * 100 }, presence: presence)
    case (.integers, _), (.boolean, _), (.days, _), (.instants, _), (.texts, _), (.lists, _): self
    }
  }
}
