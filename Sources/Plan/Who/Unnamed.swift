extension Condition {
  /// What a name stands for.
  public var unnamed: Condition {
    var condition = self
    while case .named(_, let inner) = condition { condition = inner }
    return condition
  }
}

extension Value {
  /// What a name stands for.
  public var unnamed: Value {
    var value = self
    while case .named(_, let inner) = value { value = inner }
    return value
  }
}
