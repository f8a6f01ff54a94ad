@_spi(Measuring) import SaveStream

extension IndexedCapture {
  /// The same with the findings of a second pass, too.
  /// - Parameter appliesPages: whether all pages are applied, to find those that differ from what they verify.
  func verified(appliesPages: Bool = false, progress: Bool, _ watch: ReportWatch) throws -> IndexedCapture {
    let pass = SecondPass(capture: capture, index: index, appliesPages: appliesPages)
    var verified = self
    do throws(CaptureError) {
      if progress {
        let position = ReachedOffset()
        let size = index.size
        try ProgressLine("checking", done: { position.value }, size: { size }).show { () throws(CaptureError) in
          try pass.run { part in
            position.value = UInt64(Double(size) * part)
            return true
          }
        }
      } else {
        try pass.run { (try? watch.reached($0)) != nil }
      }
      verified.index = index.lookedThrough(finding: pass.findings)
    } catch {
      verified.index = index.with(pass.findings)
      verified.failure = verified.failure ?? error
    }
    try watch.check()
    return verified
  }

  /// Who says what receivers make of the capture, by all that was found; nil where there is nothing that they read.
  func receiverJudge() throws -> ReceiverJudge? {
    try ReceiverJudge(of: index, in: capture, findings: Array(index.findings))
  }
}
