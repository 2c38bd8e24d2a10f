public import SourceText

/// `link anonymous_id to user_id from "identify.csv"`: two ids of one person, in everything loaded.
public struct LinkSpec: Hashable, Sendable {
  public var alias: LoadSpec.Column
  public var canonical: LoadSpec.Column
  public var path: String
  public var pathSpan: SourceSpan
  public var folder: String
  /// All that the statement may read; nil: anything.
  public var permissions: Permissions?
  public var file: SourceFile?

  public init(
    alias: LoadSpec.Column, canonical: LoadSpec.Column, path: String, pathSpan: SourceSpan, folder: String,
    file: SourceFile?
  ) {
    self.alias = alias
    self.canonical = canonical
    self.path = path
    self.pathSpan = pathSpan
    self.folder = folder
    self.file = file
  }
}
