extension VirtualTerminal {
  mutating func control(_ byte: UInt8) {
    switch byte {
    case 0x08: column = max(0, min(column, columns - 1) - 1)
    case 0x09: column = min(columns - 1, (column / 8 + 1) * 8)
    case 0x0a, 0x0b, 0x0c: lineFeed()
    case 0x0d: column = 0
    default: break
    }
  }

  /// Acts on an escape sequence; returns its length, or nil when it is not all there.
  mutating func escape(_ bytes: ArraySlice<UInt8>) -> Int? {
    let bytes = Array(bytes)
    guard bytes.count > 1 else { return nil }
    switch bytes[1] {
    case UInt8(ascii: "["):
      guard let end = bytes.dropFirst(2).firstIndex(where: { (0x40...0x7e).contains($0) }) else { return nil }
      controlSequence(String(decoding: bytes[2..<end], as: UTF8.self), final: Unicode.Scalar(bytes[end]))
      return end + 1
    case UInt8(ascii: "]"):
      guard let end = bytes.firstIndex(of: 0x07) else { return nil }
      systemCommand(String(decoding: bytes[2..<end], as: UTF8.self))
      return end + 1
    // A character set, of which only ASCII and line drawing are ever chosen; neither is drawn here.
    case UInt8(ascii: "("), UInt8(ascii: ")"): return bytes.count > 2 ? 3 : nil
    case UInt8(ascii: "M"):
      if row == top { scroll(-1) } else { row = max(0, row - 1) }
    case UInt8(ascii: "7"): saved = (row, column)
    case UInt8(ascii: "8"): (row, column) = saved
    case UInt8(ascii: "="), UInt8(ascii: ">"): break
    default: unknown.append("ESC \(Unicode.Scalar(bytes[1]))")
    }
    return 2
  }

  private mutating func systemCommand(_ text: String) {
    if text.hasPrefix("52;c;") {
      clipboard.append(String(text.dropFirst(5)))
    } else if text == "11;?" {
      backgroundQueries += 1
    } else {
      unknown.append("OSC \(text)")
    }
  }

  private mutating func controlSequence(_ text: String, final: Unicode.Scalar) {
    let isPrivate = text.hasPrefix("?") || text.hasPrefix(">")
    let parameters = text.drop { $0 == "?" || $0 == ">" }.split(separator: ";", omittingEmptySubsequences: false)
      .map { Int($0) ?? 0 }
    if final == "h" || final == "l" {
      for mode in parameters { setMode(mode, isPrivate: isPrivate, isOn: final == "h") }
    } else if final == "m", !isPrivate {
      selectLook(text.isEmpty ? [] : parameters)
    } else if !move(parameters, final), !edit(parameters, final), final != "t", final != "c" {
      unknown.append("CSI \(text)\(final)")
    }
  }

  private mutating func setMode(_ mode: Int, isPrivate: Bool, isOn: Bool) {
    switch (isPrivate, mode) {
    case (true, 1049):
      guard isOn != isAlternateScreen else { return }
      isAlternateScreen = isOn
      swap(&cells, &otherScreen)
      hasShownAlternateScreen = true
      if isOn { saved = (row, column) } else { (row, column) = saved }
    case (true, 25): isCursorVisible = isOn
    case (true, 1): areCursorKeysInApplicationMode = isOn
    case (true, 7): wrapsAtEnd = isOn
    case (true, 1000), (true, 1002), (true, 1003): isMouseOn = isOn
    case (false, 4): insertsCharacters = isOn
    // A blinking or tall cursor, the form of mouse reports, meta, smooth scrolling, 80 columns.
    case (true, 12), (true, 34), (false, 34), (true, 1006), (true, 1034), (true, 3), (true, 4): break
    default: unknown.append("mode \(isPrivate ? "?" : "")\(mode)")
    }
  }

  /// Cursor motion. Returns whether it was that.
  private mutating func move(_ parameters: [Int], _ final: Unicode.Scalar) -> Bool {
    let count = max(1, parameters.first ?? 1)
    let second = max(1, parameters.count > 1 ? parameters[1] : 1)
    let here = min(column, columns - 1)
    switch final {
    case "H", "f": (row, column) = (min(rows, count) - 1, min(columns, second) - 1)
    case "G": column = min(columns, count) - 1
    case "d": row = min(rows, count) - 1
    case "A": row = max(0, row - count)
    case "B": row = min(rows - 1, row + count)
    case "C": column = min(columns - 1, here + count)
    case "D": column = max(0, here - count)
    case "Z": column = max(0, (here - 1) / 8 * 8)
    case "r":
      top = min(rows, count) - 1
      bottom = parameters.count > 1 ? min(rows, second) - 1 : rows - 1
      (row, column) = (0, 0)
    default: return false
    }
    return true
  }

  /// Clearing, inserting, deleting and repeating. Returns whether it was that.
  private mutating func edit(_ parameters: [Int], _ final: Unicode.Scalar) -> Bool {
    let which = parameters.first ?? 0
    let count = max(1, which)
    let here = min(column, columns - 1)
    switch final {
    case "J":
      if which != 1 { clear(row, which == 0 ? here..<columns : 0..<columns) }
      if which == 1 { clear(row, 0..<here + 1) }
      let others = which == 0 ? row + 1..<rows : which == 1 ? 0..<row : 0..<rows
      for other in others { clear(other, 0..<columns) }
    case "K": clear(row, which == 0 ? here..<columns : which == 1 ? 0..<here + 1 : 0..<columns)
    case "X": clear(row, here..<min(columns, here + count))
    case "b": for _ in 0..<count { put(last) }
    case "P":
      cells[row].removeSubrange(here..<min(columns, here + count))
      while cells[row].count < columns { cells[row].append(.blank) }
    case "@": insertBlanks(count)
    case "L", "M":
      let formerTop = top
      top = row
      scroll(final == "L" ? -count : count)
      top = formerTop
    case "S": scroll(count)
    case "T": scroll(-count)
    default: return false
    }
    return true
  }

  mutating func lineFeed() {
    if row == bottom { scroll(1) } else { row = min(rows - 1, row + 1) }
  }

  mutating func insertBlanks(_ count: Int) {
    cells[row].insert(contentsOf: Array(repeating: .blank, count: count), at: min(column, columns - 1))
    cells[row].removeLast(cells[row].count - columns)
  }

  /// Moves the rows of the scrolling region up, or down for a negative count.
  private mutating func scroll(_ count: Int) {
    guard top <= bottom else { return }
    for _ in 0..<min(abs(count), rows) {
      cells.remove(at: count > 0 ? top : bottom)
      cells.insert(Array(repeating: .blank, count: columns), at: count > 0 ? bottom : top)
    }
  }

  private mutating func clear(_ row: Int, _ range: Range<Int>) {
    // A cleared cell takes on the background, as xterm does it.
    let blank = Cell(text: " ", look: Look(background: look.background))
    for column in range { cells[row][column] = blank }
  }
}
