public import Present
public import Session
public import SourceText

extension QuerySession {
  /// What a script's answers are called: the first line of the comment that it begins with, the others below it; without
  /// one the words of its file's name.
  public static func heading(of script: SourceFile) -> Document.Heading {
    let named = Document.Heading(ofFile: script.name)
    let lines = script.text.split(omittingEmptySubsequences: false) {
      $0.isNewline
    }
    let comment = lines.drop { $0.hasPrefix("#!") }.prefix { $0.hasPrefix("#") }
      .map { $0.drop { $0 == "#" || $0 == " " }.trimmed }.filter { !$0.isEmpty }
    return Document.Heading(comment.first ?? named.title, lead: Array(comment.dropFirst()))
  }
}

extension Document.Heading {
  /// The words of a file's name: "Late parcels" of `late-parcels.heed`.
  init(ofFile path: String) {
    let file = path.split(separator: "/").last ?? ""
    let words = (file.split(separator: ".").first ?? file).split { "-_ ".contains($0) }.joined(separator: " ")
    self.init(words.prefix(1).uppercased() + words.dropFirst())
  }
}

extension Substring {
  /// Without the blanks at its end.
  fileprivate var trimmed: String {
    var view = self
    while let last = view.last, last.isWhitespace { view.removeLast() }
    return String(view)
  }
}
