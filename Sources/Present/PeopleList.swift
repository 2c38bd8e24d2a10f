public import DataModel

/// A tool that takes a list of people as a CSV file of one column.
public enum ListTool: String, Sendable, CaseIterable {
  case hubspot, customerio, intercom

  /// What it is called.
  public var name: String {
    switch self {
    case .hubspot: "HubSpot"
    case .customerio: "Customer.io"
    case .intercom: "Intercom"
    }
  }

  /// What it calls the company's own id of a person; nil if it knows people by their address alone.
  var idHeader: String? {
    switch self {
    case .hubspot: nil
    case .customerio: "id"
    case .intercom: "user_id"
    }
  }

  /// What it calls the address.
  var emailHeader: String {
    switch self {
    case .hubspot: "Email"
    case .customerio, .intercom: "email"
    }
  }
}

/// The people of an answer as the list that a tool takes: by their address if the answer shows one (`show email`) or the
/// ids are addresses, else by their id.
public struct PeopleList {
  public let tool: ListTool
  /// The file: a header, and one person a line.
  public private(set) var text = ""
  public let header: String
  public private(set) var count = 0
  /// People who have no value, and those whose value a spreadsheet would run as a formula.
  public private(set) var missing = 0
  public private(set) var hostile = 0

  /// Nil if the tool needs an address, and the answer has none.
  ///
  /// - Parameter table: the people, by id in its first column.
  public init?(_ table: Answer.Table, for tool: ListTool) {
    self.tool = tool
    let address = table.columns.firstIndex { PeopleList.addresses.contains($0.name.lowercased()) }
    let areAddresses =
      !table.rows.isEmpty && table.rows.allSatisfy { PeopleList.text($0, 0)?.contains("@") == true }
    let column: Int
    if let address {
      (column, header) = (address, tool.emailHeader)
    } else if areAddresses || tool.idHeader == nil {
      guard areAddresses else { return nil }
      (column, header) = (0, tool.emailHeader)
    } else {
      (column, header) = (0, tool.idHeader ?? "")
    }
    var lines = [header]
    var seen: Set<String> = []
    for row in table.rows {
      guard let value = PeopleList.text(row, column) else {
        missing += 1
        continue
      }
      if SpreadsheetText.guarded(value) != value, !isNumber(value) {
        hostile += 1
      } else if seen.insert(value).inserted {
        lines.append(value)
      }
    }
    count = lines.count - 1
    text = lines.map { csvLine([$0]) }.joined()
  }

  /// What columns of addresses are called.
  private static let addresses = ["email", "e-mail", "email address", "email_address", "mail"]

  private static func text(_ row: [Answer.Cell], _ column: Int) -> String? {
    guard row.indices.contains(column) else { return nil }
    switch row[column].value {
    case .text(let text): return text.isEmpty ? nil : text
    case .integer(let number): return String(number)
    case .missing, .boolean, .decimal, .real, .moment, .list: return nil
    }
  }
}
