public import DataModel
public import Text

/// What customers said: words, scores or both. Clustered by customer like events; records of unknown authors are last.
public struct Feedback: Sendable {
  public let count: Int
  /// Customer `c` said records `offsets[c]..<offsets[c + 1]`, in stable order; those from `offsets[customers.count]` on
  /// are of unknown authors.
  public let offsets: [UInt32]
  /// The author of each; `customers.count` where unknown.
  public let customers: [UInt32]
  public let timeline: Timeline
  public let loads: LoadNumbers
  /// The words; empty where none were given.
  public let texts: TextHeap
  /// Over `texts`: document `i` is record `i`.
  public let index: TextIndex
  /// A text column; missing where no channel was given.
  public let channel: Column
  /// The score columns by name.
  public let scores: [Score]
  /// The record's score under whatever name: the first score column that has one. Nil where no load has scores.
  public let score: Score?
  /// The scales that loads declare, whether or not a score is on them.
  public let declaredScales: [(score: String, scale: Scale)]
  /// Whom a record is about; nil where no load says.
  public let about: About?
  /// The records' own ids; nil where no load names them.
  public let ids: Column?
  /// Every column under its name in the file, but those that are the text of a load by themselves.
  public let properties: [Column]
  /// Those, in lower case, with the loads whose texts they are.
  public let textLoads: [String: Set<Int>]
  /// Columns of the files in which no record has a value.
  public let lacking: [LackingColumn]
  /// What the text columns are called in the files.
  public let textNames: [String]

  public struct Score: Sendable {
    /// A number column.
    public let values: Column
    /// The scale of each record's score, an index into `scales`; meaningful where `values` is present.
    public let scaleCodes: [UInt16]
    /// Nil is an undeclared scale.
    public let scales: [Scale?]
  }

  public struct About: Sendable {
    /// The customer that each record is about; `customers.count` where nobody.
    public let customers: [UInt32]
    /// The records about customer `c` are `records[offsets[c]..<offsets[c + 1]]`, in stable order.
    public let offsets: [UInt32]
    public let records: [UInt32]
  }
}

extension Feedback {
  /// The records of one customer.
  public func range(of customer: Int) -> Range<Int> { Int(offsets[customer])..<Int(offsets[customer + 1]) }

  /// The property of a name, in any case.
  public func property(named name: String) -> Column? {
    let key = name.lowercased()
    return properties.first { $0.name.lowercased() == key }
  }
}
