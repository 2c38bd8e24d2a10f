import DataModel
import REPL
import Testing

@Suite struct ProgressLineTests {
  @Test func showsHowFarHowFastAndHowLong() {
    var line = ProgressLine()
    func tell(_ count: Int, _ total: Int?, at now: Double) -> String? {
      line.line("reading a.csv", BytesRead(count: count, total: total), now: now)
    }
    #expect(tell(0, 1000, at: 0) == nil)
    #expect(tell(100, 1000, at: 0.4) == nil)
    #expect(tell(200, 1000, at: 0.6) == "reading a.csv 20%")
    // Not more than ten times a second.
    #expect(tell(300, 1000, at: 0.65) == nil)
    #expect(tell(50_000_000, 250_000_000, at: 2) == "reading a.csv 20% · 25 MB/s · 8 s left")
    #expect(tell(100_000_000, 1_000_000_000_000, at: 4) == "reading a.csv 0% · 25 MB/s · 12 h left")
    #expect(tell(100_000_000, nil, at: 5) == "reading a.csv · 20 MB/s")
    // The file is read a second time.
    #expect(tell(10, 1000, at: 6) == "reading a.csv 1%")
    #expect(line.line("building the store", nil, now: 7) == "building the store")
  }

  @Test func severalFilesHaveEachItsSpeed() {
    var line = ProgressLine()
    _ = line.line("reading a.csv", BytesRead(count: 0, total: 10_000_000), now: 0)
    _ = line.line("reading b.csv", BytesRead(count: 0, total: 400_000), now: 0)
    #expect(
      line.line("reading a.csv", BytesRead(count: 4_000_000, total: 10_000_000), now: 2)
        == "reading a.csv 40% · 2 MB/s · 3 s left")
    #expect(
      line.line("reading b.csv", BytesRead(count: 200_000, total: 400_000), now: 3)
        == "reading b.csv 50% · 66 kB/s · 3 s left")
  }
}
