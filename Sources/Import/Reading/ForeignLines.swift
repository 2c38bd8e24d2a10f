/// The lines of a file that are not UTF-8, as far as they are needed to tell its encoding. They are the same however the
/// file is cut into pieces.
struct ForeignLines {
  private(set) var bytes: [UInt8] = []
  /// The start of the line that the next piece continues.
  private var start: [UInt8] = []
  /// Whether that line is one of them.
  private var isOpen = false

  private static let most = 65_536
  private static let longestStart = 4096

  /// Adds the lines of a piece that have a byte at one of these places, in ascending order.
  mutating func add(_ piece: [UInt8], damagedAt places: [Int]) {
    guard bytes.count < ForeignLines.most else { return }
    var done = 0
    if isOpen { done = copy(piece, from: 0) }
    for place in places where place >= done {
      let line = piece[done..<place].lastIndex(of: lineFeed).map { $0 + 1 }
      if line == nil, done == 0 { bytes += start }
      done = copy(piece, from: line ?? done)
    }
    if !isOpen {
      let line = piece[done...].lastIndex(of: lineFeed).map { $0 + 1 }
      start =
        (line == nil && done == 0 ? start : []) + piece[(line ?? done)...].suffix(ForeignLines.longestStart)
      start = Array(start.suffix(ForeignLines.longestStart))
    }
    bytes.removeLast(max(0, bytes.count - ForeignLines.most))
  }

  /// Copies to the end of the line; where that is.
  private mutating func copy(_ piece: [UInt8], from place: Int) -> Int {
    let end = piece[place...].firstIndex(of: lineFeed).map { $0 + 1 }
    bytes += piece[place..<(end ?? piece.count)]
    isOpen = end == nil
    return end ?? piece.count
  }
}
