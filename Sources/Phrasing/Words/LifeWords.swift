/// Words of everyday speech for what a workspace has a name for. The left side is compared by stem; the names on the right are
/// tried in order, and the first that is known here is meant. Several of `|` are honest readings. A workspace adds its own by
/// `synonym`.
enum LifeWords {
  /// Names that are Heed's own, or that most workspaces use; `@end`, `@start` and `@value` are the columns that are called so.
  static let table = """
    left · leave · leaving · quit · lost · lose · losing · churn · cancelled · canceled · attrition · gone · stopped · lapse → @end churned lapsed dormant
    stopped using us · stopped using it · left us · no longer with us · moved away · gone away · walked away → @end churned dormant
    still with us · still customers · still here · still a customer · stayed · staying · current · retained → !@end !churned active
    unhappy · dissatisfied · angry · frustrated · upset · unsatisfied · disappointed → detractor
    happy · satisfied · delighted · fans · fan → promoter
    neutral · indifferent → passive
    inactive · idle · asleep · sleeping → dormant
    gone quiet · went quiet · went silent · gone silent · gone dark · went dark → dormant|unheard
    quiet · silent → unheard
    joined · join · registered · register · signed up · sign up · signup · started · arrived · onboarded · subscribed → @start signup
    revenue · mrr · arr · income · money · turnover · earnings · value · worth · spend · spending → @value
    bought · buy · purchased · purchase · purchases · buying · ordered → order purchase checkout
    logged in · log in · login · signed in · sign in · opened the app · visited · visit → login signin session visit
    paid · payment · payments → pay payment charge
    listed something · listed an item · listed anything · listed → list_item listing
    returned · refunded · money back → refund return
    shipped · received · delivered → deliver delivery shipment
    fraud · scams · scam → ~
    """

  struct Entry: Sendable {
    var said: [String]
    /// The readings, each a list of names to try.
    var meant: [[String]]
  }

  static let entries: [Entry] = table.split(separator: "\n").flatMap { line -> [Entry] in
    let sides = line.split(separator: "→")
    guard sides.count == 2 else { return [] }
    let readings = sides[1].split(separator: "|").map { $0.split(separator: " ").map(String.init) }
    return sides[0].split(separator: "·").map { said in
      Entry(said: said.split(separator: " ").map { stem(String($0)) }, meant: readings)
    }
  }
}
