internal import DataModel

/// How well the ids of a file's records fit the people of the customers files.
extension Identities {
  /// So many distinct ids tell.
  private static let sample = 2_000

  /// Set where most of the ids in a customer column belong to nobody that a customers file knows; read before any record
  /// creates a customer. Other columns of the file whose values mostly do are named.
  mutating func strangers(in ids: Column?, of table: Table, zone: Zone) -> LoadReport.Strangers? {
    guard self.ids.count > 0, let ids else { return nil }
    let fit = fit(of: ids, zone: zone)
    guard fit.looked >= 5, fit.known * 2 < fit.looked else { return nil }
    let better = table.columns.filter { column in
      guard column.type == .text || column.type == .integer, column.name != ids.name else { return false }
      let other = self.fit(of: column, zone: zone)
      return other.looked >= 5 && other.known * 10 >= other.looked * 9
    }
    return LoadReport.Strangers(looked: fit.looked, known: fit.known, better: better.map(\.name))
  }

  private mutating func fit(of column: Column, zone: Zone) -> (looked: Int, known: Int) {
    let (codes, dictionary) = column.texts(zone: zone)
    var used = Bitmap(count: dictionary.count + 1)
    for code in codes { used[Int(code)] = true }
    used[dictionary.count] = false
    let step = max(1, used.population / Identities.sample)
    var (looked, known) = (0, 0)
    for (index, code) in used.ones.enumerated() where index % step == 0 {
      looked += 1
      if isKnown(dictionary.bytes(of: code)) { known += 1 }
    }
    return (looked, known)
  }
}
