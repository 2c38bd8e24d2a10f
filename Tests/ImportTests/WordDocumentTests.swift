import DataModel
import Import
import SourceText
import Store
import Testing

/// Interviews in Word documents.
@Suite struct WordDocumentTests {
  /// A document of paragraphs, given as the XML of their runs.
  private func document(_ paragraphs: [String]) -> [UInt8] {
    let body = paragraphs.map { "<w:p>\($0)</w:p>" }.joined()
    return archive("<w:document xmlns:w=\"http://w\"><w:body>\(body)</w:body></w:document>")
  }

  private func archive(_ document: String) -> [UInt8] {
    let relation = "<Relationship Id=\"r\" Type=\"http://x/officeDocument\" Target=\"word/document.xml\"/>"
    return SmallWorkbook.archive([
      (name: "_rels/.rels", content: Array("<Relationships>\(relation)</Relationships>".utf8)),
      (name: "word/document.xml", content: Array(document.utf8)),
    ])
  }

  private func run(_ text: String, isBold: Bool = false) -> String {
    "<w:r>\(isBold ? "<w:rPr><w:b/></w:rPr>" : "")<w:t xml:space=\"preserve\">\(text)</w:t></w:r>"
  }

  private func said(_ bytes: [UInt8], path: String = "talk.docx") -> (texts: [String], messages: String) {
    var load = LoadSpec(.feedback, from: .file(path: path))
    (load.hasNoCustomer, load.hasNoTime) = (true, true)
    load.text = [LoadSpec.Column("text")]
    let shop = Shop(bytes: [path: bytes, "c.csv": Array("id\n1\n".utf8)], [.customers("c.csv"), load])
    guard let feedback = shop.store?.feedback else { return ([], shop.messages) }
    return ((0..<feedback.count).map { feedback.texts[$0] }.sorted(), shop.messages)
  }

  @Test func speakersAreDistinguished() {
    let bytes = document([
      run("Interview 7"), run("Ada:", isBold: true) + run(" I trust it&amp;more."), run("And so on."),
      run("Ben: ", isBold: true) + run("No") + run("pe."), "<w:pPr><w:tabs><w:tab/></w:tabs></w:pPr>",
    ])
    for path in ["talk.docx", "talk"] {
      #expect(said(bytes, path: path).texts == ["I trust it&more.\nAnd so on.", "Nope."])
    }
    let plain = document([run("Ada: One."), run("Ben: Two."), run("Ada: Three.")])
    #expect(said(plain).texts == ["One.", "Three.", "Two."])
    #expect(said(document([run("Just words."), run("And more.")])).texts == ["And more.", "Just words."])
  }

  @Test func hostileDocuments() {
    let bytes = document([run("Ada: One."), run("Ben: Two.")])
    for length in Swift.stride(from: 4, to: bytes.count, by: 31) {
      let cut = said(Array(bytes[..<length]))
      // The directory at the end of the archive is not needed.
      let isTold = cut.texts.isEmpty ? !cut.messages.isEmpty : cut.texts == ["One.", "Two."]
      #expect(isTold, "\(length)")
    }
    #expect(!said(document([])).messages.isEmpty)
    let entity = archive("<!DOCTYPE a [<!ENTITY x \"y\">]><a><p><r><t>&x;</t></r></p></a>")
    #expect(said(entity).texts.isEmpty)
  }
}
