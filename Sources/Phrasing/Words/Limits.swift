/// What the language cannot ask, by the words that ask for it, with a sentence that says so and the nearest that can be asked.
enum Limits {
  struct Limit: Sendable {
    var kind: Kind
    /// Said anywhere in the text.
    var said: [String]
    /// Or said as its first word.
    var opens: [String] = []
    var sentence: String
  }

  enum Kind: Sendable {
    case editing, sending, forecast, cause, session, sentiment, correlation, history, spread, picture,
      schedule
  }

  static let table: [Limit] = [
    Limit(
      kind: .editing, said: [],
      opens: [
        "update", "delete", "insert", "remove", "drop", "alter", "edit", "rename", "merge", "truncate",
        "upgrade", "refund", "cancel", "ban", "block", "create", "assign", "tag",
      ], sentence: "Heed only reads: it changes no data"),
    Limit(
      kind: .sending, said: ["send an email", "send email", "send a message", "send them", "send a mail"],
      opens: ["send", "email", "notify", "mail", "slack", "dm", "ping", "invite"],
      sentence: "Heed sends nothing: it lists the people, and `export` writes them to a file"),
    Limit(
      kind: .schedule, said: ["alert me", "notify me", "remind me", "every monday", "let me know when"],
      opens: ["alert", "remind", "schedule", "subscribe"],
      sentence:
        "Heed answers when it is asked, and watches nothing: `expect` states what must hold, and `heed run` checks it"
    ),
    Limit(
      kind: .forecast,
      said: [
        "forecast", "predict", "prediction", "predicted", "projection", "projected", "will churn",
        "will leave", "will be", "will cancel", "will buy", "will order", "likely to churn",
        "likely to leave", "likely to cancel", "at risk of", "next month", "next quarter", "next year",
        "going to churn", "going to leave", "next week",
      ], opens: ["project", "estimate", "extrapolate"],
      sentence: "Heed makes no forecasts: it counts what has happened"),
    Limit(
      kind: .cause,
      said: [
        "caused", "cause of", "causes of", "cause", "causes", "because of", "effect of", "impact of",
        "led to", "lead to", "result of", "due to", "responsible for", "root cause",
      ], sentence: "Heed finds no causes: `why` shows what goes with it"),
    Limit(
      kind: .correlation,
      said: [
        "correlation", "correlate", "correlates", "correlated", "regression", "coefficient",
        "relationship between", "relation between", "r squared", "depend on", "depends on",
      ], sentence: "Heed calculates no coefficient: it shows one figure in bands of the other"),
    Limit(
      kind: .session,
      said: [
        "session", "sessions", "page view", "page views", "pageviews", "time on page", "time on site",
        "time spent", "bounce rate", "click through rate", "ctr", "dwell time", "screen time",
      ], sentence: "There are no sessions or page views in this data, only events, each with its time"),
    Limit(
      kind: .sentiment,
      said: ["sentiment", "emotion", "emotions", "mood", "tone", "positive or negative", "feelings"],
      sentence:
        "Heed judges no sentiment: scores say how content people are, and quotes say it in their words"),
    Limit(
      kind: .history,
      said: [
        "upgraded", "downgraded", "upgrade", "downgrade", "switched", "moved from", "changed plan",
        "changed their plan", "used to be", "were on", "was on", "previously on", "formerly",
        "converted from", "plan changes", "changed from", "went from",
      ], sentence: "Columns of people are as they are now: what they were before is not known"),
    Limit(
      kind: .spread,
      said: [
        "standard deviation", "std dev", "stddev", "variance", "std", "deviation", "skewness", "kurtosis",
        "mode of", "outliers", "outlier",
      ], sentence: "Heed calculates no standard deviation: the median and the 90th percentile show the spread"
    ),
    Limit(
      kind: .picture,
      said: [
        "pie chart", "pie", "donut", "doughnut", "scatter plot", "scatterplot", "scatter", "sankey",
        "treemap", "map of", "word cloud", "wordcloud", "3d chart", "bubble chart", "radar chart", "box plot",
        "boxplot", "violin", "gauge", "dashboard",
      ], sentence: "There is no such picture: tables are drawn as bars, lines and heat maps"),
  ]
}
