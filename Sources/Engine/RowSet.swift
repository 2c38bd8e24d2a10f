internal import Store

/// The rows for which conditions and values are evaluated: all people, or some records, each with its person.
struct RowSet {
  let count: Int
  /// Nil for people: each row is a person.
  let records: Records?

  init(peopleOf store: DataStore) {
    count = store.customers.count
    records = nil
  }

  init(_ records: Records) {
    count = records.count
    self.records = records
  }

  var all: Bitmap { Bitmap(count: count, repeating: true) }

  /// The people of some rows. `nobody` is the number of people, which marks an unknown person.
  func people(of rows: Bitmap, nobody: Int) -> Bitmap {
    guard let records else { return rows }
    var people = Bitmap(count: nobody)
    for row in rows.ones where Int(records.people[row]) < nobody { people[Int(records.people[row])] = true }
    return people
  }

  /// The rows whose person is among some people; an unknown person is in none.
  func rows(ofPeople people: Bitmap, among: Bitmap) -> Bitmap {
    guard let records else { return people.intersection(among) }
    var rows = Bitmap(count: count)
    for row in among.ones where Int(records.people[row]) < people.count && people[Int(records.people[row])] {
      rows[row] = true
    }
    return rows
  }
}
