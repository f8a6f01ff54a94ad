@_spi(Measuring) import SaveStream

/// The pane that shows the page that a delta results in, with its new words lit: it stands in the place of the bytes.
struct PagePane: Sendable {
  private(set) var page: ResultingPage?
  /// The node whose page was asked for, by its file offset.
  private var offset: UInt64?
  private var isKnown = false
  private var bytes = PageBytes()

  /// The byte of the page under the cursor.
  var cursor: Int { bytes.cursor }

  var byteUnderCursor: UInt8? { page.flatMap { $0.bytes.indices.contains(cursor) ? $0.bytes[cursor] : nil } }

  /// What was read may have changed.
  mutating func forget() { offset = nil }

  /// Makes the pane show the page of a delta; the node whose page is to be read for that, if any.
  mutating func prepare(node: TreeNode, size: Rect, isFinished: Bool) -> TreeNode? {
    bytes.fit(size)
    guard node.offset != offset else { return nil }
    page = nil
    isKnown = false
    guard isFinished else { return nil }
    offset = node.offset
    return node
  }

  mutating func take(_ page: ResultingPage?, offset: UInt64) {
    guard offset == self.offset else { return }
    self.page = page
    isKnown = true
    if let page { bytes.arrive(at: page) }
  }

  /// The bytes of the page that are selected.
  var range: Range<Int>? { page == nil ? nil : bytes.range }

  mutating func toggleRange() { bytes.toggleRange() }

  mutating func giveUpRange() -> Bool { bytes.giveUpRange() }

  /// Carries out the commands that move; false for any other.
  mutating func perform(_ command: Command, size: Rect) -> Bool { bytes.perform(command, size: size) }

  mutating func scroll(by rows: Int, size: Rect) { bytes.scroll(by: rows, size: size) }

  mutating func click(line: Int, column: Int, size: Rect) { bytes.click(line: line, column: column, size: size) }

  func draw(into grid: inout Grid, _ scene: Scene, isFocused: Bool) {
    grid.rule(
      row: 0, title: page?.title ?? "the page that results", glyphs: scene.glyphs, isFocused: isFocused,
      key: scene.paneKey(isFocused, in: .tree))
    guard let page else {
      let words =
        isKnown
        ? "The page is not in memory at the end of this checkpoint." : "Known once the capture has been read."
      grid.put(words, row: 1, column: 1, style: .dim)
      return
    }
    bytes.draw(page, into: &grid, scene.glyphs, isFocused: isFocused, PageMatches(of: scene.pattern, in: page.bytes))
  }
}

/// It is shown with its new words lit.
extension ResultingPage: LitPage {
  /// What the pane's head says of it.
  var title: String {
    let since: String
    if let changed {
      let same = (0..<wordsPerPage).count { isSent(word: $0) && !changed[$0] }
      since =
        ": \(NumberText.counted(changed.count, "word")) changed\(MarkedWords(count: changed.count).remark)"
        + (same > 0 ? ", \(NumberText.grouped(same)) sent as they were" : "")
    } else {
      since = ": not there before"
    }
    let remark = isSentAgain ? " (sent again behind this)" : isDoubtful ? " (doubtful)" : ""
    return "page \(NumberText.hex(pfn)) at checkpoint \(checkpoint)\(since)\(remark)"
  }
}

extension TreeNode {
  /// Whether it stands for a page delta, with all of its bytes known.
  var isWholeDelta: Bool { kind == .delta && length > 0 && !(name == "carried" && otherRanges.isEmpty) }
}
