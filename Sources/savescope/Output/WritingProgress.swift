import SaveStream

/// One line on standard error that says how much of an image has been written. It appears once half a second has
/// passed, and is wiped out at the end.
final class WritingProgress {
  private let pageCount: UInt64
  private let start = ContinuousClock.now
  private var shown: ContinuousClock.Instant?

  init(pageCount: UInt64) { self.pageCount = pageCount }

  func show(pages: UInt64) {
    let now = ContinuousClock.now
    guard now - start > .milliseconds(500), shown.map({ now - $0 > .milliseconds(250) }) ?? true else { return }
    shown = now
    let size = UInt64(pageSize)
    FileWriter.standardError.say(
      "\rwriting: \(NumberText.size(pages * size)) of \(NumberText.size(pageCount * size)) "
        + "(\(NumberText.percent(pages, of: pageCount)))\u{1b}[K")
  }

  func end() {
    if shown != nil { FileWriter.standardError.say("\r\u{1b}[K") }
  }
}
