/// The names and words in which the story is told. Another vocabulary tells the same story of another business.
public struct Vocabulary: Sendable {
  public var seller = "seller"
  public var buyer = "buyer"
  /// From the one that costs nothing to the dearest: four names.
  public var plans = ["free", "starter", "pro", "enterprise"]
  public var regions = Region.marketplace
  public var events = Events()
  public var channels = Channels()
  public var devices = ["ios", "android", "web"]
  /// The values of the attribute that means nothing.
  public var shards = ["alder", "birch", "cedar", "elm"]
  public var topics = Topics()
  /// Phrases in the notation of `PhraseBook`.
  public var phrases: [String]

  public init(phrases: [String]) {
    self.phrases = phrases
  }

  /// The files of `Phrases`, in this order: the same draws take the same phrases.
  public static let marketplace = Vocabulary(
    phrases: [
      PackageResources.products_txt, PackageResources.people_txt, PackageResources.places_txt,
      PackageResources.sellers_txt, PackageResources.buyers_txt, PackageResources.common_txt,
      PackageResources.turns_txt, PackageResources.asides_txt, PackageResources.spanish_txt,
      PackageResources.portuguese_txt, PackageResources.french_txt, PackageResources.german_txt,
      PackageResources.japanese_txt,
    ].map { String(decoding: $0, as: UTF8.self) })

  public struct Region: Sendable {
    public var name: String
    /// A language that has phrases: en, es, pt, fr, de, ja.
    public var language: String
    /// Of a thousand people so many live here.
    public var share: Int
    /// Of a hundred of those so many write in `language`; the others write English.
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

  /// What the definitions and scripts listen for.
  public struct Topics: Sendable {
    public var trust = "trust"
    public var lateDelivery = "late delivery"
    /// Terms of topics that `definitions.heed` defines.
    public var payouts =
      #"payout*, "my money", "pay me", "paid late", "been paid", transfer, withdraw*, "held back""#
    public var distrust = #"trust, "rely on", "let down""#
    public var cheating = #"scam*, fraud*, fake*, stolen, cheat*, chargeback*, counterfeit*, "rip off""#
    public var lateness =
      #""late delivery", "days late", "late again", parcel*, courier*, delay*, overdue, "never arrived""#
  }

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

  public struct Channels: Sendable {
    public var survey = "survey"
    public var support = "support"
    public var review = "review"
    public var call = "call"
    public var forum = "forum"
    public var interview = "interview"
  }
}
