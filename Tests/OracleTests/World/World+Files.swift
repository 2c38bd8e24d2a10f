/// The files of a world, and the workspace that loads them.
extension World {
  func files() -> [String: [UInt8]] {
    var dice = Dice(7)
    var files = ["workspace.heed": Array(workspace().utf8)]
    files["customers.csv"] = customerFile(
      .customers,
      key: "id",
      [
        "name", "plan", "role", "region", "mrr", "spend", "budget", "seats", "vip", "signup", "churned_at",
        "renewed_on", "tags", "email",
      ], &dice)
    files["sellers.csv"] = customerFile(
      .sellers, key: "seller_id", ["plan", "region", "seats", "tier"], &dice)
    for file in [File.moreEvents, .events] {
      let columns = ["amount", "device", "gift", "order_id", "term", "reason"]
      var lines = [["customer_id", "event", "at"] + columns]
      for row in events where row.file == file {
        guard let happening = row.happened.first else { continue }
        lines.append(
          [row.customer, happening.kind, text(happening.at, file, &dice)]
            + columns.map { text(row.values[$0], file, &dice) })
      }
      files[file.path] = csv(lines, &dice)
    }
    var orders = [["buyer_id", "order_id", "created_at", "refunded_at", "total", "device", "region", "gift"]]
    for row in events where row.file == .orders {
      let times = ["order", "refund"].map { kind in row.happened.first { $0.kind == kind }?.at }
      orders.append(
        [row.customer, row.id ?? ""] + times.map { text($0.map { .when($0) }, .orders, &dice) }
          + ["amount", "device", "region", "gift"].map { text(row.values[$0], .orders, &dice) })
    }
    files["orders.csv"] = csv(orders, &dice)
    messageFile(.survey, ["wave"], into: &files, &dice)
    messageFile(.tickets, ["priority"], into: &files, &dice)
    messageFile(.reviews, ["stars"], into: &files, &dice)
    return files
  }

  func workspace() -> String {
    var lines = ["# Made by the tests"]
    if place != .utc { lines.append("set timezone \"\(place.name)\"") }
    if weekStart == 7 { lines.append("set week starts sunday") }
    if let today { lines.append("set today \(Almanac.text(today))") }
    lines += [
      "load customers from \"customers.csv\"", "  key id", "  label name", "  segments by role, plan",
      "  value mrr",
      "  end churned_at",
    ]
    if hasStart { lines.append("  start signup") }
    if filesInUTC.contains(.customers) { lines.append("  times in \"UTC\"") }
    lines += ["load customers from \"sellers.csv\" key seller_id as merchant"]
    for file in [File.moreEvents, .events] {
      lines += ["load events from \"\(file.path)\"", "  customer customer_id", "  name event", "  at at"]
      if filesInUTC.contains(file) { lines.append("  times in \"UTC\"") }
    }
    lines += [
      "load events from \"orders.csv\"", "  id order_id", "  customer buyer_id", "  as order at created_at",
      "  as refund at refunded_at", "  rename total as amount",
    ]
    if filesInUTC.contains(.orders) { lines.append("  times in \"UTC\"") }
    lines += [
      "load feedback from \"survey.csv\"", "  customer customer_id", "  at at", "  text text",
      "  channel \"survey\"", "  score score from 0 to 10",
    ]
    if filesInUTC.contains(.survey) { lines.append("  times in \"UTC\"") }
    lines += [
      "load feedback from \"tickets.csv\"", "  id id", "  customer customer_id", "  at at", "  text text",
      "  channel channel", "  about about", "  score score from \(hasTwoScales ? "1 to 5" : "0 to 10")",
    ]
    if filesInUTC.contains(.tickets) { lines.append("  times in \"UTC\"") }
    lines += [
      "load feedback from \"reviews.csv\"", "  customer none", "  at at", "  text text",
      "  channel \"review\"",
      "  about about",
    ]
    if filesInUTC.contains(.reviews) { lines.append("  times in \"UTC\"") }
    var writer = Writer(plain: self)
    for definition in definitions {
      switch definition.meaning {
      case .condition(let claim): lines.append("define \(definition.name) as \(writer.text(claim))")
      case .value(let term): lines.append("define \(definition.name) as \(writer.text(term))")
      case .topic(let sayings):
        lines.append("topic \(definition.name) as \(sayings.map { writer.text($0) }.joined(separator: ", "))")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Its `define` and `topic` statements.
  var definitionLines: String {
    workspace().split(separator: "\n").filter { $0.hasPrefix("define") || $0.hasPrefix("topic") }
      .joined(separator: "\n")
  }

  private func customerFile(
    _ file: File, key: String, _ columns: [String], _ dice: inout Dice
  ) -> [UInt8] {
    let rows = customers.filter { $0.file == file }
    return csv(
      [[key] + columns] + rows.map { row in [row.id] + columns.map { text(row.values[$0], file, &dice) } },
      &dice)
  }

  private func messageFile(
    _ file: File, _ columns: [String], into files: inout [String: [UInt8]], _ dice: inout Dice
  ) {
    var lines = [["id", "customer_id", "about", "at", "channel", "score", "text"] + columns]
    for row in messages where row.file == file {
      lines.append(
        [
          row.id ?? "", row.customer ?? "", row.about ?? "", text(row.at, file, &dice), row.channel,
          row.score.map(String.init) ?? "", row.text ?? "",
        ] + columns.map { text(row.values[$0], file, &dice) })
    }
    // Columns that the file does not use are left out.
    let unused: Set<String> =
      switch file {
      case .survey: ["id", "about", "channel"]
      case .reviews: ["id", "customer_id", "channel", "score"]
      case _: []
      }
    let kept = lines[0].indices.filter { !unused.contains(lines[0][$0]) }
    files[file.path] = csv(lines.map { line in kept.map { line[$0] } }, &dice)
  }

  private func text(_ datum: Datum?, _ file: File, _ dice: inout Dice) -> String {
    switch datum {
    case nil: dice.pick(["", "", "", "NULL", "N/A", " "])
    case .text(let text): text
    case .number(let hundredths): Writer.number(hundredths)
    case .real(let value): "\(value)"
    case .flag(let flag): flag ? "Yes" : "No"
    case .when(let when): text(when, file, &dice)
    case .list(let elements): "[\(elements.map { "\"\($0)\"" }.joined(separator: ", "))]"
    }
  }

  /// A time on the clock of the file's zone, with its offset if the clock shows that time twice.
  private func text(_ when: When, _ file: File, _ dice: inout Dice) -> String {
    switch when {
    case .day(let day): return Almanac.text(day)
    case .instant(let instant):
      let zone = filesInUTC.contains(file) ? Place.utc : place
      if zone.instant(atLocal: zone.local(instant)) != instant || dice.chance(10) {
        return World.wall(instant) + "Z"
      }
      return World.wall(zone.local(instant), separator: dice.chance(50) ? " " : "T")
    }
  }

  static func wall(_ local: Int, separator: String = "T") -> String {
    let day = Place.utc.day(ofInstant: local)
    let micros = local - day * Place.dayLength
    let seconds = micros / Place.second
    let clock = [seconds / 3600, seconds / 60 % 60, seconds % 60].map { Almanac.padded($0) }
    let fraction = micros % Place.second
    return Almanac.text(day) + separator + clock.joined(separator: ":")
      + (fraction == 0 ? "" : "." + Almanac.padded(fraction, 6))
  }

  private func csv(_ lines: [[String]], _ dice: inout Dice) -> [UInt8] {
    let newline = dice.chance(30) ? "\r\n" : "\n"
    let text = lines.map { line in
      line.map { cell in
        let quoted = cell.unicodeScalars.contains { ",\"\n\r".unicodeScalars.contains($0) } || dice.chance(5)
        return quoted && cell != ""
          ? "\"\(cell.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\""))\""
          : cell
      }.joined(separator: ",")
    }.joined(separator: newline)
    return Array((text + newline).utf8)
  }
}
