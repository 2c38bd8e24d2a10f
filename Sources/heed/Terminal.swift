import DataModel
import Foundation
import HostPOSIX
import Present
import SourceText

/// Standard output and error, and what the terminal can do.
enum Terminal {
  /// Answers. Where nobody reads them any more the process ends quietly; where they cannot be written it says so.
  static func out(_ text: String) {
    do {
      try writeAll(Array(text.utf8), to: STDOUT_FILENO)
    } catch {
      switch error {
      case .closedPipe: Foundation.exit(0)
      case .failed(let reason):
        err("error: standard output cannot be written: \(reason)\n")
        Foundation.exit(1)
      }
    }
  }

  /// Diagnostics and progress. There is nowhere to complain if that fails.
  static func err(_ text: String) { try? writeAll(Array(text.utf8), to: STDERR_FILENO) }

  static var outputIsTerminal: Bool { isatty(STDOUT_FILENO) == 1 }
  static var inputIsTerminal: Bool { isatty(STDIN_FILENO) == 1 }
  static var errorIsTerminal: Bool { isatty(STDERR_FILENO) == 1 }
  static var isDumb: Bool { ProcessInfo.processInfo.environment["TERM"] ?? "dumb" == "dumb" }

  /// Whether characters beyond ASCII can be drawn: yes, unless the locale that is set is not UTF-8.
  static var isUnicode: Bool {
    let environment = ProcessInfo.processInfo.environment
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
    guard let locale = locale?.lowercased() else { return true }
    return locale.contains("utf-8") || locale.contains("utf8")
  }

  /// Colour where it was not forbidden and somebody sees it.
  static func usesColor(_ choice: ColorChoice, _ descriptor: Int32) -> Bool {
    switch choice {
    case .always: true
    case .never: false
    case .auto:
      (ProcessInfo.processInfo.environment["NO_COLOR"] ?? "").isEmpty && !isDumb && isatty(descriptor) == 1
    }
  }

  /// Cells of a line: the screen's, else COLUMNS, else 80.
  static var width: Int {
    screenSize()?.columns ?? ProcessInfo.processInfo.environment["COLUMNS"].flatMap { Int($0) } ?? 80
  }
}
