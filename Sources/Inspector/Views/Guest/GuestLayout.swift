/// The panes of the Guest view, in the order in which Tab goes through them.
enum GuestPane: Int, Sendable, CaseIterable {
  /// What page frames are used for.
  case memory
  case tasks
  /// Where the vCPUs stood, and the way there.
  case vcpus
  /// The kernel log.
  case log

  /// Rows above those of the pane's list: its rule, and the heads of its columns.
  var headRows: Int { self == .memory || self == .tasks ? 2 : 1 }
}

/// Where the panes of the Guest view lie: a head over all; the log below the others, or on their right where there is
/// room for it. On a narrow screen the memory and the vCPUs take turns in one place.
struct GuestLayout: Equatable {
  var head = Rect(row: 0, column: 0, rows: 0, columns: 0)
  private var panes = [Rect](repeating: Rect(row: 0, column: 0, rows: 0, columns: 0), count: GuestPane.allCases.count)
  /// The lines between panes that lie side by side.
  private(set) var dividers: [Rect] = []

  /// - Parameters:
  ///   - headRows: rows of the head.
  ///   - wanted: the rows that the lists of panes have.
  init(
    rows: Int, columns: Int, headRows: Int, wanted: (GuestPane) -> Int, focus: GuestPane, isMaximised: Bool
  ) {
    let above = min(headRows, max(rows / 3, 1))
    head = Rect(row: 0, column: 0, rows: above, columns: columns)
    let area = Rect(row: above, column: 0, rows: rows - above, columns: columns)
    if isMaximised {
      self[focus] = area
    } else if columns >= Self.columnsWithLogBeside {
      layLogBeside(area, wanted)
    } else {
      layLogBelow(area, focus)
    }
  }

  /// Memory, tasks and vCPUs one below the other on the left, the log on the right.
  private mutating func layLogBeside(_ area: Rect, _ wanted: (GuestPane) -> Int) {
    let most = max(area.rows / 3, 4)
    var left = area
    left.columns = Self.sideColumns
    split(area, at: left.columns, right: .log)
    var (memory, tasks, vcpus) = (left, left, left)
    memory.rows = min(wanted(.memory) + GuestPane.memory.headRows, most)
    vcpus.rows = min(wanted(.vcpus) + GuestPane.vcpus.headRows, most)
    tasks.rows = left.rows - memory.rows - vcpus.rows
    tasks.row += memory.rows
    vcpus.row = tasks.row + tasks.rows
    (self[.memory], self[.tasks], self[.vcpus]) = (memory, tasks, vcpus)
  }

  /// Memory, tasks and vCPUs side by side, the log below them.
  private mutating func layLogBelow(_ area: Rect, _ focus: GuestPane) {
    var above = area
    above.rows = max(area.rows * 9 / 20, 4)
    var log = area
    log.row += above.rows
    log.rows -= above.rows
    self[.log] = log
    if area.columns >= Self.columnsWithThree {
      var right = above
      right.columns -= Self.memoryColumns + 1
      right.column = Self.memoryColumns + 1
      self[.memory] = split(above, at: Self.memoryColumns)
      self[.tasks] = split(right, at: Self.taskColumns, right: .vcpus)
    } else if area.columns >= Self.columnsWithTwo {
      self[.tasks] = split(above, at: Self.taskColumns, right: focus == .vcpus ? .vcpus : .memory)
    } else {
      self[focus == .log ? .tasks : focus] = above
    }
  }

  /// Parts a rectangle by a line at a column of it; returns what lies on its left.
  @discardableResult
  private mutating func split(_ area: Rect, at column: Int, right pane: GuestPane? = nil) -> Rect {
    let middle = area.column + column
    dividers.append(Rect(row: area.row, column: middle, rows: area.rows, columns: 1))
    var left = area
    left.columns = column
    if let pane {
      self[pane] = Rect(row: area.row, column: middle + 1, rows: area.rows, columns: area.columns - column - 1)
    }
    return left
  }

  private static let memoryColumns = 38
  private static let taskColumns = 42
  private static let columnsWithTwo = taskColumns + 32
  private static let columnsWithThree = memoryColumns + taskColumns + 34
  private static let sideColumns = 72
  private static let columnsWithLogBeside = 160

  subscript(pane: GuestPane) -> Rect {
    get { panes[pane.rawValue] }
    set { panes[pane.rawValue] = newValue }
  }

  /// Rows of a pane's list.
  func listRows(_ pane: GuestPane) -> Int { max(self[pane].rows - pane.headRows, 0) }

  /// The pane that a cell belongs to.
  func pane(row: Int, column: Int) -> GuestPane? {
    GuestPane.allCases.first { self[$0].contains(row: row, column: column) }
  }
}
