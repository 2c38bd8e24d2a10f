/// A value that stands apart from what a tree means: two trees that differ only in such values are equal.
///
/// Spans and spellings are kept this way, so that `parse(print(tree)) == tree` can be asked directly.
@propertyWrapper
public struct Apart<Wrapped: Sendable>: Sendable, Hashable {
  public var wrappedValue: Wrapped

  public init(wrappedValue: Wrapped) { self.wrappedValue = wrappedValue }

  public static func == (left: Apart, right: Apart) -> Bool { true }
  public func hash(into hasher: inout Hasher) {}
}
