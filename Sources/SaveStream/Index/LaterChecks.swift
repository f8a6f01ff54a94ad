/// What of a capture shows only once it has been indexed, in a second pass.
public struct LaterChecks: OptionSet, Sendable, Hashable {
  public let rawValue: UInt8

  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// What a PV guest's vCPUs, its list of frames and its page tables lead to.
  public static let pageTables = LaterChecks(rawValue: 1)
  /// What the sender of a compressed stream had in its cache.
  public static let senderCache = LaterChecks(rawValue: 2)

  /// Each of them by a word, which JSON has too.
  package static let words: [(check: LaterChecks, key: String, text: String)] = [
    (.pageTables, "pageTables", "page tables"), (.senderCache, "senderCache", "the sender's cache"),
  ]

  /// What they look at: `page tables, the sender's cache`.
  package var text: String { Self.words.filter { contains($0.check) }.map(\.text).joined(separator: ", ") }
}

extension IndexSnapshot {
  /// What a second pass has to look at, whether it has or not. O(checkpoints).
  public var laterChecks: LaterChecks { laterChecks(besides: []) }

  /// What has not been looked at. O(1) once page tables have been, as screens ask for it, else O(checkpoints).
  public var notLookedAt: LaterChecks { laterChecks(besides: lookedAt) }

  private func laterChecks(besides known: LaterChecks) -> LaterChecks {
    var checks: LaterChecks = []
    if !known.contains(.senderCache), totals.delta != nil || openTotals.delta != nil { checks.insert(.senderCache) }
    if !known.contains(.pageTables), let stream, stream.guest == .pv, stream.guestBits != nil,
      let last = lastCompleteCheckpoint, isMemorySound(at: last)
    {
      checks.insert(.pageTables)
    }
    return checks
  }

  /// Whether nothing more will be found: all has been read, and looked at.
  public var isLookedThrough: Bool { isFinished && notLookedAt.isEmpty }

  /// The same with what a second pass found, after it has looked at all there is.
  ///
  /// A receiver meets what is wrong in the relations between parts after it has let go of the checkpoint before, so
  /// that nothing is left to start from.
  package func lookedThrough(finding found: [Finding]) -> IndexSnapshot {
    var index = with(found)
    index.lookedAt = laterChecks
    return index
  }

  /// The same with further findings.
  package func with(_ found: [Finding]) -> IndexSnapshot {
    var index = self
    guard !found.isEmpty else { return self }
    index.findings = findings.with(found)
    for finding in found { index.findingCounts[finding.severity, default: 0] += 1 }
    if found.contains(where: { $0.severity == .error && $0.checkpoint == lastCompleteCheckpoint }) {
      index.takeover = nil
    }
    return index
  }
}
