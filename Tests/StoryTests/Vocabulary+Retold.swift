import Demo

extension Demo.Vocabulary {
  /// The same story about another business, with none of the same names and words.
  static let retold: Self = {
    var vocabulary = Self(phrases: marketplace.phrases.map(retold))
    vocabulary.seller = "grower"
    vocabulary.buyer = "eater"
    vocabulary.plans = ["seed", "sprout", "bloom", "harvest"]
    vocabulary.events.login = "visit"
    vocabulary.events.search = "browse"
    vocabulary.events.listItem = "plant"
    vocabulary.events.order = "basket"
    vocabulary.events.pay = "settle"
    vocabulary.events.deliver = "drop_off"
    vocabulary.events.refund = "undo"
    vocabulary.events.payout = "share_out"
    vocabulary.events.usage = "tool"
    vocabulary.events.cancel = "quit"
    vocabulary.channels.survey = "poll"
    vocabulary.channels.support = "desk"
    vocabulary.channels.review = "notice"
    vocabulary.channels.call = "ring"
    vocabulary.channels.forum = "square"
    vocabulary.channels.interview = "sitting"
    vocabulary.shards = ["north", "east", "south", "west"]
    vocabulary.topics.trust = "zelk"
    vocabulary.topics.lateDelivery = "quond sarp"
    vocabulary.topics.payouts = #"brint*, "my dorf", "vash me", transfer, withdraw*"#
    vocabulary.topics.distrust = #"zelk, "rely on""#
    vocabulary.topics.cheating = #"plisk*, morv*, yemp*, krisk*, gorn*"#
    vocabulary.topics.lateness = #""quond sarp", flon*, mib*, delay*, overdue"#
    return vocabulary
  }()

  /// Nonsense words with the same endings as the originals.
  private static let words = [
    "trust": "zelk", "trusts": "zelks", "trusted": "zelked", "trusting": "zelking", "payout": "brint",
    "payouts": "brints", "money": "dorf", "pay": "vash", "pays": "vashes", "paid": "vashed", "late": "quond",
    "delivery": "sarp", "fraud": "morv", "fraudulent": "morvy", "scam": "plisk", "scams": "plisks",
    "scammer": "plisker", "scammers": "pliskers", "scammed": "plisked", "fake": "yemp", "fakes": "yemps",
    "stolen": "krisk", "chargeback": "gorn", "chargebacks": "gorns", "refund": "trelb", "refunds": "trelbs",
    "refunded": "trelbed", "buyer": "eater", "buyers": "eaters", "seller": "grower", "sellers": "growers",
    "parcel": "flon", "parcels": "flons", "courier": "mib", "couriers": "mibs", "order": "basket",
    "orders": "baskets", "account": "plot", "accounts": "plots", "hold": "grint", "held": "grinted",
    "holding": "grinting", "earnings": "yields", "balance": "heap", "bank": "silo",
  ]

  /// The phrases with those words in place of the story's. The names of rules, at the start of a line or in braces, are
  /// kept.
  private static func retold(_ phrases: String) -> String {
    phrases.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.first?.isWhitespace == true ? retold(line: line) : String(line)
    }.joined(separator: "\n")
  }

  private static func retold(line: Substring) -> String {
    var result = ""
    var word = ""
    var depth = 0
    func flush() {
      result += words[word] ?? word
      word = ""
    }
    for character in line {
      if depth == 0, character.isLetter {
        word.append(character)
        continue
      }
      flush()
      if character == "{" { depth += 1 }
      if character == "}" { depth -= 1 }
      result.append(character)
    }
    flush()
    return result
  }
}
