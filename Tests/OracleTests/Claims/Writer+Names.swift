// The name of each form in the counts.

extension Relation {
  var isAtLeast: Bool { self == .atLeast || self == .greater }
}

extension Bare {
  var sort: String {
    switch self {
    case .event: "event"
    case .flag: "boolean"
    case .date: "date"
    case .value, .merchant: "population"
    case .defined: "definition"
    case .prelude: "prelude"
    }
  }
}

extension Anchor {
  var sort: String {
    switch self {
    case .day: "DATE"
    case .instant: "DATE with time"
    case .period: "period"
    case .today, .yesterday: "today"
    case .ago: "ago"
    case .attribute: "attribute"
    case .start, .end: "start"
    case .first: "first"
    case .last: "last"
    }
  }
}

extension Window {
  var sort: String {
    switch self {
    case .last: "in last N"
    case .lastWhole: "in last UNIT"
    case .this: "in this UNIT"
    case .period: "in period"
    case .on: "on DATE"
    case .since: "since"
    case .before: "before"
    case .after: "after"
    case .over: "over ago"
    case .between: "between"
    case .betweenAgo: "between ago"
    case .betweenBefore: "between before"
    case .inBefore: "in before"
    case .inAfter: "in after"
    case .within: "within of"
    }
  }
}

extension Figure {
  var word: String {
    switch self {
    case .average: "average"
    case .median: "median"
    case .total: "total"
    case .min: "min"
    case .max: "max"
    case .distinct: "distinct"
    case .latest: "latest"
    case .first: "first"
    case .percentile(let p): "p\(p)"
    }
  }
}

extension Datum {
  var isNumberOrTime: Bool {
    switch self {
    case .number, .real, .when: true
    case .text, .flag, .list: false
    }
  }
}
