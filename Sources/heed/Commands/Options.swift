public import ArgumentParser
import Foundation
import HostPOSIX
public import Present
import REPL
import Session
import SourceText

enum ColorChoice: String, ExpressibleByArgument, CaseIterable { case auto, always, never }

extension Present.Format: ExpressibleByArgument {}

/// How answers are written.
struct OutputOptions: ParsableArguments {
  @Option(help: ArgumentHelp("How answers are written: table, json or csv.", valueName: "FORMAT"))
  var format: Present.Format = .table

  @Option(help: ArgumentHelp("Colour: auto, always or never.", valueName: "WHEN"))
  var color: ColorChoice = .auto

  func writer() -> OutcomeWriter {
    writer(
      out: Terminal.out,
      style: Style(width: Terminal.width, usesColor: Terminal.usesColor(color, STDOUT_FILENO)))
  }

  /// A file gets no colour unless asked for, and the width of a page.
  func writer(toFile out: @escaping (String) -> Void) -> OutcomeWriter {
    writer(out: out, style: Style(width: 100, usesColor: color == .always))
  }

  private func writer(out: @escaping (String) -> Void, style: Style) -> OutcomeWriter {
    OutcomeWriter(
      format: format, style: style, errorsUseColor: Terminal.usesColor(color, STDERR_FILENO), out: out,
      err: Terminal.err)
  }

  var limits: Session.Limits { Session.Limits(for: format) }
}

extension OutcomeWriter {
  /// Ends the process with 1 where anything failed.
  func exitIfFailed() throws {
    if failed { throw ExitCode(1) }
  }
}

extension Diagnostic {
  /// A file that could not be written.
  static func unwritable(_ path: String, _ error: WriteError) -> Diagnostic {
    Diagnostic(.unwritableFile, "“\(path)” cannot be written: \(error.reason)")
  }
}
