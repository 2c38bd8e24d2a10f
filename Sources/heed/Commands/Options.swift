public import ArgumentParser
import Foundation
import HostPOSIX
public import Present
import REPL
import Session
import SourceText

enum ColorChoice: String, ExpressibleByArgument, CaseIterable { case auto, always, never }

extension Present.Format: ExpressibleByArgument {}

/// Options for how answers are written.
struct OutputOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "How answers are written: \(Present.Format.allCases.map(\.rawValue).joined(separator: ", ")).",
      valueName: "FORMAT"))
  var format: Present.Format = .table

  @Option(help: ArgumentHelp("Colour: auto, always or never.", valueName: "WHEN"))
  var color: ColorChoice = .auto

  @Flag(help: "Draw tables and charts in ASCII; the default if the locale is not UTF-8.")
  var ascii = false

  @Flag(help: "In a page, open the tables behind charts and how each answer was counted, also on paper.")
  var full = false

  @Flag(
    help: """
      Replace ids and names of customers by pseudonyms, and mask addresses and numbers in what they wrote. A customer has the same \
      pseudonym in all your reports.
      """)
  var anonymous = false

  /// Sets what a session does to its answers.
  func prepare(_ session: inout QuerySession) {
    if anonymous { session.anonymize(key: AnonymousKey.own) }
  }

  func writer(heading: Document.Heading = Document.Heading("Heed")) -> OutcomeWriter {
    writer(
      heading, out: Terminal.out,
      style: Style(
        width: Terminal.width, usesColor: Terminal.usesColor(color, STDOUT_FILENO),
        usesASCII: ascii || !Terminal.isUnicode, isOnScreen: Terminal.outputIsTerminal))
  }

  /// For a file: no colour unless asked for, and the width of a page.
  func writer(heading: Document.Heading, toFile out: @escaping (String) -> Void) -> OutcomeWriter {
    writer(heading, out: out, style: Style(width: 100, usesColor: color == .always, usesASCII: ascii))
  }

  private func writer(
    _ heading: Document.Heading, out: @escaping (String) -> Void, style: Style
  ) -> OutcomeWriter {
    var style = style
    style.isFull = full
    style.isAnonymous = anonymous
    return OutcomeWriter(
      format: format, style: style, heading: heading,
      errorsUseColor: Terminal.usesColor(color, STDERR_FILENO), out: out, err: Terminal.err)
  }

  var limits: QuerySession.Limits { QuerySession.Limits(for: format) }
}

extension OutcomeWriter {
  /// Ends the process with exit code 1 if anything failed.
  mutating func exitIfFailed() throws {
    tellOfOmitted()
    if failed { throw ExitCode(1) }
  }
}

extension Diagnostic {
  /// An error: a file could not be written.
  static func unwritable(_ path: String, _ error: WriteError) -> Diagnostic {
    Diagnostic(.unwritableFile, "“\(path)” cannot be written: \(error.reason)")
  }
}
