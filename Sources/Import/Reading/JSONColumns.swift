private import Kernels

/// The columns that the members of JSON objects make: those of nested objects get dotted names.
///
///     {"id": 1, "user": {"name": "Ada"}}    // id, user.name
///
/// A tree of names. Members mostly come in the same order, so the child after the one found last is tried first.
struct JSONColumns {
  private struct Node {
    var name: [UInt8]
    /// The number of its column, once a value that is no object came.
    var column: Int?
    var children: [Int] = []
    /// The children by name, once there are many.
    var index: [[UInt8]: Int] = [:]
    /// The child to be tried next.
    var next = 0
    var parent: Int
  }

  private var nodes = [Node(name: [], parent: 0)]
  /// The names of the columns, in the order in which they came.
  private(set) var names: [String] = []

  static let root = 0
  private static let many = 8

  /// The node of a name below another, which is made where there is none. The name is a range of `bytes`.
  mutating func child(of parent: Int, _ bytes: [UInt8], _ range: Range<Int>) -> Int {
    let next = nodes[parent].next
    if next < nodes[parent].children.count {
      let child = nodes[parent].children[next]
      if CopyKernels.areEqual(range, of: bytes, nodes[child].name) {
        nodes[parent].next = next + 1
        return child
      }
    }
    let name = bytes[range]
    if let place = place(of: name, in: parent) {
      nodes[parent].next = place + 1
      return nodes[parent].children[place]
    }
    let node = nodes.count
    nodes.append(Node(name: Array(name), parent: parent))
    nodes[parent].children.append(node)
    let count = nodes[parent].children.count
    if count == JSONColumns.many {
      for (place, child) in nodes[parent].children.enumerated() {
        nodes[parent].index[nodes[child].name] = place
      }
    } else if count > JSONColumns.many {
      nodes[parent].index[Array(name)] = count - 1
    }
    nodes[parent].next = count
    return node
  }

  /// The node of a record around the rows: its columns have this name before theirs, apart from a member called so.
  mutating func around(_ name: [UInt8]) -> Int {
    nodes.append(Node(name: name, parent: JSONColumns.root))
    return nodes.count - 1
  }

  func name(of node: Int) -> [UInt8] { nodes[node].name }

  private func place(of name: ArraySlice<UInt8>, in parent: Int) -> Int? {
    let node = nodes[parent]
    if node.children.count >= JSONColumns.many { return node.index[Array(name)] }
    return node.children.firstIndex { nodes[$0].name.elementsEqual(name) }
  }

  /// The number of a node's column; nil where there would be more columns than `limit`.
  mutating func column(of node: Int, limit: Int) -> Int? {
    if let column = nodes[node].column { return column }
    let column = names.count
    guard column < limit else { return nil }
    nodes[node].column = column
    names.append(title(of: node))
    return column
  }

  /// An object starts: its first member is expected.
  mutating func restart(at node: Int) { nodes[node].next = 0 }

  private func title(of node: Int) -> String {
    var parts: [String] = []
    var node = node
    while node != JSONColumns.root {
      parts.append(String(decoding: nodes[node].name, as: UTF8.self))
      node = nodes[node].parent
    }
    return parts.isEmpty ? "value" : parts.reversed().joined(separator: ".")
  }
}
