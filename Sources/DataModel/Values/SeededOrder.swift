/// An order of people that looks like chance and is the same on every machine, and in every database that has MD5.
///
///     let order = SeededOrder(seed: 1)
///     order.place(of: "s0042".utf8)    // left(md5('1:s0042'), 16)
///     order.point(of: "s0042".utf8)    // right(md5('1:s0042'), 16)
public struct SeededOrder: Sendable {
  private let prefix: [UInt8]

  public init(seed: UInt64) { prefix = Array("\(seed):".utf8) }

  /// Where somebody stands: the first 16 hexadecimal digits of the MD5 of `seed:id`.
  /// O(bytes)
  public func place(of id: some Swift.Sequence<UInt8>) -> UInt64 { md5(prefix + id).0 }

  /// From where on others are looked for: the last 16 of the digits.
  /// O(bytes)
  public func point(of id: some Swift.Sequence<UInt8>) -> UInt64 { md5(prefix + id).1 }
}
