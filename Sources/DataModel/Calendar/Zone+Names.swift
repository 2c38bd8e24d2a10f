internal import Foundation

extension Zone {
  /// The names of the IANA time zone database: those that Foundation lists, and those it knows but does not list.
  public static var names: [String] { Set(TimeZone.knownTimeZoneIdentifiers).union(unlisted).sorted() }

  /// Whether a name is in the IANA time zone database. Foundation also accepts abbreviations such as `PST` and `IST`,
  /// which are ambiguous and therefore rejected here.
  static func isName(_ name: String) -> Bool {
    unlisted.contains(name) || TimeZone.knownTimeZoneIdentifiers.contains(name)
      || name.contains("/") && TimeZone(identifier: name) != nil
  }

  /// Former, newer and alternative names of zones that Foundation lists under one name only (the files `backward` and
  /// `etcetera` of the database).
  private static let unlisted = Set(
    """
    Africa/Asmera Africa/Timbuktu America/Argentina/ComodRivadavia America/Atka America/Buenos_Aires
    America/Catamarca America/Coral_Harbour America/Cordoba America/Ensenada America/Fort_Wayne
    America/Indianapolis America/Jujuy America/Knox_IN America/Louisville America/Mendoza
    America/Porto_Acre America/Rosario America/Virgin Asia/Ashkhabad Asia/Chungking Asia/Dacca
    Asia/Istanbul Asia/Kolkata Asia/Macao Asia/Saigon Asia/Tel_Aviv Asia/Thimbu Asia/Ujung_Pandang
    Asia/Ulan_Bator Atlantic/Faeroe Atlantic/Jan_Mayen Australia/ACT Australia/Canberra Australia/LHI
    Australia/NSW Australia/North Australia/Queensland Australia/South Australia/Tasmania
    Australia/Victoria Australia/West Australia/Yancowinna Brazil/Acre Brazil/DeNoronha Brazil/East
    Brazil/West CET CST6CDT Canada/Atlantic Canada/Central Canada/Eastern Canada/Mountain
    Canada/Newfoundland Canada/Pacific Canada/Saskatchewan Canada/Yukon Chile/Continental
    Chile/EasterIsland Cuba EET EST EST5EDT Egypt Eire Etc/GMT Etc/GMT+1 Etc/GMT+10 Etc/GMT+11 Etc/GMT+12
    Etc/GMT+2 Etc/GMT+3 Etc/GMT+4 Etc/GMT+5 Etc/GMT+6 Etc/GMT+7 Etc/GMT+8 Etc/GMT+9 Etc/GMT-1 Etc/GMT-10
    Etc/GMT-11 Etc/GMT-12 Etc/GMT-13 Etc/GMT-14 Etc/GMT-2 Etc/GMT-3 Etc/GMT-4 Etc/GMT-5 Etc/GMT-6 Etc/GMT-7
    Etc/GMT-8 Etc/GMT-9 Etc/UTC Europe/Belfast Europe/Nicosia Europe/Tiraspol GB GB-Eire GMT0 Greenwich HST
    Hongkong Iceland Iran Israel Jamaica Japan Kwajalein Libya MET MST MST7MDT Mexico/BajaNorte
    Mexico/BajaSur Mexico/General NZ NZ-CHAT Navajo PRC PST8PDT Pacific/Samoa Pacific/Yap Poland Portugal
    ROC ROK Singapore Turkey UCT US/Alaska US/Aleutian US/Arizona US/Central US/East-Indiana US/Eastern
    US/Hawaii US/Indiana-Starke US/Michigan US/Mountain US/Pacific US/Samoa Universal W-SU WET Zulu
    """.split(whereSeparator: \.isWhitespace).map(String.init))
}
