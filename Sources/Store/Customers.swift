/// The people: known from a customers file, or created by a record of an id that no file knew. In the order of the
/// customers files, then of first appearance.
public struct Customers: Sendable {
  /// The id of customer `i` is string `i`.
  public let ids: StringPool
  /// Those whom a customers file knew.
  public let known: Bitmap
  /// One column each, one row a customer; the key of the customers file is one of them.
  public let attributes: [Column]
  /// Shown beside the id.
  public let label: Slot?
  /// The money that value at stake is measured in.
  public let value: Slot?
  public let start: Slot?
  public let end: Slot?
  /// Attributes whose values are populations, as indices into `attributes`.
  public let segments: [Int]

  let attributeIndices: [String: Int]
  /// Ids that links name, and the customer that each is, if any.
  let linked: StringPool
  let linkedCustomers: [UInt32]

  /// A part that attributes play. Files may give it to different attributes; `values` then holds for each customer the
  /// one of the first file that knew it.
  public struct Slot: Sendable {
    /// The attributes' names, in the order of the files.
    public let names: [String]
    public let values: Column
  }
}

extension Customers {
  public var count: Int { ids.count }

  /// The customer of an id, exactly as in the data; a linked alias counts.
  public func index(ofID id: String) -> Int? {
    if let customer = ids.code(of: id) { return customer }
    guard let alias = linked.code(of: id), linkedCustomers[alias] != Identities.nobody else { return nil }
    return Int(linkedCustomers[alias])
  }

  /// The attribute of a name, in any case.
  public func attribute(named name: String) -> Column? {
    attributeIndices[name.lowercased()].map { attributes[$0] }
  }
}
