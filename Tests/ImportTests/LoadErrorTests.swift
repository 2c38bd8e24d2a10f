import DataModel
import SourceText
import Store
import Testing

@testable import Import

/// Errors of loads: each says where, what, and how to fix it.
struct LoadErrorTests {
  /// The text of a load after the first fix of its first diagnostic.
  func mended(_ shop: Shop, _ source: SourceFile) -> String? {
    shop.diagnostics.first?.fixes.first.map { String(decoding: $0.applied(to: source.bytes), as: UTF8.self) }
  }

  /// `load customers from "PATH"` + clauses, with the spans of the path and of the words in `marked`.
  func customers(
    _ text: String, path: String, _ set: (inout LoadSpec, (String) -> LoadSpec.Column) -> Void
  ) -> (LoadSpec, SourceFile) {
    let source = SourceFile(name: "w.heed", text: text)
    func span(_ word: String) -> SourceSpan {
      let bytes = Array(word.utf8)
      let start = source.bytes.indices.last { source.bytes[$0...].starts(with: bytes) } ?? 0
      return SourceSpan(start, start + bytes.count)
    }
    var spec = LoadSpec(
      .customers, from: .file(path: path), folder: "data", file: source,
      span: SourceSpan(0, source.bytes.count),
      sourceSpan: span("\"\(path)\""))
    set(&spec) { LoadSpec.Column($0, at: span($0)) }
    return (spec, source)
  }

  @Test func aMissingFileOffersItsNeighbour() {
    let (load, source) = customers("load customers from \"custmers.csv\" key id", path: "custmers.csv") {
      $0.key = [$1("id")]
    }
    let shop = Shop(["data/customers.csv": "id\n1\n", "data/zzz.csv": "id\n1\n"], [load])
    #expect(shop.codes == [.missingFile] && shop.store == nil)
    #expect(shop.messages == "There is no file “data/custmers.csv”")
    #expect(mended(shop, source) == "load customers from \"customers.csv\" key id")
    #expect(Shop(["data/zzz.csv": "id\n1\n"], [load]).diagnostics.first?.fixes == [])
  }

  @Test func anUnknownColumnOffersTheNearest() {
    let (load, source) = customers("load customers from \"c.csv\" key id value mrrr", path: "c.csv") {
      $0.key = [$1("id")]
      $0.value = $1("mrrr")
    }
    let shop = Shop(["data/c.csv": "id,plan,mrr\n1,pro,2\n"], [load])
    #expect(shop.codes == [.unknownColumn])
    #expect(source.text(of: shop.diagnostics[0].span) == "mrrr")
    #expect(mended(shop, source) == "load customers from \"c.csv\" key id value mrr")
    let spaced = Shop(["data/c.csv": "id,plan,mrr r\n1,pro,2\n"], [load])
    #expect(mended(spaced, source) == "load customers from \"c.csv\" key id value `mrr r`")
    let far = Shop(["data/c.csv": "id,plan\n1,pro\n"], [load])
    #expect(far.diagnostics[0].fixes == [] && far.diagnostics[0].notes == ["Its columns are id, plan."])
  }

  @Test func cellsThatAreNoNumbersAreOfferedAsMissing() {
    let (load, source) = customers("load customers from \"c.csv\" key id value mrr", path: "c.csv") {
      $0.key = [$1("id")]
      $0.value = $1("mrr")
    }
    let shop = Shop(["data/c.csv": "id,mrr\na,100 CR\nb,4/5\nc,7\n"], [load])
    #expect(shop.messages == "2 of 3 cells of mrr of c.csv are not numbers, such as “100 CR”")
    #expect(
      mended(shop, source)
        == "load customers from \"c.csv\" key id value mrr\n  missing \"100 CR\", \"4/5\"")
  }

  @Test func aMissingSlotOffersTheLikelyColumn() {
    let (load, source) = customers("load customers from \"c.csv\"", path: "c.csv") { _, _ in }
    let shop = Shop(["data/c.csv": "name,Customer_ID\nx,1\n"], [load])
    #expect(shop.codes == [.unknownColumn])
    #expect(mended(shop, source) == "load customers from \"c.csv\"\n  key Customer_ID")
    let bare = Shop(
      ["f.csv": "who,when\n1,2\n"], [.make(.feedback, "f.csv"), .make(.events, "f.csv")])
    #expect(bare.diagnostics.map { $0.message.contains("Add") } == Array(repeating: true, count: 6))
  }

  @Test func allErrorsAreSeenAtOnce() {
    let shop = Shop(
      [
        "empty.csv": "", "header.csv": "id,x\n", "null.csv": "i\u{7}d\n1\n", "quote.csv": "id\n1\n\"2\n",
        "ok.csv": "id\n1\n",
      ],
      [
        "empty.csv", "nowhere.csv", "null.csv", "quote.csv", "folder/", "header.csv", "ok.csv",
      ]
      .map { .customers($0) })
    #expect(
      shop.codes == [
        .emptyFile, .missingFile, .notText, .unclosedQuote, .unreadableFile, .emptyFile,
      ])
    #expect(
      shop.diagnostics.map(\.severity) == [.error, .error, .error, .error, .error, .warning])
    #expect(
      shop.diagnostics.map(\.dataFile) == [
        "empty.csv", nil, "null.csv", "quote.csv", nil, "header.csv",
      ])
    #expect(shop.diagnostics.map(\.dataLine) == [nil, nil, 1, 3, nil, 1])
    // A host of files reaches no servers.
    let database = LoadSpec(.customers, from: .postgres(address: "service=crm"))
    #expect(Shop([:], [database]).codes == [.unreadableFile])
  }

  @Test func rejectedRowsBeyondTheFirstAreCounted() {
    let rows = (1...9).map { "c\($0),1,2\nd\($0),1" }.joined(separator: "\n")
    let shop = Shop(["c.csv": "id,x\n" + rows], [.customers()])
    #expect(shop.store?.customers.count == 9)
    #expect(shop.diagnostics.map(\.dataLine) == [2, 4, 6, 8, 10, nil])
    #expect(shop.diagnostics.last?.message == "4 more rows of c.csv were rejected")
    #expect(shop.result.report.files[0].rowsRejected == 9)
  }

  /// A load that fails because most of its times are not times reports all its rejected rows.
  @Test(arguments: [
    (["soon", "later", "2025-01-01", "someday"], [2, 3, 5]),
    (["soon", "later", "never", "x"], [2, 3, 4, 5]),
    (["2025-01-01", "2025-01-02", "2025-01-01", "soon"], [5]),
  ])
  func rowsWithoutATimeAreAllThere(times: [String], lines: [Int]) {
    let rows = times.map { "a,\($0),x\n" }.joined()
    var importer = Importer(
      host: .memory(["c.csv": Array("id\na\n".utf8), "e.csv": Array("who,at,name\n\(rows)".utf8)]))
    importer.keepsRejectedCells = true
    var workspace = WorkspaceSpec()
    workspace.loads = [
      .customers(),
      .make(.events, "e.csv") {
        ($0.customer, $0.at, $0.name) = (.init("who"), [.init("at")], .init("name"))
      },
    ]
    let result = importer.load(workspace)
    let found = result.report.files.flatMap(\.rejected)
    #expect(found.map(\.line) == lines)
    #expect(found.allSatisfy { $0.column == "at" && $0.reason.hasSuffix("is not a date or time") })
    #expect(found.map(\.cells) == lines.map { ["a", times[$0 - 2], "x"] })
    // One error covers all of them.
    #expect(result.diagnostics.count { [.typeMismatch, .rejectedRow].contains($0.code) } == 1)
  }

  @Test func stoppingIsSaid() {
    var host = Host.memory(["c.csv": Array("id\n1\n".utf8), "e.csv": Array("customer\n1\n".utf8)])
    host.opening = { _, _ throws(HostError) in throw .cancelled }
    host.isCancelled = { true }
    var workspace = WorkspaceSpec()
    workspace.loads = [.customers(), .make(.events, "e.csv") { $0.customer = .init("customer") }]
    let result = Importer(host: host).load(workspace)
    #expect(result.store == nil && result.diagnostics.map(\.code) == [.cancelled])
  }
}
