import DataModel
import Import
import SourceText
import Store
import Testing

/// `format …`: the declared format of a file, used instead of the detected one.
@Suite struct FormatTests {
  private func shop(_ text: String, _ format: LoadSpec.Format?, path: String = "notes.txt") -> Shop {
    var load = LoadSpec.customers(path)
    load.format = format.map { ($0, .none) }
    return Shop([path: text], [load])
  }

  @Test func theFormatGoesBeforeTheContent() {
    // As paragraphs, it would be read as an interview.
    #expect(shop("id\n\na\n", nil).codes == [.unknownColumn])
    #expect(shop("id\n\na\n", .csv).store?.customers.count == 1)
    #expect(shop("{\"id\": 1}\n", .jsonl).store?.customers.count == 1)
    #expect(shop("[{\"id\": 1}]\n", .json, path: "x").store?.customers.count == 1)
  }

  @Test(arguments: [
    (LoadSpec.Format.json, "id\n1\n"), (.jsonl, "id\n1\n"), (.parquet, "id\n1\n"), (.xlsx, "id\n1\n"),
    (.csv, "PK\u{3}\u{4}…"), (.jsonl, "PAR1…"), (.xlsx, "PAR1"), (.parquet, "PK\u{3}\u{4}"),
  ]) func aFileOfAnotherFormatIsAnError(format: LoadSpec.Format, text: String) {
    let shop = shop(text, format)
    #expect(shop.codes == [.notText] && shop.messages.contains("is not \(format.rawValue)"))
  }

  @Test(arguments: [LoadSpec.Format.csv, .json, .jsonl]) func nothingIsEmpty(format: LoadSpec.Format) {
    #expect(shop("", format).codes == [.emptyFile])
  }
}
