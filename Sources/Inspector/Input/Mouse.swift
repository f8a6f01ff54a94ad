/// Something done with the mouse.
@_spi(Measuring) public struct Mouse: Sendable, Equatable {
  public enum Action: Sendable, Equatable {
    /// The main button went down.
    case press
    /// The wheel, towards the top or the bottom.
    case wheelUp, wheelDown
  }

  public let action: Action
  /// The cell, from 0 at the upper left.
  public let row: Int
  public let column: Int
  /// When, on a clock that only goes forward: two presses close together make a double click.
  public let milliseconds: UInt64

  public init(_ action: Action, row: Int, column: Int, milliseconds: UInt64) {
    self.action = action
    self.row = row
    self.column = column
    self.milliseconds = milliseconds
  }
}
