/// Words that carry nothing of the question by themselves, and may be left out. A word that denies, limits or compares is
/// never here.
enum Politeness {
  static let words: Set<String> = Set(
    """
    a an the of our my we us i you me your their his her its it they them he she this that those these
    please pls kindly could can would will want need like know tell see get let give hey hi hello thanks thank
    do does did is are was were be been being am has have had having
    who which what whom whose there here any some all each one ones really actually just currently now exactly still where
    right so then well also too ever even total altogether overall far people's guys
    so-called kind sort do such as if whether s ? ! . ; : ,
    """.split(whereSeparator: \.isWhitespace).map(String.init))

  static let phrases = [
    "in total", "at all", "right now", "at the moment", "for me", "in our data", "do we have",
    "on our platform", "as of now", "on the platform", "in the data",
    "measured as totals", "measured as total", "in the database", "out of all", "do you think", "with us",
    "of ours", "do i have", "on average each", "these days",
    "event :", "events :", "in general", "if any", "by any chance", "as a list", "in a table", "for us",
    "there are", "of them", "at any time",
  ]
}
