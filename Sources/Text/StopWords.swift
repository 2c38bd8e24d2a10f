/// Words that carry no meaning by themselves: no topic starts or ends with one.
///
///     StopWords(.english).contains(stem: "the")     // true
///
/// Feedback is seldom in one language, so the lists of all languages apply, except for words of other lists that have a
/// meaning in a language a workspace is set to. Words are compared by their stems in the workspace's language. Words
/// only in hiragana, the script of Japanese grammar, count as well.
public struct StopWords: Sendable {
  private let stems: Set<String>

  public init(_ language: Language) {
    let stemmer = Stemmer(language)
    let own = StopWords.lists[language.name] ?? []
    var words = Set(own)
    for (name, list) in StopWords.lists where name != language.name {
      words.formUnion(list.filter { !StopWords.ambiguous.contains($0) })
    }
    words.formUnion("abcdefghijklmnopqrstuvwxyz".map(String.init))
    // A word may be typed without its accents.
    stems = Set(words.flatMap { [stemmer.keys(of: $0).stem, stemmer.keys(of: Folding.fold($0)).stem] })
  }

  /// Whether a stem, by its canonical name in an index of the language, is that of a stop word.
  public func contains(stem: String) -> Bool { stems.contains(stem) || StopWords.isHiragana(stem) }

  /// The language of texts, by their function words; nil where there are too few, or of two languages alike. Each text
  /// counts as often as it was written.
  ///
  ///     StopWords.language(of: [("Die Rechnung ist falsch", 20)])    // german
  ///
  /// O(words × languages)
  public static func language(of texts: [(text: String, count: Int)]) -> Language? {
    var counts: [String: Int] = [:]
    let words = lists.mapValues(Set.init)
    for (text, count) in texts {
      for token in Token.all(in: text) {
        let word = Folding.caseFolded(String(decoding: Array(text.utf8)[token.range], as: UTF8.self))
        for (name, list) in words where list.contains(word) { counts[name, default: 0] += count }
      }
    }
    let ranked = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    guard let best = ranked.first, best.value >= 20,
      best.value * 2 >= (ranked.dropFirst().first?.value ?? 0) * 3
    else { return nil }
    return Language(best.key)
  }

  private static func isHiragana(_ stem: String) -> Bool {
    !stem.isEmpty && stem.unicodeScalars.allSatisfy { (0x3041...0x309F).contains($0.value) }
  }

  /// Stop words that have a meaning in another language, such as English.
  private static let ambiguous: Set<String> = [
    "contra", "die", "door", "era", "fait", "fin", "hat", "hay", "main", "man", "mode", "part", "per", "plus",
    "pour", "sera", "sin", "sole", "solo", "son", "ton", "tot", "want", "war",
  ]

  private static let lists: [String: [String]] = [
    "english": words(
      """
      a about above across after again against ago all almost already also although always am among an and
      another any anybody anyone anything are aren around as at away back be became because become been before
      behind being below between both but by came can cannot come could couldn did didn do does doesn doing don
      done down during each either else enough even ever every everyone everything few first for from get gets
      getting give given go goes going gone got had hadn has hasn have haven having he her here hers herself him
      himself his how however i if in into is isn it its itself just keep kept know last least less let like ll
      lot made make makes many may maybe me might mine more most much must mustn my myself need never no nobody
      nor not nothing now of off often oh ok okay on once one only onto or other others our ours ourselves out
      over own perhaps put quite rather re really said same say says see seem seems seen shall shan she should
      shouldn since so some somebody someone something sometimes soon still such take takes than that the their
      three four five six seven eight nine ten eleven twelve hundred second third theirs them themselves then there these they thing things think this those though through thus til till to
      told too took toward towards two under until up upon us use used ve very via want wants was wasn way we
      well went were weren what when where whether which while who whom whose why will with within without won
      would wouldn yes yet you your yours yourself yourselves ask asked bad best better day days good great hello hi
      month months new nice please thank thanks time times week weeks year years
      """),
    "spanish": words(
      """
      a al algo algunas algunos ante antes aquí así aunque año bien cada casi como con contra cosa cual cuando
      cuanto de del desde donde dos durante e el él ella ellas ellos en entre era eran es esa esas ese eso esos
      esta está están estaba estamos estar estas este esto estos estoy fue fueron ha había han hasta hay haya he
      hemos hace hacen hacer hizo la las le les lo los más me mi mis mí mucho muchos muy nada ni no nos nosotros
      nunca o os otra otras otro otros para pero poco por porque pues que qué quien se sea según ser si sí sido
      siempre sin sobre solo sólo son soy su sus también tan tanto te tener tengo ti tiene tienen toda todas
      todavía todo todos tu tus tú un una uno unos usted va vez ya yo
      """),
    "portuguese": words(
      """
      a ao aos aquela aquele as assim até cada com como da das de dela dele deles depois do dos e é ela elas ele
      eles em entre era essa essas esse esses esta está estão estava este estes estou eu foi foram há isso isto
      já lhe mais mas me mesmo meu meus minha minhas muito muitos na não nas nem no nos nós nossa nosso num numa
      o os ou para pela pelo pelos por porque qual quando que quem se sem ser seu seus sua suas só são também
      te tem têm tenho ter teu tinha toda todas todo todos tu tua tudo um uma umas uns vai você vocês vos
      ainda agora sempre nunca aqui bem
      """),
    "french": words(
      """
      à ai aie aient ainsi alors après as au aucun aussi autre aux avaient avait avant avec avez avoir avons
      beaucoup bien c ça car ce ceci cela celle celui ces cet cette ceux chaque chez comme d dans de depuis des
      deux donc du elle elles en encore entre est et étaient était étais été être eu eux fait faire il ils j je
      jamais l la là le les leur leurs lui m ma mais me même mes moi moins mon n ne ni non nos notre
      nous on ont ou où par pas pendant peu peut plus pour pourquoi quand que quel quelle qui quoi rien s sa
      sans se sera ses si son sont sous suis sur t ta tant te tes toi ton toujours tous tout toute toutes très
      trop tu un une vers voici vos votre vous y
      """),
    "german": words(
      """
      aber alle allem allen aller alles als also am an ander andere anderen auch auf aus bei beim bin bis bist
      da damit dann das dass daß dein deine dem den denn der des dich die dies diese diesem diesen dieser dieses
      dir doch dort du durch ein eine einem einen einer eines einige er es etwas euch euer für gar gegen gewesen
      hab habe haben hat hatte hatten hier hin hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im immer in
      ist ja jede jedem jeden jeder jedes jetzt kann kein keine keinen können machen man manche mein meine meinem
      meinen meiner mehr mich mir mit muss musste nach nicht nichts nie noch nun nur ob oder ohne schon sehr sein
      seine seinem seinen seiner seit selbst sich sie sind so soll sollte sondern sonst über um und uns unser
      unter viel viele vom von vor war waren warum was weil welche wenn wer werde werden wie wieder will wir wird
      wo wurde wurden zu zum zur zwar zwischen
      """),
    "italian": words(
      """
      a ad agli ai al alla alle allo anche ancora avere aveva che chi ci come con contro cosa così cui da dagli
      dai dal dalla dalle degli dei del della delle dello di dopo dove e è ed era erano essere fa fare fra gli
      ha hai hanno ho i il in io la le lei li lo loro lui ma mai me mi mia mie miei mio molto ne negli nei nel
      nella nelle nessuno niente no noi non nostra nostro o ogni per perché però più poi prima quale quando
      quanto quella quelle quelli quello questa queste questi questo qui se sei sempre senza si sia siamo siete
      solo sono sta stata stato su sua sue sugli sui sul sulla suo suoi te ti tra tu tua tuo tutta tutte tutti
      tutto un una uno vi voi
      """),
    "dutch": words(
      """
      aan al alles als altijd andere ben bij daar dan dat de der deze die dit doch doen door dus een en er ge
      geen geweest haar had heb hebben heeft hem het hier hij hoe hun iemand iets ik in is ja je kan kon kunnen
      maar me meer men met mij mijn moet na naar niet niets nog nu of om omdat onder ons ook op over reeds te
      tegen toch toen tot u uit uw van veel voor want waren was wat werd wezen wie wil worden wordt zal ze zelf
      zich zij zijn zo zonder zou
      """),
  ]

  private static func words(_ text: String) -> [String] {
    text.split(whereSeparator: \.isWhitespace).map { Folding.caseFolded(String($0)) }
  }
}
