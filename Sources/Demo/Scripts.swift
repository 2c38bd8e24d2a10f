/// The workspace, the definitions and the scripts of the example data.
func scripts(_ vocabulary: Vocabulary) -> [(path: String, bytes: [UInt8])] {
  let (seller, buyer) = (vocabulary.seller, vocabulary.buyer)
  let (events, channels, topics) = (vocabulary.events, vocabulary.channels, vocabulary.topics)
  let texts = [
    (
      "workspace.heed",
      """
      # A marketplace: people who buy, people who sell, what they did and what they said.
      # Ask it, for example: segment \(seller) where churned and mentioned \(topics.trust)

      load customers from "customers.csv"
        key id
        label name
        segments by role, plan
        value mrr
        start signup
        end churned_at

      # An order stands once: with the \(buyer) who placed it, or with the \(seller) where a guest bought.
      # \(events.pay) with an order_id is for that order; without one it is the monthly fee.
      load events from "events.csv"
        customer customer
        name event
        at at

      # Scores run from 0 to 10; the stars of a \(channels.review) are a property of their own.
      load feedback from "feedback.csv"
        id id
        customer customer
        at at
        channel channel
        score score from 0 to 10 in \(channels.survey), \(channels.support)
        about about
        text text

      use "definitions.heed"

      """
    ),
    (
      "definitions.heed",
      """
      # Words and groups that the team has agreed on.

      topic payouts as \(topics.payouts)
      topic distrust as \(topics.distrust)
      topic cheating as \(topics.cheating)
      topic lateness as \(topics.lateness)

      define lapsed as not churned and did anything and did not \(events.login) in last 60 days
      define "quiet exit" as churned and did not \(events.login) between 30 and 1 days before churned_at
      define shelfware as did \(events.pay) at least 3 times and never did \(events.login)

      """
    ),
    (
      "scripts/churned-\(seller)s.heed",
      """
      # Why do \(seller)s leave? Look first, then listen.
      count \(seller)s where churned by plan
      segment \(seller)s where churned and mentioned \(topics.trust)
      quotes about \(topics.trust) for \(seller)s where churned
      segment \(seller)s where churned and mentioned payouts
      segment \(seller)s where churned and mentioned cheating

      """
    ),
    (
      "scripts/unhappy-\(buyer)s.heed",
      """
      # Scores are low among \(buyer)s, and they say why. But is it they who leave?
      measure number of churned, rate of churned, nps for customers by role
      count feedback mentioning lateness by channel
      quotes
        about "\(topics.lateDelivery)"
        in \(channels.survey), \(channels.support)
        in last 90 days
        for \(buyer)s
        limit 5

      """
    ),
    (
      "scripts/quiet-accounts.heed",
      """
      # Who pays and never comes, and whom have we stopped hearing?
      segment customers where shelfware
      segment \(vocabulary.plans[3]) where said nothing in last 90 days
      count \(seller)s where "quiet exit" by plan
      segment \(seller)s where lapsed and mrr > 50

      """
    ),
    (
      "scripts/false-lead.heed",
      """
      # \(seller)s who upload in bulk leave more often. Within a plan they do not: the plan is behind it.
      measure count, rate of churned for \(seller)s by bulk_upload
      measure count, rate of churned for \(seller)s by plan, bulk_upload

      """
    ),
    (
      "scripts/one-\(seller).heed",
      """
      # One \(seller)'s whole story, others like it, and what is loaded.
      person s0042
      quotes for \(seller)s where churned and plan is \(vocabulary.plans[2]) and mentioned \(topics.trust)
      describe
      describe plan
      describe \(events.order)

      """
    ),
  ]
  return texts.map { (path: $0.0, bytes: Array($0.1.utf8)) }
}
