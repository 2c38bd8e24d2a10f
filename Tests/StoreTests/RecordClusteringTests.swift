import DataModel
import Store
import TestSupport
import Testing
import Text

/// Random loads, clustered by the store, compared with a sorted plain list.
@Suite struct RecordClusteringTests {
  @Test(arguments: 0..<300)
  func agreesWithAPlainSort(seed: UInt64) throws {
    var generator = SplitMix(seed: seed)
    let sample = Sample(using: &generator)
    var builder = StoreBuilder(zone: sample.zone, today: sample.today)
    for batch in sample.customers { builder.add(batch) }
    for batch in sample.events { builder.add(batch) }
    for batch in sample.feedback { builder.add(batch) }
    builder.add(sample.links)
    let (store, report) = try builder.finish()

    let naive = NaiveStore(sample)
    #expect((0..<store.customers.count).map { store.customers.ids[$0] } == naive.customers)
    #expect(store.customers.known.population == naive.knownCount)
    #expect(store.customers.known.ones.elementsEqual(0..<naive.knownCount))
    #expect(report.linkConflicts == naive.linkConflicts)
    #expect(report.recordsAfterClock == naive.afterClock)
    #expect(store.clock?.now == naive.now)

    for (index, events) in [(true, naive.events), (false, naive.feedback)] {
      let offsets = index ? store.events.offsets : store.feedback.offsets
      let timeline = index ? store.events.timeline : store.feedback.timeline
      let loads = index ? store.events.loads : store.feedback.loads
      let expected = events.flatMap { $0 }
      #expect(offsets.count == naive.customers.count + 1)
      #expect(
        offsets.map { Int($0) }
          == events.dropLast().reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) })
      #expect(timeline.at == expected.map(\.at))
      #expect(expected.indices.map { timeline.isDay?[$0] ?? false } == expected.map(\.isDay))
      #expect(expected.indices.map { loads[$0] } == expected.map(\.load))
    }
    checkRuns(store, naive.events.flatMap { $0 }, naive)
    checkFeedback(store, naive.feedback.flatMap { $0 }, naive)
  }

  private func checkRuns(_ store: DataStore, _ expected: [NaiveStore.Record], _ naive: NaiveStore) {
    let kinds = store.events.runs.map { $0.name.lowercased() }
    #expect(kinds == naive.kinds)
    #expect(store.events.kinds.map { kinds[Int($0)] } == expected.map { $0.kind })
    for (kind, run) in store.events.runs.enumerated() {
      #expect(store.events.kind(named: run.name.uppercased()) == kind)
      let places = expected.indices.filter { expected[$0].kind == kinds[kind] }
      #expect(run.positions.map { Int($0) } == places)
      #expect(run.customers.map { Int($0) } == places.map { naive.index(of: expected[$0].customer) })
      #expect(run.timeline.at == places.map { expected[$0].at })
      #expect(places.indices.map { run.timeline.isDay?[$0] ?? false } == places.map { expected[$0].isDay })
      #expect(places.indices.allSatisfy { store.events.row(of: places[$0]) == $0 })
      let serials = places.map { Scalar.integer(expected[$0].serial) }
      #expect(run.property(named: "SERIAL")?.scalars == serials)
      let notes = places.map { expected[$0].note.map { Scalar.text($0) } ?? .missing }
      if notes.allSatisfy({ $0 == .missing }) {
        #expect(run.property(named: "note") == nil)
      } else {
        #expect(run.property(named: "note")?.scalars == notes)
      }
      let authors = places.map { expected[$0].rawCustomer.map { Scalar.text($0) } ?? .missing }
      #expect((run.property(named: "who")?.scalars ?? authors.map { _ in .missing }) == authors)
    }
  }

  private func checkFeedback(_ store: DataStore, _ expected: [NaiveStore.Record], _ naive: NaiveStore) {
    let feedback = store.feedback
    #expect(feedback.customers.map { Int($0) } == expected.map { naive.index(of: $0.customer) })
    #expect(expected.indices.map { feedback.texts[$0] } == expected.map { $0.note ?? "" })
    #expect(feedback.index.documentCount == expected.count)
    for (record, row) in expected.enumerated() {
      let words = feedback.index.tokens(of: UInt32(record)).map { feedback.index.form($0) }
      #expect(words == (row.note ?? "").split(separator: " ").map { String($0) })
    }
    guard let about = feedback.about else { return }
    #expect(about.customers.map { Int($0) } == expected.map { naive.index(of: $0.about) })
    for customer in naive.customers.indices {
      let heard = expected.indices.filter { expected[$0].about == naive.customers[customer] }
        .sorted { NaiveStore.isBefore(expected[$0], expected[$1]) }
      let range = Int(about.offsets[customer])..<Int(about.offsets[customer + 1])
      #expect(about.records[range].map { Int($0) } == heard)
    }
  }
}
