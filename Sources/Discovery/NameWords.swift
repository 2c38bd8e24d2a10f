/// The words of a name, in lower case: `SignupDate`, `signup_date` and `Signup date` are `signup` and `date`.
func nameWords(_ name: String) -> [String] {
  var words: [String] = []
  var word = ""
  var wasLower = false
  for character in name {
    let isPart = character.isLetter || character.isNumber
    if !isPart || character.isUppercase && wasLower {
      if !word.isEmpty { words.append(word) }
      word = ""
    }
    if isPart { word += character.lowercased() }
    wasLower = character.isLowercase || character.isNumber
  }
  if !word.isEmpty { words.append(word) }
  return words
}

/// A noun in the singular, as far as English and its neighbours form plurals alike: `stories` is `story`.
func singular(_ noun: String) -> String {
  if noun.hasSuffix("ungen") { return String(noun.dropLast(2)) }
  if noun.count > 4, noun.hasSuffix("ies") { return noun.dropLast(3) + "y" }
  if noun.hasSuffix("sses") || noun.hasSuffix("xes") || noun.hasSuffix("ches") {
    return String(noun.dropLast(2))
  }
  if noun.count > 3, noun.hasSuffix("s"), !noun.hasSuffix("ss"), !noun.hasSuffix("us"), !noun.hasSuffix("is")
  {
    return String(noun.dropLast())
  }
  return noun
}

/// What words in the names of files and columns tell, in English and the languages around it. One table, read by
/// everything that guesses.
enum Hint {
  /// A file of people, or of the accounts that stand for them.
  static let people: Set<String> = [
    "customer", "user", "account", "contact", "member", "participant", "people", "person", "client", "buyer",
    "seller",
    "subscriber", "shop", "merchant", "vendor", "host", "guest", "driver", "rider", "patient", "student",
    "company",
    "organization", "organisation", "workspace", "tenant", "kunde", "kunden", "nutzer", "benutzer",
    "mitglied",
    "teilnehmer", "cliente", "usuario", "utilisateur", "utilisatrice", "abonné", "klant", "gebruiker", "lead",
    "respondent", "profile", "owner", "household", "employee",
  ]
  /// People of one kind, of which a market has several.
  static let kinds: Set<String> = [
    "buyer", "seller", "merchant", "vendor", "host", "guest", "driver", "rider", "patient", "student",
    "teacher",
    "doctor", "supplier", "advertiser", "publisher", "creator", "freelancer", "employer", "candidate",
    "tenant",
    "landlord", "donor", "volunteer", "partner", "courier", "restaurant",
  ]
  /// Of two kinds of people in a row those who ask for something.
  static let buying: Set<String> = [
    "buyer", "guest", "rider", "patient", "student", "customer", "client", "donor", "käufer", "comprador",
  ]
  /// A file of what happened, or was said: many rows a person.
  static let records: Set<String> = [
    "event", "order", "ticket", "usage", "log", "activity", "review", "response", "survey", "invoice",
    "subscription",
    "session", "message", "conversation", "payment", "charge", "refund", "visit", "booking", "purchase",
    "transaction", "churn", "cancellation", "login", "call", "interview", "feedback", "comment", "rating",
    "nps",
    "csat", "answer", "transcript", "hold", "delivery", "shipment", "click", "view", "signup", "trial",
    "renewal",
    "bestellung", "bestellungen", "rechnung", "rechnungen", "umfrage", "pedido", "pedidos", "factura",
    "facturas",
    "commande", "commandes", "facture", "factures", "avis", "enquête", "encuesta", "reseña", "reseñas",
    "bewertung", "bewertungen", "ereignis", "ereignisse", "eventos", "chat", "post", "idea", "request",
    "issue",
  ]
  /// A file of what was said: no event of its own.
  static let said: Set<String> = [
    "review", "survey", "response", "nps", "csat", "feedback", "interview", "rating", "answer", "umfrage",
    "bewertung",
    "encuesta", "reseña", "avis", "enquête", "pesquisa", "avaliação", "opinion", "opinión", "comment",
    "kommentar",
  ]
  static let personColumn: Set<String> = [
    "customer", "user", "account", "contact", "member", "participant", "person", "client", "buyer", "seller",
    "subscriber", "requester", "author", "respondent", "email", "mail", "owner", "kunde", "kunden", "nutzer",
    "cliente", "usuario", "utilisateur", "client", "distinct", "company", "organization", "shop", "patient",
    "student", "klant", "käufer", "verkäufer", "comprador", "vendedor",
  ]
  static let id: Set<String> = [
    "id", "ids", "key", "uuid", "guid", "number", "no", "nr", "nummer", "code", "ref", "reference", "email",
    "mail",
  ]
  static let eventName: Set<String> = [
    "event", "action", "activity", "feature", "ereignis", "evento", "événement", "aktion", "acción",
  ]
  /// Names of events only in a file whose own name says that it holds events.
  static let weakEventName: Set<String> = ["name", "type", "kind", "what"]
  static let eventFile: Set<String> = [
    "event", "activity", "usage", "log", "action", "tracking", "track", "analytic",
  ]
  static let time: Set<String> = [
    "at", "time", "date", "timestamp", "ts", "when", "on", "created", "day", "datum", "zeit", "fecha", "data",
    "heure",
    "zeitpunkt", "hora", "written", "sent", "start", "started", "from", "since",
  ]
  /// The times of records, best first.
  static let recordTimes = [
    "start", "started", "submitted", "ordered", "placed", "occurred", "happened", "created", "sent",
    "written", "posted",
    "published", "responded", "response", "completed", "received", "timestamp", "time", "at", "when", "date",
    "datum",
    "fecha", "day", "on", "from",
  ]
  /// Times of keeping the data, or of what lies ahead: never when something happened.
  static let noRecordTimes: Set<String> = [
    "updated", "modified", "synced", "exported", "imported", "due", "birth", "born", "birthday", "period",
    "expires",
    "expiry", "expected", "planned", "trial", "last", "previous", "next", "loaded", "snapshot", "waiting",
    "snoozed",
    "reply",
  ]
  /// Times of a state, which count where a file has no other time.
  static let stateTimes: Set<String> = ["snapshot", "period", "updated", "modified", "exported"]
  /// Of the ends below those that may lie ahead.
  static let plannedEnds: Set<String> = ["end", "ends", "until", "to"]
  /// The end of what a record began, with the name of that event.
  static let ends: [String: String] = [
    "end": "ended", "ended": "ended", "ends": "ended", "closed": "closed", "resolved": "resolved",
    "solved": "solved",
    "cancelled": "cancellation", "canceled": "cancellation", "finished": "finished", "delivered": "delivery",
    "refunded": "refund", "returned": "return", "shipped": "shipment", "paid": "payment", "until": "ended",
    "to": "ended", "released": "release", "left": "ended", "churned": "churn", "renewed": "renewal",
    "activated": "activation", "unsubscribe": "cancellation", "unsubscribed": "cancellation",
  ]
  /// Ends that are events by themselves; the others carry the record's noun: `ticket_closed`.
  static let ownEvents: Set<String> = [
    "delivery", "refund", "return", "shipment", "payment", "release", "churn", "renewal", "activation",
  ]
  static let start: Set<String> = [
    "signup", "signed", "created", "joined", "registered", "start", "started", "since", "invited",
    "onboarded",
    "registriert", "registration", "join", "anmeldung", "angemeldet", "angelegt", "creado", "créé", "criado",
    "seit", "desde", "alta", "vertragsbeginn", "beginn", "eintritt", "eintrittsdatum", "anmeldedatum",
    "registrierungsdatum", "kundenseit", "registrierung", "inscription", "enrolled", "opened",
    "activated", "create", "first", "customer", "acquired",
  ]
  static let end: Set<String> = [
    "churned", "cancelled", "canceled", "closed", "ended", "left", "end", "deactivated", "terminated",
    "gekündigt",
    "kündigung", "kündigungsdatum", "gekündigt", "austritt", "austrittsdatum", "vertragsende", "baja",
    "résiliation", "churn", "cancellation", "cancel", "unsubscribed", "unsubscribe",
  ]
  static let label: Set<String> = [
    "name", "title", "company", "nombre", "nom", "nome", "naam", "shop", "username", "firma", "empresa",
    "entreprise",
  ]
  static let firstName: Set<String> = ["first", "given", "vorname", "prénom", "voornaam", "forename"]
  static let lastName: Set<String> = [
    "last", "family", "surname", "nachname", "achternaam", "sobrenome", "apellido",
  ]
  static let segments: Set<String> = [
    "plan", "tier", "role", "segment", "industry", "country", "region", "contract", "package", "edition",
    "market",
    "vertical", "cohort", "land", "branche", "tarif", "país", "pays", "kind", "category", "group", "persona",
    "animals",
  ]
  /// What somebody is worth, best first.
  static let value = [
    ["mrr"], ["monthly", "fee"], ["monthly", "charges"], ["monthly", "revenue"], ["monthly"], ["arr"],
    ["annual"],
    ["revenue"], ["ltv"], ["umsatz"], ["total", "spend"], ["spend"], ["value"], ["amount"],
  ]
  static let prose: Set<String> = [
    "text", "comment", "comments", "body", "review", "message", "feedback", "content", "description",
    "verbatim",
    "answer", "reason", "kommentar", "bemerkung", "texto", "comentario", "commentaire", "opmerking",
    "quote", "transcript", "utterance", "anything", "why", "else", "opinion", "details", "response",
  ]
  static let headline: Set<String> = ["title", "subject", "headline", "betreff", "titel", "asunto", "objet"]
  /// Texts that the people of the file did not write.
  static let notTheirs: Set<String> = [
    "reply", "developer", "agent", "admin", "internal", "tags", "url", "link", "permalink", "device",
    "address",
    "user-agent", "page", "path", "file", "referrer", "name", "label", "html", "raw", "signature", "job",
  ]
  static let score: Set<String> = [
    "score", "rating", "ratings", "stars", "star", "nps", "csat", "ces", "satisfaction", "satisfied",
    "recommend",
    "likely", "grade", "bewertung", "note", "puntuación", "zufriedenheit", "zufrieden", "weiterempfehlen",
    "valoración", "happy", "sterne", "estrellas", "étoiles", "estrelas", "sterren", "punkte", "nota",
  ]
  static let channel: Set<String> = ["channel", "source", "via", "kanal", "canal"]
  static let churn: Set<String> = [
    "churn", "churned", "cancelled", "canceled", "gekündigt", "abgewandert", "attrited",
  ]
  static let lostValues: Set<String> = [
    "churned", "cancelled", "canceled", "former customer", "lost", "left", "former", "gekündigt", "closed",
    "expired",
    "terminated", "ex-customer",
  ]
  static let deleted: Set<String> = [
    "deleted", "gelöscht", "removed", "test", "internal", "supprimé", "eliminado", "staff", "spam", "bot",
  ]
  static let personal: Set<String> = [
    "phone", "telephone", "telefon", "ip", "teléfono", "téléphone", "mobile", "ssn",
  ]
  static let no: Set<String> = ["no", "false", "nein", "non", "nee", "não", "nao", "n", "f", "0"]
  static let yes: Set<String> = ["yes", "true", "ja", "oui", "sí", "si", "sim", "y", "t", "1"]
  /// Words that say nothing of what a record is.
  static let filler: Set<String> = [
    "event", "data", "export", "table", "list", "all", "report", "file", "csv", "raw", "record", "row",
    "responses",
    "copy", "final", "new", "old", "support", "item", "entry", "result", "history", "form", "google", "clean",
  ]
}
