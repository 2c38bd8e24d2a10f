/// How a file separates its cells, found in its first records.
struct Dialect: Hashable {
  var delimiter: UInt8
  /// Excel's first line `sep=;`, which is no record.
  var hasSeparatorLine = false

  static let delimiters: [UInt8] = [",", ";", "\t", "|"].map { UInt8(ascii: $0) }
  /// How much of a file is looked at.
  static let sampleSize = 1 << 16
  private static let sampleRecords = 50

  /// The delimiter by which the first records fall into the most equally many cells; the comma if none does.
  ///
  ///     Dialect(of: Array("id;price\n1;2,50\n".utf8), isWhole: true).delimiter  // ;
  init(of sample: [UInt8], isWhole: Bool) {
    if let delimiter = Dialect.declared(in: sample) {
      self.init(delimiter: delimiter, hasSeparatorLine: true)
      return
    }
    let scores = Dialect.delimiters.map { Dialect.score($0, in: sample, isWhole: isWhole) }
    var best = 0
    for index in scores.indices where scores[index] > scores[best] { best = index }
    self.init(delimiter: Dialect.delimiters[best])
  }

  private init(delimiter: UInt8, hasSeparatorLine: Bool = false) {
    self.delimiter = delimiter
    self.hasSeparatorLine = hasSeparatorLine
  }

  private static func declared(in sample: [UInt8]) -> UInt8? {
    let line = sample.prefix { $0 != lineFeed && $0 != carriageReturn }
    guard line.count == 5, line.starts(with: Array("sep=".utf8)), let last = line.last else { return nil }
    return last
  }

  /// The share of records with as many cells as the header, above that a little for more cells; 0 for one cell.
  private static func score(_ delimiter: UInt8, in sample: [UInt8], isWhole: Bool) -> Double {
    var scanner = RecordScanner(delimiter: delimiter)
    scanner.append(sample)
    if isWhole { scanner.append(nil) }
    var widths: [Int] = []
    var cells: [Range<Int>] = []
    while widths.count < sampleRecords {
      cells.removeAll(keepingCapacity: true)
      guard scanner.next(into: &cells) == .record else { break }
      if cells.count > 1 || cells.first?.isEmpty == false { widths.append(cells.count) }
    }
    if widths.isEmpty {
      // Not one record is whole: the first line alone decides.
      let line = sample.prefix { $0 != lineFeed && $0 != carriageReturn }
      widths = [1 + line.reduce(0) { $0 + ($1 == delimiter ? 1 : 0) }]
    }
    guard let header = widths.first, header > 1 else { return 0 }
    let equal = widths.reduce(0) { $0 + ($1 == header ? 1 : 0) }
    return Double(equal) / Double(widths.count) + min(Double(header), 100) / 1000
  }
}
