import DataModel
import Foundation
import HostPOSIX
import Present
import REPL

/// Standard output and error, and what the terminal can do.
enum Terminal {
  static func out(_ text: String) { FileHandle.standardOutput.write(Data(text.utf8)) }
  static func err(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }

  static var outputIsTerminal: Bool { isatty(STDOUT_FILENO) == 1 }
  static var inputIsTerminal: Bool { isatty(STDIN_FILENO) == 1 }

  /// Colour where it was not forbidden and somebody sees it.
  static func usesColor(_ choice: ColorChoice, _ descriptor: Int32) -> Bool {
    switch choice {
    case .always: return true
    case .never: return false
    case .auto:
      let environment = ProcessInfo.processInfo.environment
      return environment["NO_COLOR"].map(\.isEmpty) ?? true && environment["TERM"] != "dumb"
        && isatty(descriptor) == 1
    }
  }

  /// Cells of a line: the screen's, else COLUMNS, else 80.
  static var width: Int {
    screenWidth() ?? ProcessInfo.processInfo.environment["COLUMNS"].flatMap { Int($0) } ?? 80
  }
}
