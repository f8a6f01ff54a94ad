@_spi(Measuring) import SaveStream

/// The findings by file offset, so that a node can be marked with the worst one inside it.
struct FindingOffsets: Sendable {
  /// A finding's offset, and its place among all findings.
  private struct Entry: Sendable {
    let offset: UInt64
    let position: Int
  }

  /// Those of each severity, by its rank.
  private var bySeverity = [[Entry]](repeating: [], count: Severity.allCases.count)
  private var seen = SeenFindings()

  /// Takes in the findings that came since the last time.
  mutating func update(_ findings: Rows<Finding>) {
    if !seen.isStart(of: findings) { self = FindingOffsets() }
    guard findings.count > seen.count else { return }
    for position in seen.count..<findings.count {
      let finding = findings[position]
      bySeverity[finding.severity.rank].append(Entry(offset: finding.offset, position: position))
    }
    seen.see(findings)
    for rank in bySeverity.indices {
      bySeverity[rank].sort { ($0.offset, $0.position) < ($1.offset, $1.position) }
    }
  }

  /// The worst severity of the findings at offsets in `range`; nil when there is none.
  func worst(in range: Range<UInt64>) -> Severity? {
    Severity.allCases.reversed().first { !entries(of: $0, in: range, most: 1).isEmpty }
  }

  /// The places, among all findings, of some at offsets in `range`, the worst first.
  func positions(in range: Range<UInt64>, most: Int) -> [Int] {
    Array(Severity.allCases.reversed().flatMap { entries(of: $0, in: range, most: most).map(\.position) }.prefix(most))
  }

  private func entries(of severity: Severity, in range: Range<UInt64>, most: Int) -> ArraySlice<Entry> {
    let entries = bySeverity[severity.rank]
    let first = entries.partitioningIndex { $0.offset < range.lowerBound }
    return entries[first...].prefix(most).prefix { $0.offset < range.upperBound }
  }
}

extension Scene {
  /// The worst finding in a node.
  func severity(of node: TreeNode) -> Severity? {
    findings.worst(in: offsets(of: node)) ?? (node.finding == nil ? nil : .warning)
  }

  /// What is wrong with a node itself: what stands in a leaf, or breaks the rule that the node is marked with.
  func finding(of node: TreeNode) -> Finding? {
    guard node.isLeaf || node.finding != nil else { return nil }
    let inside = findings.positions(in: offsets(of: node), most: 100).map { index.findings[$0] }
    return inside.first { $0.rule == node.finding } ?? (node.isLeaf ? inside.first : nil)
  }

  /// The offsets at which findings of a node stand: where bytes are missing that is just past its end.
  private func offsets(of node: TreeNode) -> Range<UInt64> {
    let length = max(node.finding == nil ? node.length : node.length &+ 1, 1)
    let end = node.offset.addingReportingOverflow(length)
    return node.offset..<(end.overflow ? UInt64.max : end.partialValue)
  }
}
