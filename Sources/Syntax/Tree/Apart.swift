/// A value that is not part of the meaning of a tree: trees that differ only in such values are equal.
///
/// Spans and spellings are stored this way, so that `parse(print(tree)) == tree` can be tested directly.
@propertyWrapper
public struct Apart<Wrapped: Sendable>: Sendable, Hashable {
  public var wrappedValue: Wrapped

  public init(wrappedValue: Wrapped) { self.wrappedValue = wrappedValue }

  public static func == (left: Apart, right: Apart) -> Bool { true }
  public func hash(into hasher: inout Hasher) {}
}
