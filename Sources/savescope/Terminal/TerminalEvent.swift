@_spi(Measuring) import Inspector

/// What the terminal reports.
enum TerminalEvent {
  /// Nothing: the time is over, or another thread woke the loop.
  case none
  /// Something for the inspector.
  case inspector(InspectorEvent)
  /// The screen may show anything: a new size, or the program went on after a stop.
  case repaint(rows: Int, columns: Int)
  /// The terminal's background: eight bits of red, green and blue.
  case background(rgb: UInt32)
  /// A stop was asked for from outside.
  case suspend
  /// A signal asks the program to end.
  case quit(signal: Int32)
}
