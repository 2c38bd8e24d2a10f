extension Vocabulary {
  /// German.
  static let german = """
    de.stop
      <. |. |. |. |. |! |... >
    de.item!
      die <Lampe|Teekanne|Wolldecke|Tasche|Kommode|Uhr|Gitarre|Kette|Pfanne|Puppe> | das
        <Regal|Armband|Kissen|Fahrradschloss|Puzzle|Bild|Zelt|Mikrofon> | die
        <Ohrringe|Stiefel|Vorhänge|Kerzenständer>
    de.city!
      Leipzig | Hamburg | Bremen | Freiburg | Kassel | Münster | Rostock | Nürnberg | Augsburg | Graz
    de.day
      Montag | Dienstag | Mittwoch | Donnerstag | Freitag | Samstag
    de.month
      Januar | Februar | März | April | Mai | Juni | September | Oktober | November
    de.span
      {2-8} Wochen | {3-25} Tagen | fast einem Monat | vierzehn Tagen | einer Ewigkeit | über einem
        Monat
    de.open
      guten Tag | hallo zusammen | moin | sehr geehrte Damen und Herren | ich schon wieder | so, | Grüße
        aus {de.city} | servus
    de.terse
      zu spät | naja | teuer | langsam | nie wieder | kein Kommentar | {2-5} von 10 | Frechheit
    de.glad
      super | alles gut | passt | gerne wieder | danke | {7-10} von 10
    de.more
      es meldet sich niemand | ich habe schon <zweimal|dreimal|fünfmal> nachgefragt | das Formular
        bricht jedes Mal ab
      mein <Nachbar|Schwager|Steuerberater|Opa> schüttelt nur den Kopf
      seit {de.span} warte ich nun
      Screenshots hebe ich alle auf
      die Dame am Telefon war nett, konnte aber nichts machen
      früher lief das reibungslos
      am {de.day} wollte man mich zurückrufen
      eine kurze Nachricht hätte gereicht
      der halbe Vormittag war damit weg
    de.aside
      hier in {de.city} schneit es gerade
      ich tippe im Zug, bitte Fehler verzeihen
      unser Dackel hat den Karton zerlegt
      ich arbeite nachts in der Bäckerei und bin nur früh erreichbar
      meine Oma führte ein Haushaltsbuch und da fehlte nie ein Pfennig
      beim Bäcker schreibt man an und zahlt am {de.day}
      das Kürbisrezept im Rundbrief war übrigens köstlich
    de.close
      mit freundlichen Grüßen, {name.de} | danke im Voraus | bitte um Rückmeldung | liebe Grüße |
        schönen {de.day} noch | tschüss | ich bin gespannt | beste Grüße aus {de.city}
    de.payouts
      die Auszahlung für {de.month} ist immer noch nicht da
      ihr haltet {60-900} Euro zurück, ohne Begründung
      mein Vertrauen in eure Zahlungstermine ist weg
      ich vertraue euch mein Geld nicht mehr an
      {de.item} habe ich im {de.month} verkauft und keinen Cent gesehen
      die Bank sieht keinen Eingang
      davon bezahle ich die Miete
      das Guthaben ist seit {de.span} gesperrt
      jeden Monat kommt das Geld später
    de.fraud
      ein Käufer hat mich um {de.item} betrogen
      schon wieder Betrug, wieder ein gefälschter Zahlungsbeleg
      zurück kam ein Paket voller <Steine|Zeitungen|Sand>
      gestohlene Kreditkarte, und ich bleibe auf dem Schaden sitzen
      mein Laden wurde samt Fotos kopiert
      aus Angst vor Betrügern verschicke ich nichts Teures mehr
    de.fees
      die Gebühren fressen den Gewinn auf
      das Abo wird teurer und die Seite langsamer
      {19-80} Euro im Monat, wofür eigentlich?
      der Versand kostet mehr als die Ware
    de.prices
      {de.fees}
    de.listing
      ein Angebot einzustellen dauert {8-50} Minuten
      der Bilderupload hängt sich ständig auf
      die Suche kennt keine Umlaute
      Filter verschwinden beim Zurückblättern
      seit der Umstellung finde ich nichts mehr
    de.search
      {de.listing}
    de.help
      auf den Kundendienst wartet man seit {de.span}
      vier Mitarbeiter, vier Auskünfte
      Anfrage geschlossen, Problem offen
      der Chatroboter empfahl mir Geschenkpapier
    de.sellerPraise
      läuft prima, meine Kundschaft ist treu
      erster Verkauf noch am selben Abend, nach {de.city}
      Etiketten drucken klappt auf Anhieb
      endlich leben können vom Handwerk
    de.late
      {de.item} kam {4-20} Tage zu spät
      Bestellung {order} ist nie angekommen
      das Paket irrt seit {de.span} durch {de.city}
      zugesagt war {de.day}, gekommen ist nichts
      es sollte ein Geschenk <zum Geburtstag|zur Hochzeit|zu Weihnachten|zur Taufe> sein
      der Bote hat es in den Regen gestellt
      die Sendungsverfolgung steht still
    de.quality
      {de.item} hat einen Riss
      sieht völlig anders aus als auf dem Foto
      riecht muffig
      nach {2-9} Tagen kaputt
      schlampig vernäht
      kleiner als gedacht
    de.refunds
      wo bleibt die Erstattung für {order}?
      {de.item} ist längst zurückgeschickt, das Geld fehlt
      einen Gutschein will ich nicht, sondern {15-300} Euro
    de.cheated
      {shop} ist Betrug, Finger weg
      bezahlt und einen leeren Umschlag bekommen
      plumpe Fälschung von {shop}
    de.buyerPraise
      {de.item} ist noch schöner als gedacht
      liebevoll verpackt und flott geliefert
      meine <Mutter|Tochter|Freundin|Chefin> ist begeistert
      echte Handarbeit, das sieht man
      jederzeit wieder
    de.leaving
      wir ziehen nach {de.city}
      im {de.month} gehe ich in Rente
      neue Stelle, keine Zeit mehr
      im {de.month} kommt unser Kind
      ich eröffne einen Laden in {de.city}
      aus gesundheitlichen Gründen höre ich auf
    de.offTopic
      das neue Logo sieht aus wie eine Brezel
      gibt es beim Treffen in {de.city} Parkplätze?
      sorry, das war für den Klempner
      ich brauchte nur die Rechnung vom {de.month}
      der Igel auf der Startseite ist großartig
      Urlaub wäre jetzt schön
    """
}
