/// One line on standard error that is written again and again while something goes on. It appears once half a second
/// has passed, so that short work shows nothing, and is wiped out at the end.
final class RepeatedLine {
  private let start = ContinuousClock.now
  private var shown: ContinuousClock.Instant?

  /// Shows the text, unless the last one was shown a moment ago.
  func show(_ text: @autoclosure () -> String) {
    let now = ContinuousClock.now
    guard now - start > .milliseconds(500), shown.map({ now - $0 > .milliseconds(250) }) ?? true else { return }
    shown = now
    FileWriter.standardError.say("\r\(text())\u{1b}[K")
  }

  func end() {
    if shown != nil { FileWriter.standardError.say("\r\u{1b}[K") }
  }
}
