import DataModel
import HostPOSIX
import Import
import Session
import SourceText
import Store
import TestSupport
import Testing

/// A database with a table of every type, and what a workspace makes of it.
enum ShopDatabase {
  static let server = Result {
    let server = try PostgresServer.running
    try server.create("shop", tables)
    return server
  }

  static var address: String {
    get throws { try server.get().address("shop") }
  }

  private static let tables = """
    create table accounts (
      id bigint primary key, name text, code text, mrr numeric(20, 2), active boolean, signup timestamptz, born date,
      seen timestamp, prefs jsonb, tags text[], photo bytea, "Odd ""Name" varchar(9), waited interval, width char(8),
      ends date, score numeric, mark uuid);
    insert into accounts values
      (1, 'Ada', '007', 12.50, true, '2025-01-02 10:00+02', '2020-02-03', '2025-01-02 10:00', '{"theme": "dark"}',
        '{a,"b, c"}', '\\x00ff', 'x', '1 day 02:03:04', 'ab', 'infinity', 'NaN', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'),
      (2, 'Zoë, "Z"', '12', 123456789012345.67, false, '2025-03-02 10:00Z', '2020-02-04', '2025-03-02 10:00:01.5',
        '{"theme": "light"}', '{d,e}', null, '', '02:03:04', 'cd', '2025-04-04', 1.200, null),
      (3, null, '2025-01-01', null, null, null, null, null, null, null, null, null, null, null, null, null, null);
    create table visits (who bigint, kind text, at timestamptz);
    insert into visits
      select 1 + g % 3, case when g % 2 = 0 then 'login' else 'order' end, '2025-03-01Z'::timestamptz + g * interval '1 hour'
      from generate_series(1, 3000) g;
    create table plans (code text, price int);
    insert into plans values ('007', 7), ('12', 12);
    create table members as
      select 'u' || g as id, 'N' || g as name, case when g % 3 = 0 then 'pro' else 'free' end as plan, date '2024-02-15' as signup
      from generate_series(1, 40) g;
    create schema crm;
    create table crm.leads (id int, note text);
    insert into crm.leads values (9, 'n');
    create table "Mixed Case" (id int);
    insert into "Mixed Case" values (5);
    grant select on visits to guarded;
    """

  /// The data of a workspace, and what was said about it. Addresses stand in it as `SHOP`.
  static func load(
    _ text: String, host: Host = .posix()
  ) throws -> (session: QuerySession, outcomes: [Outcome]) {
    var session = QuerySession(host: host)
    let written = text.replacing("SHOP", with: "\"\(try address)\"")
    let outcomes = session.run(SourceFile(name: "typed", text: written))
    return (session, outcomes)
  }

  static func load(_ spec: LoadSpec, zone: Zone = .utc, host: Host = .posix()) -> Importer.Result {
    var workspace = WorkspaceSpec()
    (workspace.loads, workspace.zone) = ([spec], zone)
    return Importer(host: host).load(workspace)
  }

  static func customers(_ part: LoadSpec.DatabasePart?, _ change: (inout LoadSpec) -> Void = { _ in }) throws
    -> LoadSpec
  {
    var spec = LoadSpec(.customers, from: .postgres(address: try address))
    spec.key = [LoadSpec.Column("id")]
    spec.database = part
    change(&spec)
    return spec
  }

  static func table(_ name: String) -> LoadSpec.DatabasePart { .table(LoadSpec.Column(name)) }
  static func query(_ text: String) -> LoadSpec.DatabasePart { .query(LoadSpec.Column(text)) }
}

extension Importer.Result {
  var codes: [DiagnosticCode] { diagnostics.map(\.code) }
  var told: String {
    diagnostics.map { ([$0.message] + $0.notes).joined(separator: " ") }.joined(separator: "\n")
  }
  /// Whether nothing was loaded, and an error says why.
  var isRefused: Bool { store == nil && diagnostics.contains { $0.severity == .error } }

  /// An attribute of every customer.
  func attribute(_ name: String) -> [Scalar] {
    guard let store, let column = store.customers.attribute(named: name) else { return [] }
    return (0..<store.customers.count).map { column.scalar(at: $0, zone: store.zone) }
  }
}

extension [Outcome] {
  var told: String {
    flatMap(\.diagnostics).map { ([$0.message] + $0.notes).joined(separator: " ") }.joined(separator: "\n")
  }
}
