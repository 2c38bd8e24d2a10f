import DataModel
import Import
import SourceText
import Store

/// A workspace loaded from files in memory.
struct Shop {
  var result: Importer.Result
  var store: DataStore? { result.store }
  var diagnostics: [Diagnostic] { result.diagnostics }
  var codes: [DiagnosticCode] { diagnostics.map(\.code) }
  var messages: String { diagnostics.map(\.message).joined(separator: "\n") }

  init(
    _ files: [String: String], _ loads: [LoadSpec], links: [LinkSpec] = [], zone: Zone = .utc,
    today: Moment? = nil
  ) {
    self.init(bytes: files.mapValues { Array($0.utf8) }, loads, links: links, zone: zone, today: today)
  }

  init(
    bytes: [String: [UInt8]], _ loads: [LoadSpec], links: [LinkSpec] = [], zone: Zone = .utc,
    today: Moment? = nil,
    chunk: Int = ByteStream.chunkSize
  ) {
    var workspace = WorkspaceSpec()
    workspace.loads = loads
    workspace.links = links
    workspace.zone = zone
    workspace.today = today
    result = Importer(host: .inChunks(bytes, of: chunk)).load(workspace)
  }

  /// An attribute of every customer, as text: `-` if missing.
  func attribute(_ name: String) -> [String] {
    guard let store, let column = store.customers.attribute(named: name) else { return [] }
    return (0..<store.customers.count).map { spelt(column.scalar(at: $0, zone: store.zone), store.zone) }
  }

  func type(_ name: String) -> ValueType? { store?.customers.attribute(named: name)?.type }

  /// The entry of a column in the load report.
  func reported(_ name: String) -> LoadReport.Column? {
    result.report.files.flatMap(\.columns).first { $0.name == name }
  }

  /// The warnings and notes of the load about a column.
  func said(_ name: String) -> String? {
    reported(name).map { [$0.remark, $0.assumed].filter { !$0.isEmpty }.joined(separator: "; ") }
  }

  /// All events as `customer kind moment`, in the store's order.
  var events: [String] {
    guard let store else { return [] }
    let events = store.events
    return (0..<events.count).map { event in
      let run = events.runs[Int(events.kinds[event])]
      let who = Int(run.customers[events.row(of: event)])
      let name = who < store.customers.count ? store.customers.ids[who] : "?"
      let moment = events.timeline.moment(at: event, zone: store.zone).map { spelt(.moment($0), store.zone) }
      return "\(name) \(run.name) \(moment ?? "-")"
    }
  }

  /// All feedback as `customer|channel|score|text`.
  var feedback: [String] {
    guard let store else { return [] }
    let feedback = store.feedback
    return (0..<feedback.count).map { row in
      let who = Int(feedback.customers[row])
      let name = who < store.customers.count ? store.customers.ids[who] : "?"
      let channel = spelt(feedback.channel.scalar(at: row, zone: store.zone), store.zone)
      let score = feedback.score.map { spelt($0.values.scalar(at: row, zone: store.zone), store.zone) } ?? "-"
      return "\(name)|\(channel)|\(score)|\(feedback.texts[row])"
    }
  }
}

func spelt(_ scalar: Scalar, _ zone: Zone) -> String {
  switch scalar {
  case .missing: "-"
  case .boolean(let value): value ? "yes" : "no"
  case .integer(let value): "\(value)"
  case .decimal(let units, let places): "\(units)e-\(places)"
  case .real(let value): "\(value)"
  case .moment(.day(let day)): day.iso
  case .moment(.instant(let instant)): "\(zone.day(of: instant).iso)+\(instant.microseconds)"
  case .text(let text): text
  case .list(let texts): "[\(texts.joined(separator: " "))]"
  }
}

extension Host {
  /// Files in memory that are read in chunks of some size.
  static func inChunks(_ files: [String: [UInt8]], of size: Int) -> Host {
    let memory = Host.memory(files)
    return Host(
      open: { path, permissions throws(HostError) in
        if path.hasSuffix("/") { throw .isDirectory(path: path) }
        let stream = try memory.opening(path, permissions)
        if size >= ByteStream.chunkSize { return stream }
        let pending = Pending()
        return ByteStream(size: stream.size) { () throws(HostError) in
          if pending.isEmpty, let chunk = try stream.next() { pending.fill(chunk) }
          return pending.take(size)
        }
      },
      files: memory.listing, elapsed: { 0 })
  }
}

/// Bytes read but not handed out yet; used by one test at a time.
private final class Pending: @unchecked Sendable {
  private var bytes: ArraySlice<UInt8> = []
  var isEmpty: Bool { bytes.isEmpty }
  func fill(_ chunk: [UInt8]) { bytes = chunk[...] }
  func take(_ count: Int) -> [UInt8]? {
    if bytes.isEmpty { return nil }
    defer { bytes = bytes.dropFirst(count) }
    return Array(bytes.prefix(count))
  }
}

extension LoadSpec {
  /// A load of a file, set up by a closure.
  static func make(_ kind: Kind, _ path: String, _ set: (inout LoadSpec) -> Void = { _ in }) -> LoadSpec {
    var spec = LoadSpec(kind, from: .file(path: path))
    set(&spec)
    return spec
  }

  /// `load customers from path key id`
  static func customers(_ path: String = "c.csv", set: (inout LoadSpec) -> Void = { _ in }) -> LoadSpec {
    make(.customers, path) {
      $0.key = [Column("id")]
      set(&$0)
    }
  }
}
