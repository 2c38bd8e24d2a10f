public import DataModel

extension InteractiveShell {
  /// What the prompt needs of the world around it.
  public struct Surroundings {
    /// The screen's width and height in cells, asked before each answer since screens change.
    public var width: () -> Int
    public var height: () -> Int
    /// Called before each statement: an earlier Ctrl-C is forgotten.
    public var resetCancellation: () -> Void
    /// Called before an answer is shown: what tells of progress is wiped.
    public var finishProgress: () -> Void
    /// Whether there is such a file.
    public var exists: (_ path: String) -> Bool
    /// The text of a file; nil where it cannot be read.
    public var read: @Sendable (_ path: String) -> String?
    /// Makes a file hold exactly this text. What went wrong, or nil.
    public var write: (_ path: String, _ text: String) -> String?
    /// Changes the text of a file of the person's own (nil: there is none yet), which no other session does meanwhile;
    /// not where the change gives nil. What went wrong, or nil.
    public var change: (_ path: String, _ change: (_ text: String?) -> String?) -> String?
    /// The names in a folder, those of folders with a slash behind; empty where it cannot be read.
    public var names: @Sendable (_ folder: String) -> [String]
    /// Shows a text in the person's pager. False where there is none.
    public var page: (_ text: String) -> Bool
    /// Lets the person change a text in an editor of theirs.
    public var edit: (_ text: String) -> Edited
    /// The files of the example, among them `workspace.heed`.
    public var example: () -> Host

    public init(
      width: @escaping () -> Int, height: @escaping () -> Int, resetCancellation: @escaping () -> Void,
      finishProgress: @escaping () -> Void, exists: @escaping (String) -> Bool,
      read: @escaping @Sendable (String) -> String?, write: @escaping (String, String) -> String?,
      change: @escaping (String, (String?) -> String?) -> String?,
      names: @escaping @Sendable (String) -> [String], page: @escaping (String) -> Bool,
      edit: @escaping (String) -> Edited, example: @escaping () -> Host
    ) {
      self.width = width
      self.height = height
      self.resetCancellation = resetCancellation
      self.finishProgress = finishProgress
      self.exists = exists
      self.read = read
      self.write = write
      self.change = change
      self.names = names
      self.page = page
      self.edit = edit
      self.example = example
    }
  }

  /// What came back from an editor.
  public enum Edited {
    case text(String)
    case failed(reason: String)
  }

  /// Files of the person's own.
  public struct OwnFiles: Sendable {
    /// What was asked.
    public var history: String?
    /// What `.queries` keeps.
    public var queries: String?
    /// What `~` stands for in a path.
    public var home: String?

    public init(history: String?, queries: String?, home: String?) {
      self.history = history
      self.queries = queries
      self.home = home
    }
  }
}
