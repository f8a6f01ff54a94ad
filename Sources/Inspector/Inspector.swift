import SaveStream

/// The user interface as a state machine: events in, effects and a grid of cells out.
///
/// It reads nothing and waits for nothing. What it wants to know it asks for by an effect, and the answer comes back
/// as an event; `InspectorSession` runs the two against a capture. Drawing touches memory only.
public struct Inspector: Sendable {
  /// The capture's path, as given.
  let path: String
  let glyphs: Glyphs
  var rows = 24
  var columns = 80

  /// - Parameters:
  ///   - path: the capture's path, for the title line.
  ///   - glyphs: what the terminal's locale can show.
  public init(path: String, glyphs: Glyphs = .unicode) {
    self.path = path
    self.glyphs = glyphs
  }

  /// Takes an event in and says what is to be done now.
  public mutating func update(_ event: InspectorEvent) -> [Effect] {
    switch event {
    case .resize(let rows, let columns):
      self.rows = rows
      self.columns = columns
    case .key(.character("q")), .key(.character("Q")):
      return [.quit]
    default: break
    }
    return []
  }

  /// Draws the screen. The grid should have the size of the last `resize`.
  public func draw(into grid: inout Grid) {
  }
}
