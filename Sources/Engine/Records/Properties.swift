internal import DataModel
internal import Plan
internal import Store

extension Evaluator {
  /// A property of a frame's records; missing in all rows if they have none, or if the rows are people.
  func propertyColumn(_ property: PropertyRef, of frame: RowSet) -> Column {
    guard let records = frame.records, let column = propertyColumn(property, of: records) else {
      return .constant(.missing, count: frame.count)
    }
    return column
  }

  private func propertyColumn(_ property: PropertyRef, of records: Records) -> Column? {
    switch property.slot {
    case .column:
      switch records.source {
      case .run(let kind): return store.events.runs[kind].property(named: property.name)?.picked(records.rows)
      case .feedback, .heard:
        if let column = store.feedback.property(named: property.name) { return column.picked(records.rows) }
        return store.feedback.textLoads[property.name.lowercased()].map {
          texts(of: records, of: $0, name: property.name)
        }
      case .dates: return nil
      }
    case .score: return records.isFeedback ? score(named: property.name)?.values.picked(records.rows) : nil
    case .channel: return records.isFeedback ? store.feedback.channel.picked(records.rows) : nil
    case .text: return records.isFeedback ? texts(of: records, name: property.name) : nil
    case .at:
      var presence = Bitmap(count: records.count, repeating: true)
      for index in records.at.indices where records.at[index] == Timeline.untimed { presence[index] = false }
      return Column(property.name, instants: records.at, isDay: records.isDay, presence: presence)
    case .day:
      let moments = (0..<records.count).map { index in
        records.moment(at: index, zone: zone).map { Moment.day(zone.day(of: $0)) }
      }
      return Column(property.name, moments: moments, zone: zone)
    case .kind:
      let name: String
      switch records.source {
      case .run(let kind): name = store.events.runs[kind].name
      case .dates(let column, _): name = column.name
      case .feedback, .heard: return nil
      }
      return .constant(.text(name), count: records.count)
    }
  }

  /// The texts of messages, of some loads or of all.
  private func texts(of records: Records, of loads: Set<Int>? = nil, name: String) -> Column {
    let feedback = store.feedback
    var dictionary = StringPool()
    var presence = Bitmap(count: records.count)
    let codes = records.rows.enumerated().map { index, row in
      presence[index] =
        !feedback.texts.isEmpty(at: Int(row)) && loads?.contains(feedback.loads[Int(row)]) ?? true
      return dictionary.intern(feedback.texts[Int(row)])
    }
    return Column(name, codes: codes, dictionary: dictionary, presence: presence)
  }

  /// The score column of a name; if there is none, the one score of each record.
  func score(named name: String) -> Feedback.Score? {
    let key = name.lowercased()
    return store.feedback.scores.first { $0.values.name.lowercased() == key } ?? store.feedback.score
  }
}

extension Records {
  var isFeedback: Bool {
    switch source {
    case .feedback, .heard: true
    case .run, .dates: false
    }
  }
}
