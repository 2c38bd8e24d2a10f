extension TextIndex {
  /// A stem by its own name, which no other stem has: the folded stem of its forms.
  public func name(ofStem stem: UInt32) -> String { dictionary.stems[stem] }

  /// The stem of a name.
  public func stem(named name: String) -> UInt32? { dictionary.stems.number(of: name) }
}
