import DataModel
import Import
import Store
import TestSupport
import Testing

/// Random malformed files with known content. Checks what is kept and rejected, and that every row is counted once.
/// `HOSTILE_FILES=10000` generates more of them.
struct HostileFilesTests {
  static let count = TestRun.number("HOSTILE_FILES", else: 300)

  @Test func rowsAreKeptOrRejectedAndCounted() {
    for seed in 0..<HostileFilesTests.count {
      let file = HostileFile(seed: UInt64(seed))
      let chunk = seed % 3 == 0 ? 1 + seed % 97 : ByteStream.chunkSize
      let shop = Shop(bytes: ["c.csv": file.bytes], [.customers { $0.value = .init("amount") }], chunk: chunk)
      let about: Comment = "seed \(seed): \(file.text.debugDescription)\n\(shop.messages)"
      guard let store = shop.store, let report = shop.result.report.files.first else {
        Issue.record(about)
        continue
      }
      #expect((0..<store.customers.count).map { store.customers.ids[$0] } == file.kept, about)
      #expect(report.rejected.map(\.line) == file.rejected, about)
      #expect(report.rowsRead == file.kept.count + file.rejected.count, about)
      #expect(report.rowsTaken == file.kept.count && report.rowsRejected == file.rejected.count, about)
      let amounts = shop.attribute("amount").compactMap { Int($0) }
      #expect(amounts.reduce(0, +) == file.sum, about)
      #expect(shop.attribute("name") == file.names, about)
    }
  }
}

/// One random malformed file.
private struct HostileFile {
  private(set) var text = ""
  private(set) var kept: [String] = []
  private(set) var names: [String] = []
  private(set) var rejected: [Int] = []
  private(set) var sum = 0
  private var random: SplitMix
  private var line = 1
  private let delimiter: String
  private let lineEnd: String
  private let encoding: Int
  /// Whether one column is quoted in every row; otherwise quotes inside cells could be read as ordinary characters (`quotes
  /// none`).
  private let isQuoted: Bool

  init(seed: UInt64) {
    random = SplitMix(seed: seed)
    delimiter = [",", ";", "\t", "|"][random.below(4)]
    lineEnd = ["\n", "\r\n"][random.below(2)]
    encoding = random.below(6)
    isQuoted = random.below(3) > 0
    writePreamble()
    write(["id", "name", "plan", "amount"])
    let rows = 8 + random.below(30)
    var quiet = 0
    for number in 0..<rows {
      // A quote that swallows rows is followed by rows that reveal it.
      let left = rows - number
      if quiet == 0, number > 4, random.below(4) == 0 { writeNoise(number) }
      if quiet == 0, left > 3, random.below(12) == 0 {
        keep(number, name: "\"stray \(number)", written: "\"stray \(number)")
        quiet = 3
      } else {
        writeRow(number, isPlain: quiet > 0)
        quiet = max(0, quiet - 1)
      }
    }
    writeEnd()
  }

  var bytes: [UInt8] {
    switch encoding {
    case 1: Array(("\u{FEFF}" + text).utf8)
    case 2: ("\u{FEFF}" + text).utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    case 3: ("\u{FEFF}" + text).utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    case 4: text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    case _: Array(text.utf8)
    }
  }

  /// Writes a row, whose cells may contain several lines.
  private mutating func write(_ cells: [String], ending: String? = nil) {
    let row = cells.joined(separator: delimiter)
    text += row + (ending ?? lineEnd)
    line += 1 + row.count { $0 == "\n" || $0 == "\r\n" }
  }

  private mutating func writePreamble() {
    switch random.below(7) {
    case 3: write(["Report", "Customers"])
    case 4:
      write(["made", "2025-03-01"])
      write([""])
    case 0:
      write(["# Customers"])
      write(["# 2025-03-01"])
      write([""])
    case 1: write(["Customers of March"])
    case 2:
      text += "sep=\(delimiter)\(lineEnd)"
      line += 1
    case _: break
    }
  }

  private mutating func writeRow(_ number: Int, isPlain: Bool) {
    switch isPlain ? 0 : random.below(12) {
    case 6 where isQuoted: keep(number, name: "6\" screen", written: "\"6\" screen\"")
    case 7 where isQuoted: keep(number, name: "so \"no\"", written: "\"so \"no\"\"")
    case 8 where isQuoted:
      keep(number, name: "say \"hi\"\(delimiter) Bo", written: "\"say \"hi\"\(delimiter) Bo\"")
    case 9: keep(number, name: "\"Acme\" Inc", written: "\"Acme\" Inc")
    case 1: keep(number, name: "B\(delimiter) o", written: "\"B\(delimiter) o\"")
    case 2: keep(number, name: "say \"hi\"", written: "\"say \"\"hi\"\"\"")
    case 3: keep(number, name: "two\nlines", written: "\"two\nlines\"")
    case 4: keep(number, name: "24\" wide", written: "24\" wide")
    case 5: keep(number, name: "Zoë 使い \(number)", written: "Zoë 使い \(number)")
    case _: keep(number, name: "name \(number)", written: "name \(number)")
    }
  }

  /// A valid row that looks like one that is not data.
  private mutating func keepName(_ name: String) {
    kept.append(name)
    names.append("---")
    write([name, "---", "free", "0"])
  }

  private mutating func keep(_ number: Int, name: String, written: String) {
    kept.append("k\(number)")
    names.append(name)
    let amount = random.below(1000)
    sum += amount
    let plan = ["pro", "free", "Total"][random.below(3)]
    write(["k\(number)", written, isQuoted ? "\"\(plan)\"" : plan, String(amount)])
  }

  /// A line that is not a row, or an incomplete one.
  private mutating func writeNoise(_ number: Int) {
    switch random.below(11) {
    case 5: end(["---", "----", "---", "------"])
    case 6: end(["====="])
    case 7: end([" ID", "Name ", "PLAN", "Amount"])
    case 8: end(["q\(number)", "\"6\" wide\""])
    case 9: keepName("Total Ltd \(number)")
    case 0:
      rejected.append(line)
      write(["id", "name", "plan", "amount"])
    case 1:
      rejected.append(line)
      write(["\u{FEFF}id", "name", "plan", "amount"])
    case 2:
      rejected.append(line)
      write(["", "", "", ""])
    case 3:
      rejected.append(line)
      write(["  "])
    case 4:
      rejected.append(line)
      write(["x\(number)", "too", "many", "1", "cells"])
    case _:
      kept.append("short\(number)")
      names.append("only")
      write(["short\(number)", "only"])
    }
  }

  /// The endings that reports, spreadsheets and interrupted downloads leave in a file.
  private mutating func writeEnd() {
    switch random.below(12) {
    case 6: end(["\(kept.count) records"])
    case 7: end(["Count: \(kept.count)"])
    case 8: end(["(\(kept.count) rows)"])
    case 9: end(["الإجمالي", "", "", String(sum)])
    case 10:
      rejected.append(line)
      write([""])
      end(["All that the team of Ada knows"])
    case 0: end(["Total", "", "", String(sum)])
    case 1: end(["Grand Totals (\(kept.count) records)", "", "", String(sum)])
    case 2:
      rejected.append(line)
      write([""])
      end(["Confidential Information - Do Not Distribute"])
      end(["Copyright (c) 2000-2025 example.com, inc."])
    case 3: end(["\u{1A}"], ending: "")
    case 4: end(["k999", "brok"], ending: "")
    case 5:
      end(["Summe", "", "", String(sum)])
      write([""])
    case _: break
    }
  }

  private mutating func end(_ cells: [String], ending: String? = nil) {
    rejected.append(line)
    write(cells, ending: ending)
  }
}
