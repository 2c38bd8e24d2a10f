internal import DataModel
private import Kernels
internal import Plan
internal import Store
internal import Text

extension Evaluator {
  /// The records in a scope of some people (and, with `includingUnknown`, of unknown authors), one batch for each source.
  ///
  /// The window and the people are checked first, on the stored arrays; then channels and words; then `with`, which may be
  /// slow, for the records that are left. A window with anchors of each person comes last.
  func records(
    in scope: RecordScope, of people: Bitmap, includingUnknown: Bool = false
  ) throws(BackendError) -> [Records] {
    try nested { () throws(BackendError) in
      let window = try windows(scope.window, of: everybody, among: people)
      var batches: [Records] = []
      for source in sources(of: scope) {
        try checkCancellation()
        let fits = ScanFilter(
          bounds: window.common, people: people, includesUnknown: includingUnknown, zone: zone)
        var batch: Records
        switch source {
        case .run(let kind): batch = events(of: kind, within: fits)
        case .feedback: batch = try said(scope, within: fits)
        case .heard: batch = try heard(scope, within: fits)
        case .dates(let column, let number): batch = dates(column, number: number, within: fits)
        }
        if let filter = scope.filter {
          let frame = RowSet(batch)
          batch = batch.picked(try rows(of: frame, where: filter, among: frame.all))
        }
        if case .each(let bounds) = window {
          let nobody = store.customers.count
          batch = batch.picked(
            (0..<batch.count).filter { row in
              let person = Int(batch.people[row])
              guard person < nobody, let moment = batch.moment(at: row, zone: zone) else { return false }
              return bounds[person].holds(moment)
            }.map { UInt32(truncatingIfNeeded: $0) })
        }
        batches.append(batch)
      }
      return batches
    }
  }

  /// The sources of a scope's records; kinds and attributes that do not exist have none.
  func sources(of scope: RecordScope) -> [Records.Source] {
    switch scope.source {
    case .anyEvent:
      let except = Set(scope.except.compactMap { store.events.kind(named: $0) })
      return store.events.runs.indices.filter { !except.contains($0) }.map { .run($0) }
    case .feedback: return [.feedback]
    case .heard: return store.feedback.about == nil ? [] : [.heard]
    case .events(let refs):
      var seen: Set<RecordScope.EventRef> = []
      return refs.compactMap { ref in
        guard seen.insert(ref).inserted else { return nil }
        switch ref {
        case .kind(let name): return store.events.kind(named: name).map { .run($0) }
        case .attribute(let attribute):
          let key = attribute.name.lowercased()
          let number = store.customers.attributes.firstIndex { $0.name.lowercased() == key }
          return number.map { .dates(store.customers.attributes[$0], number: $0) }
        }
      }
    }
  }

  private func events(of kind: Int, within reach: ScanFilter) -> Records {
    let run = store.events.runs[kind]
    return reach.records(.run(kind), people: run.customers, timeline: run.timeline)
  }

  private func said(_ scope: RecordScope, within reach: ScanFilter) throws(BackendError) -> Records {
    let feedback = store.feedback
    if case .pattern(let pattern) = scope.saying {
      let documents = documents(matching: pattern)
      let batch = reach.records(
        .feedback, rows: documents, people: feedback.customers, timeline: feedback.timeline)
      return inChannels(batch, scope.channels)
    }
    let batch = reach.records(.feedback, people: feedback.customers, timeline: feedback.timeline)
    return saying(scope.saying, inChannels(batch, scope.channels))
  }

  private func heard(_ scope: RecordScope, within reach: ScanFilter) throws(BackendError) -> Records {
    let feedback = store.feedback
    guard let about = feedback.about else {
      return Records(source: .heard, rows: [], people: [], at: [], isDay: nil)
    }
    var records = about.records
    if case .pattern(let pattern) = scope.saying {
      var matching = Bitmap(count: feedback.count)
      for document in documents(matching: pattern) { matching[Int(document)] = true }
      records = records.filter { matching[Int($0)] }
    }
    let batch = reach.records(.heard, rows: records, people: about.customers, timeline: feedback.timeline)
    return saying(scope.saying, inChannels(batch, scope.channels))
  }

  /// Dates that are set and not after the clock.
  private func dates(_ column: Column, number: Int, within reach: ScanFilter) -> Records {
    var batch = Records(source: .dates(column, number: number), rows: [], people: [], at: [], isDay: nil)
    var days: [Bool] = []
    for person in reach.people.ones {
      guard let moment = column.moment(at: person, zone: zone), store.clock?.hasReached(moment) ?? true,
        reach.bounds.holds(moment)
      else { continue }
      batch.rows.append(UInt32(truncatingIfNeeded: person))
      batch.at.append(zone.start(of: moment).microseconds)
      days.append(moment.isDay)
    }
    batch.people = batch.rows
    if days.contains(true) {
      var isDay = Bitmap(count: days.count)
      for (row, day) in days.enumerated() where day { isDay[row] = true }
      batch.isDay = isDay
    }
    return batch
  }

  private func inChannels(_ batch: Records, _ channels: [String]) -> Records {
    guard !channels.isEmpty, case .texts(let codes, let dictionary) = store.feedback.channel.values else {
      return batch
    }
    var wanted = [Bool](repeating: false, count: dictionary.count + 1)
    for channel in channels {
      // The name "" is for records without a channel.
      if let code = channel.isEmpty ? dictionary.count : dictionary.code(of: channel) { wanted[code] = true }
    }
    return batch.picked(
      batch.rows.indices.filter { wanted[codes[Int(batch.rows[$0])]] }.map { UInt32(truncatingIfNeeded: $0) })
  }

  private func saying(_ saying: Saying?, _ batch: Records) -> Records {
    switch saying {
    case .pattern, nil: return batch
    case .something, .response:
      return batch.picked(
        batch.rows.indices.filter { has(batch.rows[$0], orScore: saying == .response) }
          .map { UInt32(truncatingIfNeeded: $0) })
    }
  }

  /// Whether a message has words or, with `orScore`, a score.
  private func has(_ message: UInt32, orScore: Bool) -> Bool {
    !store.feedback.index.tokens(of: message).isEmpty
      || orScore && store.feedback.scores.contains { $0.values.isPresent(at: Int(message)) }
  }

  /// The rows whose own message matches; none if the rows are not messages.
  func messages(of frame: RowSet, saying: Saying, among: Bitmap) -> Bitmap {
    guard let records = frame.records, records.isFeedback else { return Bitmap(count: frame.count) }
    switch saying {
    case .something, .response:
      return among.filtered { has(records.rows[$0], orScore: saying == .response) }
    case .pattern(let pattern):
      var matching = Bitmap(count: store.feedback.count)
      for document in documents(matching: pattern) { matching[Int(document)] = true }
      return among.filtered { matching[Int(records.rows[$0])] }
    }
  }

  /// The messages that a pattern matches, ascending.
  func documents(matching pattern: Pattern) -> [UInt32] {
    if let known = documents[pattern] { return known }
    let texts = store.feedback.texts
    let found = store.feedback.index.documents(matching: pattern) { texts[Int($0)] }
    documents[pattern] = found
    return found
  }
}

/// A filter by people and by a window that is the same for all of them.
struct ScanFilter {
  let bounds: Bounds
  let people: Bitmap
  let includesUnknown: Bool
  let zone: Zone

  /// Records of a whole source, whose people ascend.
  func records(_ source: Records.Source, people all: [UInt32], timeline: Timeline) -> Records {
    if bounds == .always, people.isFull, includesUnknown || all.last.map({ Int($0) < people.count }) ?? true {
      return Records(
        source: source, rows: (0..<UInt32(truncatingIfNeeded: all.count)).map { $0 }, people: all,
        at: timeline.at, isDay: timeline.isDay)
    }
    // For few people, each one's records are found by binary search; for many, all records are scanned once.
    if !includesUnknown, people.population < all.count / 64 {
      var rows: [UInt32] = []
      for person in people.ones {
        var row = firstIndex(in: all, notBelow: UInt32(truncatingIfNeeded: person))
        while row < all.count, Int(all[row]) == person {
          rows.append(UInt32(truncatingIfNeeded: row))
          row += 1
        }
      }
      return records(source, rows: rows, people: all, timeline: timeline)
    }
    guard timeline.isDay == nil else {
      return records(source, rows: 0..<UInt32(truncatingIfNeeded: all.count), people: all, timeline: timeline)
    }
    let window = Window(bounds, zone: zone)
    // Records without a time come first, and are only in an open window.
    let first = window.isOpen ? .min : max(window.instants.first, Timeline.untimed + 1)
    let rows = SelectionKernel.rows(
      people: all, members: people.words, count: people.count, takesOthers: includesUnknown, at: timeline.at,
      first: first, last: window.instants.last)
    return picked(source, rows, people: all, timeline: timeline)
  }

  /// The rows of a source that pass, of those given. `people` and `timeline` are those of the whole source.
  func records(
    _ source: Records.Source, rows: some Swift.Sequence<UInt32>, people all: [UInt32], timeline: Timeline
  ) -> Records {
    let window = Window(bounds, zone: zone)
    var kept: [UInt32] = []
    for row in rows {
      let person = Int(all[Int(row)])
      guard person < people.count ? people[person] : includesUnknown else { continue }
      if window.holds(timeline.at[Int(row)], isDay: timeline.isDay?[Int(row)] ?? false) { kept.append(row) }
    }
    return picked(source, kept, people: all, timeline: timeline)
  }

  /// Some rows of a source.
  private func picked(
    _ source: Records.Source, _ rows: [UInt32], people all: [UInt32], timeline: Timeline
  ) -> Records {
    Records(
      source: source, rows: rows, people: GatherKernels.gather(all, rows: rows, base: 0, absent: 0),
      at: GatherKernels.gather(timeline.at, rows: rows, base: 0, absent: 0),
      isDay: timeline.isDay.map { days in
        var isDay = Bitmap(count: rows.count)
        for (index, row) in rows.enumerated() where days[Int(row)] { isDay[index] = true }
        return isDay
      })
  }

  /// The bounds in microseconds, for instants and for dates.
  struct Window {
    let instants: (first: Int64, last: Int64)
    let midnights: (first: Int64, last: Int64)
    let isOpen: Bool

    init(_ bounds: Bounds, zone: Zone) {
      instants = bounds.instants
      isOpen = bounds == .always
      midnights = (zone.midnight(ofDay: bounds.days.first), zone.midnight(ofDay: bounds.days.last))
    }

    /// A record without a time is only in an open window.
    func holds(_ at: Int64, isDay: Bool) -> Bool {
      if at == Timeline.untimed { return isOpen }
      return isDay
        ? midnights.first <= at && at <= midnights.last : instants.first <= at && at <= instants.last
    }
  }
}
