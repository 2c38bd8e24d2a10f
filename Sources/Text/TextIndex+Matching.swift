extension TextIndex {
  /// The documents that a pattern matches, ascending.
  ///
  /// `text` returns a document's characters. It is only called where they matter (`exactly`, emoji, neighbours in
  /// scripts without spaces), for documents that have all words. O(postings of the words); for phrases and nearness
  /// also O(tokens of the documents that have all words); for emoji and punctuation alone O(bytes of all texts).
  public func documents(matching pattern: Pattern, text: (_ document: UInt32) -> String) -> [UInt32] {
    var found: [Topic: [UInt32]] = [:]
    return documents(matching: pattern, text, &found)
  }

  /// The matches of each topic are computed once.
  private func documents(
    matching pattern: Pattern, _ text: (_ document: UInt32) -> String, _ found: inout [Topic: [UInt32]]
  ) -> [UInt32] {
    func all(_ patterns: [Pattern]) -> [[UInt32]] {
      var lists: [[UInt32]] = []
      for pattern in patterns { lists.append(documents(matching: pattern, text, &found)) }
      return lists
    }
    switch pattern {
    case .anyOf(let patterns): return union(all(patterns).map { $0[...] })
    case .allOf(let patterns): return intersection(all(patterns))
    case .topic(let topic):
      if let known = found[topic] { return known }
      let documents = documents(matching: topic.pattern, text, &found)
      found[topic] = documents
      return documents
    case .near(let first, let second, _):
      return confirmed(intersection(all([first, second])), compiled(pattern), pattern, text)
    case .negated(let inner, _):
      return confirmed(intersection(all([inner])), compiled(pattern), pattern, text)
    case .phrase, .exactly:
      let compiled = compiled(pattern)
      let forms = compiled.leaves.map { dictionary.forms(passing: $0) }
      if case .row(let leaves) = compiled.root, leaves.count == 1 {
        return union(forms[leaves[0]].map { postings[$0] })
      }
      let holding = candidates(for: compiled.root, forms) { gaps in documents(withSigns: gaps, text) }
      return confirmed(holding, compiled, pattern, text)
    }
  }

  private func compiled(_ pattern: Pattern) -> CompiledPattern {
    CompiledPattern(pattern, language: language)
  }

  /// The documents in which a phrase may occur.
  private func candidates(
    for node: CompiledPattern.Node, _ forms: [[UInt32]], withSigns: ([CompiledPattern.Gap]) -> [UInt32]
  ) -> [UInt32] {
    switch node {
    case .spaced(let leaves, let gaps) where leaves.isEmpty: withSigns(gaps)
    case .row(let leaves), .spaced(let leaves, _): candidates(for: leaves.map { forms[$0] })
    case .any(let nodes): union(nodes.map { candidates(for: $0, forms, withSigns: withSigns)[...] })
    case .all, .near, .negated, .topic: []
    }
  }

  /// The documents that may have signs without a word: those with the first byte of one, or with any character that
  /// folding changes.
  private func documents(withSigns gaps: [CompiledPattern.Gap], _ text: (UInt32) -> String) -> [UInt32] {
    let signs: String? =
      switch gaps.first {
      case .signs(let signs): signs.first
      case .characters(let characters): characters
      case .anything, .blank, nil: nil
      }
    guard let first = signs?.utf8.first else { return [] }
    return (0..<UInt32(truncatingIfNeeded: documentCount)).filter { document in
      text(document).utf8.contains { $0 == first || $0 >= 0x80 }
    }
  }

  /// The documents that have a form for every position of a phrase, and every pair of neighbouring characters.
  private func candidates(for places: [[UInt32]]) -> [UInt32] {
    if places.contains(where: \.isEmpty) { return [] }
    var lists: [[UInt32]] = []
    for (index, forms) in places.enumerated() {
      let next = index + 1 < places.count ? places[index + 1] : []
      if let pair = characterPair(forms, next) {
        lists.append(Array(pair))
      } else if index == 0 || characterPair(places[index - 1], forms) == nil {
        lists.append(union(forms.map { postings[$0] }))
      }
    }
    return intersection(lists)
  }

  private func characterPair(_ first: [UInt32], _ second: [UInt32]) -> ArraySlice<UInt32>? {
    guard first.count == 1, second.count == 1, isCharacter(first[0]), isCharacter(second[0]) else {
      return nil
    }
    return pairs[first[0], second[0]]
  }

  /// Those of the candidate documents in which the pattern has a match.
  private func confirmed(
    _ candidates: [UInt32], _ compiled: CompiledPattern, _ pattern: Pattern, _ text: (UInt32) -> String
  ) -> [UInt32] {
    if compiled.readsText {
      let matcher = matcher(for: pattern)
      return candidates.filter { matcher.matches(text($0)) }
    }
    let passing = compiled.leaves.map { NumberSet(dictionary.forms(passing: $0), below: formCount) }
    return candidates.filter { document in
      let tokens = stream[document]
      return compiled.occurs(in: tokens.count) { leaf, position in
        passing[leaf].contains(tokens[tokens.startIndex + position])
      }
    }
  }

  private func union(_ lists: [ArraySlice<UInt32>]) -> [UInt32] {
    if lists.count == 1 { return Array(lists[0]) }
    var set = NumberSet(below: documentCount)
    for list in lists { set.formUnion(list) }
    return set.members
  }

  private func intersection(_ lists: [[UInt32]]) -> [UInt32] {
    let lists = lists.sorted { $0.count < $1.count }
    guard var common = lists.first else { return [] }
    for list in lists.dropFirst() { common = ascendingIntersection(common, list) }
    return common
  }
}

/// The intersection of two ascending lists, of which `short` is the shorter. O(short × log long), or O(short + long) if
/// that is less.
private func ascendingIntersection(_ short: [UInt32], _ long: [UInt32]) -> [UInt32] {
  var shared: [UInt32] = []
  var rest = long[...]
  let gallops = long.count / 16 > short.count
  for number in short {
    if gallops {
      rest = rest[rest.partitioningIndex { $0 >= number }...]
    } else {
      while let first = rest.first, first < number { rest = rest.dropFirst() }
    }
    if rest.first == number { shared.append(number) }
  }
  return shared
}
