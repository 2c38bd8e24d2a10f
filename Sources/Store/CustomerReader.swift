internal import DataModel

/// Maps a column of ids to customers. Known ids are looked up in one batch; new ones when a row first needs them.
struct CustomerReader {
  private let codes: [UInt32]
  private let dictionary: StringPool
  private let forms: IDNormalizer
  /// The customer by dictionary code, with one more entry for rows without an id.
  private var customers: [UInt32]
  /// Values shared by several customers, if people are found by a column that is not the key.
  private(set) var ambiguous: [Int] = []
  /// The rows of excluded people.
  private(set) var leftOut: Bitmap?
  private var leftOutIds = 0

  static let unread = UInt32.max - 1
  private static let out = UInt32.max - 2

  init(
    _ ids: Column, zone: Zone, in identities: inout Identities, forms: IDNormalizer = IDNormalizer(),
    by column: PeopleByColumn? = nil
  ) {
    (codes, dictionary) = ids.texts(zone: zone)
    self.forms = forms
    customers = identities.customers(of: dictionary, unknown: CustomerReader.unread) + [Identities.nobody]
    if let column { look(in: column) }
    guard identities.needsCare || !forms.rules.isEmpty || column != nil else { return }
    for code in 0..<dictionary.count where customers[code] == CustomerReader.unread {
      let id = dictionary.bytes(of: code)
      if let customer = identities.known(id, forms) {
        customers[code] = customer
      } else if identities.isLeftOut(id, forms) {
        customers[code] = CustomerReader.out
      }
    }
    takeOut()
  }

  private mutating func look(in column: PeopleByColumn) {
    for code in 0..<dictionary.count {
      let value = dictionary.bytes(of: code)
      switch column.owner(of: value) {
      case .one(let customer): customers[code] = customer
      case .several:
        customers[code] = Identities.nobody
        ambiguous.append(code)
      case .none: if column.isLeftOut(value) { customers[code] = CustomerReader.out }
      }
    }
  }

  private mutating func takeOut() {
    guard customers.contains(CustomerReader.out) else { return }
    var rows = Bitmap(count: codes.count)
    for (row, code) in codes.enumerated() where customers[Int(code)] == CustomerReader.out {
      rows[row] = true
    }
    leftOut = rows.isEmpty ? nil : rows
    for code in customers.indices where customers[code] == CustomerReader.out {
      leftOutIds += 1
      customers[code] = Identities.nobody
    }
  }

  /// The customer of a row, created if new; `nobody` if the id is missing.
  mutating func customer(at row: Int, in identities: inout Identities) -> UInt32 {
    let code = Int(codes[row])
    if customers[code] == CustomerReader.unread {
      customers[code] = identities.customer(of: dictionary.bytes(of: code), forms)
    }
    return customers[code]
  }

  /// The number of distinct ids of the rows, without those of excluded people, and the ids that match no customer yet.
  func ids() -> (used: Int, unknown: [ArraySlice<UInt8>]) {
    var used = Bitmap(count: dictionary.count + 1)
    for code in codes { used[Int(code)] = true }
    used[dictionary.count] = false
    let unknown = used.ones.filter { customers[$0] == CustomerReader.unread }
    return (used.population - leftOutIds, unknown.map { dictionary.bytes(of: $0) })
  }

  /// How many rows there are, and how many of them have the id of a customer who is known by now.
  func rowCounts() -> (all: Int, known: Int) {
    let isKnown = customers.map { $0 != CustomerReader.unread && $0 != Identities.nobody }
    return (codes.count, codes.count { isKnown[Int($0)] })
  }

  func text(of code: Int) -> String { dictionary[code] }
}
