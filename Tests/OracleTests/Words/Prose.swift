import Foundation

/// Texts as people type them: inflected, accented, shouted, in several scripts.
struct Prose {
  /// Words, and the forms in which they occur.
  static let words = [
    ["trust", "trusted", "Trusting", "TRUST", "trusts"], ["price", "prices", "pricing", "Price"],
    ["slow", "slower", "SLOW", "slowly"], ["late", "later", "Late"], ["delivery", "deliveries", "delivered"],
    ["refund", "refunds", "refunded", "Refund", "refundable"], ["fund", "funds", "crowdfunded"],
    ["scam", "scams", "scammer"], ["fraud", "fraude"], ["bag", "bags", "Bag"], ["shop", "shops", "shopping"],
    ["café", "cafe", "CAFÉ", "cafés", "cafe\u{301}"], ["informação", "informacao", "informações"],
    ["Straße", "strasse", "STRASSE"], ["naïve", "naive"], ["Łódź", "lodz"], ["smørrebrød", "smorrebrod"],
    ["цена", "цены", "Цёна"], ["Σίσυφος", "σισυφος", "ΣΊΣΥΦΟΣ"], ["don't", "dont", "don’t"],
    ["pay", "paid", "paying"],
    ["buy", "bought", "buys"],
    // Without its accent, it has another stem.
    ["e-mail", "email"], ["cliché", "clichés", "cliches"],
    ["2fa", "2FA"], ["100", "24h"], ["fantastic", "fantastically"],
  ]
  static let fillers = [
    "the", "is", "and", "not", "very", "I", "my", "was", "it", "with", "but", "really", "ok",
  ]
  static let scripts = ["配送が遅い", "退款太慢", "サービスが悪い", "배송이 느려요", "ราคาแพงมาก", "価格は高い"]
  static let marks = [". ", ", ", "! ", " – ", "? ", "... ", " 😀 ", "; ", " / "]
  static let phrases = [
    "late delivery", "late, delivery", "Late deliveries", "rip off", "rip-off", "price is slow",
    "don’t trust", "can't really trust", "not the price", "退。款", "退 款", "shop\u{AD}ping",
  ]

  private var said: [String] = []

  init() {}

  mutating func text(_ dice: inout Dice) -> String {
    if dice.chance(4) { return dice.pick(["😀", "!!!", "?", "👍👍"]) }
    if dice.chance(5), !said.isEmpty { return dice.pick(said) }
    var text = ""
    for index in 0..<dice.roll(2...14) {
      let word =
        switch dice.weighted([46, 36, 10, 8]) {
        case 0: dice.pick(dice.pick(Prose.words))
        case 1: dice.pick(Prose.fillers)
        case 2: dice.pick(Prose.phrases)
        case _: dice.pick(Prose.scripts)
        }
      if index > 0 { text += dice.chance(20) ? dice.pick(Prose.marks) : " " }
      text += word
    }
    if dice.chance(4) { text += "\nand, \"quoted\"" }
    said.append(text)
    return text
  }
}

extension World {
  /// Without messages in scripts that have no spaces between words: those are cut by a dictionary, which the tests' loops
  /// do not have.
  var withoutScripts: World {
    var world = self
    for index in world.messages.indices {
      guard let text = world.messages[index].text else { continue }
      let plain = String(String.UnicodeScalarView(text.unicodeScalars.filter { !Utterance.standsAlone($0) }))
        .trimmingCharacters(in: .whitespacesAndNewlines)
      world.messages[index].text = plain.isEmpty ? nil : plain
    }
    return world
  }
}
