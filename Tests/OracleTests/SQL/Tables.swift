import Foundation
import GRDB

/// A world's files as SQLite tables, from which plain SQL makes the people and records: rows with one key are merged or, if
/// they contradict each other, the first one counts; of rows with one id, the newest counts; unknown ids become customers;
/// nothing after the clock is there.
///
/// The tests provide the civil day and the instant of each inserted time, the words and their stems, and case folding; all
/// else is done by the database.
struct Tables {
  private let queue: DatabaseQueue
  private let world: World
  /// The last microsecond of the clock.
  private let clock: Int

  /// The time of a row as three columns: microseconds of its start, its local day, and whether it is a date only.
  private static func time(_ name: String) -> String { "\(name)_at, \(name)_day, \(name)_isday" }

  private static let attributes = Schema.texts.keys.sorted() + Schema.numbers + ["vip", "tags", "email"]
  private static let properties = [
    "amount", "device", "gift", "order_id", "region", "term", "reason", "wave", "priority", "stars",
  ]

  init(_ world: World) throws {
    self.world = world
    queue = try DatabaseQueue()
    clock = try queue.write { db in
      // Adding months keeps the local time of day, which depends on the zone.
      db.add(
        function: DatabaseFunction("months_later", argumentCount: 2, pure: true) {
          [place = world.place] values in
          guard let at = Int.fromDatabaseValue(values[0]), let months = Int.fromDatabaseValue(values[1])
          else {
            return nil
          }
          return place.adding(months, .month, to: at)
        })
      db.add(
        function: DatabaseFunction("fold", argumentCount: 1, pure: true) { values in
          String.fromDatabaseValue(values[0]).map { Utterance.fold($0) }
        })
      db.add(
        function: DatabaseFunction("matches", argumentCount: 3, pure: true) { values in
          guard let text = String.fromDatabaseValue(values[0]),
            let pattern = String.fromDatabaseValue(values[1])
          else { return nil }
          return text.isMatch(of: pattern, values[2] == true.databaseValue)
        })
      db.add(
        function: DatabaseFunction("exactly", argumentCount: 2, pure: true) { values in
          guard let text = String.fromDatabaseValue(values[0]), let form = String.fromDatabaseValue(values[1])
          else { return nil }
          return Saying.exactly([form]).isSaid(in: Utterance(text))
        })
      try Tables.fill(db, world)
      try Tables.arrange(db, world)
      return try Int.fetchOne(db, sql: "SELECT now_end FROM clock") ?? 0
    }
  }

  // MARK: The files

  private static func fill(_ db: Database, _ world: World) throws {
    let dates = Schema.dates.map(time).joined(separator: ", ")
    try db.execute(
      sql: """
        CREATE TABLE customer_row (ord INTEGER PRIMARY KEY, file, id, \(attributes.joined(separator: ", ")), \(dates));
        CREATE TABLE row (
          ord INTEGER PRIMARY KEY, rid TEXT, sort, file, id, customer, about, kind, part, \(time("r")), score, text,
          \(properties.joined(separator: ", ")));
        CREATE TABLE token (msg, pos, form, folded, ischar, stem, bare, blank);
        """)
    for (number, row) in world.customers.enumerated() {
      var cells: [(any DatabaseValueConvertible)?] = [
        row.file.rawValue * 1_000_000 + number, row.file.rawValue, row.id,
      ]
      cells += attributes.map { row.values[$0]?.cell }
      cells += Schema.dates.flatMap { Tables.cells(row.values[$0], world.place) }
      try insert("customer_row", cells, db)
    }
    for (number, row) in world.events.enumerated() {
      // Of two events in one row, the one whose `as` comes first in the load is first.
      for (part, kind) in ["order", "refund"].enumerated() where row.file == .orders {
        for happening in row.happened where happening.kind == kind {
          try insert(row, number, happening, part, db, world)
        }
      }
      if row.file != .orders, let only = row.happened.first { try insert(row, number, only, 0, db, world) }
      // A row without an event is older than all others with its id.
      if row.happened.isEmpty { try insert(row, number, nil, 0, db, world) }
    }
    for (number, row) in world.messages.enumerated() {
      let rid = "m\(number)"
      let low = row.file == .tickets && world.hasTwoScales ? 1 : 0
      let high = row.file == .tickets && world.hasTwoScales ? 5 : 10
      let score = row.score.flatMap { (low...high).contains($0) ? $0 * 100 : nil }
      var cells: [(any DatabaseValueConvertible)?] = [
        row.file.rawValue * 10_000_000 + number * 10, rid, "message", row.file.rawValue, row.id, row.customer,
        row.about,
        row.channel, 0,
      ]
      cells += Tables.cells(.when(row.at), world.place) + [score, row.text]
      cells += properties.map { row.values[$0]?.cell }
      try insert("row", cells, db)
      let text = Utterance(row.text ?? "")
      for (position, word) in text.words.enumerated() {
        try insert(
          "token",
          [
            rid, position, word.form, word.folded, word.isCharacter, word.stems[0], word.stems.last ?? "",
            text.gaps[position].allSatisfy(\.isWhitespace),
          ], db)
      }
    }
  }

  private static func insert(
    _ row: World.EventRow, _ number: Int, _ happening: World.Happening?, _ part: Int, _ db: Database,
    _ world: World
  ) throws {
    let kind = happening?.kind ?? ""
    var cells: [(any DatabaseValueConvertible)?] = [
      row.file.rawValue * 10_000_000 + number * 10 + part, "e\(number).\(part)", "event", row.file.rawValue,
      row.id,
      row.customer, nil, kind, part,
    ]
    cells += Tables.cells(happening.map { .when($0.at) }, world.place) + [nil, nil]
    cells += properties.map { Schema.properties(of: kind).contains($0) ? row.values[$0]?.cell : nil }
    try insert("row", cells, db)
  }

  private static func cells(_ datum: Datum?, _ place: Place) -> [(any DatabaseValueConvertible)?] {
    guard case .when(let when) = datum else { return [nil, nil, nil] }
    if case .day = when { return [place.start(when), place.day(when), true] }
    return [place.start(when), place.day(when), false]
  }

  private static func insert(_ table: String, _ cells: [(any DatabaseValueConvertible)?], _ db: Database)
    throws
  {
    let marks = cells.map { _ in "?" }.joined(separator: ", ")
    try db.cachedStatement(sql: "INSERT INTO \(table) VALUES (\(marks))").execute(
      arguments: StatementArguments(cells))
  }

  // MARK: People and records

  /// Of rows with one key in one file that contradict each other, only the first counts.
  private static func arrangeCustomers(_ db: Database) throws {
    let columns = attributes + Schema.dates.flatMap { ["\($0)_at", "\($0)_isday"] }
    try db.execute(
      sql: """
        CREATE TABLE contradicted AS SELECT DISTINCT a.file, a.id FROM customer_row a
          JOIN customer_row b ON a.file = b.file AND a.id = b.id AND a.ord < b.ord
          WHERE \(columns.map { "a.\($0) <> b.\($0)" }.joined(separator: " OR "));
        CREATE TABLE gone AS SELECT ord FROM customer_row r JOIN contradicted c ON c.file = r.file AND c.id = r.id
          WHERE ord > (SELECT MIN(ord) FROM customer_row f WHERE f.file = r.file AND f.id = r.id);
        DELETE FROM customer_row WHERE ord IN (SELECT ord FROM gone);
        """)
  }

  private static func arrange(_ db: Database, _ world: World) throws {
    // Of rows with one id in one file the newest counts; of equally new ones, the last.
    try arrangeCustomers(db)
    try db.execute(
      sql: """
        CREATE TABLE age AS SELECT file, sort, id, ord / 10 AS number, MAX(COALESCE(r_at, -9e18)) AS at FROM row
          WHERE id IS NOT NULL GROUP BY file, sort, id, ord / 10;
        CREATE TABLE standing AS SELECT * FROM row r WHERE r.r_at IS NOT NULL AND NOT EXISTS (
          SELECT 1 FROM age own JOIN age other ON other.file = own.file AND other.sort = own.sort AND other.id = own.id
            WHERE own.file = r.file AND own.sort = r.sort AND own.number = r.ord / 10
              AND (other.at > own.at OR other.at = own.at AND other.number > own.number));
        CREATE TABLE clock (now_at, now_day, now_isday, now_end);
        """)
    if let today = world.today {
      try db.execute(
        sql: "INSERT INTO clock VALUES (?, ?, 1, ?)",
        arguments: [world.place.start(ofDay: today), today, world.place.start(ofDay: today + 1) - 1])
    } else {
      // The newest record; a date counts to the end of its day.
      let newest = try Row.fetchOne(
        db, sql: "SELECT r_at, r_day, r_isday FROM standing ORDER BY r_at DESC, r_isday DESC LIMIT 1")
      let (at, day, isDay): (Int, Int, Bool) = (
        newest?["r_at"] ?? 0, newest?["r_day"] ?? 0, newest?["r_isday"] ?? true
      )
      try db.execute(
        sql: "INSERT INTO clock VALUES (?, ?, ?, ?)",
        arguments: [at, day, isDay, isDay ? world.place.start(ofDay: day + 1) - 1 : at])
    }
    let first = (attributes + Schema.dates.flatMap { ["\($0)_at", "\($0)_day", "\($0)_isday"] }).map { name in
      "(SELECT \(name) FROM customer_row c WHERE c.id = i.id AND \(name) IS NOT NULL ORDER BY ord LIMIT 1) AS \(name)"
    }
    let reached = { (name: String) in
      "CASE WHEN \(name)_isday OR now_isday THEN \(name)_day <= now_day ELSE \(name)_at <= now_at END"
    }
    let dates = Schema.dates.map { date in
      """
      INSERT INTO record (rid, sort, kind, customer, r_at, r_day, r_isday, ord)
        SELECT '\(date) ' || id, 'date', '\(date)', id, \(date)_at, \(date)_day, \(date)_isday, -1
        FROM person, clock WHERE \(date)_at IS NOT NULL AND \(reached(date));
      """
    }
    try db.execute(
      sql: """
        CREATE TABLE record AS SELECT s.* FROM standing s, clock WHERE \(reached("r"));
        CREATE TABLE person AS SELECT i.id,
            EXISTS (SELECT 1 FROM customer_row c WHERE c.id = i.id) AS known,
            CASE WHEN EXISTS (SELECT 1 FROM customer_row c WHERE c.id = i.id AND c.file = \(World.File.sellers.rawValue))
              THEN 1 END AS merchant, \(first.joined(separator: ", "))
          FROM (SELECT id FROM customer_row UNION SELECT customer FROM record WHERE customer IS NOT NULL
            UNION SELECT about FROM record WHERE about IS NOT NULL) i;
        \(dates.joined(separator: "\n"))
        CREATE INDEX records ON record (customer, sort, kind);
        CREATE INDEX heard ON record (about) WHERE about IS NOT NULL;
        CREATE INDEX tokens ON token (msg, pos);
        """)
  }

  /// People who start after the clock are not there yet.
  private var here: String {
    guard world.hasStart else { return "1" }
    return
      "IFNULL(CASE WHEN p.signup_isday OR now_isday THEN p.signup_day <= now_day ELSE p.signup_at <= now_at END, 1)"
  }

  /// The ids of the people for whom all claims are true.
  func ids(_ claims: [Claim]) throws -> Set<String> {
    var query = Query(world, clock: clock)
    let tests = claims.map { query.sql($0, Query.Spot(person: "p")) }
    let sql =
      "SELECT p.id FROM person p, clock WHERE "
      + ([here] + tests.map { "(\($0))" }).joined(separator: " AND ")
    return try queue.read { db in Set(try String.fetchAll(db, sql: sql)) }
  }

  /// The people of some claims grouped by an attribute, with an SQL figure for each group.
  func groups(_ claims: [Claim], by attribute: String, _ figure: String) throws -> [String?: Double?] {
    var query = Query(world, clock: clock)
    let tests = claims.map { query.sql($0, Query.Spot(person: "p")) }
    let sql =
      "SELECT p.\(attribute) AS name, \(figure) AS figure FROM person p, clock WHERE "
      + ([here] + tests.map { "(\($0))" }).joined(separator: " AND ") + " GROUP BY p.\(attribute)"
    return try queue.read { db in
      var found: [String?: Double?] = [:]
      for row in try Row.fetchAll(db, sql: sql) {
        found.updateValue(row["figure"], forKey: row["name"])
      }
      return found
    }
  }
}

extension Datum {
  /// A SQLite value: numbers in hundredths, lists as JSON.
  fileprivate var cell: (any DatabaseValueConvertible)? {
    switch self {
    case .text(let text): text
    case .number(let hundredths): hundredths
    case .flag(let flag): flag
    case .list(let elements): "[" + elements.map { "\"\($0)\"" }.joined(separator: ",") + "]"
    case .real, .when: nil
    }
  }
}
