internal import DataModel

extension Condition {
  /// The texts that a value can have where the condition holds; nil if it leaves that open. Conditions joined by `and`
  /// leave it as open as the first that says something of the value.
  public func texts(of value: Value) -> [String]? {
    switch self {
    case .named(_, let inner): inner.texts(of: value)
    case .all(let parts): parts.lazy.compactMap { $0.texts(of: value) }.first
    case .any(let parts):
      parts.map { $0.texts(of: value) }.reduce([]) { all, own in all.flatMap { all in own.map { all + $0 } } }
    case .test(let tested, .compare(.equal, .literal(.text(let text)))): tested == value ? [text] : nil
    case .test(let tested, .oneOf(let scalars)): tested == value ? scalars.compactMap(\.text) : nil
    case .everyone, .not, .test, .records, .sequence, .among: nil
    }
  }
}
