import DataModel
import Foundation
import Plan
import Synchronization
import Testing

@testable import Engine

/// How conditions combine, also in very large numbers.
struct AlgebraTests {
  private var world: World {
    var world = World()
    for number in 0..<130 { world.person("p\(number)", ["n": .integer(Int64(number))]) }
    return world
  }

  private func above(_ number: Int64) -> Condition {
    .test(.attribute("n", .integer), .compare(.atLeast, .literal(.integer(number))))
  }

  private func count(_ condition: Condition) throws -> Int? {
    try world.run(PeopleCount(condition)).people
  }

  @Test func partsCombine() throws {
    #expect(try count(.everyone) == 130)
    #expect(try count(.not(.everyone)) == 0)
    #expect(try count(.all([above(10), .not(above(20))])) == 10)
    #expect(try count(.any([.not(above(10)), above(120)])) == 20)
    #expect(
      try count(.any([.all([above(10), .not(above(20))]), .all([above(15), .not(above(25))])])) == 15)
    #expect(try count(.not(.any([above(10), .not(above(5))]))) == 5)
    #expect(
      try count(.named(.init("old", .user), .all([above(100), .any([above(110), .not(.everyone)])]))) == 20)
    #expect(try count(.all([])) == 130)
    #expect(try count(.any([])) == 0)
  }

  @Test func membersByIdAreThoseThatExist() throws {
    #expect(try count(.among(People(words: "them", ids: ["p3", "p4", "nobody", "p3"]))) == 2)
  }

  @Test func nestingMayBeDeepAndPartsMany() throws {
    let engine = InMemoryEngine(store: try world.store)
    let result = Mutex<[Int?]>([])
    // A stack of the usual size of a program.
    let thread = Thread {
      var chain = self.above(10)
      for level in 0..<5_000 {
        chain = level % 2 == 0 ? .not(chain) : .any([.all([chain, self.above(0)]), .not(.everyone)])
      }
      let wide = Condition.any((0..<5_000).map { self.above(Int64($0)) })
      let counts = [chain, wide].map { try? engine.run(PeopleCount($0)).people }
      result.withLock { $0 = counts }
    }
    thread.stackSize = 8 << 20
    thread.start()
    while !thread.isFinished { usleep(1000) }
    #expect(result.withLock { $0 } == [120, 130])
  }

  @Test func scopesInsideScopesEndInASentence() throws {
    var world = world
    world.did("p1", "login", .at("2025-03-01T10:00"))
    let engine = InMemoryEngine(store: try world.store)
    let ends = Mutex(false)
    // A stack of the usual size of a program.
    let thread = Thread {
      var filter = Condition.everyone
      for _ in 0..<1_000 { filter = .records(.events("login", with: filter), .some) }
      do {
        _ = try engine.run(PeopleCount(filter))
      } catch {
        ends.withLock { $0 = true }
      }
    }
    thread.stackSize = 8 << 20
    thread.start()
    while !thread.isFinished { usleep(1000) }
    #expect(ends.withLock { $0 })
  }

  @Test func aRunCanBeCancelled() throws {
    let engine = InMemoryEngine(store: try world.store, isCancelled: { true })
    #expect(throws: BackendError.cancelled) { try engine.run(PeopleCount(above(3))) }
  }
}
