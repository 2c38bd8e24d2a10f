internal import Synchronization

/// The JSON keys of the parts of a pattern.
extension Pattern {
  enum PhraseCodingKeys: String, CodingKey { case _0 = "words" }
  enum ExactlyCodingKeys: String, CodingKey { case _0 = "text" }
  enum AnyOfCodingKeys: String, CodingKey { case _0 = "patterns" }
  enum AllOfCodingKeys: String, CodingKey { case _0 = "patterns" }
  enum NearCodingKeys: String, CodingKey {
    case _0 = "first"
    case _1 = "second"
    case within
  }
  enum NegatedCodingKeys: String, CodingKey {
    case _0 = "pattern"
    case _1 = "isNegated"
  }
  enum TopicCodingKeys: String, CodingKey { case _0 = "topic" }
}

extension Pattern.Word {
  enum TextKey: String, CodingKey { case _0 = "text" }
  typealias StemCodingKeys = TextKey
  typealias PrefixCodingKeys = TextKey
  typealias PartCodingKeys = TextKey
  typealias SuffixCodingKeys = TextKey
  typealias SignCodingKeys = TextKey
}

extension CodingUserInfoKey {
  /// The `TopicTable` of an encoder or decoder. Without one, every topic is written in full wherever it occurs.
  public static var topics: CodingUserInfoKey? { CodingUserInfoKey(rawValue: "heed.topics") }
}

/// The topics of one encoded text: each is written in full where it first occurs, and afterwards by its number, since
/// topics may be nested.
public final class TopicTable: Sendable {
  private let numbers = Mutex<[Topic: Int]>([:])
  private let topics = Mutex<[Int: Topic]>([:])

  public init() {}

  fileprivate func number(of topic: Topic) -> (number: Int, isNew: Bool) {
    numbers.withLock { numbers in
      if let known = numbers[topic] { return (known, false) }
      numbers[topic] = numbers.count
      return (numbers.count - 1, true)
    }
  }

  fileprivate subscript(number: Int) -> Topic? {
    get { topics.withLock { $0[number] } }
    set { topics.withLock { $0[number] = newValue } }
  }
}

extension Topic: Codable {
  private enum CodingKeys: String, CodingKey { case number, name, pattern }

  public convenience init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let table = CodingUserInfoKey.topics.flatMap { decoder.userInfo[$0] as? TopicTable }
    let number = try container.decodeIfPresent(Int.self, forKey: .number)
    if !container.contains(.pattern), let known = number.flatMap({ table?[$0] }) {
      self.init(known.name, known.pattern)
      return
    }
    self.init(
      try container.decode(String.self, forKey: .name),
      try container.decode(Pattern.self, forKey: .pattern))
    if let number { table?[number] = self }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    if let table = CodingUserInfoKey.topics.flatMap({ encoder.userInfo[$0] as? TopicTable }) {
      let (number, isNew) = table.number(of: self)
      try container.encode(number, forKey: .number)
      guard isNew else { return }
    }
    try container.encode(name, forKey: .name)
    try container.encode(pattern, forKey: .pattern)
  }
}
