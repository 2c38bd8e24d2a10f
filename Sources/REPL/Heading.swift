public import Present
public import Session
public import SourceText

extension QuerySession {
  /// The heading of a script's answers: the first line of the comment at its start, with the other lines below it; without
  /// a comment, the words of its file name.
  public static func heading(of script: SourceFile) -> Document.Heading {
    let named = Document.Heading(ofFile: script.name)
    let lines = script.text.split(omittingEmptySubsequences: false) {
      $0.isNewline
    }
    let comment = lines.drop { $0.hasPrefix("#!") }.prefix { $0.hasPrefix("#") }
      .map { $0.drop { $0 == "#" || $0 == " " }.trimmed }.filter { !$0.isEmpty }
    return comment.first.map { Document.Heading($0, lead: Array(comment.dropFirst())) } ?? named
  }
}

extension Document.Heading {
  /// The words of a file name: "Late parcels" for `late-parcels.heed`.
  init(ofFile path: String) {
    let file = path.split(separator: "/").last ?? ""
    let words = (file.split(separator: ".").first ?? file).split { "-_ ".contains($0) }.joined(separator: " ")
    self.init(words.prefix(1).uppercased() + words.dropFirst())
    isFileName = true
  }
}

extension Substring {
  /// The text without blanks at its end.
  fileprivate var trimmed: String {
    var view = self
    while let last = view.last, last.isWhitespace { view.removeLast() }
    return String(view)
  }
}
