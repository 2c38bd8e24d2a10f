/// Inflected forms that no suffix rule covers: `paid`, `bought`, `children`.
enum IrregularForms {
  /// Maps each irregular form to its base form. Forms that are mostly other words are omitted: *bit*, *bore*, *ground*,
  /// *lay*, *rose*, *wound*; but *saw*, *found* and *left* are included, since they are nearly always forms of *see*,
  /// *find* and *leave*.
  static let english: [String: String] = {
    var forms: [String: String] = [:]
    for line in (englishVerbs + englishNouns).split(separator: ",") {
      let words = line.split(whereSeparator: \.isWhitespace).map(String.init)
      for form in words.dropFirst() { forms[form] = words[0] }
    }
    return forms
  }()

  /// The most common irregular verbs, each with the forms that differ by more than a suffix.
  private static let englishVerbs = """
    arise arose arisen, awake awoke awoken, bear borne, beat beaten, become became, befall befell befallen, beget begot
    begotten, begin began begun, behold beheld, bend bent, beseech besought, bite bitten, bleed bled, blow
    blew blown, break broke broken, breed bred, bring brought, build built, burn burnt, buy bought, catch caught, choose
    chose chosen, cling clung, come came, creep crept, deal dealt, dig dug, do did done does, draw drew drawn,
    dream dreamt, drink drank drunk, drive drove driven, dwell dwelt, eat ate eaten, fall fell fallen, feed fed, feel
    felt, fight fought, find found, flee fled, fling flung, fly flew flown, forbid forbade forbidden, forego forewent
    foregone, foresee foresaw foreseen, foretell foretold, forget forgot forgotten, forgive forgave forgiven, forsake
    forsook forsaken, freeze froze frozen, get got gotten, give gave given, go went gone goes, grow grew grown, hang
    hung, have had has, hear heard, hide hid hidden, hold held, inlay inlaid, keep kept, kneel knelt, know knew known,
    lead led, lean leant, leap leapt, learn learnt, leave left, lend lent, light lit, lose lost, make made, mean meant,
    meet met, mislead misled, mistake mistook mistaken, misunderstand misunderstood, outdo outdid outdone, outgrow
    outgrew outgrown, overcome overcame, overdo overdid overdone, overhear overheard, override overrode overridden,
    oversee oversaw overseen, oversleep overslept, overtake overtook overtaken, overthrow overthrew overthrown, partake
    partook partaken, pay paid, plead pled, prepay prepaid, prove proven, rebuild rebuilt, redo redid redone, repay repaid, resell resold, rethink rethought, retell retold, rewrite rewrote rewritten, ride rode
    ridden, ring rang rung, rise risen, run ran, say said, see saw seen, seek sought, sell sold, send sent, sew sewn, shake
    shook shaken, shave shaven, shear shorn, shine shone, shoe shod, shoot shot, show shown, shrink shrank shrunk, sing
    sang sung, sink sank sunk, sit sat, slay slew slain, sleep slept, slide slid, sling slung, smell smelt, sow sown,
    speak spoke spoken, speed sped, spell spelt, spend spent, spill spilt, spin spun, spit spat, spoil spoilt, spring
    sprang sprung, stand stood, steal stole stolen, stick stuck, sting stung, stink stank stunk, strew strewn, stride
    strode stridden, strike struck stricken, string strung, strive strove striven, swear swore sworn, sweep swept, swell
    swollen, swim swam swum, swing swung, take took taken, teach taught, tear tore torn, tell told, think thought, throw
    threw thrown, thrive throve thriven, tread trod trodden, undergo underwent undergone, understand understood,
    undertake undertook undertaken, undo undid undone, uphold upheld, wake woke woken, wear wore worn, weave wove woven,
    weep wept, withdraw withdrew withdrawn, withhold withheld, withstand withstood, wring wrung,
    write wrote written,
    """

  private static let englishNouns = """
    calf calves, child children, foot feet, goose geese, half halves, knife knives, loaf loaves, man men,
    mouse mice, ox oxen, scarf scarves, shelf shelves, thief thieves, tooth teeth, wife wives, wolf wolves, woman women
    """
}
