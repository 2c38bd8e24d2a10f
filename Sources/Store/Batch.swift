public import DataModel
public import Text

/// A customers file as it goes into the store.
public struct CustomerBatch: Sendable {
  /// Every column of the file, the key among them: all become attributes.
  public var table: Table
  /// The customers' ids, a text column. Rows without one are left out and counted.
  public var key: Column
  /// The rows that the load leaves out, and their keys: the records of those people stay out too, unless a row of any
  /// customers file has them.
  public var leftOut: (table: Table, key: Column)?
  /// How ids that differ in spelling are made one, in all files.
  public var idRules: [LoadSpec.IdRule] = []
  /// The column that tells from which file a row is, in which rows may differ.
  public var fileColumn: String?
  // The columns that slots name, as they are called in `table`.
  public var label: String?
  public var segments: [String] = []
  public var value: String?
  public var start: String?
  public var end: String?
  /// The load statement's number among all.
  public var load: Int
  public var report: LoadReport.File

  public init(_ table: Table, key: Column, load: Int, report: LoadReport.File) {
    self.table = table
    self.key = key
    self.load = load
    self.report = report
  }
}

/// An events file as it goes into the store. A row is one event, or one for each role.
public struct EventBatch: Sendable {
  /// What makes a row an event.
  public struct Role: Sendable {
    public enum Name: Sendable {
      case constant(String)
      /// A text column; rows without a name are no events of this role.
      case column(Column)
    }

    public var name: Name
    /// A date or timestamp column; nil for `at none`. A row without a time is an event without one.
    public var at: Column?
    /// `as refund at refunded_at`: a row without a time is not this event.
    public var needsTime: Bool

    public init(name: Name, at: Column?, needsTime: Bool = false) {
      self.name = name
      self.at = at
      self.needsTime = needsTime
    }
  }

  /// Every column of the file, those in slots too: all become properties.
  public var table: Table
  public var roles: [Role]
  /// Customers' ids, a text column; nil for `customer none`. Rows without one are counted, and stay as records of
  /// unknown authors.
  public var customer: Column?
  /// The column of the customers' files that `customer` holds values of; nil: their keys.
  public var customerBy: String?
  /// Further rules for these ids.
  public var idRules: [LoadSpec.IdRule] = []
  /// The load statement's number among all; the files of one pattern share it.
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

/// A feedback file as it goes into the store.
public struct FeedbackBatch: Sendable {
  public enum Channel: Sendable {
    case constant(String)
    /// A text column.
    case column(Column)
  }

  /// A column of scores with the scales declared for it. A record has the scale that names its channel, else the one
  /// for all channels, else none.
  public struct Score: Sendable {
    public struct Rule: Sendable {
      public var scale: Scale
      /// Empty: all channels.
      public var channels: [String]

      public init(_ scale: Scale, channels: [String] = []) {
        self.scale = scale
        self.channels = channels
      }
    }

    /// A number column. Values off their scale are made missing and counted.
    public var values: Column
    public var rules: [Rule]

    public init(_ values: Column, rules: [Rule] = []) {
      self.values = values
      self.rules = rules
    }
  }

  /// Every column of the file but the texts, those in slots too: all become properties.
  public var table: Table
  public var customer: Column?
  /// As in `EventBatch`.
  public var customerBy: String?
  public var idRules: [LoadSpec.IdRule] = []
  /// A date or timestamp column; nil for `at none`. A row without a time is a record without one.
  public var at: Column?
  /// One text a row; nil where only scores were given.
  public var texts: TextHeap?
  /// The words of the texts, where they have been read already.
  public var words: TextIndexBuilder?
  /// What the text columns are called.
  public var textNames: [String] = []
  public var scores: [Score] = []
  public var channel: Channel?
  /// Ids of customers whom the words are about, a text column.
  public var about: Column?
  /// The rows' own ids, a text column.
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

/// A link file: an alias and the person it belongs to, a row each. Both are text columns of one length.
public struct LinkBatch: Sendable {
  public var alias: Column
  public var canonical: Column

  public init(alias: Column, canonical: Column) {
    self.alias = alias
    self.canonical = canonical
  }
}
