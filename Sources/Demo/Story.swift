/// What the marketplace has to tell, in figures.
///
/// The figures point at unhappy buyers: their scores are low and late parcels fill their words. Listening shows that
/// sellers leave, because they no longer trust that they will be paid and fear being cheated; those who leave go quiet
/// first. Around that: people who pay and never come, people who leave on the day they came, enterprise accounts
/// that nobody has heard for a quarter, a tool that goes with leaving only because `pro` sellers have it, and a `shard`
/// that means nothing.
enum Story {
  static let firstDay = day(2024, 1, 1)
  static let lastDay = day(2025, 6, 30)
  static let sellers = 1200
  static let buyers = 3000
  /// The seller whom the examples name: pro, gone, and wrote of trust.
  static let hero = 42

  /// Logins thin out this many days before somebody leaves.
  static let quietDays = 60
  /// Payouts stop this many days before a seller leaves over money.
  static let heldDays = 75
  /// The last day on which an enterprise account said a word.
  static let lastEnterpriseWord = lastDay - 95

  /// Of a thousand people of each role.
  static func plans(_ role: Role) -> [(Plan, Int)] {
    switch role {
    case .seller: [(.free, 300), (.starter, 340), (.pro, 270), (.enterprise, 90)]
    case .buyer: [(.free, 860), (.starter, 80), (.pro, 37), (.enterprise, 23)]
    }
  }

  /// Of a thousand people of that role and plan: what becomes of them; the rest stay.
  static func fates(_ role: Role, _ plan: Plan) -> [(Fate, Int)] {
    let (atOnce, unused, leavers) =
      switch (role, plan) {
      case (.seller, .free): (50, 0, 110)
      case (.seller, .starter): (30, 35, 180)
      case (.seller, .pro): (15, 40, 420)
      case (.seller, .enterprise): (0, 60, 230)
      case (.buyer, .free): (35, 0, 70)
      case (.buyer, .starter): (20, 70, 80)
      case (.buyer, .pro): (10, 60, 90)
      case (.buyer, .enterprise): (0, 60, 80)
      }
    let reasons: [(Fate, Int)] =
      switch role {
      case .seller: [(.overMoney, 40), (.overFraud, 24), (.otherwise, 23), (.silently, 13)]
      case .buyer: [(.overDelivery, 42), (.otherwise, 28), (.silently, 30)]
      }
    return [(.atOnce, atOnce), (.unused, unused)] + reasons.map { ($0, leavers * $1 / 100) }
  }

  /// The false lead: of a hundred sellers on that plan so many upload in bulk, whether they stay or leave.
  static func bulkUpload(_ plan: Plan) -> Int {
    switch plan {
    case .free: 4
    case .starter: 12
    case .pro: 78
    case .enterprise: 52
    }
  }

  /// The monthly fee in cents, before extra seats.
  static func fee(_ role: Role, _ plan: Plan) -> Int {
    switch (role, plan) {
    case (_, .free): 0
    case (.seller, .starter): 1900
    case (.seller, .pro): 7900
    case (.seller, .enterprise): 39000
    case (.buyer, .starter): 600
    case (.buyer, .pro): 2900
    case (.buyer, .enterprise): 18000
    }
  }

  /// The subjects of a person's messages, with their weights.
  static func themes(_ role: Role, _ fate: Fate) -> [(Theme, Int)] {
    switch (role, fate) {
    case (.seller, .overMoney): [(.payouts, 62), (.fraud, 18), (.fees, 6), (.listing, 6), (.offTopic, 8)]
    case (.seller, .overFraud): [(.fraud, 70), (.payouts, 10), (.help, 8), (.listing, 5), (.offTopic, 7)]
    case (.seller, .otherwise): [(.leaving, 55), (.offTopic, 30), (.listing, 15)]
    case (.seller, _):
      [
        (.sellerPraise, 37), (.listing, 16), (.fees, 15), (.help, 9), (.offTopic, 12), (.payouts, 7),
        (.fraud, 4),
      ]
    case (.buyer, .overDelivery): [(.late, 55), (.refunds, 35), (.offTopic, 10)]
    case (.buyer, .otherwise): [(.leaving, 55), (.offTopic, 45)]
    case (.buyer, _):
      [
        (.late, 33), (.quality, 13), (.refunds, 10), (.buyerPraise, 23), (.search, 8), (.prices, 5),
        (.offTopic, 8),
      ]
    }
  }

  /// What a 0–10 score is drawn from. Sellers who leave stay polite to the end: their scores do not give them away.
  static func scores(_ theme: Theme) -> [Int] {
    switch theme {
    case .payouts: [3, 5, 6, 7, 7, 8, 8, 9, 9, 9]
    case .fraud: [4, 6, 7, 7, 8, 9, 9]
    case .fees, .listing: [4, 5, 6, 7, 7, 8, 9]
    case .help: [2, 4, 5, 7, 8]
    case .sellerPraise, .buyerPraise: [8, 9, 9, 9, 10, 10, 10]
    case .late: [0, 0, 1, 2, 3, 3, 4, 5, 6]
    case .refunds: [0, 1, 2, 3, 4, 6]
    case .quality: [1, 2, 3, 4, 5, 6, 7]
    case .cheated: [0, 0, 1, 2, 3]
    case .search, .prices: [4, 5, 6, 6, 7, 8]
    case .leaving: [5, 6, 7, 8, 9]
    case .offTopic: [3, 5, 6, 7, 8, 8, 9, 10]
    }
  }
}

enum Role: CaseIterable { case seller, buyer }

enum Plan: Int, CaseIterable { case free, starter, pro, enterprise }

/// What becomes of somebody.
enum Fate {
  case stays
  /// Pays every month and never logs in.
  case unused
  /// Signs up and leaves within three days.
  case atOnce
  case overMoney, overFraud, overDelivery
  /// Leaves, and says only things that have nothing to do with it.
  case otherwise
  case silently

  var leaves: Bool {
    switch self {
    case .stays, .unused: false
    case .atOnce, .overMoney, .overFraud, .overDelivery, .otherwise, .silently: true
    }
  }
}

/// What a message is about; its raw value is the first part of the names of its phrases.
enum Theme: String, CaseIterable {
  case payouts, fraud, fees, listing, help, sellerPraise
  case late, quality, refunds, cheated, search, prices, buyerPraise
  case leaving, offTopic
}
