/// The findings by file offset, so that each is told at the node that shows it.
struct NodeFindings {
  /// By severity, the worst first; each in ascending order of offset.
  private let findings: [[Finding]]
  /// Where the capture ends: a finding there speaks of what is missing behind the last node.
  private let end: UInt64

  init(_ index: IndexSnapshot) {
    findings = Severity.allCases.sorted(by: >).map { severity in
      index.findings.filter { $0.severity == severity }.sorted { $0.offset < $1.offset }
    }
    end = index.size
  }

  /// The worst finding in a node; `nil` where there is none.
  func worst(in node: TreeNode) -> FindingRule? {
    for sorted in findings {
      let place = sorted.partitioningIndex { $0.offset < node.offset }
      guard place < sorted.count else { continue }
      let offset = sorted[place].offset
      if offset < node.end || offset == node.end && offset == end { return sorted[place].rule }
    }
    return nil
  }
}
