/// A rectangle of character cells that everything is drawn into; a front end shows it.
///
/// Rows and columns count from 0 at the upper left. Drawing is clipped to a region (`inside`), and a cell outside it
/// is never touched, whatever the coordinates.
@_spi(Measuring) public struct Grid: Equatable, Sendable {
  /// One character and the role it plays.
  public struct Cell: Equatable, Sendable, BitwiseCopyable {
    /// A Unicode scalar of width 1 or 2, never a control character; 0 for the right half of a wide one.
    public var rune: UInt32
    public var style: Style

    public init(_ rune: UInt32, _ style: Style = .plain) {
      self.rune = rune
      self.style = style
    }

    /// A space.
    public static let blank = Cell(0x20)
  }

  public let rows: Int
  public let columns: Int
  /// Row by row, `rows` × `columns`.
  public private(set) var cells: [Cell]
  /// What drawing is clipped to and counts from.
  private(set) var region: Rect

  /// An empty grid. Sizes below 0 count as 0.
  public init(rows: Int, columns: Int) {
    self.rows = max(rows, 0)
    self.columns = max(columns, 0)
    cells = Array(repeating: .blank, count: self.rows * self.columns)
    region = Rect(row: 0, column: 0, rows: self.rows, columns: self.columns)
  }

  public static func == (left: Grid, right: Grid) -> Bool {
    left.rows == right.rows && left.columns == right.columns && left.cells == right.cells
  }

  /// The cell at a place of the whole grid; blank outside it.
  public subscript(row: Int, column: Int) -> Cell {
    guard row >= 0, row < rows, column >= 0, column < columns else { return .blank }
    return cells[row * columns + column]
  }

  /// Sets the cell at a place of the region; does nothing outside it.
  mutating func set(_ cell: Cell, row: Int, column: Int) {
    guard row >= 0, row < region.rows, column >= 0, column < region.columns else { return }
    cells[(region.row + row) * columns + region.column + column] = cell
  }

  /// Draws with coordinates that count from `rect` (itself within the region) and cannot leave it; nothing where that is
  /// empty, as a pane is beside one that is maximised.
  mutating func inside(_ rect: Rect, _ draw: (inout Grid) -> Void) {
    let outer = region
    region = rect.offset(by: outer).intersection(outer)
    if region.rows > 0, region.columns > 0 { draw(&self) }
    region = outer
  }

  /// The visible text: one line per row, blanks at the ends trimmed.
  public var text: String {
    (0..<rows).map { row in
      var scalars = String.UnicodeScalarView()
      for cell in cells[row * columns..<(row + 1) * columns] where cell.rune != 0 {
        scalars.append(Unicode.Scalar(cell.rune) ?? "?")
      }
      while scalars.last == " " { scalars.removeLast() }
      return String(scalars)
    }.joined(separator: "\n")
  }

  /// The runs of cells that differ from `old`, so that a front end repaints only these: every row in whole when the
  /// sizes differ. A run never starts on the right half of a wide character.
  public func changes(since old: Grid) -> [(row: Int, columns: Range<Int>)] {
    guard old.rows == rows, old.columns == columns else { return (0..<rows).map { ($0, 0..<columns) } }
    var runs: [(row: Int, columns: Range<Int>)] = []
    for row in 0..<rows {
      let start = row * columns
      var column = 0
      while column < columns {
        while column < columns, cells[start + column] == old.cells[start + column] { column += 1 }
        var first = column
        while column < columns, cells[start + column] != old.cells[start + column] { column += 1 }
        while first > 0, first < column, cells[start + first].rune == 0 { first -= 1 }
        if first < column { runs.append((row, first..<column)) }
      }
    }
    return runs
  }
}
