public import SourceText

extension Host {
  /// The location of a path written in a file of statements: `~/…` is relative to the home folder, a relative path to
  /// the file's folder. URLs are returned unchanged.
  public func path(_ path: String, from folder: String) -> String {
    if let home, path == "~" || path.hasPrefix("~/") { return home + path.dropFirst() }
    if path.isFromRoot || folder.isEmpty || isAddress(path) { return path }
    return folder.utf8.last == UInt8(ascii: "/") ? folder + path : "\(folder)/\(path)"
  }
}

/// Whether a path is a URL of any scheme: `https://…`, `s3://…`, `file:///…`.
public func isAddress(_ path: String) -> Bool {
  guard let end = path.firstRange(of: "://")?.lowerBound else { return false }
  let scheme = path[..<end].unicodeScalars
  return scheme.count > 1
    && scheme.allSatisfy { scalar in
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9", "+", "-", ".": true
      case _: false
      }
    }
}

extension Diagnostic {
  /// Explains an error of the host to the user. `near` are files of the same folder with similar names.
  public init(
    _ error: HostError, file: SourceFile? = nil, at span: SourceSpan = .none, near: [String] = []
  ) {
    if let path = error.path, isAddress(path) {
      self.init(address: path, file: file, at: span)
      return
    }
    switch error {
    case .notFound(let path):
      self.init(
        .missingFile, "There is no file “\(path)”", file: file, at: span, label: "not found",
        notes: near.isEmpty ? [] : ["The folder has \(near.joined(separator: ", "))."],
        fixes: file == nil
          ? []
          : near.prefix(1).map { name in
            Fix("read \(name)", [Edit(span, Diagnostic.path(beside: span, of: file, named: name))])
          })
    case .isDirectory(let path):
      self.init(
        .unreadableFile, "“\(path)” is a folder, not a file", file: file, at: span, label: "a folder")
    case .unreadable(let path, let reason):
      self.init(.unreadableFile, "“\(path)” cannot be read: \(reason)", file: file, at: span)
    case .unwritable(let path, let reason):
      self.init(.unwritableFile, "“\(path)” cannot be written: \(reason)", file: file, at: span)
    case .refused(let path, let isWriting, let holder):
      let (message, notes) = holder.refusal(of: path, isWriting: isWriting)
      self.init(.refusedPath, message, file: file, at: span, label: "not allowed", notes: notes)
    case .cancelled: self.init(.cancelled, "Stopped", file: file, at: span)
    }
  }

  private init(address: String, file: SourceFile?, at span: SourceSpan) {
    if let path = address.dropping(scheme: "file://") {
      self.init(
        .missingFile, "Write the path without “file://”", file: file, at: span, label: "an address",
        fixes: file == nil || !path.isFromRoot ? [] : [Fix("write the path", [Edit(span, "\"\(path)\"")])]
      )
      return
    }
    if ["postgres", "postgresql"].contains(address.prefix { $0 != ":" }.lowercased()) {
      self.init(
        .missingFile, "A load from a server says `postgres` before its address", file: file, at: span,
        label: "an address",
        fixes: file == nil
          ? [] : [Fix("write `postgres`", [Edit(SourceSpan(span.start, span.start), "postgres ")])])
      return
    }
    let shell = "`curl -fsSL \(shellWord(address)) | heed run …`, with `load … from stdin format csv`"
    let name = address.prefix { $0 != "?" && $0 != "#" }.split(separator: "/").dropFirst(2).last.map(
      String.init)
    self.init(
      .missingFile, "Heed cannot open web addresses such as “\(address)”", file: file, at: span,
      label: "an address",
      notes: [
        "Download it first, then name the file: \"\(name ?? "customers.csv")\". Or pipe it into a script: \(shell)."
      ])
  }

  /// A file name in the same folder as the path at `span`, written relative to it.
  private static func path(beside span: SourceSpan, of file: SourceFile?, named name: String) -> String {
    let written = file?.text(of: span) ?? ""
    let folder = written.folder.drop { $0 == "\"" }
    return "\"\(folder)\(name)\""
  }
}

extension HostError {
  fileprivate var path: String? {
    switch self {
    case .notFound(let path), .isDirectory(let path), .unreadable(let path, _), .unwritable(let path, _),
      .refused(let path, _, _):
      path
    case .cancelled: nil
    }
  }
}

extension String {
  /// The text after a URL scheme, percent-decoded; nil if the text has another scheme.
  fileprivate func dropping(scheme: String) -> String? {
    guard lowercased().hasPrefix(scheme) else { return nil }
    var bytes: [UInt8] = []
    var rest = Array(utf8)[scheme.utf8.count...]
    while let byte = rest.popFirst() {
      let digits = String(decoding: rest.prefix(2), as: UTF8.self)
      if byte == UInt8(ascii: "%"), digits.utf8.count == 2, let code = UInt8(digits, radix: 16) {
        bytes.append(code)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
