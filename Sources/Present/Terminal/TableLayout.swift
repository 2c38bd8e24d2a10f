internal import SourceText

/// The widths of a table's columns on a screen, and how much of each figure is shown.
struct TableLayout {
  static let gap = 2
  /// The least width to which a text is folded.
  private static let narrowest = 12
  /// The least width to which a text in the last column is folded; it is folded first.
  private static let narrowestLast = 24

  /// How much of a figure is shown.
  enum Detail: Int, CaseIterable {
    /// `43.2% (37.9–48.6) 139 of 322`
    case full
    /// `-0.6 (-6.7 to 5.5) n 668`, and n of N as before
    case brief
    /// n of N only, without numbers of answers
    case counts
    /// `43.2% (37.9–48.6)`
    case interval
    /// The interval on a line below.
    case below
    case figure
  }

  /// The cells of a column as text, the row for all last.
  struct Column {
    var head: String
    var isRight: Bool
    /// Whether it says what a row is about, such as a name.
    var isName: Bool
    /// Whether it is dropped last, because notes refer to it.
    var isKept: Bool
    var cells: [FigureText.Text]
    var width = 0

    /// The least width that fits its cells unfolded and the longest word of its heading.
    fileprivate var ownWidth = 0

    init(head: String, isRight: Bool, isName: Bool, isKept: Bool = false, cells: [FigureText.Text]) {
      (self.head, self.isRight, self.isName, self.isKept) = (head, isRight, isName, isKept)
      self.cells = cells
    }
  }

  private(set) var columns: [Column]
  private(set) var detail: Detail
  /// The names of columns for which there is no room.
  private(set) var left: [String] = []
  /// The original indices of the columns shown.
  private(set) var places: [Int]

  var width: Int { TableLayout.width(columns) }

  /// Chooses the most detail with which all columns fit; if none does, drops columns. At least one stays.
  init(_ all: [Column], width: Int) {
    places = Array(all.indices)
    for detail in Detail.allCases {
      if let columns = TableLayout.fitted(all, width, detail) {
        (self.columns, self.detail) = (columns, detail)
        return
      }
    }
    var rest = all
    while rest.count > 1 {
      let gives = rest.indices.dropFirst().last { !rest[$0].isKept } ?? rest.count - 1
      left.insert(rest.remove(at: gives).head, at: 0)
      places.remove(at: gives)
      // With fewer columns there may be room for their intervals again.
      for detail in [Detail.below, .figure] {
        if let columns = TableLayout.fitted(rest, width, detail) {
          (self.columns, self.detail) = (columns, detail)
          return
        }
      }
    }
    columns = rest
    detail = .figure
    if !columns.isEmpty { columns[0].width = width }
  }

  // MARK: Cells

  func head(_ column: Column) -> [String] {
    column.head.isEmpty ? [""] : column.head.wrapped(to: column.width)
  }

  /// The lines of a cell: several if it is folded or its interval is below the figure.
  func cell(_ column: Column, _ row: Int, mostLines: Int) -> [String] {
    let cell = column.cells[row]
    if column.isRight {
      let below = detail == .below ? cell.interval.drop { $0 == " " } : ""
      return [TableLayout.text(cell, detail)] + (below.isEmpty ? [] : [String(below)])
    }
    let text = TableLayout.text(cell, detail)
    guard text.cellWidth > column.width else { return [text] }
    let folded = text.wrapped(to: column.width)
    guard folded.count > mostLines else { return folded }
    return folded.prefix(mostLines - 1) + [folded[mostLines - 1].continued(to: column.width)]
  }

  private static func text(_ cell: FigureText.Text, _ detail: Detail) -> String {
    switch detail {
    case .full: cell.figure + cell.interval + cell.base
    case .brief: cell.figure + cell.interval + (cell.brief.isEmpty ? cell.base : cell.brief)
    case .counts: cell.figure + cell.interval + (cell.brief.isEmpty ? cell.base : "")
    case .interval: cell.figure + cell.interval
    case .below, .figure: cell.figure
    }
  }

  // MARK: Widths

  private static func width(_ columns: [Column]) -> Int {
    columns.map(\.width).reduce(0, +) + gap * max(0, columns.count - 1)
  }

  /// The widths of the columns within a total width: headings are folded first, then a long text in the last column, then other
  /// texts, then names. Nil if that is not enough. No text is folded just to make room for n of N.
  private static func fitted(_ all: [Column], _ width: Int, _ detail: Detail) -> [Column]? {
    var columns = all.map { measured($0, detail) }
    var excess: Int { TableLayout.width(columns) - width }
    func narrow(_ indices: [Int], to least: (Column) -> Int) {
      while excess > 0 {
        let wide = indices.filter { columns[$0].width > least(columns[$0]) }
        guard let widest = wide.max(by: { columns[$0].width < columns[$1].width }) else { return }
        columns[widest].width -= 1
      }
    }
    narrow(Array(columns.indices)) { $0.ownWidth }
    let texts = columns.indices.filter { !columns[$0].isRight }
    if let last = columns.indices.last, texts.contains(last) {
      narrow([last]) { min($0.ownWidth, narrowestLast) }
    }
    if detail.rawValue >= Detail.interval.rawValue {
      narrow(texts.filter { !columns[$0].isName }) { min($0.ownWidth, narrowest) }
      narrow(texts.filter { columns[$0].isName }) { min($0.ownWidth, narrowest) }
    }
    return excess <= 0 ? columns : nil
  }

  private static func measured(_ column: Column, _ detail: Detail) -> Column {
    var column = column
    let cells = column.cells.map { cell in
      max(text(cell, detail).cellWidth, detail == .below ? cell.interval.drop { $0 == " " }.cellWidth : 0)
    }
    let word = column.head.split(separator: " ").map(\.cellWidth).max() ?? 0
    column.ownWidth = max(cells.max() ?? 0, word)
    column.width = max(column.ownWidth, column.head.cellWidth)
    return column
  }
}
