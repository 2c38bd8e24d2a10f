public import DataModel
internal import Text

/// Normalizes ids by rules, so that different spellings of one id become equal. The rules apply in a fixed order.
/// Without rules, an id stays unchanged.
public struct IDNormalizer: Hashable {
  let rules: [LoadSpec.IdRule]

  public init(_ rules: [LoadSpec.IdRule] = []) {
    self.rules = Set(rules).sorted { IDNormalizer.order(of: $0) < IDNormalizer.order(of: $1) }
  }

  /// Ids are truncated first, while their characters are at their original positions.
  private static func order(of rule: LoadSpec.IdRule) -> (Int, Int) {
    switch rule {
    case .first(let count): (0, count)
    case .foldCase: (1, 0)
    case .withoutZeros: (2, 0)
    }
  }

  /// A text column with each id replaced by its normalized form. O(distinct ids + rows)
  public func column(_ ids: Column) -> Column {
    guard !rules.isEmpty, case .texts(let codes, let dictionary) = ids.values else { return ids }
    var (forms, form) = (StringPool(), [UInt8]())
    let meaning = (0..<dictionary.count).map { code in
      write(dictionary.bytes(of: code), into: &form)
      return forms.intern(form.span)
    }
    let found = (0..<ids.count).map { row in
      codes[row] < meaning.count ? meaning[codes[row]] : UInt32.max
    }
    return Column(ids.name, codes: found, dictionary: forms, presence: ids.presence)
  }

  /// How many ids have the same form as an earlier id. O(bytes)
  public func repeats(among ids: StringPool) -> Int {
    var (forms, form, count) = (StringPool(), [UInt8](), 0)
    for code in 0..<ids.count {
      write(ids.bytes(of: code), into: &form)
      // Normalizing twice changes nothing, so an id that is its own form can only equal ids that are not.
      if ids.bytes(of: code) == form[...] { continue }
      if ids.code(of: form.span) != nil || forms.code(of: form.span) != nil {
        count += 1
      } else {
        forms.intern(form.span)
      }
    }
    return count
  }

  /// Writes the normalized form of an id into `form`.
  func write(_ id: ArraySlice<UInt8>, into form: inout [UInt8]) {
    form.removeAll(keepingCapacity: true)
    form += id
    for rule in rules {
      switch rule {
      case .foldCase: IDNormalizer.foldCase(&form)
      case .withoutZeros: IDNormalizer.dropZeros(&form)
      case .first(let count): IDNormalizer.cut(&form, to: count)
      }
    }
  }

  private static func foldCase(_ form: inout [UInt8]) {
    if form.contains(where: { $0 >= 0x80 }) {
      form = Array(Folding.caseFolded(String(decoding: form, as: UTF8.self)).utf8)
      return
    }
    for index in form.indices where (0x41...0x5A).contains(form[index]) { form[index] |= 0x20 }
  }

  /// Removes zeros: `00123` and `123.0` become `123`.
  private static func dropZeros(_ form: inout [UInt8]) {
    let (zero, point) = (UInt8(ascii: "0"), UInt8(ascii: "."))
    if let dot = form.lastIndex(of: point), dot > 0, dot < form.count - 1,
      form[(dot + 1)...].allSatisfy({ $0 == zero }), form[..<dot].allSatisfy({ zero <= $0 && $0 <= zero + 9 })
    {
      form.removeSubrange(dot...)
    }
    let zeros = form.prefix { $0 == zero }.count
    form.removeFirst(max(0, min(zeros, form.count - 1)))
  }

  private static func cut(_ form: inout [UInt8], to count: Int) {
    guard form.count > count else { return }
    form = Array(String(decoding: form, as: UTF8.self).prefix(count).utf8)
  }
}

/// Maps normalized ids to their owners.
struct NormalizedIDIndex {
  enum Owner {
    case none
    case one(UInt32)
    /// The ids of more than one owner have this form.
    case several
  }

  let forms: IDNormalizer
  private(set) var pool = StringPool()
  private(set) var owners: [UInt32] = []
  /// How many ids of a pool have been added.
  private var covered = 0

  init(_ forms: IDNormalizer) { self.forms = forms }

  /// Adds the ids that are new in a pool since the last call; each is its own owner.
  mutating func cover(_ ids: StringPool) {
    while covered < ids.count {
      add(ids.bytes(of: covered), of: UInt32(truncatingIfNeeded: covered))
      covered += 1
    }
  }

  mutating func add(_ id: ArraySlice<UInt8>, of owner: UInt32) {
    let form = self.form(of: id)
    let code = Int(pool.intern(form.span))
    if code == owners.count {
      owners.append(owner)
    } else if owners[code] != owner {
      owners[code] = Identities.nobody
    }
  }

  private func form(of id: ArraySlice<UInt8>) -> [UInt8] {
    var form: [UInt8] = []
    forms.write(id, into: &form)
    return form
  }

  func owner(of id: ArraySlice<UInt8>) -> Owner {
    let form = self.form(of: id)
    guard let code = pool.code(of: form.span) else { return .none }
    return owners[code] == Identities.nobody ? .several : .one(owners[code])
  }
}

/// The customers, indexed by another column of their files: `customer "Email Address" by email`.
struct PeopleByColumn {
  private(set) var exact = NormalizedIDIndex(IDNormalizer())
  private var folded: NormalizedIDIndex
  private(set) var leftOut: NormalizedIDIndex

  init(_ forms: IDNormalizer) {
    folded = NormalizedIDIndex(forms)
    leftOut = NormalizedIDIndex(forms)
  }

  mutating func add(_ column: Column, of customers: ArraySlice<UInt32>, zone: Zone) {
    let (codes, dictionary) = column.texts(zone: zone)
    for (code, customer) in zip(codes, customers)
    where code < dictionary.count && customer != Identities.nobody {
      exact.add(dictionary.bytes(of: Int(code)), of: customer)
      folded.add(dictionary.bytes(of: Int(code)), of: customer)
    }
  }

  /// Adds the values of excluded people.
  mutating func leaveOut(_ column: Column, zone: Zone) {
    let (_, dictionary) = column.texts(zone: zone)
    for code in 0..<dictionary.count { leftOut.add(dictionary.bytes(of: code), of: 0) }
  }

  func owner(of value: ArraySlice<UInt8>) -> NormalizedIDIndex.Owner {
    if case .one(let customer) = exact.owner(of: value) { return .one(customer) }
    return folded.owner(of: value)
  }

  func isLeftOut(_ value: ArraySlice<UInt8>) -> Bool {
    if case .none = leftOut.owner(of: value) { false } else { true }
  }
}
