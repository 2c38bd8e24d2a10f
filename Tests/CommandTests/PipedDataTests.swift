import Foundation
import Testing

/// Data through standard input, descriptors and named pipes.
@Suite struct PipedDataTests {
  /// A folder with two customers, their events as JSON Lines, and a script that takes those from standard input.
  private func folder() throws -> Scratch {
    let scratch = try Scratch()
    try scratch.write("c.csv", "id,plan\nc1,pro\nc2,free\n")
    try scratch.write(
      "e.jsonl",
      """
      {"who":"c1","what":"open","at":"2025-03-01"}
      {"who":"c2","what":"open","at":"2025-03-02"}
      {"who":"c2","what":"open","at":"never"}

      """)
    try scratch.write("s.heed", script("stdin format jsonl"))
    return scratch
  }

  private func script(_ source: String) -> String {
    """
    load customers from "c.csv" key id
    load events from \(source) customer who name what at at
    count events

    """
  }

  /// Rejected rows are read a second time.
  @Test(arguments: [
    "\"$HEED\" run s.heed --rejects r.csv < e.jsonl", "cat e.jsonl | \"$HEED\" run s.heed --rejects r.csv",
    "gzip -c e.jsonl | \"$HEED\" run s.heed --rejects r.csv",
    "(sleep 1; cat e.jsonl) | \"$HEED\" run s.heed --rejects r.csv",
    "\"$HEED\" run fd.heed --allow-read /dev/fd --rejects r.csv 3< <(cat e.jsonl)",
    "\"$HEED\" -w fd.heed -c 'count events' --rejects r.csv 3< <(cat e.jsonl)",
    "mkfifo p; (cat e.jsonl > p) & \"$HEED\" run p.heed --rejects r.csv",
    "mkfifo p; (exec 9> p; sleep 1; cat e.jsonl >&9) & \"$HEED\" run p.heed --rejects r.csv",
  ]) func aPipeIsRead(line: String) throws {
    let scratch = try folder()
    try scratch.write("fd.heed", script("\"/dev/fd/3\""))
    try scratch.write("p.heed", script("\"p\" format jsonl"))
    let ended = try Command.shell(line, in: scratch.folder)
    #expect(ended.code == 0 && ended.out.contains("2 events"), "\(line): \(ended.out)\(ended.err)")
    #expect(ended.err.contains("row rejected"), "\(line): \(ended.err)")
    #expect(try scratch.text("r.csv").contains("c2,open,never"), "\(line)")
  }

  @Test(arguments: [
    ("cat s.heed | \"$HEED\" run -", "the statements come from it"),
    ("\"$HEED\" run /dev/stdin < s.heed", "the statements come from it"),
    ("cat s.heed | \"$HEED\" -w -", "the statements come from it"),
    ("mkdir d; cd d; cp ../c.csv .; sed 1d ../s.heed | \"$HEED\" ../c.csv", "the statements come from it"),
    ("\"$HEED\" run s.heed < /dev/null", "is empty"), ("\"$HEED\" run s.heed < c.csv", "is not jsonl"),
    ("\"$HEED\" run two.heed < e.jsonl", "can be read once"),
    ("\"$HEED\" run bare.heed < e.jsonl", "does not say what is piped in"),
    ("\"$HEED\" run fd.heed 3< <(cat e.jsonl)", "--allow-read"),
    ("mkfifo p; \"$HEED\" run p.heed", "nothing is written to"),
    ("\"$HEED\" run web.heed", "curl -fsSL 'https://example.org/e.csv?k=1' | heed run"),
  ]) func whatCannotBePipedIsSaid(line: String, message: String) throws {
    let scratch = try folder()
    try scratch.write("fd.heed", script("\"/dev/fd/3\""))
    try scratch.write("p.heed", script("\"p\""))
    try scratch.write("bare.heed", script("stdin"))
    try scratch.write("web.heed", script("\"https://example.org/e.csv?k=1\""))
    try scratch.write(
      "two.heed",
      script("stdin format jsonl")
        + "load feedback from stdin format jsonl customer who at at text what\ncount feedback\n")
    let ended = try Command.shell(line, in: scratch.folder)
    let said = ended.err.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(ended.code == 1 && said.contains(message), "\(line): \(ended.out)\(ended.err)")
  }

  /// Ctrl-C ends waiting for a pipe at once.
  @Test func waitingCanBeStopped() throws {
    let scratch = try folder()
    let ended = try Command.shell(
      """
      mkfifo p; exec 9<> p
      "$HEED" run s.heed < p & heed=$!
      sleep 1; before=$(date +%s%N); kill -INT $heed; wait $heed
      echo "$(( ($(date +%s%N) - before) / 1000000 )) ms"
      """, in: scratch.folder)
    let waited = ended.out.firstMatch(of: #/(\d+) ms/#).flatMap { Int($0.1) }
    #expect(ended.err.contains("Stopped"), "\(ended.out)\(ended.err)")
    #expect(try #require(waited) < 5_000)
  }
}
