import SaveStream

extension Command {
  /// The byte of a page that a command which moves leads to from another one; nil for any other command.
  ///
  /// - Parameters:
  ///   - row: the bytes of a row on the screen.
  ///   - rows: the rows on the screen.
  func byteOfPage(from byte: Int, bytesPerRow row: Int, rows: Int) -> Int? {
    let page = max(rows - 1, 1)
    let next: Int
    switch self {
    case .left: next = byte - 1
    case .right: next = byte + 1
    case .up: next = byte - row
    case .down: next = byte + row
    case .pageUp: next = byte - row * page
    case .pageDown: next = byte + row * page
    case .halfPageUp: next = byte - row * max(page / 2, 1)
    case .halfPageDown: next = byte + row * max(page / 2, 1)
    case .first: next = 0
    case .last: next = pageSize - 1
    default: return nil
    }
    return max(0, min(next, pageSize - 1))
  }
}
