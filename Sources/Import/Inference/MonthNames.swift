/// The names of months and weekdays in English, German, French, Spanish, Italian, Portuguese and Dutch, without
/// diacritics.
enum MonthNames {
  /// The month (1 to 12) of a name, in full or abbreviated; nil if it is none.
  static func month(_ word: String) -> Int? { months[word] }

  /// The weekday (1 for Monday) of a name, in full or abbreviated; nil if it is none.
  static func weekday(_ word: String) -> Int? { weekdays[word] }

  private static let months = numbered(spellings)

  /// Each word with the position of its list, from 1.
  private static func numbered(_ lists: [String]) -> [String: Int] {
    var numbers: [String: Int] = [:]
    for (index, words) in lists.enumerated() {
      for word in words.split(separator: " ") { numbers[String(word)] = index + 1 }
    }
    return numbers
  }

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

  private static let weekdays = numbered([
    "mon monday mo montag lun lundi lunes lunedi seg segunda ma maandag",
    "tue tues tuesday di dienstag mar mardi martes martedi ter terca dinsdag",
    "wed wednesday mi mittwoch mer mercredi mie miercoles mercoledi qua quarta wo woensdag",
    "thu thur thurs thursday do donnerstag jeu jeudi jue jueves gio giovedi qui quinta donderdag",
    "fri friday fr freitag ven vendredi vie viernes venerdi sex sexta vr vrijdag",
    "sat saturday sa samstag sonnabend sam samedi sab sabado sabato za zaterdag",
    "sun sunday so sonntag dim dimanche dom domingo domenica zo zondag",
  ])
}

/// The zone abbreviations that exports use, as minutes ahead of UTC. Where several zones share an abbreviation, the
/// most widely used one is taken, and the load report says so.
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

  /// The first abbreviation after digits in a text, other than UTC.
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
