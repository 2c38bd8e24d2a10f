/// The facts hidden in the example data, as numbers.
///
/// The scores point at unhappy buyers, who give low scores and write about late parcels. The texts show that sellers
/// leave, because they no longer trust that they will be paid and fear fraud; those who leave become inactive first,
/// and since spring hardly any seller has been asked. In addition: people who pay and never use the product, people who
/// leave on the day they join, enterprise accounts without feedback for a quarter, a tool that correlates with leaving
/// only because `pro` sellers have it, and an attribute `shard` that means nothing.
enum Story {
  static let firstDay = day(2024, 1, 1)
  static let lastDay = day(2025, 6, 30)
  static let sellers = 1200
  static let buyers = 3000
  /// The seller in the examples: on the pro plan, has left, and wrote about trust.
  static let hero = 42

  /// Logins become rarer this many days before somebody leaves.
  static let quietDays = 60
  /// Payouts stop this many days before a seller leaves because of them.
  static let heldDays = 75
  /// Some people with a reason to leave do so up to this many days after the end of the data.
  static let daysToCome = 80
  /// From this day on sellers are no longer asked for feedback; this percentage of their messages without a pressing
  /// reason is missing.
  static let lastAsked = lastDay - 90
  static let unasked = 68
  /// The last day with feedback from an enterprise account.
  static let lastEnterpriseWord = lastDay - 95

  /// The plans of a role, in people per thousand.
  static func plans(_ role: Role) -> [(Plan, Int)] {
    switch role {
    case .seller: [(.free, 300), (.starter, 340), (.pro, 270), (.enterprise, 90)]
    case .buyer: [(.free, 860), (.starter, 80), (.pro, 37), (.enterprise, 23)]
    }
  }

  /// What happens to people of a role and plan, per thousand; the others stay.
  static func fates(_ role: Role, _ plan: Plan) -> [(Fate, Int)] {
    let (atOnce, unused, leavers) =
      switch (role, plan) {
      case (.seller, .free): (50, 0, 150)
      case (.seller, .starter): (30, 35, 245)
      case (.seller, .pro): (15, 40, 530)
      case (.seller, .enterprise): (0, 60, 320)
      case (.buyer, .free): (35, 0, 85)
      case (.buyer, .starter): (20, 70, 95)
      case (.buyer, .pro): (10, 60, 110)
      case (.buyer, .enterprise): (0, 60, 95)
      }
    let reasons: [(Fate, Int)] =
      switch role {
      case .seller: [(.overMoney, 44), (.overFraud, 22), (.otherwise, 23), (.silently, 11)]
      case .buyer: [(.overDelivery, 42), (.otherwise, 28), (.silently, 30)]
      }
    return [(.atOnce, atOnce), (.unused, unused)] + reasons.map { ($0, leavers * $1 / 100) }
  }

  /// The misleading tool: the percentage of sellers on a plan who use bulk upload, whether they stay or leave.
  static func bulkUpload(_ plan: Plan) -> Int {
    switch plan {
    case .free: 4
    case .starter: 12
    case .pro: 78
    case .enterprise: 52
    }
  }

  /// The monthly fee in US cents, without extra seats.
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

  /// The themes of a person's messages, with weights.
  static func themes(_ role: Role, _ fate: Fate) -> [(Theme, Int)] {
    switch (role, fate) {
    case (.seller, .overMoney): [(.payouts, 68), (.fraud, 14), (.fees, 6), (.listing, 5), (.offTopic, 7)]
    case (.seller, .overFraud): [(.fraud, 70), (.payouts, 12), (.help, 7), (.listing, 4), (.offTopic, 7)]
    case (.seller, .otherwise): [(.leaving, 55), (.offTopic, 30), (.listing, 15)]
    case (.seller, _):
      [
        (.sellerPraise, 57), (.listing, 14), (.fees, 10), (.help, 5), (.offTopic, 8), (.payouts, 4),
        (.fraud, 2),
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

  /// The percentage of messages on a theme that name it explicitly: trust, fraud, a late delivery.
  static func named(_ theme: Theme, _ fate: Fate) -> Int {
    switch (theme, fate) {
    case (.payouts, .overMoney), (.payouts, .overFraud), (.fraud, .overMoney), (.fraud, .overFraud): 60
    case (.late, .overDelivery): 40
    case (.late, _): 24
    case (_, _): 9
    }
  }

  /// The distribution of 0–10 scores. Sellers who wait for their money give medium scores, so that scores alone do not
  /// reveal them beside those of buyers. Messages that name the cause have lower scores.
  static func scores(_ theme: Theme, isNamed: Bool) -> [Int] {
    switch theme {
    case .payouts, .fraud: isNamed ? [2, 3, 4, 5, 5, 6, 6, 7, 7, 8] : [4, 5, 6, 6, 7, 7, 7, 8, 8, 8]
    case .fees, .listing: [4, 5, 6, 7, 7, 7, 8, 8]
    case .help: [2, 4, 5, 6, 7]
    case .sellerPraise, .buyerPraise: [8, 9, 9, 9, 10, 10, 10]
    case .late: isNamed ? [0, 0, 1, 1, 2, 3] : [0, 0, 1, 2, 3, 3, 4, 5, 6]
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

/// What happens to a person.
enum Fate {
  case stays
  /// Pays every month but never logs in.
  case unused
  /// Joins and leaves within three days.
  case atOnce
  case overMoney, overFraud, overDelivery
  /// Leaves, and writes only about unrelated matters.
  case otherwise
  case silently

  var leaves: Bool {
    switch self {
    case .stays, .unused: false
    case .atOnce, .overMoney, .overFraud, .overDelivery, .otherwise, .silently: true
    }
  }
}

/// The theme of a message; its raw value is the prefix of its rules in the phrase book.
enum Theme: String, CaseIterable {
  case payouts, fraud, fees, listing, help, sellerPraise
  case late, quality, refunds, cheated, search, prices, buyerPraise
  case leaving, offTopic
}
