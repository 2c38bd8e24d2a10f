import DataModel
import Testing

@testable import Import

/// How the reader reads interviews and calls.
struct TranscriptReaderTests {
  private static func read(_ path: String, _ text: String) -> CSVReaderTests.Reading {
    let bytes = Array(text.utf8)
    let whole = CSVReaderTests.read(path, Host.inChunks([path: bytes], of: 1 << 20))
    for chunk in 1...7 {
      #expect(
        CSVReaderTests.read(path, Host.inChunks([path: bytes], of: chunk)) == whole, "chunks of \(chunk)")
    }
    return whole
  }

  @Test(arguments: [
    (
      "cues with names", "a.vtt",
      "WEBVTT\n\n1\n00:00:04.000 --> 00:00:06.500\nAda Lund: And then?\n\n2\n00:00:07.043 --> 00:00:11\nBen: My vet\nnever answers.\n\n3\n01:00:12.000 --> 01:00:13.000\nBen: Well.\n",
      [["Ada Lund", "And then?", "5", "00:00:04"], ["Ben", "My vet never answers. Well.", "9", "00:00:07"]]
    ),
    (
      "cues with tags, notes and styles", "a.vtt",
      "WEBVTT - call\nKind: captions\n\nNOTE recorded\nAda: not said\n\nSTYLE\n::cue { }\n\nid-1\n00:04.000 --> 00:06.000 align:start\n<v Ada Lund>A <i>b</i></v>\n\n00:07.000 --> 00:08.000\n<v.loud Ada Lund>c</v>\n\n00:09.000 --> 00:10.000\nso: d\n<v Ben>e</v>\n",
      [["Ada Lund", "A b c so: d", "12", "00:00:04"], ["Ben", "e", "19", "00:00:09"]]
    ),
    (
      "SubRip", "a.srt",
      "1\r\n00:00:01,000 --> 00:00:02,000\r\nAda: One\r\n\r\n2\r\n00:00:03,000 --> 00:00:04,000\r\nBen: Two\r\n",
      [["Ada", "One", "3", "00:00:01"], ["Ben", "Two", "7", "00:00:03"]]
    ),
    (
      "cues of nobody", "a.srt",
      "1\n00:00:01,000 --> 00:00:02,000\nOne\ntwo\n\n2\n00:00:03,000 --> 00:00:04,000\nThree\n",
      [["", "One two", "3", "00:00:01"], ["", "Three", "8", "00:00:03"]]
    ),
    (
      "paragraphs", "a.md",
      "# Talk with Ada\n\nNotes: remote, camera off.\n\n**MH:** And\nthen?\n\n**Ada:** No.\n\nMaybe.\n\n## Price\n\n- **Ada**: Yes.\n\n---\n\n**MH:**\n\nHm.\n",
      [["MH", "And\nthen?", "5"], ["Ada", "No.\nMaybe.\nYes.", "8"], ["MH", "Hm.", "18"]]
    ),
    (
      "names without marks", "a.txt",
      "Call of 3 May\nMaren Holt: So: how is it?\nSpeaker 2: see https://x.example: fine\nat 10:30: late\nMaren Holt: Good.\n",
      [
        ["Maren Holt", "So: how is it?", "2"],
        ["Speaker 2", "see https://x.example: fine\nat 10:30: late", "3"],
        ["Maren Holt", "Good.", "5"],
      ]
    ),
    (
      "times before the names", "a.txt", "[00:01:05] Ada: One\n\n(1:10) Ben: Two\n",
      [["Ada", "One", "1", "00:01:05"], ["Ben", "Two", "3", "00:01:10"]]
    ),
    ("names in Chinese", "a.txt", "田中：はい\n鈴木：いいえ\n", [["田中", "はい", "1"], ["鈴木", "いいえ", "2"]]),
    (
      "nobody speaks", "notes.md", "# Notes\n\nOne\ntwo\n\nOne thing: three.\n\n***\n\nFour\n",
      [["", "One\ntwo", "3"], ["", "One thing: three.", "6"], ["", "Four", "10"]]
    ),
  ])
  func utterances(_ name: String, _ path: String, _ text: String, rows: [[String]]) {
    let reading = TranscriptReaderTests.read(path, text)
    #expect(reading.header == ["speaker", "text", "line", "start"].prefix(rows[0].count).map { $0 })
    #expect(reading.rows == rows)
    #expect(reading.failure == nil && reading.rejections.isEmpty)
  }

  @Test func whatIsAboveTheTalkIsLeftOut() {
    let reading = TranscriptReaderTests.read("a.md", "Notes: remote\n\nTwo lines\n\n**A:** Yes.\n")
    #expect(reading.rows == [["A", "Yes.", "5"]])
    #expect(reading.remarks == ["2 lines above the first speaker are left out"])
  }

  @Test func frontMatterMakesColumns() {
    let text = """
      ---
      participant: P026
      date: 2025-06-04   # of the call
      "full name": 'Ada: Lund'
      tags: [vet nurse, round-2]
      others:
        - a "b"
        - c
      about: >
        first
        second
      none: ~
      speaker: Ada
      ---
      **A:** Yes.
      """
    let reading = TranscriptReaderTests.read("a.md", text)
    #expect(
      reading.header == [
        "speaker", "text", "line", "participant", "date", "full name", "tags", "others", "about", "none",
        "speaker_2",
      ])
    #expect(
      reading.rows == [
        [
          "A", "Yes.", "15", "P026", "2025-06-04", "Ada: Lund", "[\"vet nurse\", \"round-2\"]",
          "[\"a \\\"b\\\"\", \"c\"]",
          "first\nsecond", "", "Ada",
        ]
      ])
  }

  @Test(arguments: [
    ("a table", "id,name\n1,Ada: x\n2,Ben: y\n"), ("one column", "name\nAda\nBen\n"),
    ("tabs", "id\tname\n\n1\tAda\n"),
  ])
  func tablesStayTables(_ name: String, _ text: String) {
    #expect(!TranscriptReaderTests.read("a.txt", text).header.contains("speaker"))
  }

  @Test func hostileFilesAreBounded() {
    let keys = (0..<1_000).map { "k\($0): \($0)\n" }.joined()
    let front = TranscriptReaderTests.read("a.md", "---\n\(keys)---\n**A:** Yes.\n")
    #expect(front.header.count == 3 + 256 && front.rows.count == 1)
    #expect(front.remarks == ["more than 256 keys above the text: 744 are not read"])
    let open = CSVReaderTests.read("a.md", Host.inChunks(["a.md": Array("---\n\(keys)".utf8)], of: 1 << 20))
    #expect(open.header == ["speaker", "text", "line"] && open.rows.count == 1)
    let long = String(repeating: "x ", count: 600_000)
    let line = CSVReaderTests.read(
      "a.md", Host.inChunks(["a.md": Array("**A:** Yes.\n\(long)\n".utf8)], of: 1 << 16))
    #expect(line.rows == [["A", "Yes.", "1"]])
    #expect(
      line.rejections == [RowRejection(line: 2, reason: "it is longer than 1 MiB, the limit for one line")])
    let endless =
      "WEBVTT\n\n00:01.000 --> 00:02.000\n" + String(repeating: "and then more of it\n", count: 120_000)
    let cue = CSVReaderTests.read("a.vtt", Host.inChunks(["a.vtt": Array(endless.utf8)], of: 1 << 16))
    #expect(cue.rows.count == 3 && cue.failure == nil)
    #expect(cue.rows.allSatisfy { $0[1].utf8.count < 2 << 20 })
  }
}
