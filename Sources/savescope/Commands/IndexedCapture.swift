import SaveStream

/// A capture that was read as far as it goes.
struct IndexedCapture {
  let capture: Capture
  let index: IndexSnapshot
  /// Why it could not be read to its end, where that is so.
  let failure: CaptureError?

  /// Makes sure that there is a stream which is read.
  /// - Throws: when it is of a kind that is known by name only.
  func requireStream() throws(ProgramFailure) {
    guard index.stream == nil else { return }
    let what = index.unreadContent.map { "\($0): recognised, but this version cannot read it" } ?? "holds no stream"
    throw ProgramFailure("\(displayed(capture.path)): \(what); savescope summary shows what is known of it")
  }

  /// To be called when all that could be read is written.
  /// - Throws: what kept the rest from being read.
  func requireEnd() throws {
    if let failure { throw failure }
    guard let failed = index.findings.first(where: { $0.rule == .readFailed }) else { return }
    throw ProgramFailure(
      "\(displayed(capture.path)):\(NumberText.hex(failed.offset)): \(FindingText.message(for: failed)); check the "
        + "medium, or copy the capture to another one")
  }
}
