/// One candidate for completion at the cursor.
///
/// In `segment sel`, a completion with the text `seller`, the display `segment, 600` and `replaces` 8..<11 gives
/// `segment seller`.
public struct Completion: Sendable, Hashable {
  /// The text that replaces `replaces`.
  public var text: String
  /// A remark shown beside the candidate: its kind, a count. May be empty.
  public var display: String
  /// The bytes (UTF-8) of the buffer that are replaced.
  public var replaces: Range<Int>

  public init(text: String, display: String = "", replaces: Range<Int>) {
    self.text = text
    self.display = display
    self.replaces = replaces
  }
}
