/// A regular expression matched in time linear in the text, whatever the pattern: an automaton follows all alternatives
/// at once (Thompson 1968), without backtracking.
///
///     try RegularExpression("^A.*(Ltd|GmbH)$", ignoresCase: true).matches("Acme GmbH")    // true
///
/// Supports `. [a-z] [^…] | ( ) (?: ) * + ? {m,n} ^ $ \d \w \s \b` and their negations, `\n \t \r \xHH \uHHHH`.
/// Constructs that need backtracking (`\1`, look-around, atomic groups) are an error. Characters are Unicode scalars.
public struct RegularExpression: Sendable {
  /// Why a pattern cannot be used: a phrase without a final point.
  public struct Invalid: Error, Hashable, Sendable {
    public var message: String
  }

  private let program: [Instruction]
  private let ignoresCase: Bool

  public init(_ pattern: String, ignoresCase: Bool = false) throws(Invalid) {
    var parser = Parser(pattern)
    let node = try parser.parseAll()
    var compiler = Compiler()
    try compiler.emit(node)
    compiler.program.append(.match)
    program = compiler.program
    self.ignoresCase = ignoresCase
  }

  /// Whether the pattern matches anywhere in a text. O(text × pattern)
  public func matches(_ text: String) -> Bool { match(in: text, isAnyEnough: true) != nil }

  /// The first match in a text, and of those that start there the longest. O(text × pattern)
  public func firstMatch(in text: String) -> Range<String.Index>? { match(in: text, isAnyEnough: false) }

  private func match(in text: String, isAnyEnough: Bool) -> Range<String.Index>? {
    let scalars = text.unicodeScalars
    var threads = Threads(count: program.count)
    var found: Range<String.Index>?
    var before: Unicode.Scalar?
    var place = scalars.startIndex
    while true {
      let scalar = place < scalars.endIndex ? scalars[place] : nil
      if found == nil { threads.waiting.append((0, place)) }
      if let start = follow(&threads, before: before, after: scalar) {
        found = min(start, found?.lowerBound ?? start)..<place
        if isAnyEnough { return found }
      }
      guard let scalar else { return found }
      let spellings = ignoresCase ? scalar.otherCases : [scalar]
      var next = Threads(count: program.count)
      for (index, start) in threads.members where start <= found?.lowerBound ?? start {
        guard case .scalar(let set) = program[index] else { continue }
        if set.contains(anyOf: spellings) { next.waiting.append((index + 1, start)) }
      }
      if found != nil, next.waiting.isEmpty { return found }
      (before, threads, place) = (scalar, next, scalars.index(after: place))
    }
  }

  /// Follows the instructions that consume nothing, from the waiting threads, those that started first before others.
  /// Returns where the first of the threads started that match.
  private func follow(
    _ threads: inout Threads, before: Unicode.Scalar?, after: Unicode.Scalar?
  ) -> String.Index? {
    var found: String.Index?
    for (first, start) in threads.waiting {
      var pending = [first]
      while let index = pending.popLast() {
        guard threads.insert(index, start) else { continue }
        switch program[index] {
        case .match: found = found ?? start
        case .scalar: continue
        case .jump(let target): pending.append(target)
        case .split(let first, let second): pending += [second, first]
        case .start: if before == nil { pending.append(index + 1) }
        case .end: if after == nil { pending.append(index + 1) }
        case .boundary(let isBoundary):
          let differs = (before?.isWord ?? false) != (after?.isWord ?? false)
          if differs == isBoundary { pending.append(index + 1) }
        }
      }
    }
    return found
  }

  private struct Threads {
    /// Instructions, and where in the text their threads started.
    var waiting: [(index: Int, start: String.Index)] = []
    private(set) var members: [(index: Int, start: String.Index)] = []
    private var isMember: [Bool]

    init(count: Int) { isMember = [Bool](repeating: false, count: count) }

    mutating func insert(_ index: Int, _ start: String.Index) -> Bool {
      if isMember[index] { return false }
      isMember[index] = true
      members.append((index, start))
      return true
    }
  }

  fileprivate enum Instruction: Sendable {
    case scalar(ScalarSet)
    case jump(Int)
    case split(Int, Int)
    case start
    case end
    case boundary(Bool)
    case match
  }
}

/// A set of characters: ranges and classes, or the complement of these.
private struct ScalarSet: Sendable {
  enum Class: Sendable { case digit, word, space, newline }

  var ranges: [ClosedRange<UInt32>] = []
  var classes: [(Class, isNegated: Bool)] = []
  var isNegated = false

  /// Whether one of the spellings of a character is in the set.
  func contains(anyOf spellings: [Unicode.Scalar]) -> Bool {
    let isInside = spellings.contains { scalar in
      ranges.contains { $0.contains(scalar.value) }
        || classes.contains { kind, isNegated in scalar.belongs(to: kind) != isNegated }
    }
    return isInside != isNegated
  }
}

extension Unicode.Scalar {
  fileprivate var isWord: Bool { self == "_" || properties.isAlphabetic || properties.numericType != nil }

  fileprivate func belongs(to kind: ScalarSet.Class) -> Bool {
    switch kind {
    case .digit: properties.generalCategory == .decimalNumber
    case .word: isWord
    case .space: properties.isWhitespace
    case .newline: self == "\n" || self == "\r"
    }
  }

  /// The scalar with its lower and upper case, if those are single scalars.
  fileprivate var otherCases: [Unicode.Scalar] {
    [String(self), properties.lowercaseMapping, properties.uppercaseMapping].compactMap {
      let scalars = $0.unicodeScalars
      return scalars.count == 1 ? scalars.first : nil
    }
  }
}

private indirect enum Node {
  case set(ScalarSet)
  case sequence([Node])
  case either([Node])
  case repeated(Node, least: Int, most: Int?)
  case start
  case end
  case boundary(Bool)
}

private struct Compiler {
  var program: [RegularExpression.Instruction] = []

  static let longestProgram = 20_000
  /// Counts work, since repeating an empty expression emits no instruction and still takes time.
  private var steps = 0

  mutating func emit(_ node: Node) throws(RegularExpression.Invalid) {
    steps += 1
    guard program.count < Compiler.longestProgram, steps < 4 * Compiler.longestProgram else {
      throw RegularExpression.Invalid(message: "it repeats too much")
    }
    switch node {
    case .set(let set): program.append(.scalar(set))
    case .start: program.append(.start)
    case .end: program.append(.end)
    case .boundary(let isBoundary): program.append(.boundary(isBoundary))
    case .sequence(let nodes): for node in nodes { try emit(node) }
    case .either(let nodes):
      var exits: [Int] = []
      for (index, node) in nodes.enumerated() {
        guard index + 1 < nodes.count else {
          try emit(node)
          break
        }
        let split = program.count
        program.append(.jump(split + 1))
        try emit(node)
        exits.append(program.count)
        program.append(.jump(0))
        program[split] = .split(split + 1, program.count)
      }
      for exit in exits { program[exit] = .jump(program.count) }
    case .repeated(let node, let least, let most):
      for _ in 0..<least { try emit(node) }
      if let most {
        var splits: [Int] = []
        for _ in least..<max(least, most) {
          splits.append(program.count)
          program.append(.jump(0))
          try emit(node)
        }
        for split in splits { program[split] = .split(split + 1, program.count) }
      } else {
        let split = program.count
        program.append(.jump(0))
        try emit(node)
        program.append(.jump(split))
        program[split] = .split(split + 1, program.count)
      }
    }
  }
}

/// A recursive descent parser; groups nest at most `deepest` levels.
private struct Parser {
  private let scalars: [Unicode.Scalar]
  private var position = 0
  private var depth = 0

  static let deepest = 50
  static let mostRepeats = 1000

  init(_ pattern: String) { scalars = Array(pattern.unicodeScalars) }

  mutating func parseAll() throws(RegularExpression.Invalid) -> Node {
    let node = try parseEither()
    if position < scalars.count { throw invalid("a ) has no (") }
    return node
  }

  private var next: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

  private mutating func eat(_ scalar: Unicode.Scalar) -> Bool {
    guard next == scalar else { return false }
    position += 1
    return true
  }

  private func invalid(_ message: String) -> RegularExpression.Invalid {
    RegularExpression.Invalid(message: message)
  }

  private mutating func parseEither() throws(RegularExpression.Invalid) -> Node {
    var nodes = [try parseSequence()]
    while eat("|") { nodes.append(try parseSequence()) }
    return nodes.count == 1 ? nodes[0] : .either(nodes)
  }

  private mutating func parseSequence() throws(RegularExpression.Invalid) -> Node {
    var nodes: [Node] = []
    while let scalar = next, scalar != "|", scalar != ")" {
      nodes.append(try parseRepeats(of: try parseOne()))
    }
    return .sequence(nodes)
  }

  private mutating func parseRepeats(of node: Node) throws(RegularExpression.Invalid) -> Node {
    let (least, most): (Int, Int?)
    if eat("*") {
      (least, most) = (0, nil)
    } else if eat("+") {
      (least, most) = (1, nil)
    } else if eat("?") {
      (least, most) = (0, 1)
    } else if next == "{", let counts = parseCounts() {
      (least, most) = counts
    } else {
      return node
    }
    guard least <= Parser.mostRepeats, (most ?? 0) <= Parser.mostRepeats else {
      throw invalid("it repeats more than \(Parser.mostRepeats) times")
    }
    if let most, most < least { throw invalid("the counts in braces are the wrong way round") }
    // Lazy and greedy repetition match the same texts.
    _ = eat("?")
    if let scalar = next, ["*", "+", "?"].contains(scalar) { throw invalid("a repeat follows a repeat") }
    return .repeated(node, least: least, most: most)
  }

  /// `{3}`, `{3,}`, `{3,5}`; any other brace is literal.
  private mutating func parseCounts() -> (Int, Int?)? {
    let start = position
    position += 1
    let least = parseNumber()
    var most = least
    if eat(",") { most = parseNumber() }
    guard let least, eat("}") else {
      position = start
      return nil
    }
    return (least, most)
  }

  private mutating func parseNumber() -> Int? {
    var number: Int?
    while let scalar = next, let digit = Int(String(scalar)), scalar.isASCII {
      number = min((number ?? 0) * 10 + digit, 1_000_000)
      position += 1
    }
    return number
  }

  private mutating func parseOne() throws(RegularExpression.Invalid) -> Node {
    guard let scalar = next else { return .sequence([]) }
    position += 1
    switch scalar {
    case ".": return .set(ScalarSet(classes: [(.newline, false)], isNegated: true))
    case "^": return .start
    case "$": return .end
    case "[": return .set(try parseSet())
    case "\\": return try parseEscape()
    case "*", "+", "?": throw invalid("a \(scalar) has nothing to repeat")
    case "(":
      if eat("?") {
        guard eat(":") else { throw invalid("look-around and flags in parentheses are not supported") }
      }
      guard depth < Parser.deepest else { throw invalid("its parentheses are too deep") }
      depth += 1
      let node = try parseEither()
      depth -= 1
      guard eat(")") else { throw invalid("a ( is not closed") }
      return node
    default: return .set(ScalarSet(ranges: [scalar.value...scalar.value]))
    }
  }

  private mutating func parseEscape() throws(RegularExpression.Invalid) -> Node {
    if eat("b") { return .boundary(true) }
    if eat("B") { return .boundary(false) }
    return .set(try parseEscapedSet())
  }

  private mutating func parseEscapedSet() throws(RegularExpression.Invalid) -> ScalarSet {
    guard let scalar = next else { throw invalid("it ends in a backslash") }
    position += 1
    func one(_ scalar: Unicode.Scalar) -> ScalarSet { ScalarSet(ranges: [scalar.value...scalar.value]) }
    switch scalar {
    case "d": return ScalarSet(classes: [(.digit, false)])
    case "D": return ScalarSet(classes: [(.digit, true)])
    case "w": return ScalarSet(classes: [(.word, false)])
    case "W": return ScalarSet(classes: [(.word, true)])
    case "s": return ScalarSet(classes: [(.space, false)])
    case "S": return ScalarSet(classes: [(.space, true)])
    case "n": return one("\n")
    case "t": return one("\t")
    case "r": return one("\r")
    case "x": return one(try parseHex(2))
    case "u": return one(try parseHex(4))
    default:
      if scalar.isASCII, scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
        throw invalid("\\\(scalar) is not supported")
      }
      return one(scalar)
    }
  }

  private mutating func parseHex(_ digits: Int) throws(RegularExpression.Invalid) -> Unicode.Scalar {
    let text = scalars[position..<min(scalars.count, position + digits)].map(String.init).joined()
    guard text.count == digits, let value = UInt32(text, radix: 16), let scalar = Unicode.Scalar(value) else {
      throw invalid("\\x and \\u need \(digits) hexadecimal digits")
    }
    position += digits
    return scalar
  }

  private mutating func parseSet() throws(RegularExpression.Invalid) -> ScalarSet {
    var set = ScalarSet(isNegated: eat("^"))
    var isFirst = true
    while let scalar = next, scalar != "]" || isFirst {
      isFirst = false
      position += 1
      var item = ScalarSet(ranges: [scalar.value...scalar.value])
      if scalar == "\\" { item = try parseEscapedSet() }
      if next == "-", position + 1 < scalars.count, scalars[position + 1] != "]",
        let low = item.ranges.first?.lowerBound
      {
        position += 1
        var high = scalars[position].value
        position += 1
        if high == UInt32(UInt8(ascii: "\\")) {
          guard let end = try parseEscapedSet().ranges.first else { throw invalid("a range ends in a class") }
          high = end.lowerBound
        }
        guard low <= high else { throw invalid("a range in brackets is the wrong way round") }
        item = ScalarSet(ranges: [low...high])
      }
      set.ranges += item.ranges
      set.classes += item.classes
    }
    guard eat("]") else { throw invalid("a [ is not closed") }
    return set
  }
}
