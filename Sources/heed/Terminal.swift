import DataModel
import Foundation
import HostPOSIX
import Present
import SourceText

/// Standard output and error, and the capabilities of the terminal.
enum Terminal {
  /// Writes answers. If the reader of a pipe has gone, the process ends silently; any other failure is reported.
  static func out(_ text: String) {
    do {
      try writeAll(Array(text.utf8), to: STDOUT_FILENO)
    } catch {
      switch error {
      case .closedPipe: Foundation.exit(0)
      case .cancelled, .failed:
        err("error: standard output cannot be written: \(error.reason)\n")
        Foundation.exit(1)
      }
    }
  }

  /// Writes diagnostics and progress. Failures are ignored, as there is nowhere to report them.
  static func err(_ text: String) { try? writeAll(Array(text.utf8), to: STDERR_FILENO) }

  static var outputIsTerminal: Bool { isatty(STDOUT_FILENO) == 1 }
  static var inputIsTerminal: Bool { isatty(STDIN_FILENO) == 1 }
  static var errorIsTerminal: Bool { isatty(STDERR_FILENO) == 1 }
  static var isDumb: Bool { ProcessInfo.processInfo.environment["TERM"] ?? "dumb" == "dumb" }

  /// Whether non-ASCII characters can be shown: yes, unless the locale is set to something other than UTF-8.
  static var isUnicode: Bool {
    let environment = ProcessInfo.processInfo.environment
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
    guard let locale = locale?.lowercased() else { return true }
    return locale.contains("utf-8") || locale.contains("utf8")
  }

  /// Whether to use colour: if it was not forbidden, and the output goes to a terminal.
  static func usesColor(_ choice: ColorChoice, _ descriptor: Int32) -> Bool {
    switch choice {
    case .always: true
    case .never: false
    case .auto:
      (ProcessInfo.processInfo.environment["NO_COLOR"] ?? "").isEmpty && !isDumb && isatty(descriptor) == 1
    }
  }

  /// The width in cells: that of the screen, else the variable COLUMNS, else 80.
  static var width: Int {
    screenSize()?.columns ?? ProcessInfo.processInfo.environment["COLUMNS"].flatMap { Int($0) } ?? 80
  }
}
