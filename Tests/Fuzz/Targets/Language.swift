internal import SourceText
internal import Syntax

/// Text without errors is printed as text with the same meaning; completions and rewrites can be parsed.
func tryLanguage(_ bytes: [UInt8]) throws(Finding) {
  let (script, diagnostics) = parse(SourceFile(name: "fuzz", bytes: bytes))
  let formatted = script.formatted
  if diagnostics.isEmpty {
    let again = parse(SourceFile(name: "formatted", text: formatted))
    try require(
      again.script == script && again.diagnostics.isEmpty, "printed as something else: \(formatted)")
    try require(again.script.formatted == formatted, "printed differently the second time: \(formatted)")
  }
  for diagnostic in diagnostics { _ = diagnostic.drawn() }
  for fix in diagnostics.flatMap(\.fixes).prefix(8) {
    let mended = SourceFile(name: "mended", bytes: fix.applied(to: bytes))
    let left = parse(mended).diagnostics
    try require(left.count < diagnostics.count, "“\(fix.message)” mends nothing: \(mended.text)")
  }
  let text = String(decoding: bytes, as: UTF8.self)
  for place in 0...2 { _ = completion(in: text, at: text.utf8.count * place / 2) }
  _ = isComplete(text)
}

/// The words of the language as a libFuzzer dictionary, to put into texts.
public var dictionary: String {
  Keyword.allCases.map { "\"\($0.rawValue)\"\n" }.joined()
}
