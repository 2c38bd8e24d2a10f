internal import DataModel
internal import Kernels

/// The scores of all files by name, with their scales.
struct FeedbackScores {
  private let files: FileRows
  private let zone: Zone
  private var names: [String] = []
  /// The score columns of each file.
  private var tables: [Table] = []
  /// By name in lower case, the scale of each row over all files.
  private var scaleCodes: [String: [UInt16]] = [:]
  private var scales: [Scale?] = [nil]
  /// The scales that loads declare, in their order.
  private(set) var declared: [(score: String, scale: Scale)] = []

  /// Sets values outside their scale to missing, also in the files' tables, and counts them.
  init(_ batches: inout [FeedbackBatch], files: FileRows, zone: Zone) {
    self.files = files
    self.zone = zone
    for file in batches.indices {
      tables.append(Table(rowCount: batches[file].table.rowCount))
      for score in batches[file].scores where tables[file].column(named: score.values.name) == nil {
        add(score.values, of: &batches[file], file: file)
      }
    }
  }

  private mutating func add(_ values: Column, of batch: inout FeedbackBatch, file: Int) {
    let key = values.name.lowercased()
    if !names.contains(where: { $0.lowercased() == key }) { names.append(values.name) }
    let rules = batch.scores.filter { $0.values.name.lowercased() == key }.flatMap(\.rules)
    declared += rules.map { (values.name, $0.scale) }
    let codes = codes(of: rules, in: batch)
    let (kept, offScale) = values.keeping(on: codes, scales)
    batch.report.offScale += offScale
    batch.table.replace(kept)
    tables[file].columns.append(kept)
    let known = scaleCodes[key] ?? []
    scaleCodes[key] = known + [UInt16](repeating: 0, count: files.bases[file] - known.count) + codes
  }

  /// The scale of each row, which depends on its channel.
  private mutating func codes(of rules: [FeedbackBatch.Score.Rule], in batch: FeedbackBatch) -> [UInt16] {
    let everywhere = code(of: FeedbackBatch.Score.scale(for: nil, rules))
    guard let channels = batch.channelColumn?.texts(zone: zone) else {
      return [UInt16](repeating: everywhere, count: batch.table.rowCount)
    }
    let ofChannel = (0..<channels.dictionary.count).map {
      code(of: FeedbackBatch.Score.scale(for: channels.dictionary[$0], rules))
    }
    return channels.codes.map { $0 < ofChannel.count ? ofChannel[Int($0)] : everywhere }
  }

  private mutating func code(of scale: Scale?) -> UInt16 {
    if let known = scales.firstIndex(of: scale) { return UInt16(clamping: known) }
    scales.append(scale)
    return UInt16(clamping: scales.count - 1)
  }

  /// The score columns, gathered at these rows.
  func arranged(_ rows: [UInt32]) -> [Feedback.Score] {
    var sources = PropertySources(tables, files: files, zone: zone)
    return names.compactMap { name in
      sources.column(named: name, in: Array(tables.indices), rows: rows).map { values in
        Feedback.Score(
          values: values,
          scaleCodes: GatherKernels.gather(
            scaleCodes[name.lowercased()] ?? [], rows: rows, base: 0, absent: 0),
          scales: scales)
      }
    }
  }

  /// For each record the first of these scores that has a value.
  static func anyScore(_ scores: [Feedback.Score], zone: Zone) -> Feedback.Score? {
    guard let first = scores.first, scores.count > 1 else { return scores.first }
    let count = first.values.count
    var chosen = [UInt32](repeating: UInt32.max, count: count)
    for (place, score) in scores.enumerated() {
      for record in 0..<count where chosen[record] == UInt32.max && score.values.isPresent(at: record) {
        chosen[record] = UInt32(truncatingIfNeeded: place * count + record)
      }
    }
    let parts = scores.map { Column.Part(column: $0.values, count: count) }
    return Feedback.Score(
      values: Column.concatenated(parts, name: "score", zone: zone).gathered(chosen),
      scaleCodes: GatherKernels.gather(scores.flatMap(\.scaleCodes), rows: chosen, base: 0, absent: 0),
      scales: first.scales)
  }
}

extension FeedbackBatch.Score {
  /// The scale for a channel: that of the rule that names it, else of the rule for all channels.
  fileprivate static func scale(for channel: String?, _ rules: [Rule]) -> Scale? {
    let named = channel.flatMap { channel in rules.first { $0.channels.contains(channel) } }
    return (named ?? rules.first { $0.channels.isEmpty })?.scale
  }
}

extension Column {
  /// The column without numbers outside their row's scale, and those numbers by scale.
  fileprivate func keeping(on codes: [UInt16], _ scales: [Scale?]) -> (
    column: Column, off: [LoadReport.OffScale]
  ) {
    var kept = presence ?? Bitmap(count: count, repeating: true)
    var found: [UInt16: LoadReport.OffScale] = [:]
    for row in kept.ones {
      guard let scale = scales[Int(codes[row])], let number = number(at: row) else { continue }
      var off =
        found[codes[row]]
        ?? LoadReport.OffScale(column: name, scale: scale, count: 0, total: 0, range: number...number)
      off.total += 1
      off.range = min(off.range.lowerBound, number)...max(off.range.upperBound, number)
      if number < Double(scale.low) || number > Double(scale.high) {
        off.count += 1
        kept[row] = false
      }
      found[codes[row]] = off
    }
    return (restricted(to: kept), found.sorted { $0.key < $1.key }.map(\.value).filter { $0.count > 0 })
  }

  private func number(at row: Int) -> Double? { scalar(at: row, zone: .utc).number }
}

extension Table {
  fileprivate mutating func replace(_ column: Column) {
    let key = column.name.lowercased()
    if let place = columns.firstIndex(where: { $0.name.lowercased() == key }) { columns[place] = column }
  }
}
