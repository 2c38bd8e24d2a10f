internal import DataModel
internal import Plan
internal import Store

extension StoreCatalog {
  /// In the order of the files; `known` comes last, unless a file has a column of that name.
  static func attributes(of store: DataStore) -> [AttributeInfo] {
    let known = store.customers.knownColumn("known")
    return (store.customers.attributes + (known.map { [$0] } ?? [])).map { column in
      var info = AttributeInfo(
        ref: AttributeRef(column), missing: column.missing, distinct: column.codeCounts?.count { $0 > 0 },
        range: column.codeCounts == nil ? column.range(zone: store.zone) : nil)
      info.obstacle = column.obstacle
      return info
    }
  }

  static func events(of store: DataStore) -> [EventInfo] {
    let infos = store.events.runs.map { run in
      var people = 0
      var previous: UInt32?
      var (first, last): (Int?, Int?)
      for row in 0..<run.count {
        let customer = run.customers[row]
        if customer != previous, Int(customer) < store.customers.count { people += 1 }
        previous = customer
        let at = run.timeline.at[row]
        if at == Timeline.untimed { continue }
        if first.map({ at < run.timeline.at[$0] }) ?? true { first = row }
        if last.map({ at > run.timeline.at[$0] }) ?? true { last = row }
      }
      var info = EventInfo(
        name: run.name, records: run.count, people: people, properties: run.properties.map(PropertyInfo.init),
        first: first.flatMap { run.timeline.moment(at: $0, zone: store.zone) },
        last: last.flatMap { run.timeline.moment(at: $0, zone: store.zone) })
      info.lacking = run.lacking.map { PropertyInfo(name: $0.name, type: $0.type, present: 0) }
      return info
    }
    return infos.filter { $0.records > 0 }.sorted { ($1.people, $0.name) < ($0.people, $1.name) }
  }

  /// Scales by channel; records without a channel are under "". A channel with two different scales has none.
  static func scores(of store: DataStore) -> [ScoreInfo] {
    let feedback = store.feedback
    return feedback.scores.map { score in
      var scales: [String: Scale?] = [:]
      var (answers, strangers): ([Int?: Int], [Int?: Int]) = ([:], [:])
      var seen: Set<[Int]> = []
      for row in 0..<feedback.count where score.values.isPresent(at: row) {
        let (channel, scale) = (feedback.channel.code(at: row), Int(score.scaleCodes[row]))
        answers[channel, default: 0] += 1
        if Int(feedback.customers[row]) >= store.customers.count { strangers[channel, default: 0] += 1 }
        guard seen.insert([channel ?? -1, scale]).inserted else { continue }
        let name = name(channel)
        let declared = score.scales.indices.contains(scale) ? score.scales[scale] : nil
        scales[name] = .some(scales[name].map { $0 == declared ? declared : nil } ?? declared)
      }
      func name(_ channel: Int?) -> String { channel.flatMap { feedback.channel.text(ofCode: $0) } ?? "" }
      func named(_ counts: [Int?: Int]) -> [String: Int] {
        Dictionary(counts.map { (name($0.key), $0.value) }, uniquingKeysWith: +)
      }
      return ScoreInfo(
        name: score.values.name, type: score.values.type, scales: scales, answers: named(answers),
        strangers: named(strangers))
    }
  }
}

extension AttributeRef {
  init(_ column: Column) { self.init(column.name, column.type, unit: column.unit) }
}

extension PropertyInfo {
  init(_ column: Column) {
    self.init(name: column.name, type: column.type, present: column.count - column.missing)
    (unit, obstacle) = (column.unit, column.obstacle)
  }
}

extension Customers {
  /// The attribute that holds the ids: the first that equals them for the first hundred people of a customers file.
  var keyColumn: Column? {
    let sample = Array(known.ones.prefix(100))
    guard !sample.isEmpty else { return nil }
    return attributes.first { column in
      sample.allSatisfy { column.isPresent(at: $0) && column.scalar(at: $0, zone: .utc).plainText == ids[$0] }
    }
  }

  /// Whether each person was in a customers file, as the attribute `known`; nil for another name, or if a file has a column
  /// of that name.
  func knownColumn(_ name: String) -> Column? {
    guard name.lowercased() == "known", attribute(named: name) == nil else { return nil }
    return Column("known", booleans: known)
  }
}

extension Column {
  /// The distinct texts, booleans or list elements, each with its number of rows; most frequent first, then by value.
  func counted() -> [(value: String, count: Int)] {
    let counts = codeCounts ?? []
    let codes = counts.indices.filter { counts[$0] > 0 }
    let counted: [(value: String, count: Int)]
    switch values {
    case .boolean: counted = codes.map { ($0 == 0 ? "false" : "true", counts[$0]) }
    case .texts(_, let dictionary), .lists(_, _, let dictionary):
      counted = codes.map { (dictionary[$0], counts[$0]) }
    case .integers, .reals, .days, .instants: counted = []
    }
    return counted.sorted { ($1.count, $0.value) < ($0.count, $1.value) }
  }

  /// The number of rows with each code of a dictionary (no and yes for booleans); nil for columns without codes.
  fileprivate var codeCounts: [Int]? {
    switch values {
    case .boolean(let holds):
      let yes = holds.population
      return [count - missing - yes, yes]
    case .texts(let codes, let dictionary):
      var counts = [Int](repeating: 0, count: dictionary.count + 1)
      for code in codes.widened { counts[Int(code)] += 1 }
      return counts.dropLast()
    case .lists(let offsets, let codes, let dictionary):
      var counts = [Int](repeating: 0, count: dictionary.count)
      for row in 0..<count {
        for code in Set(codes[Int(offsets[row])..<Int(offsets[row + 1])]) { counts[Int(code)] += 1 }
      }
      return counts
    case .integers, .reals, .days, .instants: return nil
    }
  }

  /// The smallest and largest number or time; nil if there is none.
  func range(zone: Zone) -> (low: Scalar, high: Scalar)? {
    var ends: (low: Int, high: Int)?
    let key = SortKey(self, descending: false)
    for row in 0..<count where isPresent(at: row) {
      guard let (low, high) = ends else {
        ends = (row, row)
        continue
      }
      ends = (key.precedes(row, low) == true ? row : low, key.precedes(high, row) == true ? row : high)
    }
    return ends.map { (scalar(at: $0.low, zone: zone), scalar(at: $0.high, zone: zone)) }
  }

  fileprivate func code(at row: Int) -> Int? {
    guard case .texts(let codes, _) = values, isPresent(at: row) else { return nil }
    return codes[row]
  }

  fileprivate func text(ofCode code: Int) -> String? {
    guard case .texts(_, let dictionary) = values, code < dictionary.count else { return nil }
    return dictionary[code]
  }
}
