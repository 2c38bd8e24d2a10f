/// How questions begin, and other turns that say what is asked for. Longer ones are tried first.
enum HeadPhrases {
  enum Meaning: Sendable, Hashable {
    case head(Frame.Head)
    case metric(String)
    case aggregate(String)
    case share
    case overTime
    /// A question about records that an event or `feedback` names next: `how many messages`.
    case messages
    case newest, oldest, largest, smallest
  }

  static let table: [(meaning: Meaning, said: String)] = [
    (
      .head(.count),
      "how many · how many of · number of · the number of · count · count of · total number of · how many different · how many unique · how many distinct · number of unique · number of distinct · number of different · headcount of · headcount"
    ),
    (
      .head(.list),
      "who · who are · which · show · show me · list · list of · list all · find · find me · get · get me · give me · give me a list of · display · fetch · pull · pull up · names of · see · select · segment · i want to see · anyone · anybody · everyone · everybody · people who"
    ),
    (
      .head(.count),
      "how is the customer base split · how are customers split · breakdown of · break down of · break down · distribution of · split of · composition of · mix of"
    ),
    (
      .head(.topics),
      "what do · what are · topics · topics for · topics of · themes · themes of · most talked about topics · most common topics · top topics · main topics · most mentioned topics · what topics do · common complaints · complaints · complaints of · complaints from · main complaints · top complaints · biggest complaints"
    ),
    (
      .head(.quotes),
      "quotes · quotes from · quotes of · comments · comments of · comments from · verbatims · verbatims from · feedback from · messages from · what people say · what did"
    ),
    (
      .head(.words),
      "which words do · what words do · words used by · which words are used by · words that · which terms do"
    ),
    (
      .head(.compare),
      "compare · comparison of · comparison between · difference between · differences between · the difference between · what is the difference between · how do · how are · how is · contrast"
    ),
    (
      .head(.why),
      "why · why are · why do · why did · why have · reasons for · reason for · the reason for · what is behind · what explains · what drives · what goes with · drivers of · explain why · what makes · why is"
    ),
    (
      .share,
      "share of · the share of · percentage of · percent of · proportion of · what percentage of · what percent of · what share of · what proportion of · what fraction of · fraction of · rate of"
    ),
    (.head(.retention), "retention · retention of · retention for · cohort retention of · cohort retention"),
    (
      .head(.survival),
      "how long until · how long before · how long do · how long does it take until · how long till · lifetime of · survival of · time until · time to"
    ),
    (
      .overTime,
      "over time · trend of · trend in · trend · trends of · trending · plot · plot of · graph · graph of · chart · chart of · development of · evolution of · how has · how have · history of · go up or down · go up · go down · went up · went down · going up · going down · going up or down · improving · growing · increasing · decreasing · getting better · getting worse · declining · changed · changing · changing over time · developed · rising · falling · dropping · evolved"
    ),
    (.metric("nps"), "nps · net promoter score · promoter score"),
    (.metric("csat"), "csat · satisfaction · customer satisfaction · satisfaction score"),
    (.metric("ces"), "ces · effort score · customer effort · customer effort score"),
    (
      .metric("rate of @churn"),
      "churn rate · rate of churn · churn · the churn · attrition · attrition rate · loss rate · cancellation rate"
    ),
    (.aggregate("average"), "average · avg · mean · average of · mean of"),
    (.aggregate("median"), "median · typical · median of · usual"),
    (.aggregate("total"), "total · sum · sum of · total of · overall · how much · combined"),
    (.aggregate("max"), "maximum · max · highest · largest · biggest"),
    (.aggregate("min"), "minimum · min · lowest · smallest"),
    (.aggregate("p90"), "p90 · 90th percentile · ninetieth percentile"),
    (.newest, "newest · latest · most recent · recent"),
    (.oldest, "oldest · longest standing · earliest · first"),
    (.largest, "top · biggest · largest · highest paying · most valuable · best paying · best"),
    (.smallest, "smallest · least valuable · lowest paying"),
    (.messages, "messages · message · feedback · reviews · comments · pieces of feedback"),
  ]

  struct Entry: Sendable {
    var words: [String]
    var meaning: Meaning
  }

  /// By the first word; the longest first.
  static let entries: [String: [Entry]] = {
    var found: [String: [Entry]] = [:]
    for (meaning, said) in table {
      for phrase in said.split(separator: "·") {
        let words = phrase.split(separator: " ").map(String.init)
        guard let first = words.first else { continue }
        found[first, default: []].append(Entry(words: words, meaning: meaning))
      }
    }
    return found.mapValues { $0.sorted { $0.words.count > $1.words.count } }
  }()

  /// The words of the table, none of which is a misspelt name.
  static let vocabulary: Set<String> = Set(entries.values.joined().flatMap(\.words))
}
