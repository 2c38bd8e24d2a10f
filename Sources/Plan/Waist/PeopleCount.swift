/// The number of people for whom a condition holds.
public struct PeopleCount: Measurement {
  public var who: Condition

  public init(_ who: Condition) { self.who = who }

  public struct Reply: Hashable, Sendable, Codable {
    public var people: Int

    public init(people: Int) { self.people = people }
  }

  public static let schema: [ReplyColumn] = [.people("people")]

  public var request: Request { .people(self) }
  public static func reply(in response: Response) -> Reply? {
    if case .people(let reply) = response { reply } else { nil }
  }
}
