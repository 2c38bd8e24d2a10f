internal import DataModel
internal import Import
internal import Store

/// Joins files of the same columns whose names differ in one place to one table: `reviews_202505.csv` and
/// `reviews_202506.csv` are `reviews_*.csv`.
struct FileGroups {
  var tables: [Table] = []

  init(_ profiles: [TableProfile], folder: String, base: String = "") {
    var groups: [(shape: String, profiles: [TableProfile])] = []
    for profile in profiles {
      let shape = FileGroups.shape(profile)
      if let index = groups.firstIndex(where: { $0.shape == shape }) {
        groups[index].profiles.append(profile)
      } else {
        groups.append((shape, [profile]))
      }
    }
    let names = profiles.map { FileGroups.words($0.path) }
    let shared = FileGroups.sharedStart(names)
    for group in groups {
      let paths = group.profiles.map(\.path)
      guard let first = group.profiles.first else { continue }
      guard paths.count > 1, let pattern = FileGroups.pattern(paths, apart: profiles.map(\.path)) else {
        tables += group.profiles.map { FileGroups.table($0, $0.path, 1, folder, base, shared) }
        continue
      }
      let whole = group.profiles.dropFirst().reduce(first) { $0.joined(with: $1) }
      var table = FileGroups.table(whole, pattern, paths.count, folder, base, shared)
      table.fileNames = paths.map(\.fileName)
      table.hosts = FileGroups.hosts(group.profiles)
      table.snapshotKeys = FileGroups.snapshotKeys(group.profiles)
      tables.append(table)
    }
  }

  private static func table(
    _ profile: TableProfile, _ path: String, _ files: Int, _ folder: String, _ base: String, _ shared: Int
  ) -> Table {
    let words = words(profile.path)
    var own = Array(words.dropFirst(words.count > shared ? shared : 0))
    switch profile.part {
    case .whole: break
    case .rows(let rows): own = nameWords(String(rows.split(separator: ".").last ?? ""))
    case .sheet(let name), .table(let name): own = nameWords(name)
    }
    let short = path.hasPrefix(folder) ? String(path.dropFirst(folder.count)) : path
    return Table(path: base + short, files: files, profile: profile, words: own.map(singular))
  }

  /// The words of a file's name, without its endings and numbers.
  private static func words(_ path: String) -> [String] {
    var name = path.fileName
    while let dot = name.lastIndex(of: "."), name.distance(from: dot, to: name.endIndex) <= 8,
      dot > name.startIndex
    {
      name = String(name[..<dot])
    }
    return nameWords(name).filter { $0.contains(where: \.isLetter) }
  }

  /// How many words all names begin with, where there are several files.
  private static func sharedStart(_ names: [[String]]) -> Int {
    guard names.count > 1, let first = names.first else { return 0 }
    var count = 0
    while count < first.count, names.allSatisfy({ $0.count > count + 1 && $0[count] == first[count] }) {
      count += 1
    }
    return count
  }

  /// The columns by which several files are snapshots of the same people: different in all rows of each file, with mostly
  /// the values of the file before. Where each file has values of its own, rows are things that happened.
  private static func snapshotKeys(_ profiles: [TableProfile]) -> Set<String> {
    guard let first = profiles.first, !first.isTranscript else { return [] }
    let keys = first.columns.map(\.name).filter { name in
      let columns = profiles.compactMap { $0.column(name) }
      guard columns.count == profiles.count,
        zip(columns, profiles).allSatisfy({ $0.isKey(of: $1.rows) && $0.isWholeKey(of: $1.rows) })
      else { return false }
      return zip(columns, columns.dropFirst()).allSatisfy { before, after in
        let known = (0..<after.values.count).count { before.values.code(of: after.values[$0]) != nil }
        return known * 2 > min(before.values.count, after.values.count)
      }
    }
    return Set(keys)
  }

  /// The speakers who lead the interviews: those of most transcripts, as many as it takes for each to have one.
  private static func hosts(_ profiles: [TableProfile]) -> [String] {
    guard profiles.allSatisfy(\.isTranscript) else { return [] }
    var files: [String: Set<Int>] = [:]
    for (file, profile) in profiles.enumerated() {
      guard let speaker = profile.column("speaker"), speaker.values.count > 1 else { continue }
      for code in 0..<speaker.values.count { files[speaker.values[code], default: []].insert(file) }
    }
    var open = files.values.reduce(into: Set<Int>()) { $0.formUnion($1) }
    var hosts: [String] = []
    let ranked = files.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }
    // Where two speak in every one, nothing tells who asks.
    if ranked.prefix(2).count(where: { $0.value.count == profiles.count }) == 2, profiles.count > 1 {
      return []
    }
    for (name, heard) in ranked where heard.count > 1 && !open.isDisjoint(with: heard) {
      hosts.append(name)
      open.subtract(heard)
    }
    return hosts.sorted()
  }

  /// What files of one kind have in common: their folder, their name without its numbers, their columns. In JSON a
  /// column is there only where a record has it, so that the names alone decide. Transcripts of a folder are of one kind.
  private static func shape(_ profile: TableProfile) -> String {
    if profile.isTranscript, let dot = profile.path.lastIndex(of: ".") {
      return profile.path.folder + "\u{1F}" + profile.path[dot...].lowercased()
    }
    let name = String(profile.path.fileName.filter { !$0.isNumber })
    let isJSON = profile.path.lowercased().contains(".json")
    let columns = isJSON ? [] : profile.columns.map { $0.name.lowercased() }.sorted()
    return ([profile.path.folder, name, "\(profile.part)"] + columns).joined(separator: "\u{1F}")
  }

  /// A pattern with one `*` that fits these paths and none of the others; nil if there is none.
  private static func pattern(_ paths: [String], apart all: [String]) -> String? {
    guard let first = paths.first else { return nil }
    if let dot = first.lastIndex(of: "."),
      [".vtt", ".srt", ".md", ".txt", ".docx"].contains(first[dot...].lowercased())
    {
      return "\(first.folder)*\(first[dot...])"
    }
    let head = paths.reduce(first) { $0.commonPrefix(with: $1) }
    let tail = paths.reduce(first) { left, right in
      String(String(left.reversed()).commonPrefix(with: String(right.reversed())).reversed())
    }
    let whole = String(head.reversed().drop { $0.isNumber || "-_.".contains($0) }.reversed())
    let stem = whole.fileName.isEmpty ? head : whole + head.dropFirst(whole.count).prefix { !$0.isNumber }
    guard stem.folder == first.folder, stem.count + tail.count <= (paths.map(\.count).min() ?? 0) else {
      return nil
    }
    // A file with several tables in it stands there several times.
    let matching = Set(all.filter { $0.hasPrefix(stem) && $0.hasSuffix(tail) })
    return matching == Set(paths) ? "\(stem)*\(tail)" : nil
  }
}

extension TableProfile {
  /// Whether it holds what speakers said.
  var isTranscript: Bool {
    let name = path.lowercased()
    return [".vtt", ".srt", ".md", ".txt", ".docx"].contains { name.hasSuffix($0) } && column("text") != nil
      && column("speaker").map { $0.filled > 0 } == true
  }

  /// This file and another one of its kind, as one.
  fileprivate func joined(with other: TableProfile) -> TableProfile {
    var whole = self
    whole.columns += other.columns.filter { column($0.name) == nil }
    whole.rows += other.rows
    whole.isWhole = isWhole && other.isWhole
    for index in whole.columns.indices {
      guard index < columns.count, let more = other.column(whole.columns[index].name) else { continue }
      whole.columns[index].filled += more.filled
      whole.columns[index].fitsTimes = whole.columns[index].fitsTimes && (more.fitsTimes || more.filled == 0)
      for code in 0..<more.values.count {
        let own = Int(whole.columns[index].values.intern(more.values[code]))
        if own == whole.columns[index].counts.count { whole.columns[index].counts.append(0) }
        whole.columns[index].counts[own] += more.counts[code]
      }
    }
    return whole
  }
}

extension String {
  fileprivate func commonPrefix(with other: String) -> String {
    String(zip(self, other).prefix { $0 == $1 }.map(\.0))
  }
}
