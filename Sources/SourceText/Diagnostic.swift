/// What is wrong, as data: where, what, and how to mend it. Wording is made where it is found; `Diagnostic+Drawing`
/// draws it.
public struct Diagnostic: Sendable, Hashable, Error {
  public enum Severity: String, Sendable, Hashable { case error, warning, note }

  /// An edit that mends the text: replace the bytes under each span. Edits do not overlap.
  public struct Fix: Sendable, Hashable {
    /// A short sentence: "use `in (…)` for several values".
    public var message: String
    public var edits: [Edit]

    public init(_ message: String, _ edits: [Edit]) {
      self.message = message
      self.edits = edits
    }
  }

  public struct Edit: Sendable, Hashable {
    public var span: SourceSpan
    public var replacement: String

    public init(_ span: SourceSpan, _ replacement: String) {
      self.span = span
      self.replacement = replacement
    }
  }

  public var code: DiagnosticCode
  public var severity: Severity
  /// One plain sentence, without a full stop's worth of jargon.
  public var message: String
  /// The text it is about; nil where the trouble is not in a text (a data file, say).
  public var file: SourceFile?
  public var span: SourceSpan
  /// A few words under the span; shorter than the message.
  public var label: String
  /// Further sentences: what was understood, what is near.
  public var notes: [String]
  /// The rewrites that work, best first. Applied, each parses and resolves.
  public var fixes: [Fix]
  /// A data file and row that the trouble is in, when it is not (only) in the source text.
  public var dataFile: String?
  public var dataLine: Int?

  public init(
    _ code: DiagnosticCode, severity: Severity = .error, _ message: String, file: SourceFile? = nil,
    at span: SourceSpan = .none, label: String = "", notes: [String] = [], fixes: [Fix] = [],
    dataFile: String? = nil, dataLine: Int? = nil
  ) {
    self.code = code
    self.severity = severity
    self.message = message
    self.file = file
    self.span = span
    self.label = label
    self.notes = notes
    self.fixes = fixes
    self.dataFile = dataFile
    self.dataLine = dataLine
  }
}

extension Diagnostic.Fix {
  /// The source with this fix applied.
  public func applied(to bytes: [UInt8]) -> [UInt8] {
    var result = bytes
    for edit in edits.sorted(by: { $0.span.start > $1.span.start }) {
      let start = min(max(edit.span.start, 0), result.count)
      let end = min(max(edit.span.end, start), result.count)
      result.replaceSubrange(start..<end, with: Array(edit.replacement.utf8))
    }
    return result
  }

  /// A statement alone, which starts at an offset of the source, with this fix applied; nil if the fix changes anything
  /// before it.
  public func applied(to statement: [UInt8], at offset: Int) -> [UInt8]? {
    guard edits.allSatisfy({ $0.span.start >= offset }) else { return nil }
    var inside = self
    inside.edits = edits.map {
      Diagnostic.Edit(SourceSpan($0.span.start - offset, $0.span.end - offset), $0.replacement)
    }
    return inside.applied(to: statement)
  }
}
