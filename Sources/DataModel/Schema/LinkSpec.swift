public import SourceText

/// `link anonymous_id to user_id from "identify.csv"`: two ids of the same person, in all loaded data.
public struct LinkSpec: Hashable, Sendable {
  public var alias: LoadSpec.Column
  public var canonical: LoadSpec.Column
  public var path: String
  /// Whether the path is the address of a server.
  public var isServer = false
  public var pathSpan: SourceSpan
  /// `rows users`: the path to the rows of a JSON file.
  public var rows: LoadSpec.Column?
  /// `sheet "Ids"`: the sheet of a workbook.
  public var sheet: LoadSpec.Column?
  /// `table ids`: what of a database.
  public var database: LoadSpec.DatabasePart?
  public var folder: String
  /// What the statement may access; nil means anything.
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
