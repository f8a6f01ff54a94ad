import SaveStream

/// The file offsets of all findings, so that a node can be marked with the worst one inside it.
struct FindingOffsets: Sendable {
  private var errors: [UInt64] = []
  private var warnings: [UInt64] = []
  private var notes: [UInt64] = []
  private var seen = 0

  /// Takes in the findings that came since the last time.
  mutating func update(_ findings: Rows<Finding>) {
    if findings.count < seen { self = FindingOffsets() }
    guard findings.count > seen else { return }
    for position in seen..<findings.count {
      let finding = findings[position]
      switch finding.severity {
      case .error: errors.append(finding.offset)
      case .warning: warnings.append(finding.offset)
      case .note: notes.append(finding.offset)
      }
    }
    seen = findings.count
    errors.sort()
    warnings.sort()
    notes.sort()
  }

  /// The worst severity of the findings at offsets in `range`; nil when there is none.
  func worst(in range: Range<UInt64>) -> Severity? {
    if Self.any(of: errors, in: range) { return .error }
    if Self.any(of: warnings, in: range) { return .warning }
    if Self.any(of: notes, in: range) { return .note }
    return nil
  }

  private static func any(of offsets: [UInt64], in range: Range<UInt64>) -> Bool {
    var low = 0
    var high = offsets.count
    while low < high {
      let middle = low + (high - low) / 2
      if offsets[middle] < range.lowerBound { low = middle + 1 } else { high = middle }
    }
    return low < offsets.count && offsets[low] < range.upperBound
  }
}
