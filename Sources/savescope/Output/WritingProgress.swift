@_spi(Measuring) import SaveStream

/// One line on standard error that says how much of a file has been written.
final class WritingProgress {
  private let byteCount: UInt64
  private let line = RepeatedLine()

  init(byteCount: UInt64) { self.byteCount = byteCount }

  /// Of an image of guest memory.
  convenience init(pageCount: UInt64) { self.init(byteCount: Self.bytes(of: pageCount)) }

  func show(bytes: UInt64) {
    line.show(
      "writing: \(NumberText.size(bytes)) of \(NumberText.size(byteCount)) (\(NumberText.percent(bytes, of: byteCount)))"
    )
  }

  func show(pages: UInt64) { show(bytes: Self.bytes(of: pages)) }

  func end() { line.end() }

  /// The pages of a capture may have the last PFNs that there can be.
  private static func bytes(of pages: UInt64) -> UInt64 {
    let (bytes, isTooMuch) = pages.multipliedReportingOverflow(by: UInt64(pageSize))
    return isTooMuch ? .max : bytes
  }
}
