/// What is known of a legacy checkpoint while its body and tail are read.
struct LegacyBody {
  /// The checkpoint's number.
  let checkpoint: Int
  /// The file offset of its first byte.
  let offset: UInt64
  let firstBatch: Int
  /// Whether pages travel as compressed data (format B).
  var isCompressed: Bool
  var totals = CheckpointTotals()
  var findings: [Finding] = []
  /// Findings that were counted only.
  private(set) var unkeptFindings: [Severity: Int] = [:]
  private var keptByRule: [FindingRule: Int] = [:]
  private static let maximumFindingsOfRule = 512

  /// Where the END word is, nil before it has been seen.
  var endOffset: UInt64?
  /// One past the last byte that has been understood, or given up on.
  var end: UInt64
  var isComplete = false

  /// Entries so far that carry content and are not sent for comparison.
  var contentCount: UInt64 = 0
  var iteration = -1
  /// The last PFN of the last batch, to tell where an iteration begins.
  var lastPFN: UInt64?
  var isVerifying = false
  /// Where the chunk is that says no checkpoint follows; nil without one.
  var lastCheckpointOffset: UInt64?
  /// Places, among the content-carrying entries, of those that are page tables; kept for compressed bodies only.
  var pageTables: [UInt64] = []
  /// The vCPUs that the body's VCPU_INFO names, and whether there was one.
  var vcpuCount: Int?
  var ioreqServerChunks: (pages: UInt64?, pfn: UInt64?) = (nil, nil)

  /// Page tables of a body that are checked; more are taken as they are.
  static let maximumPageTables = 1 << 16

  init(checkpoint: Int, offset: UInt64, firstBatch: Int, isCompressed: Bool) {
    self.checkpoint = checkpoint
    self.offset = offset
    self.firstBatch = firstBatch
    self.isCompressed = isCompressed
    end = offset
  }

  mutating func report(
    _ rule: FindingRule, _ severity: Severity? = nil, at offset: UInt64, part: StreamPart = .chunkPayload,
    value: UInt64 = 0,
    limit: UInt64 = 0
  ) {
    report(Finding(rule, severity, at: offset, checkpoint: checkpoint, part: part, value: value, limit: limit))
  }

  /// Keeps a finding. Of one rule only the first hundreds are kept in a checkpoint, as more say nothing new; the
  /// others are counted.
  mutating func report(_ finding: Finding) {
    let kept = keptByRule[finding.rule, default: 0]
    guard kept < Self.maximumFindingsOfRule else {
      unkeptFindings[finding.severity, default: 0] += 1
      return
    }
    keptByRule[finding.rule] = kept + 1
    findings.append(
      Finding(
        finding.rule, finding.severity, at: finding.offset, checkpoint: checkpoint, part: finding.part,
        value: finding.value, limit: finding.limit))
  }

  /// Says that the capture ends inside something: an error in checkpoint 0, which a receiver then loses, and a
  /// warning later, where it falls back on the checkpoint before.
  mutating func reportCut(_ part: StreamPart, at offset: UInt64, have: UInt64 = 0, need: UInt64 = 0) {
    report(.cutShort, checkpoint == 0 ? nil : .warning, at: offset, part: part, value: have, limit: need)
  }

  /// Says that reading was stopped. What looked like the end of the capture was only the end of waiting for it.
  mutating func noteStop() {
    findings.removeAll { $0.rule == .cutShort || $0.rule == .indexingStopped }
    report(.indexingStopped, at: end, part: .body)
  }
}
