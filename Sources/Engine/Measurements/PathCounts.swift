internal import DataModel
internal import Plan
internal import Store

extension Evaluator {
  /// What people do after a step, or did before it. The paths form a tree, so that each person adds one to a few nodes.
  func reply(to trails: PathCounts) throws(BackendError) -> PathCounts.Reply {
    let origins = try origins(of: trails)
    var people = Bitmap(count: origins.count)
    for (person, origin) in origins.enumerated() where origin != nil { people[person] = true }
    let groups = try groups(of: people, by: trails.keys)
    var tree = PathTree(groups: groups.count)
    for (person, origin) in origins.enumerated() {
      try checkCancellation(every: person)
      guard let origin else { continue }
      var node = PathTree.root
      groups.forEach(of: person) { tree.count(node, in: $0) }
      for kind in kinds(of: person, around: origin, trails.query) {
        node = tree.child(of: node, kind)
        groups.forEach(of: person) { tree.count(node, in: $0) }
      }
    }
    return reply(tree, groups, trails)
  }

  /// The people whose path begins with a path.
  func people(on path: [String], of trails: PathCounts) throws(BackendError) -> Bitmap {
    let origins = try origins(of: trails)
    var people = Bitmap(count: origins.count)
    for (person, origin) in origins.enumerated() {
      try checkCancellation(every: person)
      guard let origin else { continue }
      let names = kinds(of: person, around: origin, trails.query).map(name)
      people[person] = names.starts(with: path)
    }
    return people
  }

  /// The record at which each person's path starts; nil for those who have none.
  private func origins(of trails: PathCounts) throws(BackendError) -> [Extreme?] {
    let which: Anchor.Which = trails.query.direction == .after ? .first : .last
    return try firstRecords(which, in: trails.query.step, of: try people(where: trails.who))
  }

  /// The name of a kind on a path; an empty text for the end of the person's events.
  private func name(_ kind: Int) -> String { kind == PathTree.nothing ? "" : store.events.runs[kind].name }

  /// The kinds of a person's events along the path, nearest first, with repeats merged; if they end before the path's
  /// length, `PathTree.nothing` follows.
  private func kinds(of person: Int, around origin: Extreme, _ query: PathQuery) -> [Int] {
    let (timeline, range) = (store.events.timeline, store.events.range(of: person))
    let isEvent = origin.identity < store.events.count
    var last = isEvent ? Int(store.events.kinds[origin.identity]) : PathTree.nothing
    var kinds: [Int] = []
    let end = query.span.map { zone.adding(query.direction == .after ? $0 : $0.negated, to: origin.moment) }
    // For an event, its position in the stable order is known; for a date or a message, its time.
    let isAfter = query.direction == .after
    var row =
      isEvent ? origin.identity + (isAfter ? 1 : -1) : (isAfter ? range.lowerBound : range.upperBound - 1)
    while range.contains(row), kinds.count < query.length {
      defer { row += isAfter ? 1 : -1 }
      guard let moment = timeline.moment(at: row, zone: zone) else { continue }
      let side = isEvent ? 0 : zone.compare(moment, origin.moment)
      if isAfter ? side < 0 : side > 0 { continue }
      if let end, isAfter ? zone.compare(moment, end) > 0 : zone.compare(moment, end) < 0 { break }
      let kind = Int(store.events.kinds[row])
      if kind == last { continue }
      kinds.append(kind)
      last = kind
    }
    return kinds.count < query.length ? kinds + [PathTree.nothing] : kinds
  }

  private func reply(_ tree: PathTree, _ groups: PersonGroups, _ trails: PathCounts) -> PathCounts.Reply {
    let paths = tree.paths(name)
    return PathCounts.Reply(
      groups: groups.keys.enumerated().map { group, keys in
        let levels = (0...max(0, trails.query.length)).map { level in
          let found = tree.nodes(at: level, in: group).sorted { left, right in
            let (l, r) = (tree.people[group][left], tree.people[group][right])
            return l == r ? paths[left].lexicographicallyPrecedes(paths[right]) : l > r
          }
          return PathCounts.Level(
            paths: found.count,
            rows: found.prefix(trails.limit).map {
              PathCounts.Path(paths[$0], people: tree.people[group][$0])
            })
        }
        return Grouped(keys: keys, parts: levels)
      })
  }
}

/// Paths of event kinds with the people of each group who took them.
private struct PathTree {
  static let root = 0
  /// The end of a person's events.
  static let nothing = Int(UInt32.max)

  private var children: [Edge: Int] = [:]
  private var parents: [Int] = [0]
  private var kinds: [Int] = [PathTree.nothing]
  private var levels: [Int] = [0]
  /// By group, then node.
  private(set) var people: [[Int]]

  private struct Edge: Hashable {
    let parent: Int
    let kind: Int
  }

  init(groups: Int) { people = [[Int]](repeating: [0], count: groups) }

  mutating func child(of parent: Int, _ kind: Int) -> Int {
    let edge = Edge(parent: parent, kind: kind)
    if let known = children[edge] { return known }
    children[edge] = parents.count
    parents.append(parent)
    kinds.append(kind)
    levels.append(levels[parent] + 1)
    for group in people.indices { people[group].append(0) }
    return parents.count - 1
  }

  mutating func count(_ node: Int, in group: Int) { people[group][node] += 1 }

  func nodes(at level: Int, in group: Int) -> [Int] {
    levels.indices.filter { levels[$0] == level && people[group][$0] > 0 }
  }

  /// The names along each node's path.
  func paths(_ name: (Int) -> String) -> [[String]] {
    var paths: [[String]] = [[]]
    for node in parents.indices.dropFirst() { paths.append(paths[parents[node]] + [name(kinds[node])]) }
    return paths
  }
}
