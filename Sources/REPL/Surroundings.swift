public import DataModel

extension InteractiveShell {
  /// The functions through which the prompt reaches the terminal and files.
  public struct Surroundings {
    /// The width and height of the screen in cells; called before each answer, because they can change.
    public var width: () -> Int
    public var height: () -> Int
    /// Called before each statement, to forget an earlier Ctrl-C.
    public var resetCancellation: () -> Void
    /// Called before an answer is shown, to remove the progress line.
    public var finishProgress: () -> Void
    /// Whether a file exists.
    public var exists: (_ path: String) -> Bool
    /// The text of a file; nil if it cannot be read.
    public var read: @Sendable (_ path: String) -> String?
    /// Replaces the content of a file. Returns the reason if that failed, otherwise nil.
    public var write: (_ path: String, _ text: String) -> String?
    /// Returns the reason why a file cannot be written, or nil. The file is not changed.
    public var tryWriting: (_ path: String) -> String?
    /// Changes the text of one of the user's own files (nil if it does not exist yet), while no other session can change
    /// it; not if the new text is nil. Returns the reason if that failed, otherwise nil.
    public var change: (_ path: String, _ change: (_ text: String?) -> String?) -> String?
    /// The names in a folder, those of folders with a final slash; empty if it cannot be read.
    public var names: @Sendable (_ folder: String) -> [String]
    /// Shows a text in the user's pager. False if there is none.
    public var page: (_ text: String) -> Bool
    /// Lets the user change a text in their editor.
    public var edit: (_ text: String) -> Edited
    /// The files of the example, among them `workspace.heed`.
    public var example: () -> Host

    public init(
      width: @escaping () -> Int, height: @escaping () -> Int, resetCancellation: @escaping () -> Void,
      finishProgress: @escaping () -> Void, exists: @escaping (String) -> Bool,
      read: @escaping @Sendable (String) -> String?, write: @escaping (String, String) -> String?,
      tryWriting: @escaping (String) -> String?,
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
      self.tryWriting = tryWriting
      self.change = change
      self.names = names
      self.page = page
      self.edit = edit
      self.example = example
    }
  }

  /// The result of editing a text.
  public enum Edited {
    case text(String)
    case failed(reason: String)
  }

  /// The user's own files.
  public struct OwnFiles: Sendable {
    /// The history.
    public var history: String?
    /// The saved queries.
    public var queries: String?
    /// The home folder, for `~` in paths.
    public var home: String?

    public init(history: String?, queries: String?, home: String?) {
      self.history = history
      self.queries = queries
      self.home = home
    }
  }
}
