import DataModel
import Demo
import Session
import SourceText
import Synchronization
import Testing

/// One variant of the example marketplace: its seed, and whether names and words are the original ones.
struct Telling: Hashable, CustomTestStringConvertible, Sendable {
  var seed: UInt64
  /// With other names for roles, plans, events, channels and topics, and other words in the texts.
  var isRetold = false
  /// Without the definitions of the team.
  var isBare = false

  static let all = [
    Telling(seed: 2025), Telling(seed: 7), Telling(seed: 914_421), Telling(seed: 31_337),
    Telling(seed: 2025, isRetold: true),
  ]

  var testDescription: String { "seed \(seed)\(isRetold ? " in other words" : "")\(isBare ? ", bare" : "")" }

  var vocabulary: Demo.Vocabulary { isRetold ? .retold : .marketplace }

  /// The answer to a statement in which `SELLER`, `TRUST` and so on are replaced by the words of this variant.
  func answer(_ statement: String) throws -> Answer {
    var session = session()
    let text = words.reduce(statement) { $0.replacing($1.key, with: $1.value) }
    let outcomes = session.run(SourceFile(name: "typed", text: text))
    let failures = outcomes.flatMap(\.diagnostics).filter { $0.severity == .error }.map(\.message)
    #expect(failures.isEmpty, "\(text)")
    return try #require(
      outcomes.compactMap { if case .answer(let answer) = $0.result { answer } else { nil } }.last)
  }

  private var words: [String: String] {
    let vocabulary = vocabulary
    return [
      "SELLER": vocabulary.seller, "BUYER": vocabulary.buyer, "DEAREST": vocabulary.plans[3],
      "LOGIN": vocabulary.events.login, "PAY": vocabulary.events.pay, "CANCEL": vocabulary.events.cancel,
    ]
  }

  /// Markets are slow to make in a debug build, so each is made once.
  private func session() -> QuerySession {
    Telling.told.withLock { told in
      if let session = told[self] { return session }
      var files = Dictionary(
        uniqueKeysWithValues: Marketplace(seed: seed, vocabulary: vocabulary).files().map {
          ($0.path, $0.bytes)
        })
      if isBare { files["definitions.heed"] = Array("# Nothing is defined.\n".utf8) }
      var session = QuerySession(host: .memory(files), limits: .screen)
      let failures = session.open("workspace.heed").filter(\.failed).flatMap(\.diagnostics).map(\.message)
      #expect(failures.isEmpty)
      told[self] = session
      return session
    }
  }

  private static let told = Mutex<[Telling: QuerySession]>([:])
}

extension Answer {
  /// A column of a table by its name.
  func column(_ name: String, table: Int = 0) -> [Scalar] {
    guard tables.indices.contains(table),
      let index = tables[table].columns.firstIndex(where: { $0.name == name })
    else { return [] }
    return tables[table].rows.map { $0[index].value }
  }

  func texts(_ name: String, table: Int = 0) -> [String] { column(name, table: table).compactMap(\.text) }

  func figure(_ key: String) -> Int? { summary.first { $0.key == key }?.value.integer }
}
