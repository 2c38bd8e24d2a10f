import Testing

@testable import Text

/// A text as it was written; unchanged if nothing was removed.
private func written(_ text: String) -> String {
  WrittenText(Array(text.utf8)[...]).map { String(decoding: $0.bytes, as: UTF8.self) } ?? text
}

private func finding(_ text: String) -> WrittenText.Finding? { WrittenText(Array(text.utf8)[...])?.finding }

@Suite struct HTMLTextTests {
  @Test(arguments: [
    ("<p>Late&nbsp;delivery again</p>", "Late delivery again"),
    ("<p>one</p><p>two<br>three</p>\n<ul>\n<li>four</li><li>five</li></ul>", "one\ntwo\nthree\nfour\nfive"),
    ("<div class=\"x\">un<b>believ</b>able</div>", "unbelievable"),
    ("<P>UPPER<BR/>case</P>", "UPPER\ncase"),
    ("<td>a</td><td>b</td>", "a b"),
    ("a<!-- not <b> this -->b", "ab"),
    ("<style>p { color: red }</style><p>Hello</p><script type=\"x\">alert('<p>')</script>", "Hello"),
    ("<!DOCTYPE html><html><head><title>no</title></head><body>yes</body></html>", "yes"),
    ("Hi <img src=\"x.png\" alt=\"secret words\"> there", "Hi there"),
    ("<a href='x>y'>link</a>", "link"),
    ("<p>x<o:p></o:p></p>", "x"),
    ("<p>3 < 4 and 5 > 2</p>", "3 < 4 and 5 > 2"),
    ("line one <b>bold</b>\nline two", "line one bold\nline two"),
    ("text<br>more", "text\nmore"), ("That is all. <br> Bye", "That is all.\nBye"),
    ("a <br> b <br> c", "a\nb\nc"),
    ("<p>one<p>two", "one\ntwo"), ("<p>cut off in the mid", "cut off in the mid"),
    ("<div class=\"x\">cut off", "cut off"),
    ("<p></p>", ""),
  ])
  func tagsAreNoWords(html: String, text: String) { #expect(written(html) == text) }

  @Test(arguments: [
    ("I can&#39;t pay &#x27;now&#x27;", "I can't pay 'now'"), ("R&amp;D &amp;lt;b&amp;gt;", "R&D &lt;b&gt;"),
    ("&eacute;&Eacute; &euro; &hellip; &#8217; &#x1F600; &#150;", "éÉ € … ’ 😀 –"), ("a&nbsp&amp b", "a & b"),
    ("1 &lt; 2 &amp;&amp; 3", "1 < 2 && 3"), ("&lt;b&gt;x&lt;/b&gt;", "<b>x</b>"),
    ("&#0;&#xD800;", "\u{FFFD}\u{FFFD}"),
  ])
  func referencesAreReadOnce(html: String, text: String) { #expect(written(html) == text) }

  @Test(arguments: [
    "I <3 it", "a < b", "x<y>z", "a<b and c>d", "AT&T", "&bogus; & co", "see <ann@example.org>", "a && b; c",
    "use <div> for it", "<div> is broken", "a <br> in my text", "where is </div>?",
    "an <input type=\"text\"> field",
    "a < b > c <3", "<!-- is shown", "my <select> and the <title>", "<script>not closed", "x &#; &;", "<",
    "&", "<p", "</", "if a<i then",
  ])
  func whatOnlyLooksLikeHTMLStays(text: String) { #expect(finding(text) == nil) }
}

@Suite struct AuthoredTextTests {
  @Test(arguments: [
    "On Mon, Mar 3, 2025 at 10:00 AM Ann <ann@example.org> wrote:\n> refund",
    "On 3 Mar 2025, Ann\nwrote:\n\n> refund",
    "On Mon, Mar 3, 2025 at 10:00 AM Ann <ann@example.org>\nwrote:\nrefund",
    "Am 01.02.2025 um 10:00 schrieb Max <m@example.org>:\n\nrefund",
    "Le lun. 3 mars 2025 à 10:00, Ann <a@example.org> a écrit :\n> refund",
    "El lun, 3 mar 2025 a las 10:00, Ann (<a@example.org>) escribió:\n> refund",
    "Em seg., 3 de mar. de 2025 às 10:00, Ann <a@example.org> escreveu:\nrefund",
    "Il giorno lun 3 mar 2025 alle 10:00 Ann <a@example.org> ha scritto:\nrefund",
    "-----Original Message-----\nFrom: Support\nrefund", "----- Ursprüngliche Nachricht -----\nrefund",
    "---------- Forwarded message ---------\nFrom: A <a@b.c>\nrefund",
    "From: Support\nSent: Monday\nTo: me\nSubject: x\n\nrefund",
    "________________________________\nFrom: A\nSent: B\nrefund",
    "*From:* A <a@b.c>\n*Date:* Monday\n*Subject:* x\nrefund",
    "Von: Max\nGesendet: Montag\nAn: Eva\nBetreff: Y\n\nrefund",
    "De : Max\nEnvoyé : lundi\nÀ : Eva\nObjet : Y\n\nrefund",
    "De: Max\nEnviado el: lunes\nPara: Eva\nAsunto: Y\nrefund",
    "Da: Max\nInviato: lunedì\nA: Eva\nOggetto: Y\nrefund", "From: A Sent: Monday To: me Subject: x refund",
    "> refund\n> please", "From: Ann\nSent: 3 March 2025\nrefund",
  ])
  func quotedMailIsCut(quoted: String) {
    #expect(written("Still broken.\n\n" + quoted + "\n") == "Still broken.\n[…]")
    #expect(finding("Still broken.\n\n" + quoted) == .quotes)
    #expect(written("Still broken.\r\n\r\n" + quoted.replacing("\n", with: "\r\n")) == "Still broken.\n[…]")
  }

  @Test func answersBetweenQuotedLinesStay() {
    let text = "On 3 Mar 2025, Ann wrote:\n> question one\nanswer one\n> question two\nanswer two"
    #expect(written(text) == "[…]\nanswer one\n[…]\nanswer two")
  }

  @Test(arguments: [
    ("Ok\n-- \nJohn\nCEO of trust", "Ok\n[…]"), ("It broke\nSent from my iPhone", "It broke\n[…]"),
    ("It broke. Sent from my iPhone", "It broke.\n[…]"),
    ("Hallo\n\nVon meinem iPhone gesendet", "Hallo\n[…]"),
    ("Ok\n\n> refund\n>\n> please\n\nSent from my iPhone", "Ok\n[…]"),
    ("Salut\nEnvoyé de mon iPhone", "Salut\n[…]"), ("Hola\nEnviado desde mi iPhone", "Hola\n[…]"),
    ("Ok\n-- \nJohn\n\nOn 3 Mar 2025, Ann wrote:\n> old", "Ok\n[…]"),
  ])
  func signaturesAreCut(text: String, own: String) { #expect(written(text) == own) }

  @Test(arguments: [
    ">5 minutes to load", "x\n> really slow", "Reasons:\n> too slow\n> too dear\nPlease mend both.",
    "x\n>:(\n>:(",
    "From: the app\nSent: never", "x From: the app Sent: never To: me", "> 5 days late", "> quoted\n> wholly",
    "On 3 March I wrote:\nplease refund me", "fine - ok -- really",
    "x\n> :(",
    "From: Berlin\nTo: Munich\nDate: 3 May", "I got this: Sent from my heart to you", "a\n\nb: c",
    "-- \u{2014} x",
    "On Monday they said:\nno refund", "- one\n- two\n-- three",
  ])
  func whatOnlyLooksLikeMailStays(text: String) { #expect(finding(text) == nil) }

  @Test func mailInHTMLIsCutToo() {
    let html = """
      <div dir="ltr">New text</div><br><div class="gmail_quote"><div class="gmail_attr">On Mon, 3 Mar 2025 at 10:00, \
      Ann &lt;<a href="mailto:a@x.org">a@x.org</a>&gt; wrote:<br></div><blockquote>old refund<br>5 days</blockquote></div>
      """
    #expect(written(html) == "New text\n[…]")
    #expect(finding(html) == [.html, .references, .quotes])
    #expect(
      written("<p>mine</p><blockquote><p>theirs</p></blockquote><p>mine again</p>") == "mine\n[…]\nmine again"
    )
    #expect(written("Bye<div class=\"gmail_signature\">Bob</div>") == "Bye\n[…]")
  }

  /// Texts made of beginnings of constructs, and texts that break off anywhere.
  @Test func partsOfHostileTextsAreRead() {
    for piece in [
      "<!--", "<a x='", "<script", "&#x", "> ", "On 1 wrote:\n", "-----Original", "<a x=<a ", "\n-- \n",
      "From: ",
    ] {
      let text = String(repeating: piece, count: 2000)
      #expect(written(text).utf8.count <= text.utf8.count + AuthoredText.mark.utf8.count)
    }
    let mixed = "é<p>&amp;\n> x\n-- \nFrom: a\nSent: b\n"
    for length in 0...mixed.utf8.count { _ = WrittenText(Array(mixed.utf8.prefix(length))[...]) }
  }
}
