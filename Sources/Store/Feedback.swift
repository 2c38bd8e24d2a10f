public import DataModel
public import Text

/// All feedback: texts, scores or both. Clustered by customer like events; records of unknown authors come last.
public struct Feedback: Sendable {
  public let count: Int
  /// Customer `c` wrote the records `offsets[c]..<offsets[c + 1]`, in stable order; records from
  /// `offsets[customers.count]` on have unknown authors.
  public let offsets: [UInt32]
  /// The author of each record; `customers.count` if unknown.
  public let customers: [UInt32]
  public let timeline: Timeline
  public let loads: LoadNumbers
  /// The text of each record; empty if it has none.
  public let texts: TextHeap
  /// The index over `texts`: document `i` is record `i`.
  public let index: TextIndex
  /// A text column; null if the load has no channel.
  public let channel: Column
  /// The score columns by name.
  public let scores: [Score]
  /// The record's score under any name: that of the first score column with a value. Nil if no load has scores.
  public let score: Score?
  /// The scales that loads declare, whether or not they are used.
  public let declaredScales: [(score: String, scale: Scale)]
  /// The customers whom records are about; nil if no load says so.
  public let about: About?
  /// The ids of the records themselves; nil if no load has them.
  public let ids: Column?
  /// Every column by its name in the file, except the columns that are the only text column of a load.
  public let properties: [Column]
  /// Those columns, in lower case, with the loads that use them as text.
  public let textLoads: [String: Set<Int>]
  /// Columns of the files without any value.
  public let lacking: [LackingColumn]
  /// The names of the text columns in the files.
  public let textNames: [String]

  /// A score column, with the scale of each record.
  public struct Score: Sendable {
    /// A number column.
    public let values: Column
    /// The scale of each record's score, an index into `scales`; only valid where `values` is not null.
    public let scaleCodes: [UInt16]
    /// Nil means an undeclared scale.
    public let scales: [Scale?]
  }

  /// Which records are about which customers, in both directions.
  public struct About: Sendable {
    /// The customer whom each record is about; `customers.count` if nobody.
    public let customers: [UInt32]
    /// The records about customer `c` are `records[offsets[c]..<offsets[c + 1]]`, in stable order.
    public let offsets: [UInt32]
    public let records: [UInt32]
  }
}

extension Feedback {
  /// The records of one customer, as indices.
  public func range(of customer: Int) -> Range<Int> { Int(offsets[customer])..<Int(offsets[customer + 1]) }

  /// The property with a name, ignoring case.
  public func property(named name: String) -> Column? {
    let key = name.lowercased()
    return properties.first { $0.name.lowercased() == key }
  }
}
