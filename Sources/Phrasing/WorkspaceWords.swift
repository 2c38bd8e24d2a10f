/// What a workspace calls its things: everything that plain English is understood by. The owner of the data makes it.
public struct WorkspaceWords: Sendable {
  public enum Kind: Sendable, Hashable { case text, number, time, flag }

  /// An attribute of people, or a property of an event or of messages.
  public struct Column: Sendable, Hashable {
    public var name: String
    public var kind: Kind
    /// Its values, most frequent first; empty where there are too many to be names.
    public var values: [String]
    /// Whether its values name populations.
    public var isPopulation: Bool

    public init(_ name: String, _ kind: Kind, values: [String] = [], isPopulation: Bool = false) {
      (self.name, self.kind, self.values, self.isPopulation) = (name, kind, values, isPopulation)
    }
  }

  public struct Event: Sendable, Hashable {
    public var name: String
    public var properties: [Column]
    /// Whether it bills somebody, and so is no use of the product.
    public var isCharge: Bool

    public init(_ name: String, properties: [Column] = [], isCharge: Bool = false) {
      (self.name, self.properties, self.isCharge) = (name, properties, isCharge)
    }
  }

  public var columns: [Column] = []
  /// Most people first.
  public var events: [Event] = []
  /// Properties of messages, without the slots.
  public var messageColumns: [Column] = []
  public var channels: [String] = []
  public var hasScore = false
  /// Whether messages say whom they are about.
  public var hasAbout = false
  /// Defined names, also Heed's own, by what they are.
  public var conditions: [String] = []
  public var figures: [String] = []
  public var metrics: [String] = []
  public var topics: [String] = []
  /// The columns that the workspace calls so.
  public var value: String?
  public var start: String?
  public var end: String?
  public var label: String?
  /// The year and the month of now; nil without a clock.
  public var today: (year: Int, month: Int)?
  /// Further words, each for a name: `synonym unhappy is detractor`.
  public var synonyms: [(said: String, meant: String)] = []
  /// The id of a person as the data spells it, or nil.
  public var person: @Sendable (String) -> String? = { _ in nil }

  public init() {}

  /// The first attribute that names populations, by which an example counts.
  public var division: Column? {
    columns.first(where: \.isPopulation) ?? columns.first { (2...12).contains($0.values.count) }
  }

  func column(_ name: String) -> Column? { columns.first { $0.name.lowercased() == name.lowercased() } }
  func event(_ name: String) -> Event? { events.first { $0.name.lowercased() == name.lowercased() } }
}

extension WorkspaceWords.Event {
  /// Its only number, which `orders over 200` means; `amount` and `value` go before others.
  var figure: WorkspaceWords.Column? {
    let numbers = properties.filter { $0.kind == .number }
    return numbers.first { ["amount", "value", "total", "price"].contains($0.name.lowercased()) }
      ?? (numbers.count == 1 ? numbers.first : nil)
  }
}
