/// How far a file has been read, in bytes as they lie on the disk: packed ones of a packed file.
public struct BytesRead: Hashable, Sendable {
  public var count: Int
  /// The size of the file, where that is known.
  public var total: Int?

  public init(count: Int, total: Int?) { (self.count, self.total) = (count, total) }

  /// From 0 to 1; nil where the size is not known.
  public var fraction: Double? {
    total.map { $0 > 0 ? min(1, max(0, Double(count) / Double($0))) : 1 }
  }
}
