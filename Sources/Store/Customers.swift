/// The customers: those of the customers files in their order, followed by those created for records with an unknown
/// id, in order of first appearance.
public struct Customers: Sendable {
  /// The id of customer `i` is string `i`.
  public let ids: StringPool
  /// Which customers are in a customers file.
  public let known: Bitmap
  /// One column per attribute and one row per customer; the key of the customers file is an attribute too.
  public let attributes: [Column]
  /// What is shown beside the id.
  public let label: Slot?
  /// The money that a customer is worth; answers add it up as the value at stake.
  public let value: Slot?
  public let start: Slot?
  public let end: Slot?
  /// The attributes whose values define segments, as indices into `attributes`.
  public let segments: [Int]

  let attributeIndices: [String: Int]
  /// The ids that links name, and the customer of each, if any.
  let linked: StringPool
  let linkedCustomers: [UInt32]

  /// A role that an attribute fills. Different files may use different attributes; `values` has for each customer the
  /// value of the first file with that customer.
  public struct Slot: Sendable {
    /// The attributes' names, in the order of the files.
    public let names: [String]
    public let values: Column
  }
}

extension Customers {
  public var count: Int { ids.count }

  /// The customer with an id, exactly as in the data or as a linked alias. O(length)
  public func index(ofID id: String) -> Int? {
    if let customer = ids.code(of: id) { return customer }
    guard let alias = linked.code(of: id), linkedCustomers[alias] != Identities.nobody else { return nil }
    return Int(linkedCustomers[alias])
  }

  /// The attribute with a name, ignoring case.
  public func attribute(named name: String) -> Column? {
    attributeIndices[name.lowercased()].map { attributes[$0] }
  }
}
