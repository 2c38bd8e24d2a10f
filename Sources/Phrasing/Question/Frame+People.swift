/// Who a question is about, in words of the language.
extension Frame.People {
  /// `sellers`, `customers`
  var nounText: String { noun.map { plural(of: $0.value) } ?? "customers" }

  /// `sellers where churned and mrr > 50`
  var text: String {
    let condition = conditionText
    return condition.isEmpty ? nounText : "\(nounText) where \(condition)"
  }

  var conditionText: String { Frame.People.joined(conditions) }

  static func joined(_ conditions: [Frame.Condition]) -> String {
    let hasOr = conditions.dropFirst().contains(where: \.joinsByOr)
    var text = ""
    for (index, condition) in merged(conditions).enumerated() {
      if index > 0 { text += condition.joinsByOr ? " or " : " and " }
      text += condition.written
    }
    // A mixture of both would bind tighter than it was said.
    return hasOr && text.contains(" and ") && conditions.count > 2 ? "" : text
  }

  /// Values of one column are a set, also where `and` joins them: `from japan and france`.
  private static func merged(_ conditions: [Frame.Condition]) -> [Frame.Condition] {
    var result: [Frame.Condition] = []
    var sets: [Int: [String]] = [:]
    for condition in conditions {
      if condition.joinsByOr || !condition.negated, let last = result.last, let value = condition.value,
        let before = last.value,
        value.column == before.column, last.negated == condition.negated
      {
        let place = result.count - 1
        sets[place, default: [before.value]].append(value.value)
        let list = (sets[place] ?? []).map { valueText($0) }.joined(separator: ", ")
        result[place].form = .test
        result[place].text = "\(nameText(value.column)) in (\(list))"
      } else {
        result.append(condition)
      }
    }
    return result
  }
}

extension Frame.Condition {
  var written: String {
    let window = window.map { " " + $0 } ?? ""
    switch form {
    case .name: return (negated ? "not " : "") + text + window
    case .did:
      if !negated { return "did \(text)" + (times.map { " " + $0 } ?? "") + window }
      return self.window == nil ? "never did \(text)" : "did not \(text)" + window
    case .mentioned:
      return (negated ? "never " : "") + "mentioned \(text)" + (channel.map { " in " + $0 } ?? "") + window
    case .test:
      guard negated else { return text + window }
      if let value { return "\(nameText(value.column)) is not \(valueText(value.value))" }
      return "not (\(text)\(window))"
    }
  }
}

/// The noun of a population, where its plural is one word that the language reads back.
func plural(of value: String) -> String {
  guard value.allSatisfy({ $0.isLetter && $0.isASCII }), !value.hasSuffix("s"), !value.hasSuffix("y") else {
    return nameText(value)
  }
  return ["er", "or", "ant", "ent", "ist", "ee"].contains(where: value.hasSuffix)
    ? value + "s" : nameText(value)
}
