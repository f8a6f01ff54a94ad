/// A selected row and a window over a list, of any length.
struct ListCursor: Sendable, Equatable {
  private(set) var selected = 0
  /// The first row shown.
  private(set) var top = 0

  /// Carries out the commands that move; false for any other.
  mutating func perform(_ command: Command, count: Int, height: Int) -> Bool {
    let page = max(height, 1)
    switch command {
    case .down: move(by: 1, count: count, height: height)
    case .up: move(by: -1, count: count, height: height)
    case .halfPageDown: turn(by: max(page / 2, 1), count: count, height: height)
    case .halfPageUp: turn(by: -max(page / 2, 1), count: count, height: height)
    case .pageDown: turn(by: max(page - 1, 1), count: count, height: height)
    case .pageUp: turn(by: -max(page - 1, 1), count: count, height: height)
    case .first: select(0, count: count, height: height)
    case .last: select(count - 1, count: count, height: height)
    case .screenTop: select(top, count: count, height: height)
    case .screenBottom: select(min(top + page, count) - 1, count: count, height: height)
    default: return false
    }
    return true
  }

  /// Selects a row and brings it on the screen: at its edge when it is near, in the middle when it is far.
  mutating func select(_ row: Int, count: Int, height: Int) {
    selected = max(0, min(row, count - 1))
    let page = max(height, 1)
    if selected < top - page || selected >= top + 2 * page { top = max(0, selected - page / 2) }
    fit(count: count, height: height)
  }

  /// Keeps row and window within the list and the window around the row.
  mutating func fit(count: Int, height: Int) {
    let page = max(height, 1)
    selected = max(0, min(selected, count - 1))
    top = max(0, min(top, count - page))
    if selected < top { top = selected }
    if selected >= top + page { top = selected - page + 1 }
  }

  /// Moves the window; the row goes along only as far as it must.
  mutating func scroll(by rows: Int, count: Int, height: Int) {
    let page = max(height, 1)
    top = max(0, min(top + rows, count - page))
    selected = max(top, min(selected, top + page - 1))
    fit(count: count, height: height)
  }

  /// The rows on the screen.
  func visible(count: Int, height: Int) -> Range<Int> {
    let end = min(max(count, 0), top + max(height, 0))
    return min(top, end)..<end
  }

  private mutating func move(by rows: Int, count: Int, height: Int) {
    select(selected + rows, count: count, height: height)
  }

  private mutating func turn(by rows: Int, count: Int, height: Int) {
    let page = max(height, 1)
    top = max(0, min(top + rows, count - page))
    select(selected + rows, count: count, height: height)
  }
}
