internal import SourceText
internal import Store

/// Up to four ids that differ from a typed one by case, or by at most one edit in every three letters (two at most),
/// nearest first. O(ids × length)
func nearest(to typed: String, in ids: StringPool) -> [String] {
  let wanted = Array(typed.lowercased().utf8)
  // Ids are short; a longer text is not a mistyped id.
  guard !wanted.isEmpty, wanted.count <= 64 else { return [] }
  let allowed = editsAllowed(letters: wanted.count, most: 2)
  var near: [(distance: Int, id: String)] = []
  for code in 0..<ids.count {
    let bytes = ids.bytes(of: code)
    guard abs(bytes.count - wanted.count) <= allowed else { continue }
    // In lower case (ASCII).
    let small = bytes.map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }
    if let distance = editDistance(wanted, small, limit: allowed) { near.append((distance, ids[code])) }
  }
  return near.sorted { $0 < $1 }.prefix(4).map(\.id)
}
