internal import CEditline
internal import Glibc

/// The text being edited, its cursor and its kill buffer: a safe wrapper of libedit.
///
/// libedit sets the terminal's modes and executes editing commands. `Screen` does the drawing, because libedit supports
/// neither continuation prompts, nor texts taller than the screen, nor combining marks.
@safe final class EditBuffer {
  private let line: OpaquePointer
  private let sink: UnsafeMutablePointer<FILE>
  /// Returns the next command while a line is edited.
  private var nextCommand: () -> Command = { .finish }
  /// The characters of a command that libedit has not read yet, in reverse.
  private var pending: [Int32] = []

  /// A request to libedit.
  enum Command {
    /// One of its editing commands, given as its key sequence.
    case keys(String)
    case finish
  }

  /// Nil if the terminal cannot be set up.
  init?() {
    // The classes and widths of non-ASCII characters depend on the locale.
    // SAFETY: `setlocale` copies its argument; its result is not kept.
    _ = unsafe setlocale(LC_CTYPE, "C.UTF-8")
    // SAFETY: the shims return null or a pointer that is ours until `deinit`; strings are copied.
    guard let sink = unsafe ceditline_open_sink() else { return nil }
    guard let line = unsafe ceditline_open("heed", sink) else {
      // SAFETY: the file was opened just above and nobody else holds it.
      unsafe _ = fclose(sink)
      return nil
    }
    unsafe self.sink = unsafe sink
    unsafe self.line = unsafe line
    // SAFETY: `line` is a live editor. The client pointer is not retained; `deinit` ends the editor before it dangles.
    unsafe ceditline_set_editor(line, "emacs")
    // Every key is received as typed: Ctrl-C and Ctrl-S as keys, CR and LF unchanged.
    for mode in ["-isig", "-ixon", "-icrnl", "-inlcr"] { unsafe ceditline_set_edit_mode(line, mode) }
    unsafe ceditline_bind(line, "^W", "ed-delete-prev-word")
    unsafe ceditline_set_client(line, Unmanaged.passUnretained(self).toOpaque())
    unsafe ceditline_set_read(line) { line, character in
      // SAFETY: the client of every editor is the buffer that owns it, alive as long as the editor is.
      guard let line = unsafe line, let character = unsafe character,
        let client = unsafe ceditline_client(line)
      else { return 0 }
      let buffer = unsafe Unmanaged<EditBuffer>.fromOpaque(client).takeUnretainedValue()
      guard let next = buffer.nextCharacter() else { return 0 }
      unsafe character.pointee = next
      return 1
    }
  }

  deinit {
    // SAFETY: both are ours and used by nobody after this.
    unsafe el_end(line)
    unsafe _ = fclose(sink)
  }

  /// Edits one line, initially empty, until `next` returns `finish`. `next` may change the buffer itself.
  func edit(_ next: @escaping () -> Command) {
    nextCommand = next
    pending = []
    // SAFETY: `line` is a live editor.
    unsafe ceditline_edit(line)
    nextCommand = { .finish }
  }

  private func nextCharacter() -> Int32? {
    while pending.isEmpty {
      switch nextCommand() {
      case .keys(let keys): pending = keys.unicodeScalars.reversed().map { Int32($0.value) }
      case .finish: return nil
      }
    }
    return pending.removeLast()
  }

  /// The text and the cursor in it. O(length)
  var contents: (text: String, cursor: String.Index) {
    var count: Int32 = 0
    var cursor: Int32 = 0
    var scalars = String.UnicodeScalarView()
    // SAFETY: libedit gives `count` characters, which stay in place while nothing is edited.
    if let start = unsafe ceditline_text(line, &count, &cursor) {
      for character in unsafe Array(UnsafeBufferPointer(start: start, count: Int(count))) {
        scalars.append(Unicode.Scalar(UInt32(bitPattern: character)) ?? "\u{FFFD}")
      }
    }
    let place = scalars.index(scalars.startIndex, offsetBy: Int(cursor))
    return (String(scalars), place)
  }

  /// Replaces a part of `contents.text`; the cursor is then after the replacement.
  func replace(_ range: Range<String.Index>, of text: String, with replacement: String) {
    moveCursor(to: range.upperBound, of: text)
    let removed = Int32(clamping: text.unicodeScalars.distance(from: range.lowerBound, to: range.upperBound))
    // SAFETY: `line` is a live editor; libedit checks the number against what stands before the cursor.
    unsafe el_deletestr(line, removed)
    guard !replacement.isEmpty else { return }
    let characters = replacement.unicodeScalars.map { Int32($0.value) } + [0]
    // SAFETY: the characters end with zero and are copied.
    unsafe ceditline_insert(line, characters)
  }

  /// Inserts a text at the cursor.
  func insert(_ insertion: String) {
    guard !insertion.isEmpty else { return }
    let characters = insertion.unicodeScalars.map { Int32($0.value) } + [0]
    // SAFETY: the characters end with zero and are copied.
    unsafe ceditline_insert(line, characters)
  }

  /// Moves the cursor to a position in `contents.text`.
  func moveCursor(to place: String.Index, of text: String) {
    let target = Int32(clamping: text.unicodeScalars.distance(from: text.startIndex, to: place))
    // SAFETY: `line` is a live editor; libedit keeps the cursor inside the text.
    unsafe el_cursor(line, -Int32.max / 2)
    unsafe el_cursor(line, target)
  }

  /// Sets the terminal modes for editing, or restores the previous ones.
  func prepareTerminal(edits: Bool) {
    // SAFETY: `line` is a live editor.
    unsafe ceditline_prepare_terminal(line, edits ? 1 : 0)
  }
}
