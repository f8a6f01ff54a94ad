import CTerminal
import Glibc
@_spi(Measuring) import Inspector

/// The terminal, taken over for as long as this lives.
///
/// There can be one at a time. It belongs to the thread that made it, but for `wake()`.
final class TerminalScreen {
  /// Where keys come from when standard input is something else; −1 when it is the terminal.
  private var keysDescriptor: Int32
  /// What the terminal shows.
  private var shown = Grid(rows: 0, columns: 0)
  private var cells: [ct_cell] = []
  private var theme: Theme
  /// nil where it is not known.
  private var background: TerminalBackground?

  /// Takes the terminal over: standard output, and keys from standard input or, when that is no terminal, from
  /// `/dev/tty`.
  init(theme: Theme) throws(TerminalError) {
    self.theme = theme
    var input = STDIN_FILENO
    var opened: Int32 = -1
    if isatty(STDIN_FILENO) == 0 {
      opened = open("/dev/tty", O_RDWR | O_CLOEXEC)
      guard opened >= 0 else { throw .noTerminalForKeys }
      input = opened
    }
    keysDescriptor = opened
    if let failure = TerminalError(ct_open(input, STDOUT_FILENO), term: Environment.value(of: "TERM") ?? "") {
      if opened >= 0 { Glibc.close(opened) }
      throw failure
    }
    background = TerminalBackground(
      colorFGBG: Environment.value(of: "COLORFGBG"), term: Environment.value(of: "TERM"))
    defineStyles()
    // The answer comes as an event, if one comes at all.
    if background == nil, colors >= 8 { ct_ask_background() }
  }

  deinit { close() }

  /// Gives the terminal back.
  func close() {
    ct_close()
    if keysDescriptor >= 0 { Glibc.close(keysDescriptor) }
    keysDescriptor = -1
  }

  /// The size in cells.
  var size: (rows: Int, columns: Int) {
    var rows: Int32 = 0
    var columns: Int32 = 0
    ct_size(&rows, &columns)
    return (Int(rows), Int(columns))
  }

  /// The characters that the locale and the terminal can show.
  var glyphs: Glyphs {
    var glyphs: Glyphs = ct_is_utf8() ? .unicode : .ascii
    glyphs.hasColors = colors >= 8
    // Those of the console and of old terminals have fonts without braille.
    let term = Environment.value(of: "TERM") ?? ""
    if term == "linux" || term.hasPrefix("vt") { glyphs.hasBraille = false }
    return glyphs
  }

  /// Shows a grid, sending only what has changed since the last one.
  func present(_ grid: Grid) {
    for change in grid.changes(since: shown) {
      var end = change.columns.upperBound
      // A wide character is put with its right half, changed or not.
      while end < grid.columns, grid[change.row, end].rune == 0 { end += 1 }
      cells.removeAll(keepingCapacity: true)
      for column in change.columns.lowerBound..<end {
        let cell = grid[change.row, column]
        cells.append(ct_cell(rune: cell.rune, style: cell.style.rawValue))
      }
      ct_put(
        Int32(clamping: change.row), Int32(clamping: change.columns.lowerBound), cells, Int32(clamping: cells.count))
    }
    ct_flush()
    shown = grid
  }

  /// Makes the next `present` paint everything.
  func invalidate() {
    shown = Grid(rows: 0, columns: 0)
    ct_redraw()
  }

  /// Takes the mouse, or leaves it to the terminal's own selection.
  func setMouse(_ isOn: Bool) { ct_set_mouse(isOn) }

  /// Puts text on the terminal's clipboard. Returns false where the terminal cannot do that.
  func copy(_ text: String) -> Bool { copy(Array(text.utf8)) }

  /// The same for any bytes: they go as Base64.
  func copy(_ bytes: [UInt8]) -> Bool {
    guard let sequence = ClipboardSequence(bytes) else { return false }
    return sequence.bytes.withUnsafeBufferPointer { bytes in
      bytes.baseAddress.map { ct_send($0, bytes.count) } ?? false
    }
  }

  /// Stops as for ^Z, and comes back when the program goes on.
  func suspend() {
    _ = ct_suspend()
    invalidate()
  }

  /// Waits for an event; nil waits for ever.
  func wait(milliseconds: Int?) -> TerminalEvent {
    var event = ct_event()
    ct_wait(&event, milliseconds.map { Int32(clamping: $0) } ?? -1)
    return EventDecoder.decode(event, milliseconds: MonotonicClock.milliseconds)
  }

  /// Makes `wait` return. May be called from any thread.
  static func wake() { ct_wake() }

  /// Uses other colours from the next `present` on.
  func setTheme(_ theme: Theme) {
    self.theme = theme
    defineStyles()
    invalidate()
  }

  /// Takes in the terminal's background, eight bits of red, green and blue, and uses colours that go with it.
  func setBackground(rgb: UInt32) {
    background = TerminalBackground(rgb: rgb)
    setTheme(theme)
  }

  /// How many colours may be used: none where `NO_COLOR` says so.
  private var colors: Int { Environment.value(of: "NO_COLOR") == nil ? Int(ct_colors()) : 0 }

  private func defineStyles() {
    let colors = colors
    let palette = Palette(theme: theme, colors: colors, background: background)
    for style in Style.allCases {
      let look = (16...256).contains(colors) ? palette.look(of: style) : palette.look(of: style).inEightColors
      ct_set_style(style.rawValue, look.foreground ?? -1, look.background ?? -1, look.attributes.rawValue)
    }
  }
}
