public import DataModel

/// The line that shows how far long work is: `reading events.csv.gz 40% · 21 MB/s · 12 s left`.
///
/// Nothing is shown in the first half second, and a new line at most ten times a second.
public struct ProgressLine: Sendable {
  private struct Work: Sendable {
    var since: Double
    var first: Int
    var last: Int
  }

  private static let patience = 0.5
  private static let interval = 0.1
  /// After so many seconds of a file its speed is known well enough.
  private static let trial = 1.0

  private var since: Double?
  private var shown = -Double.infinity
  /// What is being done, by its words: several files may be read at a time.
  private var works: [String: Work] = [:]

  public init() {}

  /// The line to show now, in place of the last; nil: nothing new. `now` is in seconds.
  public mutating func line(_ what: String, _ bytes: BytesRead?, now: Double) -> String? {
    let since = since ?? now
    self.since = since
    var work = works[what] ?? Work(since: now, first: bytes?.count ?? 0, last: 0)
    // A file that is read a second time starts anew.
    if let bytes, bytes.count < work.last { work = Work(since: now, first: bytes.count, last: 0) }
    work.last = bytes?.count ?? 0
    works[what] = work
    guard now - since > ProgressLine.patience, now - shown > ProgressLine.interval else { return nil }
    shown = now
    let percent = bytes?.fraction.map { " \(Int($0 * 100))%" } ?? ""
    return what + percent + (bytes.map { ProgressLine.speed($0, work, now) } ?? "")
  }

  private static func speed(_ bytes: BytesRead, _ work: Work, _ now: Double) -> String {
    let seconds = now - work.since
    let done = bytes.count - work.first
    guard seconds > trial, done > 0 else { return "" }
    let rate = Double(done) / seconds
    let speed = rate < 1e6 ? " · \(Int(rate / 1e3)) kB/s" : " · \(Int(rate / 1e6)) MB/s"
    guard let total = bytes.total, total > bytes.count else { return speed }
    return "\(speed) · \(time(Double(total - bytes.count) / rate)) left"
  }

  /// `12 s`, `3 min`, `2 h`, rounded up.
  private static func time(_ seconds: Double) -> String {
    switch seconds {
    case ..<90: "\(Int(seconds.rounded(.up))) s"
    case ..<5400: "\(Int((seconds / 60).rounded(.up))) min"
    case ..<360_000: "\(Int((seconds / 3600).rounded(.up))) h"
    case _: "days"
    }
  }
}
