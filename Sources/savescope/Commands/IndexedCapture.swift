@_spi(Measuring) import SaveStream

/// A capture that was read as far as it goes.
struct IndexedCapture: Sendable {
  let capture: Capture
  var index: IndexSnapshot
  /// Why it could not be read to its end, where that is so.
  var failure: CaptureError?
  /// What read it, where that was as a receiver would.
  var indexer: CaptureIndexer?

  /// Makes sure that there is a stream which is read. A command that has something to write without one calls this
  /// behind that, so that all of them end with the same line.
  /// - Throws: when there is none, or it is of a kind that is known by name only.
  func requireStream() throws(ProgramFailure) {
    guard index.stream == nil else { return }
    let what = StreamText.missingStream(of: index) ?? "holds no stream that has been read"
    throw ProgramFailure("\(displayed(capture.path)): \(what)")
  }

  /// To be called when all that could be read is written.
  /// - Throws: what kept the rest from being read.
  func requireEnd() throws(ProgramFailure) {
    if let shortfall { throw shortfall }
  }

  /// For a command whose output needs no more than what lies in front of the place where reading ended: it says so,
  /// writes what is whole, and ends as for a capture that is cut there.
  func warnOfMissingEnd(isQuiet: Bool) {
    guard !isQuiet, let message = shortfall?.message else { return }
    FileWriter.standardError.say("savescope: warning: \(message)\n")
  }

  /// What kept the capture from being read to its end; nil where nothing did.
  private var shortfall: ProgramFailure? {
    if let failure { return ProgramFailure(failure) }
    let isFailure: (Finding) -> Bool = { $0.rule == .readFailed || $0.rule == .unpackingFailed }
    guard let failed = index.findings.first(where: isFailure) else { return nil }
    let advice =
      failed.rule == .unpackingFailed
      ? "check that the file was copied whole" : "check the medium, or copy the capture to another one"
    return ProgramFailure(
      "\(displayed(capture.path)):\(NumberText.hex(failed.offset)): \(FindingText.message(for: failed)); \(advice)")
  }
}
