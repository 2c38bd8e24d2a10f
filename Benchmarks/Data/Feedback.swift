import Foundation

/// Generates the customers' messages, and `feedback.csv`, sorted by time.
struct Feedback {
  private static let channels = ["survey", "support", "review", "call", "forum", "interview"]

  /// Draws `count` messages of 8 to 60 words, and writes them. Customers who leave write more, and about other
  /// subjects.
  static func write(_ count: Int, of people: People, to path: String) throws {
    var draw = Draw(seed: 3)
    let vocabulary = Vocabulary(&draw)
    let volume = draw.shuffled(Array(0..<people.count)).enumerated().map { person, rank in
      pow(Double(rank) + 200, -0.55) * (people.hasChurned[person] ? 1.5 : 1)
    }
    let author = Weighted(volume)
    var messages: [(at: Int, person: Int)] = []
    for _ in 0..<count {
      let person = author.pick(&draw)
      messages.append((people.moment(of: person, &draw), person))
    }
    messages.sort { ($0.at, $0.person) < ($1.at, $1.person) }

    let channel = Weighted([34, 27, 20, 8, 9, 2])
    var sheet = try CSVWriter(path, columns: ["id", "customer", "at", "channel", "score", "text"])
    for (number, message) in messages.enumerated() {
      let leaves = people.hasChurned[message.person]
      sheet.add(id: number + 1, prefix: "f", digits: 8)
      sheet.add(id: message.person + 1, prefix: "c", digits: 7)
      sheet.add(seconds: message.at)
      sheet.add(channels[channel.pick(&draw)])
      let score = draw.normal(mean: leaves ? 5 : 7.6, deviation: 2.2).rounded()
      if draw.chance(0.35) { sheet.addMissing() } else { sheet.add(Int(min(max(score, 0), 10))) }
      sheet.add(vocabulary.message(leaves: leaves, &draw))
      try sheet.endLine()
    }
    try sheet.finish()
  }
}

/// The words of messages: common ones with Zipf-distributed frequencies, and those of a dozen subjects.
private struct Vocabulary {
  private static let common = """
    the and to of a i is it in for that my was on this with not but you have as are we be so they at just very when \
    all from can had me one your no if what an more there out up were our their about get would will do been because \
    time after has or now by even could only use used using which also then still good great never always again really \
    don't can't won't didn't it's i'm them who how like need want new first last day days week month year make made \
    work works working help easy hard better best worse bad nice love hate please thank thanks try tried find found \
    item items order orders account page site web phone email login password listing listings seller sellers buyer \
    buyers customer service team product products
    """
  /// The forms of each subject's word, and how often messages are about it, of customers who stay and of those who
  /// leave.
  private static let subjects: [(forms: [String], staying: Double, leaving: Double)] = [
    (["trust", "trusts", "trusted", "trusting"], 0.022, 0.06),
    (["price", "prices", "priced", "pricing"], 0.06, 0.09),
    (["refund", "refunds", "refunded", "refunding"], 0.03, 0.07),
    (["slow", "slowly", "slower", "slowness"], 0.05, 0.08),
    (["scam", "scams", "scammed", "scammer"], 0.015, 0.05),
    (["support", "supports", "supported", "supporting"], 0.09, 0.13),
    (["ship", "shipping", "shipped", "shipment"], 0.07, 0.06),
    (["fee", "fees", "charged", "charges"], 0.05, 0.08),
    (["crash", "crashes", "crashed", "crashing"], 0.03, 0.06),
    (["search", "searches", "searched", "searching"], 0.06, 0.05),
    (["fraud", "fraudulent", "fake", "fakes"], 0.01, 0.035),
    (["recommend", "recommends", "recommended", "recommending"], 0.04, 0.02),
  ]
  /// Words that contain a subject's word with another meaning.
  private static let decoys = [
    "trustee", "trustworthy", "distrust", "mistrust", "untrusted", "pricey", "supporter", "shipyard",
    "entrust",
  ]

  private let words: [[UInt8]]
  private let subjects: [[[UInt8]]]
  private let frequency: Weighted
  private let form = Weighted([5, 2, 2, 1])
  private let dress = Weighted([0.83, 0.07, 0.06, 0.008, 0.02, 0.006, 0.003, 0.003])

  init(_ draw: inout Draw) {
    var words = Vocabulary.common.split(separator: " ").map(String.init)
    var seen = Set(words + Vocabulary.decoys + Vocabulary.subjects.flatMap(\.forms))
    while words.count < 20_000 {
      let word = People.word(&draw)
      if seen.insert(word).inserted { words.append(word) }
    }
    for (index, decoy) in Vocabulary.decoys.enumerated() { words[2000 + 700 * index] = decoy }
    self.words = words.map { Array($0.utf8) }
    subjects = Vocabulary.subjects.map { $0.forms.map { Array($0.utf8) } }
    frequency = Weighted(words.indices.map { pow(Double($0) + 2.7, -1.02) })
  }

  func message(leaves: Bool, _ draw: inout Draw) -> [UInt8] {
    var chosen = (0..<(8 + draw.below(53))).map { _ in words[frequency.pick(&draw)] }
    for (subject, forms) in zip(Vocabulary.subjects, subjects)
    where draw.chance(leaves ? subject.leaving : subject.staying) {
      for _ in 0..<(draw.chance(0.3) ? 2 : 1) {
        chosen[draw.below(chosen.count)] = forms[form.pick(&draw)]
      }
    }
    var text: [UInt8] = []
    var startsSentence = true
    for (index, word) in chosen.enumerated() {
      let isLast = index == chosen.count - 1
      let dress =
        isLast ? .stop : startsSentence ? .capital : Dress(rawValue: self.dress.pick(&draw)) ?? .plain
      if index > 0 { text.append(UInt8(ascii: " ")) }
      dress.write(word, to: &text)
      startsSentence = dress.endsSentence
    }
    return text
  }

  /// The form of a word in its sentence.
  private enum Dress: Int {
    case plain, comma, stop, quoted, capital, shout, capitals, stopAndBreak

    var endsSentence: Bool { self == .stop || self == .shout || self == .stopAndBreak }

    func write(_ word: [UInt8], to text: inout [UInt8]) {
      switch self {
      case .plain: text += word
      case .comma: text += word + Array(",".utf8)
      case .stop: text += word + Array(".".utf8)
      case .quoted: text += Array("\"".utf8) + word + Array("\"".utf8)
      case .capital: text += word.prefix(1).map { $0 & 0xDF } + word.dropFirst()
      case .shout: text += word + Array("!".utf8)
      case .capitals: text += word.map { 0x61...0x7A ~= $0 ? $0 & 0xDF : $0 }
      case .stopAndBreak: text += word + Array(".\n".utf8)
      }
    }
  }
}
