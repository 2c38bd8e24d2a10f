import DataModel
import Store
import Testing

@testable import Import

/// What a load takes from the name of a file: `at file`, `customer file matches /P[0-9]{3}/`.
struct FileNameTests {
  private static let files = [
    "2025-05-05 P106 Zoom.vtt": "WEBVTT\n\n00:01.000 --> 00:02.000\n<v MH>And?</v>\n<v Ada>Yes.</v>\n",
    "2025-05-07 P135 Zoom.vtt": "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ben>No.</v>\n<v MH>Why?</v>\n",
  ]

  private static func calls(_ set: (inout LoadSpec) -> Void) -> LoadSpec {
    .make(.feedback, "*.vtt") {
      $0.customer = LoadSpec.Column("file")
      $0.customerPattern = ("P[0-9]+", false)
      $0.at = [LoadSpec.Column("FILE")]
      $0.text = [LoadSpec.Column("text")]
      $0.condition = .not(.test(LoadSpec.Column("speaker"), .oneOf([.text("MH")])))
      set(&$0)
    }
  }

  @Test func idsAndDatesOfFiles() throws {
    let shop = Shop(FileNameTests.files, [FileNameTests.calls { _ in }])
    #expect(shop.feedback == ["P106|-|-|Yes.", "P135|-|-|No."])
    let feedback = try #require(shop.store).feedback
    let days = (0..<2).compactMap { feedback.timeline.moment(at: $0, zone: .utc) }.map {
      spelt(.moment($0), .utc)
    }
    #expect(days == ["2025-05-05", "2025-05-07"])
    #expect(Set(feedback.properties.map(\.name)) == ["speaker", "line", "start", "file"])
  }

  @Test func namesThatMatchNothingHaveNoCustomer() {
    let shop = Shop(FileNameTests.files, [FileNameTests.calls { $0.customerPattern = ("p1[0-9]5", false) }])
    #expect(shop.feedback == ["?|-|-|Yes.", "?|-|-|No."])
    let either = Shop(FileNameTests.files, [FileNameTests.calls { $0.customerPattern = ("p1[0-9]5", true) }])
    #expect(either.feedback == ["P135|-|-|No.", "?|-|-|Yes."])
  }

  @Test func aColumnOfThatNameIsTheFilesOwn() {
    let load = LoadSpec.make(.feedback, "c.csv") {
      ($0.customer, $0.at, $0.text) = (.init("file"), [.init("at")], [.init("text")])
      $0.customerPattern = ("[0-9]+", false)
    }
    let shop = Shop(
      ["c.csv": "file,at,text\nno 17 of,2025-01-01,a\nnone,2025-01-02,b\nx18y19,2025-01-03,c\n"], [load])
    #expect(shop.feedback == ["17|-|-|a", "18|-|-|c", "?|-|-|b"])
  }

  @Test(arguments: [
    ("a 2025-05-05 b.vtt", "2025-05-05"), ("20250301.csv", "2025-03-01"), ("crm_jan_2025.csv", "2025-01-01"),
    ("2025-Q2.csv", "2025-04-01"), ("2025-W09.csv", "2025-02-24"), ("2025-W01.csv", "2024-12-30"),
    ("20250301143005.csv", "2025-03-01 14:30:05"), ("2025.csv", "2025-01-01"), ("none.csv", ""),
  ])
  func dates(_ path: String, date: String) {
    #expect(FileDate.texts(of: [path]) == [date])
  }
}
