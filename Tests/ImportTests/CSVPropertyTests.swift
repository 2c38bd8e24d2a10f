import DataModel
import TestSupport
import Testing

@testable import Import

/// Compares the CSV reader with a parser of a different design, and feeds it random bytes.
struct CSVPropertyTests {
  /// Splits text into records of about three cells, character by character, following RFC 4180 and the tolerance of the
  /// reader. Nil if a quote may not have been meant as one: it is never closed, or text follows it, or its cell has several
  /// lines and its record does not have three cells. A short last record without a line end does not count.
  static func naive(_ text: String, _ delimiter: Unicode.Scalar) -> [[String]]? {
    var records: [[String]] = []
    var record: [String] = []
    var cell = ""
    var isQuoted = false
    var atStart = true
    var (isClosed, hasBreak, isOdd) = (false, false, false)
    var scalars = Array(text.unicodeScalars)[...]
    func isBlank(_ record: [String]) -> Bool { record.count == 1 && record[0].allSatisfy { $0 == " " } }
    func endRecord(isOpen: Bool = false) {
      record.append(cell)
      if hasBreak, record.count != 3 { isOdd = true }
      hasBreak = false
      if isOpen, record.count < 3, !isBlank(record) { return }
      if !isBlank(record) { records.append(record) }
      (record, cell, atStart) = ([], "", true)
      isClosed = false
    }
    while let scalar = scalars.popFirst() {
      if isQuoted {
        if scalar == "\"" {
          if scalars.first == "\"" {
            scalars.removeFirst()
            cell.unicodeScalars.append("\"")
          } else {
            isQuoted = false
            isClosed = true
          }
        } else {
          if scalar == "\n" || scalar == "\r" { hasBreak = true }
          cell.unicodeScalars.append(scalar)
        }
      } else if scalar == "\"", atStart {
        isQuoted = true
        atStart = false
      } else if scalar == delimiter {
        record.append(cell)
        (cell, atStart, isClosed) = ("", true, false)
      } else if scalar == "\n" || scalar == "\r" {
        if scalar == "\r", scalars.first == "\n" { scalars.removeFirst() }
        endRecord()
      } else {
        if isClosed, scalar != " " { isOdd = true }
        cell.unicodeScalars.append(scalar)
        atStart = false
      }
    }
    if isQuoted { return nil }
    if !record.isEmpty || !cell.isEmpty || !atStart { endRecord(isOpen: true) }
    return isOdd ? nil : records
  }

  @Test func agreesWithANaiveParser() {
    var random = SplitMix(seed: 20_250_101)
    let letters = ["a", "\"", "\"", ",", ",", "\n", "\r", "\r\n", " ", "é", "x\"", "\"\""]
    var read = 0
    for _ in 0..<4000 {
      let length = random.below(40)
      let body = (0..<length).map { _ in letters[random.below(letters.count)] }.joined()
      let text = "h,i,j\n" + body.replacing(", \"", with: ",\"")
      var options = CSVOptions(skippedLines: 0, quoting: .doubled, keepsAllRows: true)
      options.wanted = ["h"]
      let reading = CSVReaderTests.read(Array(text.utf8), chunk: 1 + random.below(9), options)
      guard let expected = CSVPropertyTests.naive(text, ",") else { continue }
      // The reader detects the delimiter, so only texts with commas are compared.
      let rows = expected.dropFirst().compactMap { record -> [String]? in
        if record.dropFirst(3).contains(where: { !$0.isEmpty }) { return nil }
        return Array((record + ["", ""]).prefix(3))
      }
      #expect(reading.rows == Array(rows), "\(text.debugDescription)")
      #expect(reading.failure == nil)
      read += 1
    }
    #expect(read > 1000)
  }

  /// Texts written with the necessary quotes are read unchanged.
  @Test func quotedContentComesBack() {
    var random = SplitMix(seed: 7)
    let letters = ["a", "\"", ",", ";", "\n", "\r", "\t", "|", "ü", "😀", " ", "sep="]
    for round in 0..<500 {
      let rows = (0..<random.below(12)).map { _ in
        ["k"]
          + (0..<2).map { _ in (0..<random.below(8)).map { _ in letters[random.below(12)] }.joined()
          }
      }
      let delimiter = [",", ";", "\t", "|"][round % 4]
      let lines = [["id", "one", "two"]] + rows
      let text = lines.map { row in
        row.map { "\"\($0.replacing("\"", with: "\"\""))\"" }.joined(separator: delimiter)
      }.joined(separator: round % 2 == 0 ? "\n" : "\r\n")
      let reading = CSVReaderTests.read(Array(text.utf8), chunk: 1 + random.below(30))
      #expect(reading.rows == rows)
    }
  }

  @Test func randomBytesNeverCrash() {
    var random = SplitMix(seed: 3)
    for round in 0..<1500 {
      let bytes = (0..<random.below(400)).map { _ -> UInt8 in
        if round % 3 == 0 { return UInt8(truncatingIfNeeded: random.next()) }
        let common = Array("\",;\n\r\t 0123456789-:/.aTZ€\u{FEFF}[]'\\E+%$".utf8)
        return common[random.below(common.count)]
      }
      let shop = Shop(
        bytes: ["c.csv": Array("id,a,b\n".utf8) + bytes, "d.csv": bytes],
        [
          .customers(),
          .make(.feedback, "d.csv") {
            $0.columns = [.init("id"), .init("at"), .init("text")]
            $0.customer = .init("id")
            $0.at = [.init("at")]
            $0.text = [.init("text")]
          },
        ], chunk: 1 + random.below(50))
      #expect(shop.store != nil || !shop.diagnostics.isEmpty)
    }
  }
}
