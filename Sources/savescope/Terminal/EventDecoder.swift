import CTerminal
@_spi(Measuring) import Inspector

/// Makes the inspector's keys out of the terminal's.
enum EventDecoder {
  /// - Parameter milliseconds: now, on a clock that only goes forward.
  static func decode(_ event: ct_event, milliseconds: UInt64) -> TerminalEvent {
    switch event.kind {
    case .CT_EVENT_NONE: .none
    case .CT_EVENT_RUNE: key(rune: event.rune).map { .inspector(.key($0, milliseconds: milliseconds)) } ?? .none
    case .CT_EVENT_KEY: key(event.key).map { .inspector(.key($0, milliseconds: milliseconds)) } ?? .none
    case .CT_EVENT_MOUSE:
      .inspector(
        .mouse(
          Mouse(
            action(event.button), row: Int(event.row), column: Int(event.column), milliseconds: milliseconds)))
    case .CT_EVENT_RESIZE, .CT_EVENT_REPAINT: .repaint(rows: Int(event.row), columns: Int(event.column))
    case .CT_EVENT_BACKGROUND: .background(rgb: event.rune)
    case .CT_EVENT_SUSPEND: .suspend
    case .CT_EVENT_QUIT: .quit(signal: event.signal)
    }
  }

  /// The key that a character stands for; nil for one that no key of ours makes.
  static func key(rune: UInt32) -> Key? {
    switch rune {
    case 0: nil
    case 0x08, 0x7f: .backspace
    case 0x09: .tab
    case 0x0a, 0x0d: .enter
    case 0x1b: .escape
    // Control takes away the upper bits: ^A to ^Z, and ^\ ^] ^^ ^_ after the escape character.
    case 0x01...0x1a: Unicode.Scalar(rune + 0x60).map { .control($0) }
    case 0x1c...0x1f: Unicode.Scalar(rune + 0x40).map { .control($0) }
    case 0x80..<0xa0: nil
    default: Unicode.Scalar(rune).map { .character($0) }
    }
  }

  private static func key(_ key: ct_key) -> Key? {
    switch key {
    case .CT_KEY_UP: .up
    case .CT_KEY_DOWN: .down
    case .CT_KEY_LEFT: .left
    case .CT_KEY_RIGHT: .right
    case .CT_KEY_PAGE_UP: .pageUp
    case .CT_KEY_PAGE_DOWN: .pageDown
    case .CT_KEY_HOME: .home
    case .CT_KEY_END: .end
    case .CT_KEY_ENTER: .enter
    case .CT_KEY_BACKSPACE: .backspace
    case .CT_KEY_DELETE: .delete
    case .CT_KEY_INSERT: .insert
    case .CT_KEY_BACK_TAB: .backTab
    case .CT_KEY_F1: .function(1)
    case .CT_KEY_F2: .function(2)
    case .CT_KEY_F3: .function(3)
    case .CT_KEY_F4: .function(4)
    case .CT_KEY_F5: .function(5)
    case .CT_KEY_F6: .function(6)
    case .CT_KEY_F7: .function(7)
    case .CT_KEY_F8: .function(8)
    case .CT_KEY_F9: .function(9)
    case .CT_KEY_F10: .function(10)
    case .CT_KEY_F11: .function(11)
    case .CT_KEY_F12: .function(12)
    case .CT_KEY_OTHER: nil
    }
  }

  private static func action(_ button: ct_button) -> Mouse.Action {
    switch button {
    case .CT_BUTTON_PRESS: .press
    case .CT_BUTTON_WHEEL_UP: .wheelUp
    case .CT_BUTTON_WHEEL_DOWN: .wheelDown
    }
  }
}
