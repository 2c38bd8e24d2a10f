/// One way to go on at the cursor.
///
/// Example: in `segment sel` a completion with the text `seller`, the display `population, 600` and `replaces`
/// 8..<11 leaves `segment seller`.
public struct Completion: Sendable, Hashable {
  /// What takes the place of `replaces`.
  public var text: String
  /// A remark beside the candidate in the list: its kind, a count. May be empty.
  public var display: String
  /// The bytes (UTF-8) of the buffer that the text takes the place of.
  public var replaces: Range<Int>

  public init(text: String, display: String = "", replaces: Range<Int>) {
    self.text = text
    self.display = display
    self.replaces = replaces
  }
}
