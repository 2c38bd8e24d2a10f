internal import Plan
internal import Semantics
internal import SourceText
internal import Syntax

extension QuerySession {
  /// Syntax errors without the rewrites that would only lead to another error: once data is loaded, a rewritten
  /// statement must also resolve. Texts of several statements are unchanged, because their definitions are not known.
  func keepingFixesThatResolve(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    guard let loaded else { return diagnostics }
    let scope = Scope(
      catalog: loaded.catalog, definitions: definitions, them: QuerySession.nobody, rest: QuerySession.nobody,
      parameters: parameters, language: loaded.language, mayRedefine: mayRedefine)
    // One of several statements may need another, which is not resolved yet. Each file is parsed once.
    var isAlone: [String: Bool] = [:]
    return diagnostics.map { diagnostic in
      guard let file = diagnostic.file else { return diagnostic }
      let alone = isAlone[file.name] ?? (parse(file).script.statements.count == 1)
      isAlone[file.name] = alone
      guard alone else { return diagnostic }
      var kept = diagnostic
      kept.fixes = diagnostic.fixes.compactMap { fix in
        let rewritten = SourceFile(name: file.name, bytes: fix.applied(to: file.bytes))
        let (script, mistakes) = parse(rewritten)
        guard mistakes.isEmpty, script.statements.count == 1 else { return mistakes.isEmpty ? fix : nil }
        var workspace = workspace
        if prepare(script.statements[0], of: rewritten, folder: "", into: &workspace) != nil { return fix }
        let remarks = resolve(script.statements[0], of: rewritten, in: scope).diagnostics
        guard !remarks.contains(where: { $0.severity == .error && $0.code != .notYet }) else { return nil }
        // If nobody has the quoted value, the most similar value is offered instead.
        guard let nearer = remarks.first(where: { $0.code == .unknownValue })?.fixes.first else { return fix }
        let whole = SourceSpan(0, file.bytes.count)
        let text = String(decoding: nearer.applied(to: rewritten.bytes), as: UTF8.self)
        return Diagnostic.Fix(nearer.message, [.init(whole, text)])
      }
      return kept
    }
  }

  static let nobody = People(words: "them", ids: [])
}
