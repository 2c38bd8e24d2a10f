/// Copies and compares ranges of byte arrays without making slices of them, which would count references.
public enum CopyKernels {
  /// Appends the bytes of a range.
  @inlinable
  public static func append(_ range: Range<Int>, of bytes: [UInt8], to output: inout [UInt8]) {
    precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count, "a range of the bytes")
    // SAFETY: the range was checked; `output` is another array, since it is exclusively accessed.
    unsafe bytes.withUnsafeBufferPointer { bytes in
      unsafe output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[range]))
    }
  }

  /// Whether the bytes of a range are those of `other`.
  @inlinable
  public static func areEqual(_ range: Range<Int>, of bytes: [UInt8], _ other: [UInt8]) -> Bool {
    precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count, "a range of the bytes")
    guard range.count == other.count else { return false }
    return unsafe bytes.withUnsafeBufferPointer { bytes in
      unsafe other.withUnsafeBufferPointer { other in
        // SAFETY: the range was checked, and `other` has as many bytes.
        for index in other.indices where unsafe bytes[range.lowerBound + index] != other[index] {
          return false
        }
        return true
      }
    }
  }

  /// The little-endian number of eight bytes from `index` on.
  @inlinable
  public static func number(at index: Int, of bytes: [UInt8]) -> UInt64 {
    precondition(index >= 0 && index <= bytes.count - 8, "eight bytes")
    // SAFETY: the eight bytes were checked to be there; any bytes are an integer.
    return unsafe bytes.withUnsafeBytes { unsafe $0.loadUnaligned(fromByteOffset: index, as: UInt64.self) }
      .littleEndian
  }

  /// Writes the bytes of a range into `output`, from `place` on.
  @inlinable
  public static func copy(_ range: Range<Int>, of bytes: [UInt8], to place: Int, of output: inout [UInt8]) {
    precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count, "a range of the bytes")
    precondition(place >= 0 && place <= output.count - range.count, "room for them")
    guard !range.isEmpty else { return }
    unsafe output.withUnsafeMutableBytes { output in
      unsafe bytes.withUnsafeBytes { bytes in
        // SAFETY: both ranges were checked, and lie in different arrays.
        unsafe UnsafeMutableRawBufferPointer(rebasing: output[place..<place + range.count])
          .copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[range]))
      }
    }
  }

  /// Writes `count` bytes from `place` on, each of them the one that lies `distance` before it.
  @inlinable
  public static func repeatBytes(_ count: Int, at place: Int, distance: Int, in output: inout [UInt8]) {
    precondition(distance > 0 && place >= distance && count >= 0, "bytes before it")
    precondition(count <= output.count - place, "room for them")
    unsafe output.withUnsafeMutableBytes { output in
      var place = place
      let end = place + count
      // SAFETY: all places read lie before those written, which end within the buffer. Eight bytes at a time are only
      // moved where none of them is written by the same step.
      if distance >= 8 {
        while place + 8 <= end {
          let word = unsafe output.loadUnaligned(fromByteOffset: place - distance, as: UInt64.self)
          unsafe output.storeBytes(of: word, toByteOffset: place, as: UInt64.self)
          place += 8
        }
      }
      while place < end {
        unsafe output[place] = output[place - distance]
        place += 1
      }
    }
  }
}
