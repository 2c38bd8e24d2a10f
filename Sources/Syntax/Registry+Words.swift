extension Registry {
  /// A word that conditions or metrics are made of, for `help`.
  public struct Word: Sendable {
    /// `rate of`
    public let name: String
    public let form: String
    public let summary: String
    /// A statement that works on the demo.
    public let example: String

    init(_ name: String, _ form: String, _ summary: String, _ example: String) {
      self.name = name
      self.form = form
      self.summary = summary
      self.example = example
    }
  }

  /// Words of conditions first, then of values, then metrics.
  public static let words = [
    Word(
      "did", "did EVENT [at least 3 times] [in last 30 days]",
      "what they did; also never did, did not, did any of ( )",
      "segment sellers where did order at least 3 times in last 90 days"),
    Word(
      "then", "did EVENT then EVENT within 14 days",
      "what they did one after the other; then not for what they did not",
      "segment sellers where did login then not order within 30 days"),
    Word(
      "mentioned", "mentioned WORD [in CHANNEL] [in last 30 days]",
      "what they said; also any of ( ), all of ( ), exactly, near; refund* for the start of a word",
      "segment sellers where mentioned any of (trust, scam*)"),
    Word(
      "they mentioned", "they mentioned WORD · they never said …",
      "in a question about messages, what their author said at any time; without `they`, this message",
      "count feedback where they mentioned trust"),
    Word(
      "said", "said something · said nothing [in last 90 days]", "whether they said anything at all",
      "segment sellers where said nothing in last 90 days"),
    Word("heard", "heard WORD", "what was said about them", "segment sellers where heard trust"),
    Word(
      "is", "NAME is VALUE · is not · in (A, B) · is missing · is set", "what they are",
      "count sellers where plan is not missing"),
    Word(
      "contains", "NAME contains TEXT · starts with · ends with", "a part of a text, in any capitalization",
      "count customers where plan contains \"r\""),
    Word(
      "in last", "in last 30 days · since DATE · before DATE · between DATE and DATE",
      "when; the answer shows the exact days",
      "count sellers where signup in last 90 days"),
    Word(
      "count of", "count of EVENT", "how often: in a condition one person's, in a metric everybody's",
      "count sellers where count of order in last 90 days > 3"),
    Word(
      "days since", "days since last EVENT · days from A to B", "how long between two moments",
      "count sellers where days since last login > 30"),
    Word(
      "days with", "days with EVENT", "on how many different days",
      "count sellers where days with login in last 30 days >= 2"),
    Word(
      "latest", "latest score · first · last · average · total · min · max · distinct",
      "one value from several of one person",
      "count customers where latest score <= 6"),
    Word(
      "rate of", "rate of CONDITION", "the share for whom it is true, with its interval",
      "measure rate of churned for sellers by plan"),
    Word(
      "number of", "number of CONDITION", "how many people it is true for",
      "measure number of churned for sellers by plan"),
    Word(
      "average", "average NAME · median · total · min · max · p90 · distinct",
      "one figure from the values of many people",
      "measure average mrr, median mrr, p90 mrr for sellers by plan"),
    Word(
      "mentions of", "mentions of WORD", "how many messages say it",
      "measure mentions of trust for sellers by plan"),
    Word(
      "customers doing", "customers doing EVENT", "how many people did it",
      "measure customers doing order for sellers by plan"
    ),
    Word(
      "nps", "nps [per answer]",
      "promoters minus detractors, by latest score of 0 to 10, from −100 to 100: 9 and 10 promote, 6 and less detract",
      "measure nps for sellers by plan"),
    Word("csat", "csat", "the share of scores in the top band of their scale", "measure csat for sellers"),
    Word("ces", "ces", "the mean of the scores of effort", "measure ces for sellers"),
    Word(
      "weighted by", "METRIC weighted by NAME",
      "an average, a rate or nps in which each person counts in proportion to a value",
      "measure rate of churned weighted by mrr for sellers"),
    Word(
      "per", "SUM per SUM", "one sum divided by another, with its interval",
      "measure total amount of order per customers doing order for sellers"),
  ]
}
