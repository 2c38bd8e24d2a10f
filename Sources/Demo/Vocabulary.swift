/// The names and words of the example data. Another vocabulary gives the same facts in another business.
public struct Vocabulary: Sendable {
  public var seller = "seller"
  public var buyer = "buyer"
  /// The four plans, cheapest first.
  public var plans = ["free", "starter", "pro", "enterprise"]
  public var regions = Region.marketplace
  public var events = Events()
  public var channels = Channels()
  public var devices = ["ios", "android", "web"]
  /// The values of the attribute that is unrelated to everything.
  public var shards = ["alder", "birch", "cedar", "elm"]
  public var topics = Topics()
  /// Phrases in the notation of `PhraseBook`.
  public var phrases: [String]

  public init(phrases: [String]) {
    self.phrases = phrases
  }

  /// The marketplace vocabulary. The order of the phrase files must not change, as it determines which phrases are
  /// drawn.
  public static let marketplace = Vocabulary(
    phrases: [
      PackageResources.products_txt, PackageResources.people_txt, PackageResources.places_txt,
      PackageResources.sellers_txt, PackageResources.buyers_txt, PackageResources.common_txt,
      PackageResources.turns_txt, PackageResources.asides_txt, PackageResources.spanish_txt,
      PackageResources.portuguese_txt, PackageResources.french_txt, PackageResources.german_txt,
      PackageResources.japanese_txt,
    ].map { String(decoding: $0, as: UTF8.self) })

  /// A region of customers.
  public struct Region: Sendable {
    public var name: String
    /// A language with phrases: en, es, pt, fr, de, ja.
    public var language: String
    /// How many of a thousand people live here.
    public var share: Int
    /// The percentage of those who write in `language`; the others write English.
    public var speakers: Int

    public init(_ name: String, _ language: String, share: Int, speakers: Int) {
      self.name = name
      self.language = language
      self.share = share
      self.speakers = speakers
    }

    static let marketplace = [
      Region("britain", "en", share: 330, speakers: 100),
      Region("america", "en", share: 310, speakers: 100),
      Region("iberia", "es", share: 100, speakers: 50),
      Region("brazil", "pt", share: 80, speakers: 55),
      Region("france", "fr", share: 70, speakers: 45),
      Region("germany", "de", share: 65, speakers: 45),
      Region("japan", "ja", share: 45, speakers: 70),
    ]
  }

  /// The search words of the definitions and scripts.
  public struct Topics: Sendable {
    public var trust = "trust"
    public var lateDelivery = "late delivery"
    /// The terms of the topics in `definitions.heed`.
    public var payouts =
      #"payout*, "my money", "pay me", "paid late", "been paid", transfer, withdraw*, "held back""#
    public var distrust = #"trust, "rely on", "let down""#
    public var cheating = #"scam*, fraud*, fake*, stolen, cheat*, chargeback*, counterfeit*, "rip off""#
    public var lateness =
      #""late delivery", "days late", "late again", parcel*, courier*, delay*, overdue, "never arrived""#
  }

  /// The names of the kinds of events.
  public struct Events: Sendable {
    public var login = "login"
    public var search = "search"
    public var listItem = "list_item"
    public var order = "order"
    public var pay = "pay"
    public var deliver = "deliver"
    public var refund = "refund"
    public var payout = "payout"
    public var usage = "usage"
    public var cancel = "cancel"
  }

  /// The names of the feedback channels.
  public struct Channels: Sendable {
    public var survey = "survey"
    public var support = "support"
    public var review = "review"
    public var call = "call"
    public var forum = "forum"
    public var interview = "interview"
  }
}
