public import DataModel
public import Text

/// A customers file to be added to the store.
public struct CustomerBatch: Sendable {
  /// Every column of the file, including the key; all become attributes.
  public var table: Table
  /// The customers' ids, a text column. Rows without an id are counted and not used.
  public var key: Column
  /// The rows that the load excludes, and their keys. The records of those people are excluded too, unless a customers
  /// file has another row of theirs.
  public var leftOut: (table: Table, key: Column)?
  /// Rules by which ids with different spellings are equal, in all files.
  public var idRules: [LoadSpec.IdRule] = []
  /// The column with the name of each row's file; differences in it are no contradiction.
  public var fileColumn: String?
  // The names in `table` of the columns that fill slots.
  public var label: String?
  public var segments: [String] = []
  public var value: String?
  public var start: String?
  public var end: String?
  /// The number of the load statement, counted over all loads.
  public var load: Int
  public var report: LoadReport.File

  public init(_ table: Table, key: Column, load: Int, report: LoadReport.File) {
    self.table = table
    self.key = key
    self.load = load
    self.report = report
  }
}

/// An events file to be added to the store. A row is one event, or one event per role.
public struct EventBatch: Sendable {
  /// How a row becomes an event.
  public struct Role: Sendable {
    /// Where the name of the event comes from.
    public enum Name: Sendable {
      case constant(String)
      /// A text column; a row without a name is no event in this role.
      case column(Column)
    }

    public var name: Name
    /// A date or timestamp column; nil for `at none`. A row without a time is an event of unknown time.
    public var at: Column?
    /// `as refund at refunded_at`: a row without a time is no event in this role.
    public var needsTime: Bool

    public init(name: Name, at: Column?, needsTime: Bool = false) {
      self.name = name
      self.at = at
      self.needsTime = needsTime
    }
  }

  /// Every column of the file, including those in slots; all become properties.
  public var table: Table
  public var roles: [Role]
  /// Customers' ids, a text column; nil for `customer none`. Rows without an id are counted, and kept as records of
  /// unknown authors.
  public var customer: Column?
  /// The column of the customers files that `customer` refers to; nil means their key.
  public var customerBy: String?
  /// Additional rules for these ids.
  public var idRules: [LoadSpec.IdRule] = []
  /// The number of the load statement, counted over all loads; the files of one pattern share it.
  public var load: Int
  public var report: LoadReport.File

  public init(_ table: Table, roles: [Role], customer: Column?, load: Int, report: LoadReport.File) {
    self.table = table
    self.roles = roles
    self.customer = customer
    self.load = load
    self.report = report
  }
}

/// A feedback file to be added to the store.
public struct FeedbackBatch: Sendable {
  /// Where the channel of a record comes from.
  public enum Channel: Sendable {
    case constant(String)
    /// A text column.
    case column(Column)
  }

  /// A column of scores with the scales declared for it. A record's scale is the one for its channel, else the one for
  /// all channels, else none.
  public struct Score: Sendable {
    /// A scale, and the channels that it applies to.
    public struct Rule: Sendable {
      public var scale: Scale
      /// Empty means all channels.
      public var channels: [String]

      public init(_ scale: Scale, channels: [String] = []) {
        self.scale = scale
        self.channels = channels
      }
    }

    /// A number column. Values outside their scale are set to missing and counted.
    public var values: Column
    public var rules: [Rule]

    public init(_ values: Column, rules: [Rule] = []) {
      self.values = values
      self.rules = rules
    }
  }

  /// Every column of the file except the texts, including those in slots; all become properties.
  public var table: Table
  public var customer: Column?
  /// As in `EventBatch`.
  public var customerBy: String?
  public var idRules: [LoadSpec.IdRule] = []
  /// A date or timestamp column; nil for `at none`. A row without a time is a record of unknown time.
  public var at: Column?
  /// One text per row; nil if there are only scores.
  public var texts: TextHeap?
  /// The words of the texts, if they have been indexed already.
  public var words: TextIndexBuilder?
  /// The names of the text columns.
  public var textNames: [String] = []
  public var scores: [Score] = []
  public var channel: Channel?
  /// Ids of the customers whom the texts are about, a text column.
  public var about: Column?
  /// The ids of the rows themselves, a text column.
  public var id: Column?
  public var load: Int
  public var report: LoadReport.File

  public init(_ table: Table, customer: Column?, at: Column?, load: Int, report: LoadReport.File) {
    self.table = table
    self.customer = customer
    self.at = at
    self.load = load
    self.report = report
  }
}

/// A link file: for each row an alias, and the id of the person it belongs to. Both are text columns of equal length.
public struct LinkBatch: Sendable {
  public var alias: Column
  public var canonical: Column

  public init(alias: Column, canonical: Column) {
    self.alias = alias
    self.canonical = canonical
  }
}
