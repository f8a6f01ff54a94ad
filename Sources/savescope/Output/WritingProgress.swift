import SaveStream

/// One line on standard error that says how much of an image has been written.
final class WritingProgress {
  private let pageCount: UInt64
  private let line = RepeatedLine()

  init(pageCount: UInt64) { self.pageCount = pageCount }

  func show(pages: UInt64) {
    let size = UInt64(pageSize)
    line.show(
      "writing: \(NumberText.size(pages * size)) of \(NumberText.size(pageCount * size)) "
        + "(\(NumberText.percent(pages, of: pageCount)))")
  }

  func end() { line.end() }
}
