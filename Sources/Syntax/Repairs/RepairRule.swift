/// A phrase from SQL or from everyday English, and how it is written in Heed.
///
///     group by → by
///     <n> <u> ago → over $1 $2 ago · in last $1 $2
struct RepairRule: Sendable {
  /// Token by token; `<n>` is a number, `<u>` a unit of time, `<d>` a date, `<y>` a year, `<x>` a name or value.
  let said: [String]
  /// The ways to write it, likeliest first; an empty one leaves it out.
  let meant: [String]

  /// Rules that apply anywhere except at the start of a statement.
  static let inside = read(
    """
    order by · ordered by · sorted by → sort by
    sort <x> → sort by $1
    group by · grouped by · broken down by · for each · each · per → by
    desc · highest first · largest first → descending
    asc · lowest first · smallest first → ascending
    & & · & · but · plus · as well as → and
    | | · | → or
    ! <x> → not $1
    and where → and
    = > · > = → >=
    = < · < = → <=
    is > → >
    is < → <
    is >= → >=
    is <= → <=
    <n> > <x> → $2 < $1
    <n> < <x> → $2 > $1
    <n> >= <x> → $2 <= $1
    <n> <= <x> → $2 >= $1
    between <n> , <n> · between <n> to <n> · between <n> - <n> · from <n> to <n> → between $1 and $2
    between <d> , <d> · between <d> to <d> · between <d> - <d> → between $1 and $2
    from <d> to <d> · from <d> until <d> · from <d> - <d> → between $1 and $2
    limit to <n> · first <n> · top <n> · max <n> → limit $1
    one → 1
    two → 2
    three → 3
    four → 4
    five → 5
    six → 6
    seven → 7
    ten → 10
    in the past · in past · over the past · over the last · during the last · during last → in last
    within the last · within last · within the past · for the last · the last · the past → in last
    last <n> <u> · past <n> <u> → in last $1 $2
    last <u> · previous <u> · in previous <u> · in the previous <u> → in last $1
    this <u> · current <u> · in the current <u> · in current <u> → in this $1
    yesterday → in last day
    today → in this day
    less than <n> <u> ago · newer than <n> <u> · within <n> <u> → in last $1 $2
    more than <n> <u> ago · older than <n> <u> · longer than <n> <u> ago → over $1 $2 ago
    <n> <u> ago → over $1 $2 ago · in last $1 $2
    at <d> → on $1
    on <y> · at <y> → in $1
    during → in
    until · till · up to · prior to · earlier than → before
    later than → after
    starting · from · as of · ever since → since
    weekly · each week · every week → by week
    monthly · each month · every month → by month
    daily · each day · every day → by day
    isn't · aren't · wasn't · weren't → is not · not
    didn't · don't · do not · does not → did not
    hasn't · haven't · hadn't → never did · not
    doesn't → does not · did not
    not contains · not contain → does not contain
    includes · include · containing → contains
    begins with · beginning with · starting with → starts with
    ending with → ends with
    is one of · is any of · one of → in
    is not one of · is none of → not in
    is either <x> or <x> → in ($1, $2)
    exists · is present · is not empty → is set
    is equal to · equal to · equals to → is
    bigger than · higher than · larger than · greater than → >
    smaller than · lower than → <
    no more than · not more than → <=
    no less than · not less than → >=
    at least once →
    more than once · at least twice · twice or more → at least 2 times
    more than twice → at least 3 times
    only once · exactly once · just once → once
    exactly twice → twice
    at most once → at most 1 time
    <n> + times · <n> times or more → at least $1 times
    and then · followed by · afterwards → then
    did never · not ever did → never did
    never <x> → never did $1
    did not say anything · did not mention anything · did not mention something → said nothing
    didn't say anything · didn't mention anything · did not say something → said nothing
    has not said anything · have not said anything · hasn't said anything · haven't said anything → said nothing
    did not say · did not mention · didn't say · didn't mention → never mentioned
    has not said · have not said · hasn't said · haven't said → never mentioned
    has not mentioned · have not mentioned · hasn't mentioned · haven't mentioned → never mentioned
    did not mentioned · never did say · never did mention → never mentioned
    did say anything · did say something · did mention something · has said anything → said something
    has said something · have said something · have said anything → said something
    did say nothing · has said nothing · have said nothing → said nothing
    did say · did mention · has mentioned · have mentioned → mentioned
    mention · say · says · said · saying · wrote · says they · talk about · talks about → mentioned
    talked about · complain about · complains about · complained about · said about · wrote about → mentioned
    who have · who has · who are · who is · who were · who was · that have · that are → where
    who · that · which · whose → where
    against · compared to · compared with · vs . → versus
    and → versus · ,
    to → then · versus
    > · - > → then
    about <x> and <x> → about all of ($1, $2) · about $1, $2
    about <x> or <x> → about $1, $2
    no <x> in <n> <u> · no <x> in last <n> <u> · no <x> for <n> <u> → never did $1 in last $2 $3
    no <x> → never did $1
    a <u> · an <u> → 1 $1
    = · : → as
    show * · show all · show everything →
    segment by · segmented by → segments by
    segments <x> → segments by $1
    timezone <x> · time zone <x> → times in $1
    primary key · unique key → key
    by <x> and <x> · by <x> & <x> → by $1, $2
    , by → ,
    average of · avg of · mean of → average
    total of · sum of → total
    median of → median
    count distinct · count unique · number of distinct · number of unique · distinct count of → distinct
    count ( <x> ) · count <x> → count of $1
    number <x> → number of $1
    <x> rate → rate of $1
    percentage of · percent of · share of · proportion of → rate of
    """)

  /// `five` → `5`
  static func digits(of word: String) -> String? {
    inside.first { $0.said == [word] && $0.meant.allSatisfy { $0.allSatisfy(\.isNumber) } }?.meant.first
  }

  /// Words that are left out, tried last, since they may belong to a name or a text.
  static let filler = read(
    "the · all · every · have · has · had · are · is · were · was · do · does · who · they · people · me →")

  /// Rules for the start of a statement.
  static let openings = read(
    """
    show me · show · list · find · get · give me · display · fetch · filter · which → segment
    how many · number of · total number of → count
    how many <x> <x> → count $1 where $2
    how many <x> have <x> · how many <x> did <x> → count $1 where did $2
    who → segment customers where
    what do <x> say · what did <x> say → topics for $1 · quotes for $1
    what do <x> say about <x> · what did <x> say about <x> → quotes about $2 for $1
    why do <x> <x> · why did <x> <x> · why are <x> <x> → why churned among $1
    why churned <x> → why churned among $1
    why <x> <x> → why $2 among $1
    top <n> <x> by <x> · segment top <n> <x> by <x> → segment $2 sort by $3 descending limit $1
    top <n> <x> · segment top <n> <x> → segment $2 limit $1
    select * from → segment
    select count ( * ) from · select count ( <x> ) from · count ( * ) from → count
    count ( * ) → count customers
    count * · count of · count number of → count
    select sum ( <x> ) from → measure total $1 for
    select avg ( <x> ) from · select average ( <x> ) from → measure average $1 for
    select min ( <x> ) from → measure min $1 for
    select max ( <x> ) from → measure max $1 for
    select distinct <x> from → measure distinct $1 for
    average · median · total · nps · csat · rate of → measure $0
    load users · load accounts · load people → load customers
    load customers <x> → load customers from $1
    load events <x> → load events from $1
    load feedback <x> → load feedback from $1
    define <x> as <n> → param $1 = $2
    retention <x> · retention for <x> → retention of $1
    lifecycle <x> · lifecycle for <x> → lifecycle of $1
    paths from <x> · paths of <x> → paths after $1
    paths to <x> → paths before $1
    compare <d> with <d> · compare <d> versus <d> · compare <d> and <d> → compare in $1 versus in $2
    compare <x> and not <x> · compare <x> with not <x> → compare $1 customers versus customers where not $2
    compare <x> versus not <x> · compare <x> vs not <x> → compare $1 customers versus customers where not $2
    """)

  /// `said · said → meant · meant`, a line each.
  private static func read(_ lines: String) -> [RepairRule] {
    lines.split(separator: "\n").flatMap { line -> [RepairRule] in
      let sides = line.split(separator: "→", omittingEmptySubsequences: false).map(ways)
      guard sides.count == 2 else { return [] }
      return sides[0].map { RepairRule(said: $0.split(separator: " ").map(String.init), meant: sides[1]) }
    }
  }

  private static func ways(_ side: Substring) -> [String] {
    side.split(separator: "·", omittingEmptySubsequences: false).map {
      $0.split(separator: " ").joined(separator: " ")
    }
  }
}

/// A rewrite of a few tokens next to each other.
struct Correction: Sendable {
  var tokens: Range<Int>
  var said: String
  var meant: String
  var edits: [(tokens: Range<Int>, text: String)]
}
