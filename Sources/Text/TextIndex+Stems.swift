extension TextIndex {
  /// The canonical name of a stem, which is unique: the folded stem of its forms.
  public func name(ofStem stem: UInt32) -> String { dictionary.stems[stem] }

  /// The stem with a canonical name.
  public func stem(named name: String) -> UInt32? { dictionary.stems.number(of: name) }
}
