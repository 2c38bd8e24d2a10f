/// Dictionary codes, stored in the narrowest integer width that fits.
public enum Codes: Sendable {
  case bytes([UInt8])
  case shorts([UInt16])
  case words([UInt32])

  /// Narrows codes that are all at most `largest`; larger codes would be truncated.
  public init(_ codes: [UInt32], largest: Int) {
    if largest <= Int(UInt8.max) {
      self = .bytes(codes.map { UInt8(truncatingIfNeeded: $0) })
    } else if largest <= Int(UInt16.max) {
      self = .shorts(codes.map { UInt16(truncatingIfNeeded: $0) })
    } else {
      self = .words(codes)
    }
  }

  public var count: Int {
    switch self {
    case .bytes(let codes): codes.count
    case .shorts(let codes): codes.count
    case .words(let codes): codes.count
    }
  }

  /// One code. A loop over rows should switch on the width once, outside the loop.
  public subscript(row: Int) -> Int {
    switch self {
    case .bytes(let codes): Int(codes[row])
    case .shorts(let codes): Int(codes[row])
    case .words(let codes): Int(codes[row])
    }
  }

  /// All codes as 32-bit integers.
  public var widened: [UInt32] {
    switch self {
    case .bytes(let codes): codes.map { UInt32($0) }
    case .shorts(let codes): codes.map { UInt32($0) }
    case .words(let codes): codes
    }
  }
}
