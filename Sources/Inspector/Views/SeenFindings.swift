@_spi(Measuring) import SaveStream

/// The findings as they were when they were looked at last. A capture that is read anew may have others in their
/// places: what was cut short has gone on, and what a second pass found is not there yet.
struct SeenFindings: Sendable {
  private(set) var count = 0
  private var last: Finding?

  /// Whether all that was seen is still there, at the start of a list. By its last one, as they change from the end.
  func isStart(of findings: Rows<Finding>) -> Bool {
    guard let last else { return true }
    guard count <= findings.count else { return false }
    let now = findings[count - 1]
    return now.rule == last.rule && now.offset == last.offset
  }

  mutating func see(_ findings: Rows<Finding>) { (count, last) = (findings.count, findings.last) }
}
