internal import SourceText
internal import Syntax

/// What has no errors is printed as something that is read as the same; what is offered and mended can be read.
func tryLanguage(_ bytes: [UInt8]) {
  let (script, diagnostics) = parse(SourceFile(name: "fuzz", bytes: bytes))
  let formatted = script.formatted
  if diagnostics.isEmpty {
    let again = parse(SourceFile(name: "formatted", text: formatted))
    precondition(
      again.script == script && again.diagnostics.isEmpty, "printed as something else: \(formatted)")
    precondition(again.script.formatted == formatted, "printed differently the second time: \(formatted)")
  }
  for fix in diagnostics.flatMap(\.fixes).prefix(8) {
    _ = parse(SourceFile(name: "mended", bytes: fix.applied(to: bytes)))
  }
  let text = String(decoding: bytes, as: UTF8.self)
  _ = completion(in: text, at: text.utf8.count / 2)
  _ = completion(in: text, at: text.utf8.count)
  _ = isComplete(text)
}
