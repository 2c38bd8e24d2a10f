/// Months and weekdays in English, German, French, Spanish, Italian, Portuguese and Dutch, without accents.
enum MonthNames {
  /// The month of a name, whole or shortened; nil where it is none.
  static func month(_ word: String) -> Int? { months[word] }

  static func isWeekday(_ word: String) -> Bool { weekdays.contains(word) }

  private static let months: [String: Int] = {
    var months: [String: Int] = [:]
    for (index, words) in spellings.enumerated() {
      for word in words.split(separator: " ") { months[String(word)] = index + 1 }
    }
    return months
  }()

  private static let spellings = [
    "january jan januar jaenner janner janvier janv enero ene gennaio gen janeiro januari",
    "february feb februar fevrier fevr fev febrero febbraio fevereiro februari",
    "march mar marz maerz mrz mars marzo marco maart mrt",
    "april apr avril avr abril abr aprile",
    "may mai mayo maggio mag maio mei",
    "june jun juni juin junio giugno giu junho",
    "july jul juli juillet juil julio luglio lug julho",
    "august aug aout agosto ago augustus agost",
    "september sep sept septembre septiembre settembre set setembro setiembre",
    "october oct oktober okt octobre octubre ottobre ott outubro out",
    "november nov novembre noviembre novembro",
    "december dec dezember dez decembre diciembre dic dicembre dezembro",
  ]

  private static let weekdays: Set<String> = Set(
    """
    mon monday tue tues tuesday wed wednesday thu thur thurs thursday fri friday sat saturday sun sunday
    mo montag di dienstag mi mittwoch do donnerstag fr freitag sa samstag sonnabend so sonntag
    lun lundi mar mardi mer mercredi jeu jeudi ven vendredi sam samedi dim dimanche
    lunes martes mie miercoles jue jueves vie viernes sab sabado dom domingo
    lunedi martedi mercoledi gio giovedi venerdi sabato domenica
    seg segunda ter terca qua quarta qui quinta sex sexta
    ma maandag dinsdag wo woensdag donderdag vr vrijdag za zaterdag zo zondag
    """.split { $0 == " " || $0 == "\n" }.map(String.init))
}

/// Zones by the short names that exports write, as minutes ahead of UTC. Several places may share a name: of those
/// the most widely used is taken, and the load says so.
enum ZoneNames {
  static let minutes: [String: Int] = [
    "Z": 0, "UTC": 0, "GMT": 0, "WET": 0, "WEST": 60, "BST": 60, "CET": 60, "MEZ": 60, "CEST": 120,
    "MESZ": 120,
    "EET": 120, "EEST": 180, "MSK": 180, "EST": -300, "EDT": -240, "CST": -360, "CDT": -300, "MST": -420,
    "MDT": -360, "PST": -480, "PDT": -420, "AKST": -540, "AKDT": -480, "HST": -600, "BRT": -180, "ART": -180,
    "SAST": 120, "IST": 330, "SGT": 480, "HKT": 480, "AWST": 480, "JST": 540, "KST": 540, "ACST": 570,
    "AEST": 600,
    "AEDT": 660, "NZST": 720, "NZDT": 780,
  ]

  /// The short name, other than UTC's, that some text has after its digits.
  static func name(in text: String) -> String? {
    text.split { !$0.isLetter }.map { $0.uppercased() }.last { word in
      minutes[word] != nil && !["Z", "UTC", "GMT"].contains(word)
    }
  }

  /// `UTC−5`, `UTC+5:30`.
  static func words(_ name: String) -> String {
    let offset = minutes[name] ?? 0
    let (hours, rest) = (abs(offset) / 60, abs(offset) % 60)
    return "UTC\(offset < 0 ? "\u{2212}" : "+")\(hours)\(rest > 0 ? ":\(rest)" : "")"
  }
}
