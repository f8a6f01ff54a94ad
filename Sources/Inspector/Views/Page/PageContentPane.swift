@_spi(Measuring) import SaveStream

/// The pane that shows what the page holds, in one of several looks.
struct PageContentPane: Sendable {
  /// The looks that `v` turns between.
  enum Look: Sendable, CaseIterable {
    /// The bytes as of the checkpoint, or, while sends are compared, those of two sends.
    case bytes
    /// What the selected send does to each word.
    case runMap
    /// The fields of the structure that the page holds.
    case fields
  }

  private(set) var look = Look.bytes
  private(set) var bytes = PageBytes()
  private(set) var fields = PageFieldsPane()
  private(set) var comparison = PageComparisonPane()
  /// Whether two sends are compared in the place of the bytes.
  var isComparing = false
  /// The match that one is at, by its bytes from the start of the page.
  private(set) var hit: Range<Int>?

  var isComparisonShown: Bool { look == .bytes && isComparing }
  var areBytesShown: Bool { look == .bytes && !isComparing }

  /// The next look; that of fields only where there are some, the run map only where it has no place of its own.
  mutating func turn(hasFields: Bool, hasMap: Bool) {
    switch look {
    case .bytes where hasMap: look = .runMap
    case .bytes, .runMap: look = hasFields ? .fields : .bytes
    case .fields: look = .bytes
    }
  }

  /// The bytes of the page that are selected.
  var range: Range<Int>? { areBytesShown ? bytes.range : nil }

  mutating func toggleRange() { bytes.toggleRange() }

  mutating func giveUpRange() -> Bool { bytes.giveUpRange() }

  mutating func showBytes() { look = .bytes }

  /// Goes to a byte of the page.
  mutating func show(byte: Int) {
    look = .bytes
    bytes.reveal(byte..<byte + wordSize)
  }

  /// Goes to the byte that a jump came from: also of a page that is still to be read.
  mutating func comeBack(to byte: Int) {
    hit = byte..<byte
    look = .bytes
    isComparing = false
    bytes.reveal(byte..<byte + 1)
  }

  /// Shows a match of the search.
  mutating func show(hit: Range<Int>) {
    self.hit = hit
    look = .bytes
    isComparing = false
    bytes.reveal(hit)
  }

  /// Another page is shown.
  mutating func startAnew() {
    hit = nil
    _ = bytes.giveUpRange()
    isComparing = false
    comparison.forget()
  }

  mutating func endHit() { hit = nil }

  /// - Parameters:
  ///   - isNew: whether another page was shown before.
  ///   - isFollowed: whether what changed is to be seen; else the bytes stay where they are.
  mutating func take(_ content: PageContent, isNew: Bool, isFollowed: Bool) {
    fields.take(content)
    if look == .fields, content.structure == nil, content.page != nil { look = .bytes }
    guard hit == nil, content.page != nil else { return }
    if isNew { bytes.arrive(at: content) } else if isFollowed { bytes.reveal(content) }
  }

  mutating func take(_ comparison: SendComparison) { self.comparison.take(comparison) }

  /// - Parameter hasMap: whether the run map is one of the looks.
  mutating func fit(_ size: Rect, hasMap: Bool) {
    if look == .runMap, !hasMap { look = .bytes }
    bytes.fit(size)
    fields.fit(height: size.rows)
    comparison.fit(size)
  }

  /// Carries out the commands that move; false for any other.
  mutating func perform(_ command: Command, size: Rect) -> Bool {
    switch look {
    case .bytes: isComparing ? comparison.perform(command, height: size.rows) : bytes.perform(command, size: size)
    case .fields: fields.perform(command, height: size.rows)
    case .runMap: false
    }
  }

  mutating func scroll(by rows: Int, size: Rect) {
    switch look {
    case .bytes where isComparing: comparison.scroll(by: rows)
    case .bytes: bytes.scroll(by: rows, size: size)
    case .fields: fields.scroll(by: rows, height: size.rows)
    case .runMap: break
    }
  }

  mutating func click(line: Int, column: Int, size: Rect) {
    switch look {
    case .bytes where !isComparing: bytes.click(line: line, column: column, size: size)
    case .fields: fields.click(line: line, height: size.rows)
    default: break
    }
  }
}

extension PageContentPane {
  /// - Parameter send: the selected send.
  func draw(
    _ content: PageContent, send: SendMapPane?, into grid: inout Grid, _ scene: Scene, isFocused: Bool
  ) {
    if look == .runMap {
      send?.draw(into: &grid, scene, isFocused: isFocused)
    } else if isComparisonShown {
      comparison.draw(into: &grid, scene, isFocused: isFocused)
    } else if content.page == nil {
      grid.rule(
        row: 0, title: content.title, glyphs: scene.glyphs, isFocused: isFocused,
        key: scene.paneKey(isFocused, in: .page))
      grid.put("The page is not there at this checkpoint.", row: 1, column: 1, style: .dim)
    } else if look == .fields {
      fields.draw(content, into: &grid, scene, isFocused: isFocused)
    } else {
      grid.rule(
        row: 0, title: content.title, glyphs: scene.glyphs, isFocused: isFocused,
        key: scene.paneKey(isFocused, in: .page))
      let matches = PageMatches(of: scene.pattern, in: content.bytes, current: hit)
      bytes.draw(content, into: &grid, scene.glyphs, isFocused: isFocused, matches)
    }
  }
}
