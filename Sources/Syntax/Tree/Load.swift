public import SourceText

/// `load feedback from "nps.csv" customer customer_id at submitted_at text comment`
public struct Load: Sendable, Hashable {
  public enum Table: String, Sendable, Hashable, CaseIterable { case customers, events, feedback }

  public enum Source: Sendable, Hashable {
    /// A path, relative to the file that names it; may hold `*`.
    case file(Text)
    case sqlite(Text, table: Name)
    case postgres(Text, query: Text)
  }

  public var table: Table
  public var source: Source
  /// In the order they were written. Repeats are not judged here.
  public var slots: [Slot]
}

/// One line of a load. A column is any name; what has a column for each of several roles stands in its own slot.
public struct Slot: Sendable, Hashable {
  public enum Kind: Sendable, Hashable {
    /// `key customer_id`, `at Date, Time`, `text title, review`; one column or more.
    case columns(Role, [Name])
    /// `score nps from 0 to 10 in survey`
    case scale(Name, from: Number, to: Number, channels: [Name])
    /// `customer none`
    case noCustomer
    /// `at none`
    case noTime
    /// `times in "UTC"`
    case timeZone(Text)
    /// `dates day first`, `dates month first`
    case dates(dayFirst: Bool)
    /// `segments by role, plan`
    case segments([Name])
    /// `as order at created_at`; in customers `as seller`. No `at`: the load's own.
    case named(Name, at: [Name])
    /// `columns id, score, text`: the file has no header.
    case header([Name])
    /// `channel source`
    case channel(Name)
    /// `channel "survey"`
    case channelConstant(Text)
    /// `join each "subscriptions.csv" as sub on store_id = id`
    case join(Join)
    /// `type mrr number`
    case type(Name, ColumnType)
    /// `rename a as b`
    case rename(Name, to: Name)
    /// `ignore notes`
    case ignore([Name])
  }

  public enum Role: String, Sendable, Hashable, CaseIterable {
    case key, customer, name, at, text, score, value, label, start, end, id, about, speaker
  }

  public var kind: Kind
  @Apart public var span: SourceSpan
}

public struct Join: Sendable, Hashable {
  /// `join each`: a key may match several rows.
  public var each: Bool
  public var path: Text
  /// `as sub`: the prefix of the columns that it adds.
  public var name: Name?
  public var column: Name
  /// The joined file's column, where it has another name.
  public var otherColumn: Name?
}

public enum ColumnType: String, Sendable, Hashable, CaseIterable {
  case number, integer, decimal, cents, text, boolean, date, timestamp
}
