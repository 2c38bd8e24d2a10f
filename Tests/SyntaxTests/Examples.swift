/// The language's own examples: each one parses without an error and prints back.
enum Examples {
  /// A condition of each kind.
  static let conditions = [
    #"plan is pro"#,
    #"plan is not free"#,
    #"plan in (pro, enterprise)"#,
    #"name contains "Ltd""#,
    #"email ends with ".edu""#,
    #"mrr > 100"#,
    #"mrr between 50 and 200"#,
    #"region is missing"#,
    #"region is set"#,
    #"name matches /^A/i"#,
    #"spend > budget"#,
    #"signup in 2025-Q1"#,
    #"signup in last 90 days"#,
    #"signup before 2025-01-01"#,
    #"signup over 1 year ago"#,
    #"did login"#,
    #"never did login"#,
    #"did not login in last 30 days"#,
    #"did anything in last 30 days"#,
    #"did order at least 3 times in last 90 days"#,
    #"did order once"#,
    #"did order more than 5 times since 2025-01-01"#,
    #"did any of (login, search) in last 30 days"#,
    #"did login on at least 5 days in last 30 days"#,
    #"did order with (amount > 50 and device is ios)"#,
    #"did order with amount > 50 within 7 days of signup"#,
    #"did login between 90 and 30 days ago"#,
    #"did usage between 30 and 1 days before first churn"#,
    #"did list_item then order then pay within 14 days"#,
    #"did signup then not order within 30 days"#,
    #"did order then deliver on same order_id"#,
    #"did order then mentioned refund then cancel within 60 days"#,
    #"total amount of order in last 90 days > 1000"#,
    #"count of login in last 4 weeks >= 8"#,
    #"distinct airline of feedback >= 2"#,
    #"days since last login > 30"#,
    #"last login over 30 days ago"#,
    #"days from signup to first order <= 7"#,
    #"average score of feedback in survey < 6"#,
    #"latest score in (9, 10)"#,
    #"mentioned trust"#,
    #"mentioned "late delivery""#,
    #"mentioned refund*"#,
    #"mentioned *fund*"#,
    #"mentioned exactly "Trust""#,
    #"mentioned any of (trust, scam, fraud)"#,
    #"mentioned exactly any of (bag, bags)"#,
    #"mentioned all of (price, slow)"#,
    #"mentioned price near slow"#,
    #"mentioned price within 10 words of slow"#,
    #"mentioned trust in (survey, support) at least 2 times in last 90 days"#,
    #"mentioned trust with score <= 6"#,
    #"said something in interview"#,
    #"said nothing in last 90 days"#,
    #"responded in survey"#,
    #"heard "não recebi""#,
    #"heard scam in review in last 90 days"#,
    #"average score heard < 3.5"#,
    #"churned and mentioned trust or (plan is free and did not login in last 30 days)"#,
  ]

  /// A statement of each kind.
  static let statements = [
    #"segment seller where churned and mentioned trust"#,
    #"count sellers where churned by plan"#,
    #"count order events where amount > 50 by device"#,
    #"count feedback mentioning trust by channel"#,
    #"measure number of churned, rate of churned, average mrr, median mrr, nps for sellers by plan"#,
    #"quotes about trust in survey, support in last 90 days for sellers where churned"#,
    #"topics for sellers where churned"#,
    #"words for sellers where churned versus sellers where not churned"#,
    #"compare churned sellers versus sellers where not churned"#,
    #"compare in 2025-Q2 versus in 2025-Q1 for sellers"#,
    #"compare since 2025-03-01 versus before 2025-03-01 within 30 days"#,
    #"why churned among sellers"#,
    #"why churned over last 60 days ending 14 days before among sellers"#,
    #"why person s0042 in sellers where churned and mentioned trust"#,
    #"blindspots for customers by plan"#,
    #"priorities for sellers"#,
    #"funnel list_item then order then pay within 14 days for sellers by plan"#,
    #"retention of login by week for 12 weeks from signup for sellers"#,
    #"trend count of order by week over last 6 months for sellers by plan"#,
    #"lifecycle of login by week"#,
    #"paths after signup for 3 steps"#,
    #"paths before cancel for 3 steps"#,
    #"person s0042"#,
    #"sample 8 sellers where churned spread by plan, region"#,
    #"define risky as did not login in last 30 days and latest score <= 6"#,
    #"define "revenue at risk" as total mrr for customers where risky"#,
    #"topic safety as trust, scam*, fraud, "rip off""#,
    #"expect rate of churned < 20% for sellers"#,
    #"expect count < 50 for sellers where churned"#,
    #"param since = 90 days"#,
    #"use "team/definitions.heed""#,
    #"note "…""#,
    #"describe"#,
    #"describe plan"#,
    #"describe order"#,
    #"suggest safety"#,
    "synonym grumpy is detractor",
    #"count customers by mrr in 5 bins"#,
    #"count customers by mrr in 4 quantiles"#,
    #"count customers by tenure split at 12, 24, 48"#,
    #"count customers by month of signup"#,
    #"count customers by (did order)"#,
    #"count sellers by plan having count >= 50"#,
    #"count sellers by plan limit 3 per plan"#,
    #"count sellers where did order in last $since"#,
    #"topic safety as trust matches "I feel unsafe" ignores "a trust fund""#,
    #"export count sellers by plan to "f.csv""#,
    #"explain segment sellers where churned"#,
    #"explain plan segment sellers where churned"#,
    #"segment sellers sort by count of churn descending"#,
    #"measure max (count of churn), customers doing order, mentions of "late delivery", distinct plan, p90 mrr, csat, ces"#,
    #"set today 2025-06-30"#,
    #"set timezone "Asia/Taipei""#,
    #"set language "english""#,
    #"set week starts monday"#,
    #"link anonymous_id to user_id from "identify.jsonl""#,
    #"use "team/definitions.heed""#,
    #"note "for May""#,
  ]

  static let workspace = #"""
    load customers from "customers.csv"
      key       customer_id
      label     name                         # shown beside the id
      segments  by role, plan                # their values become populations: seller, buyer, enterprise
      value     mrr                          # the money that "value at stake" and `priorities` weigh by
      start     signup                       # when somebody became a customer
      end       churned_at                   # and stopped being one

    load events from "events.csv"
      customer  customer_id
      name      event                        # the column that holds the event's name
      at        occurred_at

    load events from "orders.csv"            # one row can be several events
      id        order_id
      customer  buyer_id
      as        order    at created_at
      as        refund   at refunded_at      # only where refunded_at is set

    load feedback from "nps.csv"
      customer  customer_id
      at        submitted_at
      text      comment
      score     nps from 0 to 10
      channel   "survey"                     # a constant in quotes; a column bare or in backticks
    """#

  static let questions = #"""
    # What product managers ask, in Heed. Comments say what the person asking wants to know.

    # --- who, by what they did and what they said -------------------------------------------------------------
    segment seller where churned and mentioned trust
    segment sellers where churned and mentioned trust
      show name, plan, mrr, churned_at
      sort by mrr descending
      limit 10
    segment buyers where mentioned any of (scam, fraud, "rip off") in review, support in last 180 days
    segment customers where plan is pro and did not login in last 30 days
    segment customers where did order at least 3 times in last 90 days and latest score <= 6
    segment customers where did pay at least 3 times and never did login            # subscribed, paid, never used it
    segment customers where signup in 2025-Q1 and never did order within 7 days of signup
    segment sellers where did list_item then not order within 30 days
    segment buyers where did search then order then pay within 14 days
    segment customers where did order with (amount > 200 and device is ios)
    segment customers where total amount of order in last 90 days > 1000
    segment customers where days since last login > 30 and mrr > 100
    segment customers where days from signup to first order <= 7
    segment customers where region is missing or plan is missing
    segment enterprise where said nothing in last 90 days                           # who have we stopped listening to
    segment sellers where mentioned price near slow
    segment sellers where mentioned refund* with score <= 6 in survey
    segment customers where mentioned exactly "Trust" and not mentioned "customer service"

    # --- how many, how much ----------------------------------------------------------------------------------
    count customers
    count sellers where churned by plan
    count customers by month of signup
    count customers by region, plan where mrr > 0
    count sellers by mrr in 5 bins
    measure number of churned, rate of churned, average mrr, median mrr, nps for sellers by plan
    measure total amount of order, p90 amount of order for buyers by region
    measure rate of (did order within 7 days of signup) for buyers by month of signup

    count order events where amount > 50 by device
    count feedback mentioning trust by channel
    measure count, total amount for order events by their plan
    count customers by (did order), (mentioned trust)
    measure max (count of order) for buyers

    # --- listen ------------------------------------------------------------------------------------------------
    quotes about trust for sellers where churned
    quotes about "late delivery" in survey, support in last 90 days for buyers limit 5
    quotes for sellers where latest score <= 3
    topics for sellers where churned
    topics in review for buyers
    words for sellers where churned versus sellers where not churned
    words for buyers versus sellers
    topic safety as trust, scam*, fraud, "rip off", unsafe
    segment sellers where mentioned safety
    suggest trust

    # --- the person -------------------------------------------------------------------------------------------------
    person s0042
    sample 8 sellers where churned and mentioned trust spread by plan, region

    # --- both at once -------------------------------------------------------------------------------------------------
    compare churned sellers versus sellers where not churned
    compare buyers versus sellers
    why churned among sellers
    why (did order within 7 days of signup) among buyers
    blindspots for customers by role
    blindspots for sellers by plan, region
    priorities for sellers
    priorities for customers where mrr > 0

    # --- over time ------------------------------------------------------------------------------------------------------
    funnel signup then list_item then order then pay within 14 days for sellers
    funnel search then order then pay within 7 days for buyers by device
    retention of login by week for 12 weeks from signup for sellers
    retention of order by month for 6 months from first order for buyers
    trend count of order by week over last 6 months
    trend customers doing login by week for sellers by plan
    trend mentions of trust by month for sellers
    trend nps by quarter
    trend rate of (did login) by week for sellers as line
    lifecycle of login by week
    paths after signup for 3 steps
    paths before cancel for 3 steps for sellers

    # --- going on from the last answer -------------------------------------------------------------------------------
    segment sellers where churned
    quotes about trust from them
    count them by plan
    compare them versus rest

    # --- sharing --------------------------------------------------------------------------------------------------------
    define lost as churned and mrr > 50
    define loyal as did order at least 5 times in last 180 days and not churned
    define "revenue at risk" as total mrr for customers where did not login in last 30 days
    segment sellers where lost and not loyal
    param since = 90 days
    count sellers where churned and did order in last $since
    describe
    describe plan
    describe order
    expect count > 10 for sellers where churned
    expect rate of churned < 90% for customers
    why person s0042 in sellers where churned and mentioned trust
    segment sellers where heard scam in review
    segment customers where responded in survey and never mentioned *fund*
    segment customers where count of login in last 30 days < count of login between 60 and 30 days ago
    count sellers by mrr split at 20, 50, 100 having count >= 5
    compare in last 3 months versus between 6 and 3 months ago for sellers
    segment customers where did any of (login, search) in last 30 days and latest score in (9, 10)
    segment customers where did order then mentioned refund then cancel within 60 days
    explain segment sellers where churned and mentioned trust
    """#
}
